"""Folders of work under way: ours alone, closed to others, and swept when whoever made them was killed."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from etterlev.backups.errors import AnotherIsRunning


@contextmanager
def alone(locks: Path) -> Iterator[None]:
    """One backup at a time for an installation. Raises AnotherIsRunning. The kernel lets go when the process dies."""
    locks.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(locks / "backup.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AnotherIsRunning from None
        yield
    finally:
        os.close(descriptor)


def fresh(parent: Path, prefix: str) -> Path:
    """A new folder nobody else may read. What a killed run left under the same prefix goes: the caller is alone."""
    for left in parent.glob(f"{prefix}*"):
        shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=prefix, dir=parent))


def settle(folder: Path) -> None:
    """Everything in a folder is on the disk, not on its way there."""
    for path in (*folder.iterdir(), folder):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def close(folder: Path) -> None:
    """Only the owner may read a folder and what is in it: an archive does not say so of its folders."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700 if path.is_dir() else path.stat().st_mode & 0o600)


def remove_folder(folder: Path) -> None:
    """Take an empty folder away again."""
    with suppress(OSError):
        folder.rmdir()
