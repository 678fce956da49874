"""What each role opens, on which days, and in which departments."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from etterlev.access import actions, queries
from etterlev.access.errors import LastPrivacyContact
from etterlev.access.models import User
from etterlev.access.rules import WHO_MAY, Area, Grant, may_enter, roles_on
from etterlev.controllers.actors import Actor, Role
from etterlev.database.wall import behind_wall
from etterlev.ledger.events import Event
from etterlev.ledger.models import Entry
from tests.cast import World

# The matrix again, by role: whoever changes one must change both.
OPENS = {
    Role.PRIVACY_CONTACT: {*Area} - {Area.STAFF},
    Role.GROUP_LEAD: {*Area},
    Role.ACCOUNTANT: {Area.TODAY, Area.REGISTER},
    Role.WEB_EDITOR: {Area.TODAY, Area.REGISTER, Area.STATEMENT, Area.PUBLISH},
    Role.OPERATOR: {Area.TODAY, Area.SOURCES, Area.SOURCE_MAPS},
    Role.AUDITOR: {Area.TODAY, Area.CASES, Area.REGISTER, Area.STATEMENT, Area.SOURCES},
}
CHANGES_SOMETHING = {Area.CASE_DECISIONS, Area.PUBLISH, Area.SOURCE_MAPS, Area.STAFF}
DAYS = some.dates(date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_what_the_matrix_says_and_nothing_else(role: Role) -> None:
    assert {area for area in Area if may_enter({role}, area)} == OPENS[role]


def test_every_area_has_somebody_and_nobody_without_a_role_enters_any() -> None:
    assert set(WHO_MAY) == set(Area)
    assert not [area for area in Area if may_enter((), area) or may_enter({"mallory"}, area)]


def test_an_auditor_changes_nothing_and_sees_nobodys_details() -> None:
    assert not OPENS[Role.AUDITOR] & (CHANGES_SOMETHING | {Area.CASE_CONTENTS})


@given(from_on=DAYS, length=some.none() | some.integers(0, 400), day=DAYS)
def test_a_role_holds_from_its_first_day_through_its_last(from_on: date, length: int | None, day: date) -> None:
    to_on = None if length is None else from_on + timedelta(days=length)
    held = roles_on([Grant("auditor", from_on, to_on)], day)
    assert bool(held) == (from_on <= day and (to_on is None or day <= to_on))


@given(some.dictionaries(some.uuids(), some.frozensets(some.sampled_from(Role)), max_size=4), some.sampled_from(Area))
def test_an_actor_reaches_in_an_area_only_where_a_role_opens_it(held: dict[UUID, frozenset[Role]], area: Area) -> None:
    actor = Actor(UUID(int=9), frozenset(held), held)
    reached = queries.within(actor, area)
    assert reached.controllers == {at for at, roles in held.items() if any(area in OPENS[role] for role in roles)}
    assert set(reached.roles) == set(reached.controllers)
    assert reached.ref == actor.ref


def test_an_account_has_its_roles_from_the_day_they_were_given(world: World) -> None:
    ola = account(world, "ola")
    actions.grant(ola.id, world.bergen, Role.AUDITOR, by=world.operator, now=world.now)
    today = world.now.date()
    assert queries.roles_of(ola.id, today) == {
        world.oslo: frozenset({Role.ACCOUNTANT}),
        world.bergen: frozenset({Role.AUDITOR}),
    }
    assert queries.roles_of(ola.id, today - timedelta(days=1)) == {}


def test_a_role_given_twice_is_one_role(world: World) -> None:
    ola = account(world, "ola")
    for _ in range(2):
        actions.grant(ola.id, world.oslo, Role.AUDITOR, by=world.operator, now=world.now)
    assert ola.grants.filter(role=Role.AUDITOR).count() == 1


def test_ended_roles_hold_through_the_last_day_and_are_in_the_log(world: World) -> None:
    ola, last_on = account(world, "ola"), world.now.date() + timedelta(days=3)
    assert actions.end_roles(ola.id, last_on=last_on, by=world.operator, now=world.now) == 1
    assert queries.roles_of(ola.id, last_on)
    assert queries.roles_of(ola.id, last_on + timedelta(days=1)) == {}
    with behind_wall({world.oslo}):
        assert Entry.objects.filter(event=Event.ROLE_ENDED, controller_id=world.oslo).count() == 1


def test_the_last_privacy_contact_of_a_department_cannot_be_ended(world: World) -> None:
    siv, today = account(world, "siv"), world.now.date()
    with pytest.raises(LastPrivacyContact, match="Fjordtall Oslo AS har ingen annen personvernkontakt"):
        actions.end_roles(siv.id, last_on=today, by=world.operator, now=world.now)
    assert queries.roles_of(siv.id, today + timedelta(days=1)) == {world.oslo: frozenset({Role.PRIVACY_CONTACT})}


def test_a_privacy_contact_can_be_ended_once_somebody_else_has_the_role(world: World) -> None:
    siv, today = account(world, "siv"), world.now.date()
    actions.grant(account(world, "ola").id, world.oslo, Role.PRIVACY_CONTACT, by=world.operator, now=world.now)
    assert actions.end_roles(siv.id, last_on=today, by=world.operator, now=world.now) == 1


def test_a_successor_who_is_leaving_too_or_whose_account_is_closed_is_none(world: World) -> None:
    siv, ola, today = account(world, "siv"), account(world, "ola"), world.now.date()
    actions.grant(ola.id, world.oslo, Role.PRIVACY_CONTACT, by=world.operator, now=world.now)
    ola.grants.filter(role=Role.PRIVACY_CONTACT).update(to_on=today)
    with pytest.raises(LastPrivacyContact):
        actions.end_roles(siv.id, last_on=today, by=world.operator, now=world.now)
    ola.grants.filter(role=Role.PRIVACY_CONTACT).update(to_on=None)
    User.objects.filter(id=ola.id).update(is_active=False)
    with pytest.raises(LastPrivacyContact):
        actions.end_roles(siv.id, last_on=today, by=world.operator, now=world.now)


def test_the_contacts_of_a_department_are_those_of_that_day(world: World) -> None:
    today = world.now.date()
    assert [each.name for each in queries.privacy_contacts(world.oslo, today)] == ["Siv"]
    assert queries.privacy_contacts(world.oslo, today - timedelta(days=1)) == []
    assert [each.name for each in queries.privacy_contacts(world.bergen, today)] == ["Per"]


def account(world: World, name: str) -> User:
    found = queries.by_email(f"{name}@fjordtall.example")
    assert found is not None
    return found
