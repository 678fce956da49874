"""Compress and encrypt a stream for age recipients, and back. Nothing is held in memory whole."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable
from pathlib import Path
from typing import IO, TypeVar

import zstandard
from pyrage import (  # type: ignore[attr-defined]  # the wheel's stubs lag behind it
    DecryptError,
    EncryptError,
    IdentityError,
    RecipientError,
    decrypt_io,
    encrypt_io,
)
from pyrage.x25519 import Identity, Recipient

from etterlev.backups.errors import IdentityDoesNotFit, KeyNotValid, NoIdentities, NoRecipients, SetDamaged

LEVEL = 3
Key = TypeVar("Key")


def recipients(file: Path) -> list[Recipient]:
    """The public keys in a file, one a line; lines that begin with # are comments. Raises NoRecipients or
    KeyNotValid.
    """
    found = _keys(file, Recipient.from_str)
    if not found:
        raise NoRecipients(file=file)
    return found


def identities(file: Path) -> list[Identity]:
    """The secret keys in a file, one a line; lines that begin with # are comments. Raises NoIdentities or
    KeyNotValid.
    """
    found = _keys(file, Identity.from_str)
    if not found:
        raise NoIdentities(file=file)
    return found


def _keys(file: Path, read: Callable[[str], Key]) -> list[Key]:
    """The error names the line and never repeats it: it may be most of a secret."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    except UnicodeDecodeError:
        raise KeyNotValid(file=file, line=1) from None
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            found.append(read(line.strip()))
        except (IdentityError, RecipientError):
            raise KeyNotValid(file=file, line=number) from None
    return found


def seal(plain: Path, sealed: Path, keys: list[Recipient]) -> None:
    """Compress to a neighbour file, encrypt, and remove the neighbour. Raises OSError when there is no room."""
    packed = plain.with_suffix(".zst")
    try:
        with plain.open("rb") as source, packed.open("wb") as target:
            zstandard.ZstdCompressor(level=LEVEL, threads=0).copy_stream(source, target)
        with packed.open("rb") as source, sealed.open("wb") as target:
            encrypt_io(source, target, keys)
    except EncryptError as error:
        # The library gives the system's own error as text.
        number = re.search(r"Errno (\d+)", str(error))
        raise OSError(int(number.group(1)) if number else errno.EIO, "") from error
    finally:
        packed.unlink(missing_ok=True)


def unseal(sealed: Path, plain: Path, keys: list[Identity], *, name: str, identity_file: Path) -> None:
    """Decrypt and unpack. Raises IdentityDoesNotFit or SetDamaged, and OSError when there is no room."""
    packed = plain.with_suffix(".zst")
    try:
        with sealed.open("rb") as source, packed.open("wb") as target:
            _decrypt(source, target, keys, name, identity_file)
        with packed.open("rb") as source, plain.open("wb") as target:
            zstandard.ZstdDecompressor().copy_stream(source, target)
    except zstandard.ZstdError as error:
        raise SetDamaged(file=sealed.name) from error
    finally:
        packed.unlink(missing_ok=True)


def _decrypt(source: IO[bytes], target: IO[bytes], keys: list[Identity], name: str, file: Path) -> None:
    try:
        decrypt_io(source, target, keys)
    except DecryptError as error:
        if "No matching keys" not in str(error):
            raise SetDamaged(file=Path(str(source.name)).name) from error
        raise IdentityDoesNotFit(file=file, set=name) from error
    except OSError as error:
        if error.errno is not None:
            raise
        # What is not the system's trouble is the ciphertext's own.
        raise SetDamaged(file=Path(str(source.name)).name) from error
