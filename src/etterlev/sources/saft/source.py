"""A SAF-T file, a folder of them, or an archive, as a source."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from etterlev.sources.contract import Capability, Description, SourceMap
from etterlev.sources.saft.describing import describe
from etterlev.sources.saft.parts import parts_at
from etterlev.sources.saft.snapshot import SaftSnapshot


class SaftSource:
    """Files at a path. Nothing is opened before something is asked."""

    capabilities = frozenset({Capability.EXPORT})

    def __init__(self, path: Path) -> None:
        self._path = path

    def describe(self) -> Description:
        """What the files hold. Raises what is wrong with them: see errors.py here and in the room."""
        return describe(parts_at(self._path))

    @contextmanager
    def snapshot(self, confirmed: SourceMap) -> Iterator[SaftSnapshot]:
        """Open one look. Files that change while it is open are named in its coverage."""
        yield SaftSnapshot(confirmed, self._path)
