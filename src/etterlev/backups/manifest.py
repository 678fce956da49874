"""What a backup says about itself: one entry per set, with the checksum of what lies in the folder."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from etterlev.backups.errors import NotABackup, SetDamaged

FORMAT = "etterlev-backup/1"
SETS = ("data", "keys", "ring")


@dataclass(frozen=True)
class SetEntry:
    """One encrypted file of a backup."""

    name: str
    file: str
    engine: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """A whole backup. `ledger_head` is the signed head at the time, to hold a restored log against."""

    made_at: str
    version: str
    ledger_head: str
    sets: tuple[SetEntry, ...]

    def write(self, folder: Path) -> None:
        value = {"format": FORMAT, **asdict(self)}
        (folder / "manifest.json").write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    def entry(self, name: str) -> SetEntry:
        return next(entry for entry in self.sets if entry.name == name)


def read(folder: Path) -> Manifest:
    """The manifest of a backup. Raises NotABackup."""
    try:
        value = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        sets = tuple(SetEntry(**entry) for entry in value["sets"])
        manifest = Manifest(value["made_at"], value["version"], value["ledger_head"], sets)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotABackup(folder=folder) from error
    if value.get("format") != FORMAT or {entry.name for entry in sets} != set(SETS):
        raise NotABackup(folder=folder)
    return manifest


def checksum(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    digest = sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def check(folder: Path, manifest: Manifest) -> None:
    """Raises SetDamaged for a set that is missing, cut short or changed."""
    for entry in manifest.sets:
        path = folder / entry.file
        if not path.is_file() or path.stat().st_size != entry.size or checksum(path) != entry.sha256:
            raise SetDamaged(file=entry.file)
