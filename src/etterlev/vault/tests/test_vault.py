"""Sealed fields: what is stored is ciphertext, it opens only where it was sealed, and not at all without its key."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import connection, connections
from hypothesis import given
from hypothesis import strategies as st

from etterlev.controllers.actors import Reason
from etterlev.database.errors import SealedFieldInQuery
from etterlev.database.wall import behind_wall
from etterlev.law.retention_classes import RetentionClass
from etterlev.people import queries as people
from etterlev.people.models import Identifier, Person
from etterlev.vault import index, keys, pseudonyms, ring
from etterlev.vault.errors import EpochDestroyed, KeyDestroyed, NotIndexable, NotRevealed, Tampered, WrongKeyRing
from etterlev.vault.fields import Sealed, reveal
from etterlev.vault.index import Index, normalised
from etterlev.vault.sealing import Key, Place, length_prefixed, seal, unseal
from tests.cast import NINA_EMAIL, World

PLACE = Place(UUID(int=1), UUID(int=2), 1, "people_person", "name", UUID(int=3))


def key() -> Key:
    return Key(1, AESGCM(AESGCM.generate_key(256)))


@given(st.binary(max_size=400))
def test_what_is_sealed_opens_in_its_place(plain: bytes) -> None:
    own = key()
    assert unseal(seal(plain, own, PLACE), own, PLACE) == plain


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place(UUID(int=9), PLACE.holder, 1, PLACE.table, PLACE.column, PLACE.row),
        Place(PLACE.controller, UUID(int=9), 1, PLACE.table, PLACE.column, PLACE.row),
        Place(PLACE.controller, PLACE.holder, 2, PLACE.table, PLACE.column, PLACE.row),
        Place(PLACE.controller, PLACE.holder, 1, "people_identifier", PLACE.column, PLACE.row),
        Place(PLACE.controller, PLACE.holder, 1, PLACE.table, "email", PLACE.row),
        Place(PLACE.controller, PLACE.holder, 1, PLACE.table, PLACE.column, UUID(int=9)),
    ],
    ids=["controller", "holder", "class", "table", "column", "row"],
)
def test_moved_to_another_place_it_does_not_open(elsewhere: Place) -> None:
    own = key()
    with pytest.raises(InvalidTag):
        unseal(seal(b"Nina Vik", own, PLACE), own, elsewhere)


@given(st.integers(0, 39), st.integers(1, 255))
def test_any_changed_byte_is_noticed(position: int, change: int) -> None:
    own = key()
    sealed = bytearray(seal(b"Nina Vik", own, PLACE))
    sealed[position] ^= change
    with pytest.raises((InvalidTag, ValueError)):
        unseal(bytes(sealed), own, PLACE)


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=5), st.lists(st.binary(max_size=8), min_size=1, max_size=5))
def test_two_contexts_are_equal_only_when_their_parts_are(one: list[bytes], other: list[bytes]) -> None:
    assert (length_prefixed(*one) == length_prefixed(*other)) == (one == other)


def test_the_database_holds_ciphertext_only(world: World) -> None:
    with behind_wall({world.oslo}), connection.cursor() as cursor:
        cursor.execute("SELECT name FROM people_person")
        stored = b"".join(bytes(row[0]) for row in cursor.fetchall())
    assert b"Nina" not in stored
    assert len(stored) > 0


def test_a_closed_value_cannot_be_printed_compared_or_put_in_a_page(world: World) -> None:
    with behind_wall({world.oslo}):
        nina = Person.objects.get(id=world.nina)
    for use in (str, lambda v: f"{v}", lambda v: v == "Nina Vik", list, len):
        with pytest.raises(NotRevealed):
            use(nina.name)
    assert repr(nina.name) == "<sealed>"


def test_reveal_opens_many_rows_in_one_round_to_the_key_store(world: World, django_assert_num_queries: object) -> None:
    with behind_wall({world.oslo}):
        rows = list(Identifier.objects.all())
        with django_assert_num_queries(1, using="keys"):  # type: ignore[operator]  # pytest-django's fixture
            opened = reveal(rows)
    assert {row.value for row in opened} == {NINA_EMAIL, "+4791234567"}


def test_a_sealed_column_cannot_be_searched_or_sorted(world: World) -> None:
    with behind_wall({world.oslo}):
        with pytest.raises(FieldError):
            Person.objects.filter(name__contains="Nina").exists()
        with pytest.raises(FieldError):
            Person.objects.filter(name="Nina Vik").exists()
        with pytest.raises(SealedFieldInQuery):
            Person.objects.order_by("-name")


def test_saving_again_seals_again_under_the_same_key(world: World) -> None:
    with behind_wall({world.oslo}):
        (nina,) = reveal([Person.objects.get(id=world.nina)])
        nina.name = "Nina Vik Dahl"
        nina.save(update_fields=["name"])
        (again,) = reveal([Person.objects.get(id=world.nina)])
    assert again.name == "Nina Vik Dahl"


def test_a_ciphertext_moved_between_rows_is_called_tampered(world: World) -> None:
    with behind_wall({world.oslo}):
        one, two = Identifier.objects.order_by("kind")
        one_closed, two.value = one.value, one.value
        two.save(update_fields=["value"])
        assert isinstance(one_closed, Sealed)
        with pytest.raises(Tampered):
            reveal([Identifier.objects.get(id=two.id)])


def test_destroying_a_key_erases_what_it_sealed_and_nothing_else(world: World) -> None:
    with behind_wall({world.oslo}):
        assert keys.destroy(world.oslo, world.nina, RetentionClass.CONTACT) == 1
        with pytest.raises(KeyDestroyed):
            reveal([Person.objects.get(id=world.nina)])


def test_a_wrong_ring_is_called_a_wrong_ring(world: World) -> None:
    folder = Path(settings.RING) / str(world.oslo)
    file = next(folder.glob("*.key"))
    right = file.read_bytes()
    try:
        file.chmod(0o600)
        file.write_bytes(b"\x01" * 32)
        with behind_wall({world.oslo}), pytest.raises(WrongKeyRing, match="sikkerhetskopien av ringen"):
            reveal([Person.objects.get(id=world.nina)])
    finally:
        file.write_bytes(right)


def test_a_destroyed_epoch_makes_its_keys_noise(world: World) -> None:
    folder = Path(settings.RING) / str(world.oslo)
    kept = folder.with_suffix(".kept")
    shutil.move(folder, kept)
    try:
        with behind_wall({world.oslo}), pytest.raises(EpochDestroyed):
            reveal([Person.objects.get(id=world.nina)])
    finally:
        shutil.move(kept, folder)


def test_the_ring_never_replaces_a_key(world: World) -> None:
    before = ring.key(world.oslo, 1).encrypt(b"\x00" * 12, b"x", None)
    ring.make(world.oslo, 1)
    assert ring.key(world.oslo, 1).encrypt(b"\x00" * 12, b"x", None) == before


@pytest.mark.parametrize("spelling", [NINA_EMAIL, NINA_EMAIL.upper(), f"  {NINA_EMAIL} ", "ｎina.vik@example.no"])
def test_an_address_is_found_however_it_is_spelled(world: World, spelling: str) -> None:
    assert index.find(world.oslo, Index.EMAIL, spelling) == {world.nina}


def test_the_same_address_at_another_department_has_another_token(world: World) -> None:
    assert index.find(world.bergen, Index.EMAIL, NINA_EMAIL) == set()
    index.put(world.bergen, Index.EMAIL, {uuid4(): [NINA_EMAIL]})
    with connections["keys"].cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT token), count(*) FROM keystore_blindtoken WHERE field = %s", [Index.EMAIL]
        )
        distinct, total = cursor.fetchone()
    assert distinct == total


@pytest.mark.parametrize("value", ["", "nina", "@", "nina@", "@no", "nina@localhost", "a b@example.no"])
def test_what_is_no_address_is_refused(value: str) -> None:
    with pytest.raises(NotIndexable):
        normalised(Index.EMAIL, value)


@pytest.mark.parametrize("value", ["91234567", "912 34 567", "+47 91 23 45 67", "004791234567"])
def test_a_phone_number_is_one_number(value: str) -> None:
    assert normalised(Index.PHONE, value) == "+4791234567"


def test_once_the_pseudonym_is_gone_the_lines_are_nobodys(world: World) -> None:
    before = pseudonyms.pseudonym(world.oslo, world.nina)
    assert pseudonyms.forget(world.oslo, world.nina) == 1
    assert pseudonyms.pseudonym(world.oslo, world.nina) != before


def test_a_restricted_person_is_reached_by_her_own_case_and_by_nothing_else(world: World) -> None:
    from etterlev.people import actions

    actions.restrict(world.nina, rule="A18-1-a", by=world.siv, now=world.now)
    assert people.count(world.siv.scope(Reason.CASE)) == 1
    assert people.count(world.siv.scope(Reason.MESSAGE)) == 0
    assert people.count(world.kari.scope(Reason.ENGAGEMENT)) == 0
