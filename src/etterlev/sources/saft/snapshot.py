"""One look at SAF-T files, and what became of every unit and every file in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from etterlev.errors import EtterlevError
from etterlev.sources.contract import (
    Coverage,
    CoverageState,
    Finding,
    IdentifierKind,
    Record,
    SourceMap,
    Subject,
)
from etterlev.sources.errors import StructureChanged, UnitMissing
from etterlev.sources.normalise import normal
from etterlev.sources.saft.describing import fields_of
from etterlev.sources.saft.errors import SectionNotRead
from etterlev.sources.saft.exporting import export
from etterlev.sources.saft.format import UNITS
from etterlev.sources.saft.locating import Locating
from etterlev.sources.saft.parts import News, Part, Parts, parts_at
from etterlev.sources.saft.remembered import Remembered
from etterlev.sources.saft.structure import Structure

State = CoverageState


class SaftSnapshot:
    """An open look. A file that breaks off half-way has not been searched, though what was found in it is given."""

    def __init__(self, confirmed: SourceMap, path: Path) -> None:
        self._confirmed = confirmed
        self._mapped = {unit.name: unit for unit in confirmed.units}
        self._news: dict[str, News] = {}
        self._structure: Structure | None = None
        self._remembered = Remembered()
        self._asked: frozenset[IdentifierKind] = frozenset()
        try:
            self._parts = parts_at(path)
        except EtterlevError as trouble:
            self._parts = Parts()
            self._note(News("", State.UNREADABLE, type(trouble)))
        for each in self._parts.news:
            self._note(each)

    def locate(self, subjects: Sequence[Subject]) -> Iterator[Finding]:
        """Everything about these people, in the order of the people, the map's units and the files."""
        located = Locating(self._parts, self._confirmed, subjects)
        located.run()
        for each in located.news:
            self._note(each)
        self._structure = located.structure
        self._remembered = located.remembered
        identifiers = (each for subject in subjects for each in subject.identifiers)
        self._asked = frozenset(each.kind for each in identifiers if normal(each.kind, each.value))
        return iter(()) if self._is_changed() else located.findings()

    def export(self, findings: Iterable[Finding]) -> Iterator[Record]:
        """The values of these findings, in their order."""
        yield from export(self._parts.files, self._mapped, findings, self._failed, self._remembered)

    def coverage(self) -> tuple[Coverage, ...]:
        """What became of every unit of the map and, where there are several files, of every one that was not read."""
        units = tuple(self._coverage(unit.name) for unit in self._confirmed.units)
        files = [each for each in self._news.values() if each.name]
        return (*units, *(Coverage(each.name, each.state, reason=each.reason.__name__) for each in files))

    def _failed(self, part: Part, reason: type[EtterlevError]) -> None:
        self._note(News(part.name, State.UNREADABLE, reason))

    def _note(self, news: News) -> None:
        """The first bad news about a file stands."""
        self._news.setdefault(news.name, news)

    @property
    def _unread(self) -> News | None:
        return next((each for each in self._news.values() if each.state is State.UNREADABLE), None)

    def _is_changed(self) -> bool:
        """Only known of files that were read to their end."""
        is_whole = self._structure is not None and self._unread is None
        return is_whole and self._fingerprint() != self._confirmed.fingerprint

    def _fingerprint(self) -> str:
        return "" if self._structure is None else self._structure.fingerprint()

    def _coverage(self, name: str) -> Coverage:
        unread = self._unread
        if unread is not None:
            return Coverage(name, State.UNREADABLE, reason=unread.reason.__name__)
        if self._structure is None:
            return Coverage(name, State.SKIPPED)
        fingerprint = self._fingerprint()
        if self._is_changed():
            gone = name not in fields_of(self._structure)
            state, reason = (State.UNREADABLE, UnitMissing) if gone else (State.CHANGED, StructureChanged)
            return Coverage(name, state, reason=reason.__name__, fingerprint=fingerprint)
        if name not in UNITS:
            return Coverage(name, State.SKIPPED, reason=SectionNotRead.__name__, fingerprint=fingerprint)
        kinds = set(self._mapped[name].identifying.values()) & self._asked
        used = tuple(kind for kind in IdentifierKind if kind in kinds)
        return Coverage(name, State.SEARCHED, self._structure.rows[name], used, fingerprint=fingerprint)
