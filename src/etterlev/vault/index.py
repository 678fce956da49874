"""Blind indexes: look a person up by an exact value that the database does not hold.

token = HMAC-SHA256(key of controller and field, normalised value), first 16 bytes. Tokens live in the key store, so
they
are erased and expire with the keys.
"""

from __future__ import annotations

import hmac
import os
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from struct import pack
from uuid import UUID

import phonenumbers
from cryptography.exceptions import InvalidTag

from etterlev.vault import ring
from etterlev.vault.errors import NotIndexable, WrongKeyRing
from etterlev.vault.keystore.models import BlindToken, IndexKey
from etterlev.vault.sealing import length_prefixed, unwrap, wrap


class Index(StrEnum):
    """The fields that can be looked up."""

    EMAIL = "e-post"
    PHONE = "telefon"
    STAFF_EMAIL = "ansatt-e-post"


def normalised(index: Index, value: str) -> str:
    """One spelling per value: e-mail by NFKC, casefold and IDNA; phone by E.164. Raises NotIndexable."""
    return _phone(value) if index is Index.PHONE else _email(index, value)


def _email(index: Index, value: str) -> str:
    local, at, domain = unicodedata.normalize("NFKC", value).strip().casefold().rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode()
    except UnicodeError as error:
        raise NotIndexable(index=index) from error
    if not (local and at and "." in ascii_domain) or any(c.isspace() for c in local):
        raise NotIndexable(index=index)
    return f"{local}@{ascii_domain}"


def _phone(value: str) -> str:
    try:
        number = phonenumbers.parse(value, "NO")
    except phonenumbers.NumberParseException as error:
        raise NotIndexable(index=Index.PHONE) from error
    if not phonenumbers.is_possible_number(number):
        raise NotIndexable(index=Index.PHONE)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def put(controller: UUID, index: Index, values: Mapping[UUID, Iterable[str]]) -> None:
    """Remember that each holder has these values."""
    key = _key(controller, index, make=True)
    assert key is not None
    rows = [
        BlindToken(controller_id=controller, field=index, token=_token(key, normalised(index, value)), holder_id=holder)
        for holder, several in values.items()
        for value in several
    ]
    BlindToken.objects.bulk_create(rows, ignore_conflicts=True, batch_size=5_000)


def find(controller: UUID, index: Index, value: str) -> set[UUID]:
    """The holders with this value at this controller; empty when there are none."""
    key = _key(controller, index, make=False)
    # A controller without a key does the same work as one with: a stranger cannot tell them apart by the clock.
    token = _token(key or bytes(32), normalised(index, value))
    found = BlindToken.objects.filter(controller_id=controller, field=index, token=token)
    return set(found.values_list("holder_id", flat=True))


def find_at(controllers: Collection[UUID], index: Index, value: str) -> dict[UUID, set[UUID]]:
    """The holders with this value, by controller: two statements however many controllers, and whatever is found."""
    said = normalised(index, value)
    rows = IndexKey.objects.filter(controller_id__in=controllers, field=index).order_by("epoch")
    newest = {row.controller_id: row for row in rows}
    at = {_token(_opened(row, index), said): controller for controller, row in newest.items()}
    found: dict[UUID, set[UUID]] = {}
    tokens = BlindToken.objects.filter(controller_id__in=controllers, field=index, token__in=list(at))
    for controller, token, holder in tokens.values_list("controller_id", "token", "holder_id"):
        # Each token is made with its own controller's key.
        if at[bytes(token)] == controller:
            found.setdefault(controller, set()).add(holder)
    return found


def forget(controller: UUID, holder: UUID) -> int:
    """Delete every token of a holder. Returns how many."""
    return BlindToken.objects.filter(controller_id=controller, holder_id=holder).delete()[0]


def _token(key: bytes, value: str) -> bytes:
    return hmac.digest(key, value.encode(), "sha256")[:16]


def _key(controller: UUID, index: Index, *, make: bool) -> bytes | None:
    row = _newest(controller, index)
    if row is None and not make:
        return None
    if row is None:
        row = _made(controller, index)
    return _opened(row, index)


def _opened(row: IndexKey, index: Index) -> bytes:
    controller = row.controller_id
    try:
        return unwrap(bytes(row.wrapped), ring.key(controller, row.epoch), _context(controller, index, row.epoch))
    except InvalidTag as error:
        raise WrongKeyRing(ring=ring.path()) from error


def _newest(controller: UUID, index: Index) -> IndexKey | None:
    return IndexKey.objects.filter(controller_id=controller, field=index).order_by("-epoch").first()


def _made(controller: UUID, index: Index) -> IndexKey:
    epoch = ring.current_epoch(controller)
    wrapped = wrap(os.urandom(32), ring.key(controller, epoch), _context(controller, index, epoch))
    fresh = IndexKey(controller_id=controller, field=index, epoch=epoch, wrapped=wrapped)
    IndexKey.objects.bulk_create([fresh], ignore_conflicts=True)
    return IndexKey.objects.get(controller_id=controller, field=index, epoch=epoch)


def _context(controller: UUID, index: Index, epoch: int) -> bytes:
    return length_prefixed(b"ixk1", controller.bytes, index.encode(), pack(">I", epoch))
