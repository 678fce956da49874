"""Signed heads in the format of C2SP tlog-checkpoint and signed-note: three lines, a blank one, and an Ed25519
signature.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from etterlev.ledger.errors import NotAHead

_ED25519 = b"\x01"


@dataclass(frozen=True)
class Head:
    """The size and root of the log at one moment."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def key_id(origin: str, key: Ed25519PublicKey) -> bytes:
    """The first four bytes of SHA-256(name, newline, algorithm, key)."""
    return sha256(origin.encode() + b"\n" + _ED25519 + key.public_bytes_raw()).digest()[:4]


def sign(head: Head, key: Ed25519PrivateKey) -> str:
    """The head as a signed note."""
    signature = key_id(head.origin, key.public_key()) + key.sign(head.text().encode())
    return f"{head.text()}\n\N{EM DASH} {head.origin} {b64encode(signature).decode()}\n"


def read(note: str, key: Ed25519PublicKey, *, file: str = "-") -> Head:
    """The head inside a note. Raises NotAHead when the note is malformed or the signature is not ours."""
    body, _, signatures = note.partition("\n\n")
    lines = body.split("\n")
    try:
        head = Head(lines[0], int(lines[1]), b64decode(lines[2], validate=True))
        blob = b64decode(signatures.strip().rsplit(" ", 1)[1], validate=True)
        key.verify(blob[4:], head.text().encode())
    except (IndexError, ValueError, NotBase64, InvalidSignature) as error:
        raise NotAHead(file=file) from error
    if len(lines) != 3 or len(head.root) != 32 or blob[:4] != key_id(head.origin, key):
        raise NotAHead(file=file)
    return head
