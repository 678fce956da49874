"""Write a backup, and restore one into an empty place."""

from __future__ import annotations

import os
import shutil
import tarfile
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from pyrage.x25519 import Identity

from etterlev import __version__
from etterlev.backups import dumps, manifest, sealing
from etterlev.backups.errors import OtherEngine, PlaceNotEmpty, PlaceNotWritable, TargetNotWritable
from etterlev.backups.folders import alone, close, fresh, remove_folder, settle
from etterlev.backups.manifest import Manifest, SetEntry
from etterlev.backups.models import BackupSet
from etterlev.controllers.actors import Actor
from etterlev.database.store import KEYS
from etterlev.database.wall import behind_wall
from etterlev.errors import reason_of
from etterlev.ledger import actions as ledger
from etterlev.ledger import queries as log
from etterlev.ledger.events import Event


def run(folder: Path, *, level: str, by: Actor, now: datetime) -> Path:
    """Write one backup under `folder`. Returns its own folder, which appears whole or not at all.

    Raises NoRecipients or KeyNotValid, AnotherIsRunning, DumpFailed, or TargetNotWritable (a full disk, a missing
    mount).
    """
    readers = {name: sealing.recipients(settings.RECIPIENTS / f"{name}.txt") for name in manifest.SETS}
    final = folder / now.strftime("%Y%m%dT%H%M%SZ")
    try:
        with alone(Path(settings.LOCKS)), ExitStack() as undone:
            folder.mkdir(parents=True, exist_ok=True)
            staging = fresh(folder, f".writing-{_ours()}-")
            undone.callback(shutil.rmtree, staging, ignore_errors=True)
            made = _write(staging, readers, by=by, now=now)
            settle(staging)
            os.replace(staging, final)
    except OSError as error:
        raise TargetNotWritable(folder=folder, reason=reason_of(error)) from error
    _record(final, made, level, by=by, now=now)
    return final


def _ours() -> str:
    """Tells our unfinished work from that of another installation that writes to the same folder."""
    return sha256(str(settings.HOME).encode()).hexdigest()[:12]


def _write(staging: Path, readers: dict[str, Any], *, by: Actor, now: datetime) -> Manifest:
    """Data first, keys after, the ring last: every row that was copied finds its key among the copied."""
    with behind_wall(by.controllers):
        ledger.sequence(now)
        head = log.newest_note() or ""
    entries = []
    with ExitStack() as undone:
        work = fresh(Path(settings.HOME), "etterlev-backup-")
        undone.callback(shutil.rmtree, work, ignore_errors=True)
        for name in manifest.SETS:
            plain = work / f"{name}.plain"
            try:
                engine = _plain(name, plain)
            except OSError as error:
                raise TargetNotWritable(folder=settings.HOME, reason=reason_of(error)) from error
            sealed = staging / f"{name}.age"
            sealing.seal(plain, sealed, readers[name])
            plain.unlink()
            entries.append(SetEntry(name, sealed.name, engine, manifest.checksum(sealed), sealed.stat().st_size))
    made = Manifest(now.isoformat(), __version__, head, tuple(entries))
    made.write(staging)
    return made


def _plain(name: str, target: Path) -> str:
    if name == "ring":
        # Before the first controller there is no ring; the set is the secret and an empty folder.
        Path(settings.RING).mkdir(parents=True, exist_ok=True, mode=0o700)
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

    Raises NotABackup, SetDamaged, NoIdentities, KeyNotValid, IdentityDoesNotFit, PlaceNotEmpty or OtherEngine before
    anything is written; PlaceNotWritable or DumpFailed when it stopped on the way, and the place is empty again.
    """
    made = manifest.read(folder)
    manifest.check(folder, made)
    kept = _Kept(
        folder, made, identity_files, {name: sealing.identities(identity_files[name]) for name in manifest.SETS}
    )
    places = {name: databases[alias] for name, alias in (("data", "default"), ("keys", KEYS))}
    _require_empty(made, home, places)
    try:
        with ExitStack() as undo:
            _restore(kept, home, places, undo)
            undo.pop_all()
    except OSError as error:
        raise PlaceNotWritable(place=home, reason=reason_of(error)) from error
    return made


@dataclass(frozen=True)
class _Kept:
    """A backup that is whole, and the keys to open it with."""

    folder: Path
    made: Manifest
    files: dict[str, Path]
    keys: dict[str, list[Identity]]

    def unseal(self, name: str, target: Path) -> None:
        sealed = self.folder / self.made.entry(name).file
        sealing.unseal(sealed, target, self.keys[name], name=name, identity_file=self.files[name])


def _require_empty(made: Manifest, home: Path, places: dict[str, dict[str, Any]]) -> None:
    if (home / "ring").exists() or (home / "secret.key").exists():
        raise PlaceNotEmpty(place=home)
    for name, place in places.items():
        copied, configured = made.entry(name).engine, dumps.engine_of(place)
        if copied != configured:
            raise OtherEngine(set=name, copied=copied, configured=configured)
        dumps.require_empty(place)


def _restore(kept: _Kept, home: Path, places: dict[str, dict[str, Any]], undo: ExitStack) -> None:
    """Open all three sets before the first is put in place. `undo` learns how to take back each thing that is done."""
    for missing in [each for each in (*reversed(home.parents), home) if not each.exists()]:
        undo.callback(remove_folder, missing)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=home) as work:
        plain = {name: Path(work) / f"{name}.plain" for name in manifest.SETS}
        for name, target in plain.items():
            kept.unseal(name, target)
        unpacked = Path(work) / "unpacked"
        with tarfile.open(plain["ring"]) as archive:
            archive.extractall(unpacked, filter="data")
        close(unpacked)
        for name, place in places.items():
            undo.callback(dumps.unload, place)
            dumps.load(kept.made.entry(name).engine, plain[name], place)
        undo.callback(shutil.rmtree, home / "ring", ignore_errors=True)
        os.replace(unpacked / "ring", home / "ring")
        undo.callback((home / "secret.key").unlink, missing_ok=True)
        os.replace(unpacked / "secret.key", home / "secret.key")
