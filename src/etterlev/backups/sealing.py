"""Compress and encrypt a stream for age recipients, and back. Nothing is held in memory whole."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import pyrage
import zstandard

from etterlev.backups.errors import IdentityDoesNotFit, NoRecipients

LEVEL = 3


def recipients(file: Path) -> list[pyrage.x25519.Recipient]:
    """The public keys in a file, one a line; lines that begin with # are comments. Raises NoRecipients."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    found = [pyrage.x25519.Recipient.from_str(line.strip()) for line in lines if line.strip().startswith("age1")]
    if not found:
        raise NoRecipients(file=file)
    return found


def identities(file: Path) -> list[pyrage.x25519.Identity]:
    """The secret keys in a file. Raises IdentityDoesNotFit when there are none."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    found = [pyrage.x25519.Identity.from_str(x.strip()) for x in lines if x.strip().startswith("AGE-SECRET-KEY-")]
    if not found:
        raise IdentityDoesNotFit(file=file, set="noe")
    return found


def seal(plain: Path, sealed: Path, keys: list[pyrage.x25519.Recipient]) -> None:
    """Compress to a neighbour file, encrypt, and remove the neighbour."""
    packed = plain.with_suffix(".zst")
    try:
        with plain.open("rb") as source, packed.open("wb") as target:
            zstandard.ZstdCompressor(level=LEVEL, threads=0).copy_stream(source, target)
        with packed.open("rb") as source, sealed.open("wb") as target:
            pyrage.encrypt_io(source, target, keys)
    finally:
        packed.unlink(missing_ok=True)


def unseal(sealed: Path, plain: Path, keys: list[pyrage.x25519.Identity], *, name: str, identity_file: Path) -> None:
    """Decrypt and unpack. Raises IdentityDoesNotFit."""
    packed = plain.with_suffix(".zst")
    try:
        with sealed.open("rb") as source, packed.open("wb") as target:
            _decrypt(source, target, keys, name, identity_file)
        with packed.open("rb") as source, plain.open("wb") as target:
            zstandard.ZstdDecompressor().copy_stream(source, target)
    finally:
        packed.unlink(missing_ok=True)


def _decrypt(source: IO[bytes], target: IO[bytes], keys: list[pyrage.x25519.Identity], name: str, file: Path) -> None:
    try:
        pyrage.decrypt_io(source, target, keys)
    except pyrage.DecryptError as error:
        raise IdentityDoesNotFit(file=file, set=name) from error
