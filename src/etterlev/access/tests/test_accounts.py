"""Accounts: names and addresses no database reader can read, and invitations that work once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections

from etterlev.access import actions, queries
from etterlev.access.errors import AlreadyInvited, InvitationSpent
from etterlev.access.models import User
from etterlev.controllers.actors import Role
from etterlev.database.wall import behind_wall
from etterlev.ledger.events import Event
from etterlev.ledger.models import Entry
from etterlev.vault.errors import Tampered
from etterlev.vault.fields import reveal
from tests.cast import World

PASSWORD = "fire tilfeldige ord her"
NAME, EMAIL = "Torbjørg Kvalheim", "torbjorg.kvalheim@fjordtall.example"


def invited(world: World, email: str = EMAIL) -> tuple[UUID, str]:
    roles = {world.oslo: frozenset({Role.AUDITOR})}
    return actions.invite(controller=world.oslo, name=NAME, email=email, roles=roles, by=world.operator, now=world.now)


def everything_stored() -> bytes:
    """Every value of every table of both databases."""
    stored = bytearray()
    for each in connections.all():
        with each.cursor() as cursor:
            for table in each.introspection.table_names(cursor):
                cursor.execute(f"SELECT * FROM {each.ops.quote_name(table)}")
                for row in cursor.fetchall():
                    for value in row:
                        stored += bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
    return bytes(stored)


def test_neither_name_nor_address_can_be_read_in_any_table(world: World) -> None:
    invited(world)
    stored = everything_stored()
    for word in ("Torbjørg", "Kvalheim", "kvalheim", "torbjorg"):
        assert word.encode() not in stored
        assert word.encode().hex().encode() not in stored
    # The search would have seen it: what is not sealed is found.
    assert b"Fjordtall Oslo AS" in stored


def test_the_columns_hold_ciphertext_of_their_own_for_each_account(world: World) -> None:
    first, _ = invited(world)
    second, _ = invited(world, "t.kvalheim@fjordtall.example")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, email FROM access_user")
        rows = [[bytes(value) for value in row] for row in cursor.fetchall()]
    assert len({name for name, _ in rows}) == len(rows)
    assert {each.name for each in reveal(list(User.objects.filter(id__in=[first, second])))} == {NAME}


def test_a_name_moved_to_another_account_is_not_opened(world: World) -> None:
    user_id, _ = invited(world)
    other = queries.by_email(world.siv_email)
    assert other is not None
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(User._meta.db_table)
        cursor.execute(f"SELECT name FROM {table} WHERE id = %s", [_bound(user_id)])
        cursor.execute(f"UPDATE {table} SET name = %s WHERE id = %s", [cursor.fetchone()[0], _bound(other.id)])
    with pytest.raises(Tampered):
        queries.name_of(User.objects.get(id=other.id))


def _bound(user_id: UUID) -> UUID | str:
    return user_id if connection.features.has_native_uuid_field else user_id.hex


def test_an_account_is_found_by_its_address_however_it_is_written(world: World) -> None:
    user_id, _ = invited(world)
    for written in (EMAIL, EMAIL.upper(), f"  {EMAIL} "):
        found = queries.by_email(written)
        assert found is not None
        assert found.id == user_id


@pytest.mark.parametrize("address", ["", "ingen@fjordtall.example", "ikke en adresse", "a" * 400])
def test_an_address_nobody_has_finds_nobody(world: World, address: str) -> None:
    assert queries.by_email(address) is None


def test_a_closed_account_is_not_found(world: World) -> None:
    user_id, _ = invited(world)
    User.objects.filter(id=user_id).update(is_active=False)
    assert queries.by_email(EMAIL) is None
    assert queries.by_id(str(user_id)) is None


def test_nobody_is_invited_twice(world: World) -> None:
    invited(world)
    with pytest.raises(AlreadyInvited):
        invited(world, EMAIL.upper())


def test_an_invited_account_has_no_password_until_the_link_is_used(world: World) -> None:
    user_id, secret = invited(world)
    assert not User.objects.get(id=user_id).has_usable_password()
    actions.choose_password(secret, PASSWORD, now=world.now)
    assert User.objects.get(id=user_id).check_password(PASSWORD)


def test_a_link_works_once(world: World) -> None:
    user_id, secret = invited(world)
    actions.choose_password(secret, PASSWORD, now=world.now)
    with pytest.raises(InvitationSpent):
        actions.choose_password(secret, "mallorys eget passord", now=world.now)
    assert User.objects.get(id=user_id).check_password(PASSWORD)


def test_a_link_works_for_seven_days_and_not_a_second_longer(world: World) -> None:
    _, secret = invited(world)
    week = world.now + timedelta(days=7)
    with pytest.raises(InvitationSpent):
        actions.choose_password(secret, PASSWORD, now=week)
    actions.choose_password(secret, PASSWORD, now=week - timedelta(seconds=1))


def test_a_weak_password_is_refused_and_spends_nothing(world: World) -> None:
    _, secret = invited(world)
    for weak in ("kort", "password1234"):
        with pytest.raises(ValidationError):
            actions.choose_password(secret, weak, now=world.now)
    actions.choose_password(secret, PASSWORD, now=world.now)


def test_a_new_link_stops_the_older_one(world: World) -> None:
    user_id, first = invited(world)
    second = actions.new_link(user_id, by=world.operator, now=world.now)
    with pytest.raises(InvitationSpent):
        actions.choose_password(first, PASSWORD, now=world.now)
    actions.choose_password(second, PASSWORD, now=world.now)


def test_the_secret_of_a_link_is_not_kept(world: World) -> None:
    _, secret = invited(world)
    assert secret.encode() not in everything_stored()


def test_a_secret_nobody_was_given_opens_nothing(world: World) -> None:
    with pytest.raises(InvitationSpent):
        actions.choose_password("gjettet", PASSWORD, now=world.now)


def test_inviting_and_giving_roles_are_in_the_log_without_a_name(world: World) -> None:
    with behind_wall({world.oslo}):
        before = Entry.objects.filter(controller_id=world.oslo).count()
        user_id, _ = invited(world)
        lines = list(Entry.objects.filter(controller_id=world.oslo).order_by("id")[before:])
    assert [line.event for line in lines] == [Event.STAFF_INVITED, Event.ROLE_GRANTED]
    assert user_id not in {line.subject for line in lines}


def test_everybody_is_opened_with_the_roles_of_the_day(world: World) -> None:
    invited(world)
    cards = {each.name: each for each in queries.everybody(world.now.date())}
    assert cards[NAME].roles == {world.oslo: frozenset({Role.AUDITOR})}
    assert cards[NAME].email == EMAIL


def test_the_language_of_an_account_is_its_own(world: World) -> None:
    user_id, _ = invited(world)
    actions.speak(user_id, "nn", by=world.operator)
    assert queries.card(User.objects.get(id=user_id), world.now.date()).language == "nn"
