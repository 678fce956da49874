"""A source that only a person can search: archives, mailboxes, cupboards. It stays a named gap until somebody signs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from etterlev.sources.contract import (
    Capability,
    Coverage,
    CoverageState,
    Description,
    Finding,
    Record,
    SourceMap,
    Subject,
)
from etterlev.sources.errors import NotSearchedByProgram

EVERYTHING: Final = "alt"


class ManualSource:
    """Finds nothing and says so, whatever is asked. There is nothing to reach, and so no address."""

    capabilities: frozenset[Capability] = frozenset()

    def describe(self) -> Description:
        """Raises NotSearchedByProgram."""
        raise NotSearchedByProgram

    @contextmanager
    def snapshot(self, confirmed: SourceMap) -> Iterator[ManualSnapshot]:
        yield ManualSnapshot(tuple(unit.name for unit in confirmed.units) or (EVERYTHING,))


class ManualSnapshot:
    """A look nobody has taken yet."""

    def __init__(self, units: Sequence[str]) -> None:
        self._units = units

    def locate(self, subjects: Sequence[Subject]) -> Iterator[Finding]:
        """Nothing."""
        del subjects
        return iter(())

    def export(self, findings: Iterable[Finding]) -> Iterator[Record]:
        """Nothing."""
        del findings
        return iter(())

    def coverage(self) -> tuple[Coverage, ...]:
        """Every unit skipped; a source without a map is one unit."""
        return tuple(
            Coverage(unit, CoverageState.SKIPPED, reason=NotSearchedByProgram.__name__) for unit in self._units
        )
