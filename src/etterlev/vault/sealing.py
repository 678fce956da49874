"""AES-256-GCM over length-prefixed context: a ciphertext opens only in the row, column, class and controller it was
made for.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from struct import pack
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT = b"\x01"
NONCE = 12


@dataclass(frozen=True)
class Place:
    """Where a sealed value stands. Every part is authenticated; moving the bytes elsewhere makes them unreadable."""

    controller: UUID
    holder: UUID
    retention_class: int
    table: str
    column: str
    row: UUID

    def context(self, version: int) -> bytes:
        return length_prefixed(
            b"f1",
            self.controller.bytes,
            self.holder.bytes,
            pack(">B", self.retention_class),
            self.table.encode(),
            self.column.encode(),
            self.row.bytes,
            pack(">H", version),
        )


@dataclass(frozen=True)
class Key:
    """An unwrapped key and its version."""

    version: int
    cipher: AESGCM


def length_prefixed(*parts: bytes) -> bytes:
    """Parts that no choice of contents can shift into one another, as joining with a separator would allow."""
    return b"".join(pack(">I", len(part)) + part for part in parts)


def seal(plain: bytes, key: Key, place: Place) -> bytes:
    """format(1) | class(1) | key version(2) | nonce(12) | ciphertext | tag(16)."""
    nonce = os.urandom(NONCE)
    header = FORMAT + pack(">BH", place.retention_class, key.version)
    return header + nonce + key.cipher.encrypt(nonce, plain, place.context(key.version))


def unseal(sealed: bytes, key: Key, place: Place) -> bytes:
    """The plain value. Raises cryptography's InvalidTag when the bytes are not what was sealed here."""
    if len(sealed) < 32 or sealed[:1] != FORMAT or sealed[1] != place.retention_class:
        raise InvalidTag
    nonce, body = sealed[4 : 4 + NONCE], sealed[4 + NONCE :]
    return key.cipher.decrypt(nonce, body, place.context(version_of(sealed)))


def version_of(sealed: bytes) -> int:
    """Which version of the holder's key the value was sealed with."""
    return int.from_bytes(sealed[2:4], "big")


def wrap(secret: bytes, by: AESGCM, context: bytes) -> bytes:
    """nonce(12) | ciphertext | tag(16)."""
    nonce = os.urandom(NONCE)
    return nonce + by.encrypt(nonce, secret, context)


def unwrap(wrapped: bytes, by: AESGCM, context: bytes) -> bytes:
    """The wrapped secret. Raises InvalidTag."""
    return by.decrypt(wrapped[:NONCE], wrapped[NONCE:], context)
