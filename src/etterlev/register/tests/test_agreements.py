"""How an agreement stands, what it lacks, and that a processor without one is seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etterlev.controllers.actors import Reason
from etterlev.controllers.errors import RoleMissing
from etterlev.notice.tests.group import group
from etterlev.register import agreeing, agreements, errors
from etterlev.register.actions import import_register
from etterlev.register.actions.agreeing import Agreement, correct, write_down
from etterlev.register.agreements import POINTS, Direction, Standing
from etterlev.register.document import SupplierRole
from tests.cast import World

EVERY = frozenset(POINTS)
DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))
GOOD = Agreement(Direction.FOR_US, "Fjellkopi AS", "Siv Aas", signed_on=date(2025, 1, 1), points=EVERY)


@given(DAYS, st.none() | DAYS, st.none() | DAYS, st.sets(st.sampled_from(POINTS)))
def test_the_worst_that_can_be_said_is_said(
    on: date, signed: date | None, expires: date | None, there: set[str]
) -> None:
    points = dict.fromkeys(there, True)
    found = agreements.standing({"signed_on": signed, "expires_on": expires, "points": points}, on)
    assert (found is Standing.EXPIRED) == (expires is not None and expires < on)
    if found is Standing.IN_ORDER:
        assert signed is not None
        assert there == set(POINTS)
        assert expires is None or expires > on + timedelta(days=60)


@pytest.fixture
def held(world: World) -> World:
    import_register(group(), by=world.operator, now=world.now)
    return world


def written(world: World, agreement: Agreement = GOOD, key: UUID | None = None) -> UUID:
    return write_down(world.oslo, key or uuid4(), agreement, by=world.siv, now=world.now)


def cards(world: World) -> list[agreeing.AgreementCard]:
    return agreeing.all_agreements(world.operator.scope(Reason.EVIDENCE), world.now.date())


def test_the_worst_stands_first_and_a_form_sent_twice_is_one(held: World) -> None:
    key = uuid4()
    assert written(held, key=key) == written(held, key=key)
    written(held, replace(GOOD, party="Gammel AS", expires_on=held.now.date() - timedelta(days=1)))
    written(held, replace(GOOD, party="Ny AS", signed_on=None))
    written(held, replace(GOOD, party="Halv AS", points=EVERY - {"g"}))
    found = [(each.party, each.standing, each.missing) for each in cards(held)]
    assert found == [
        ("Gammel AS", Standing.EXPIRED, ()),
        ("Ny AS", Standing.UNSIGNED, ()),
        ("Halv AS", Standing.INCOMPLETE, ("g",)),
        ("Fjellkopi AS", Standing.IN_ORDER, ()),
    ]


def test_what_is_corrected_stands_as_it_was_corrected(held: World) -> None:
    made = written(held, replace(GOOD, points=frozenset()))
    correct(made, replace(GOOD, direction=Direction.FOR_THEM, note="Ny utgave."), by=held.siv, now=held.now)
    (card,) = cards(held)
    assert (card.standing, card.direction, card.note) == (Standing.IN_ORDER, Direction.FOR_THEM, "Ny utgave.")


def test_a_processor_without_an_agreement_is_named_until_there_is_one(held: World) -> None:
    scope = held.operator.scope(Reason.EVIDENCE)
    register = group()
    unsigned = [
        replace(each, system=replace(each.system, role=SupplierRole.PROCESSOR, agreement_signed_on=None))
        for each in register.systems
    ]
    import_register(replace(register, systems=tuple(unsigned)), by=held.operator, now=held.now)
    missing = agreeing.without(scope, held.oslo)
    slugs = tuple(each.system.slug for each in unsigned if "oslo" in each.controllers)
    assert len(missing) == len(slugs) > 0
    written(held, replace(GOOD, systems=slugs))
    assert agreeing.without(scope, held.oslo) == []


@pytest.mark.parametrize(
    ("wrong", "refused"),
    [
        ({"party": " "}, errors.PartyNeeded),
        ({"owner": ""}, errors.OwnerNeeded),
        ({"expires_on": date(2024, 1, 1)}, errors.ExpiresBeforeSigned),
        ({"systems": ("ukjent",)}, errors.SystemUnknown),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(
    held: World, wrong: dict[str, Any], refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        written(held, replace(GOOD, **wrong))
    assert cards(held) == []


def test_nobody_else_keeps_agreements(held: World) -> None:
    made = written(held)
    for actor in (held.kari, held.operator):
        with pytest.raises(RoleMissing):
            write_down(held.oslo, uuid4(), GOOD, by=actor, now=held.now)
    with pytest.raises((RoleMissing, errors.UnknownAgreement)):
        correct(made, GOOD, by=held.per, now=held.now)
