"""Compress and encrypt a stream for age recipients, and back. Nothing is held in memory whole."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import zstandard
from pyrage import DecryptError, decrypt_io, encrypt_io  # type: ignore[attr-defined]  # the wheel's stubs lag behind it
from pyrage.x25519 import Identity, Recipient

from etterlev.backups.errors import IdentityDoesNotFit, NoRecipients

LEVEL = 3


def recipients(file: Path) -> list[Recipient]:
    """The public keys in a file, one a line; lines that begin with # are comments. Raises NoRecipients."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    found = [Recipient.from_str(line.strip()) for line in lines if line.strip().startswith("age1")]
    if not found:
        raise NoRecipients(file=file)
    return found


def identities(file: Path) -> list[Identity]:
    """The secret keys in a file. Raises IdentityDoesNotFit when there are none."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    found = [Identity.from_str(x.strip()) for x in lines if x.strip().startswith("AGE-SECRET-KEY-")]
    if not found:
        raise IdentityDoesNotFit(file=file, set="noe")
    return found


def seal(plain: Path, sealed: Path, keys: list[Recipient]) -> None:
    """Compress to a neighbour file, encrypt, and remove the neighbour."""
    packed = plain.with_suffix(".zst")
    try:
        with plain.open("rb") as source, packed.open("wb") as target:
            zstandard.ZstdCompressor(level=LEVEL, threads=0).copy_stream(source, target)
        with packed.open("rb") as source, sealed.open("wb") as target:
            encrypt_io(source, target, keys)
    finally:
        packed.unlink(missing_ok=True)


def unseal(sealed: Path, plain: Path, keys: list[Identity], *, name: str, identity_file: Path) -> None:
    """Decrypt and unpack. Raises IdentityDoesNotFit."""
    packed = plain.with_suffix(".zst")
    try:
        with sealed.open("rb") as source, packed.open("wb") as target:
            _decrypt(source, target, keys, name, identity_file)
        with packed.open("rb") as source, plain.open("wb") as target:
            zstandard.ZstdDecompressor().copy_stream(source, target)
    finally:
        packed.unlink(missing_ok=True)


def _decrypt(source: IO[bytes], target: IO[bytes], keys: list[Identity], name: str, file: Path) -> None:
    try:
        decrypt_io(source, target, keys)
    except DecryptError as error:
        raise IdentityDoesNotFit(file=file, set=name) from error
