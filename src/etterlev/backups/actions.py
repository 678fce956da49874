"""Write a backup, and restore one into an empty place."""

from __future__ import annotations

import errno
import os
import shutil
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from etterlev import __version__
from etterlev.backups import dumps, manifest, sealing
from etterlev.backups.errors import PlaceNotEmpty, TargetNotWritable
from etterlev.backups.manifest import Manifest, SetEntry
from etterlev.backups.models import BackupSet
from etterlev.controllers.actors import Actor
from etterlev.database.store import KEYS
from etterlev.database.wall import behind_wall
from etterlev.ledger import actions as ledger
from etterlev.ledger import queries as log
from etterlev.ledger.events import Event


def run(folder: Path, *, level: str, by: Actor, now: datetime) -> Path:
    """Write one backup under `folder`. Returns its own folder, which appears whole or not at all.

    Raises NoRecipients, or TargetNotWritable (a full disk, a missing mount).
    """
    readers = {name: sealing.recipients(settings.RECIPIENTS / f"{name}.txt") for name in manifest.SETS}
    final = folder / now.strftime("%Y%m%dT%H%M%SZ")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".writing-", dir=folder) as staging:
            made = _write(Path(staging), readers, by=by, now=now)
            os.replace(staging, final)
            # TemporaryDirectory removes what it made; give it back an empty folder to remove.
            Path(staging).mkdir()
    except OSError as error:
        raise TargetNotWritable(folder=folder, reason=os.strerror(error.errno or errno.EIO)) from error
    _record(final, made, level, by=by, now=now)
    return final


def _write(staging: Path, readers: dict[str, Any], *, by: Actor, now: datetime) -> Manifest:
    """Data first, keys after, the ring last: every row that was copied finds its key among the copied."""
    with behind_wall(by.controllers):
        ledger.sequence(now)
        head = log.newest_note() or ""
    entries = []
    with tempfile.TemporaryDirectory(prefix="etterlev-backup-", dir=settings.HOME) as work:
        for name in manifest.SETS:
            plain = Path(work) / f"{name}.plain"
            engine = _plain(name, plain)
            sealed = staging / f"{name}.age"
            sealing.seal(plain, sealed, readers[name])
            plain.unlink()
            entries.append(SetEntry(name, sealed.name, engine, manifest.checksum(sealed), sealed.stat().st_size))
    made = Manifest(now.isoformat(), __version__, head, tuple(entries))
    made.write(staging)
    return made


def _plain(name: str, target: Path) -> str:
    if name == "ring":
        with tarfile.open(target, "w") as archive:
            archive.add(settings.RING, arcname="ring")
            archive.add(settings.SECRET_FILE, arcname="secret.key")
        return "tar"
    return dumps.dump("default" if name == "data" else KEYS, target)


@transaction.atomic
def _record(folder: Path, made: Manifest, level: str, *, by: Actor, now: datetime) -> None:
    lines = made.ledger_head.split("\n")
    row = BackupSet(
        id=uuid4(),
        level=level,
        written_at=now,
        size=sum(entry.size for entry in made.sets),
        manifest_sha256=manifest.checksum(folder / "manifest.json"),
        ledger_size=int(lines[1]) if len(lines) > 1 else 0,
    )
    row.save(force_insert=True)
    ledger.record(Event.BACKUP_WRITTEN, by=by, at=now, controller=None, about=row.id)


def restore(
    folder: Path, *, identity_files: dict[str, Path], home: Path, databases: dict[str, dict[str, Any]]
) -> Manifest:
    """Bring a backup back into an empty place: databases, ring and secret. Returns its manifest.

    Raises NotABackup, SetDamaged, IdentityDoesNotFit or PlaceNotEmpty, each before anything is written.
    """
    made = manifest.read(folder)
    manifest.check(folder, made)
    if (home / "ring").exists() or (home / "secret.key").exists():
        raise PlaceNotEmpty(place=home)
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=home) as work:
        plain = {name: Path(work) / f"{name}.plain" for name in manifest.SETS}
        for name, target in plain.items():
            file = identity_files[name]
            sealing.unseal(
                folder / made.entry(name).file, target, sealing.identities(file), name=name, identity_file=file
            )
        for name, alias in (("data", "default"), ("keys", KEYS)):
            dumps.load(made.entry(name).engine, plain[name], databases[alias])
        with tarfile.open(plain["ring"]) as archive:
            archive.extractall(Path(work) / "unpacked", filter="data")
        shutil.move(Path(work) / "unpacked" / "ring", home / "ring")
        shutil.move(Path(work) / "unpacked" / "secret.key", home / "secret.key")
    return made
