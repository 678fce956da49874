"""The files of a source: one file, a folder of them, or an archive; each opened anew for every reading."""

from __future__ import annotations

import lzma
import os
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from etterlev.errors import EtterlevError
from etterlev.sources.contract import CoverageState
from etterlev.sources.errors import FileUnreadable
from etterlev.sources.saft.errors import FileReplaced, FileTooLarge, NotAnAuditFile, PartMissing

# Small enough that a piece is let go before the collector of cycles has looked at it twice.
AT_A_TIME: Final = 1 << 13
# Accounts compress thirty to a hundred times; whoever packs a bomb, a thousand times.
MOST_PACKED: Final = 300
SMALL_ANYHOW: Final = 64 << 20
# What the tax administration recommends calling the third of twelve parts: …_20260131120000_3_12.xml.
_PART: Final = re.compile(r"(?P<whole>.*)_(?P<number>\d{1,3})_(?P<of>\d{1,3})\.xml", re.IGNORECASE | re.DOTALL)
_LITTER: Final = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_BROKEN: Final = (OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error, lzma.LZMAError)
Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class News:
    """What is wrong with a file, by its name; empty where it is the only one."""

    name: str
    state: CoverageState
    reason: type[EtterlevError]


@dataclass(frozen=True)
class Part:
    """One XML file. `name` is empty where it is the only one, and then not needed to tell its elements apart."""

    name: str
    path: Path
    stamp: Stamp
    _open: Callable[[ExitStack], IO[bytes]] = field(repr=False)

    @contextmanager
    def chunks(self) -> Iterator[Iterator[bytes]]:
        """The contents, piece by piece. Raises FileUnreadable, and FileReplaced when the file is not as it was."""
        with ExitStack() as stack:
            try:
                stream = self._open(stack)
            except _BROKEN:
                raise FileUnreadable from None
            self.check()
            yield self._read(stream)
            self.check()

    def check(self) -> None:
        """Raises FileReplaced when the file is not the one that was first seen."""
        if self.stamp != _stamp(self.path):
            raise FileReplaced

    def _read(self, stream: IO[bytes]) -> Iterator[bytes]:
        while True:
            try:
                chunk = stream.read(AT_A_TIME)
            except _BROKEN:
                raise FileUnreadable from None
            if not chunk:
                return
            yield chunk


@dataclass
class Parts:
    """Everything at a place, in the order of the names, and what was wrong with it before anything was read."""

    files: list[Part] = field(default_factory=list)
    news: list[News] = field(default_factory=list)

    def refuse(self, name: str, reason: type[EtterlevError], state: CoverageState = CoverageState.UNREADABLE) -> None:
        self.news.append(News(name, state, reason))


def parts_at(path: Path) -> Parts:
    """What is to be read at a path. Raises FileUnreadable when there is nothing there."""
    found = Parts()
    if path.is_dir():
        for each in _walk(path, found):
            _add(found, each, each.relative_to(path).as_posix())
    elif path.suffix.lower() == ".zip" and (path.is_file() or not path.exists()):
        _add_archive(found, path, "")
    elif path.is_file():
        found.files.append(_plain(path, ""))
    if not found.files and not any(each.state is CoverageState.UNREADABLE for each in found.news):
        raise FileUnreadable
    names = [each.name or path.name for each in found.files]
    for name in missing(names):
        found.refuse(name, PartMissing)
    return found


def missing(names: Iterable[str]) -> list[str]:
    """The names of the parts that are not there, by the numbers in the names of those that are."""
    sets: dict[tuple[str, int], set[int]] = defaultdict(set)
    for name in names:
        told = _PART.fullmatch(name)
        if told and 1 <= int(told["number"]) <= int(told["of"]):
            sets[told["whole"], int(told["of"])].add(int(told["number"]))
    return [
        f"{whole}_{number}_{of}.xml"
        for (whole, of), numbers in sorted(sets.items())
        for number in range(1, of + 1)
        if number not in numbers
    ]


def _walk(folder: Path, found: Parts) -> Iterator[Path]:
    """Every file below a folder. What cannot be looked into, and links that lead out of it, are named."""

    def closed(error: OSError) -> None:
        found.refuse(Path(error.filename).relative_to(folder).as_posix(), FileUnreadable)

    for place, folders, files in os.walk(folder, onerror=closed):
        folders.sort()
        for name in [each for each in folders if (Path(place) / each).is_symlink()]:
            found.refuse((Path(place) / name).relative_to(folder).as_posix(), NotAnAuditFile, CoverageState.SKIPPED)
        yield from (Path(place) / name for name in sorted(files) if not _is_litter(name))


def _add(found: Parts, path: Path, name: str) -> None:
    if path.is_symlink() or path.suffix.lower() not in (".xml", ".zip"):
        found.refuse(name, NotAnAuditFile, CoverageState.SKIPPED)
    elif not path.is_file():
        # A pipe would have us waiting for whoever holds its other end.
        found.refuse(name, FileUnreadable)
    elif path.suffix.lower() == ".zip":
        _add_archive(found, path, f"{name}/")
    else:
        found.files.append(_plain(path, name))


def _add_archive(found: Parts, path: Path, above: str) -> None:
    try:
        stamp = _stamp(path)
        with zipfile.ZipFile(path) as archive:
            listed = [each for each in archive.infolist() if not each.is_dir() and not _is_litter(each.filename)]
    except _BROKEN:
        found.refuse(above.rstrip("/"), FileUnreadable)
        return
    # An archive never gives more of a file than it says, so what it says is enough to weigh it by.
    if sum(each.file_size for each in listed) > MOST_PACKED * stamp[1] + SMALL_ANYHOW:
        found.refuse(above.rstrip("/"), FileTooLarge)
        return
    for each in sorted(listed, key=lambda member: member.filename):
        if each.filename.lower().endswith(".xml"):
            found.files.append(Part(above + each.filename, path, stamp, _opener(path, each)))
        else:
            found.refuse(above + each.filename, NotAnAuditFile, CoverageState.SKIPPED)
    if not listed:
        found.refuse(above.rstrip("/"), FileUnreadable)


def _plain(path: Path, name: str) -> Part:
    return Part(name, path, _stamp(path), lambda stack: stack.enter_context(path.open("rb")))


def _opener(path: Path, member: zipfile.ZipInfo) -> Callable[[ExitStack], IO[bytes]]:
    return lambda stack: stack.enter_context(stack.enter_context(zipfile.ZipFile(path)).open(member))


def _stamp(path: Path) -> Stamp:
    try:
        status = path.stat()
    except OSError:
        return (0, 0, 0)
    return (status.st_ino, status.st_size, status.st_mtime_ns)


def _is_litter(name: str) -> bool:
    """What desktops leave behind."""
    last = name.rpartition("/")[2].lower()
    return last in _LITTER or last.startswith("._") or name.startswith("__MACOSX/")
