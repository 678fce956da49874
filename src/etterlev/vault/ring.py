"""The ring: one folder per controller with its key of each epoch, on another volume than the data.

Only the newest epoch and the one before exist; destroying an old one makes every backup of the key store from that
epoch noise (Article 17, also in backups).
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from etterlev.vault.errors import EpochDestroyed


def path() -> Path:
    """Where the ring is."""
    return Path(settings.RING)


def current_epoch(controller: UUID) -> int:
    """The newest epoch, made now when the controller has none."""
    folder = path() / str(controller)
    epochs = [int(file.stem) for file in folder.glob("*.key")]
    if epochs:
        return max(epochs)
    make(controller, 1)
    return 1


def make(controller: UUID, epoch: int) -> None:
    """A fresh random key for an epoch; an existing one is never replaced."""
    folder = path() / str(controller)
    # One at a time: mkdir gives parents the process's own mode.
    for each in (path(), folder):
        each.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"{epoch}.key"
    draft = folder / f".{epoch}.{os.getpid()}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o400)
    with os.fdopen(descriptor, "wb") as file:
        file.write(os.urandom(32))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, target)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def key(controller: UUID, epoch: int) -> AESGCM:
    """The controller's key of an epoch. Raises EpochDestroyed."""
    file = path() / str(controller) / f"{epoch}.key"
    try:
        stamp = file.stat().st_mtime_ns
    except FileNotFoundError as error:
        raise EpochDestroyed(epoch=epoch, ring=path()) from error
    return _read(file, stamp)


@lru_cache(maxsize=512)
def _read(file: Path, stamp: int) -> AESGCM:  # the stamp makes a replaced file a new entry
    return AESGCM(file.read_bytes())
