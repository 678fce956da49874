"""Who made an answer, and that nothing of it was changed: one signature over its checksums (Ed25519, RFC 8032)."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SIGNED, SIGNATURE, KEY = "SIGNED", "SIGNED.sig", "public-key.pem"
# The files that speak of the others, and so cannot be among them.
BESIDE: Final = frozenset({"SHA256SUMS", SIGNED, SIGNATURE, KEY})
# The log's own heads are signed with the same key, and never begin like this.
_FIRST_LINE: Final = "etterlev answer 1"


def signature(files: Mapping[str, bytes], reference: str, key: Ed25519PrivateKey) -> dict[str, bytes]:
    """What is signed, the signature and the public key, as files. The same files give the same bytes.

    `openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in SIGNED -sigfile SIGNED.sig` checks it.
    """
    said = f"{_FIRST_LINE}\n{reference}\nSHA256SUMS {sha256(files['SHA256SUMS']).hexdigest()}\n".encode()
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return {SIGNED: said, SIGNATURE: key.sign(said), KEY: public}
