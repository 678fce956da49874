"""Whoever is cut off when only the key store had written, and tries again, leaves nothing double."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

from django.db import transaction

from etterlev.controllers.actors import Reason
from etterlev.database.wall import behind_wall
from etterlev.letters.models import Letter
from etterlev.requests import queries
from etterlev.requests.actions import identify, receive
from etterlev.requests.actions.receive import Intake
from etterlev.vault.fields import reveal
from etterlev.vault.keystore.models import BlindToken, LogPseudonym, WrappedKey
from tests.cast import World

FORM = UUID("22222222-2222-4222-8222-222222222222")


class CutOff(Exception):
    """The power went between the two commits."""


def with_a_cut(act: Callable[[], object]) -> tuple[int, int, int]:
    """Do it with the data store rolled back, then do it again. Returns how many keys, tokens and pseudonyms are new."""
    before = _kept()
    with suppress(CutOff), transaction.atomic():
        act()
        raise CutOff
    act()
    after = _kept()
    return after[0] - before[0], after[1] - before[1], after[2] - before[2]


def _kept() -> tuple[int, int, int]:
    return WrappedKey.objects.count(), BlindToken.objects.count(), LogPseudonym.objects.count()


def ask(world: World, form: UUID = FORM, controller: UUID | None = None) -> None:
    where = controller or world.oslo
    intake = Intake(where, "oslo", "A15", "nb", "ny@example.no", "Ny Person", "Hva har dere om meg?", form)
    receive.receive(intake, by=world.operator, now=world.now)


def enter_code(world: World) -> None:
    with behind_wall(world.operator.controllers):
        (letter,) = reveal(Letter.objects.filter(kind="code"))
    code = re.search(r"\b(\d{6})\b", letter.body or "")
    assert code is not None
    (case,) = queries.all_cases(world.operator.scope(Reason.CASE), world.now)
    identify.enter_code(case.id, code.group(1), by=world.operator, now=world.now)


def test_a_form_sent_again_after_a_cut_has_one_key_and_one_pseudonym(world: World) -> None:
    assert with_a_cut(lambda: ask(world)) == (1, 0, 1)


def test_a_code_entered_again_after_a_cut_makes_one_person(world: World) -> None:
    ask(world)
    _, tokens, pseudonyms = with_a_cut(lambda: enter_code(world))
    assert (tokens, pseudonyms) == (1, 1)


def test_the_same_form_at_another_company_is_another_case(world: World) -> None:
    ask(world)
    ask(world, controller=world.bergen)
    ask(world, form=UUID(int=3))
    cases = queries.all_cases(world.operator.scope(Reason.CASE), world.now)
    assert len({case.id for case in cases}) == 3
