"""One matter over departments and rights: moved with its clock, asked of several, split, joined, opened again."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from etterlev.controllers.actors import Reason, stranger
from etterlev.controllers.errors import RoleMissing
from etterlev.database.wall import behind_wall
from etterlev.letters.models import Letter
from etterlev.promises import PROMISES, State
from etterlev.requests import errors, queries
from etterlev.requests.actions import arrivals, decide, identify, matters, reopen
from etterlev.requests.actions import search as searching
from etterlev.requests.actions.answering import Upload
from etterlev.requests.models import Case
from etterlev.requests.queries import CaseCard
from etterlev.requests.tests.story import Asked, ask
from etterlev.vault.fields import reveal
from tests.cast import World

WHY = "Nina er kunde i Bergen, ikke hos oss."


def card(world: World, case: UUID) -> CaseCard:
    return queries.card(world.operator.scope(Reason.CASE), case, world.now)


def letters(world: World, case: UUID, kind: str) -> list[str]:
    with behind_wall({world.oslo, world.bergen}):
        return [each.body or "" for each in reveal(Letter.objects.filter(about=case, kind=kind))]


def test_a_misdirected_case_moves_with_its_number_and_its_clock(asked: Asked) -> None:
    asked.prove()
    world, before = asked.world, asked.card
    there = card(world, matters.move(asked.id, "bergen", WHY, by=world.siv, now=world.now + timedelta(days=9)))
    assert (there.controller_id, there.reference) == (world.bergen, before.reference)
    assert there.clock.deadline == before.clock.deadline
    assert there.identified_at is not None
    (letter,) = letters(world, there.id, "moved")
    assert "fristen er fortsatt 23. desember 2026" in letter
    with pytest.raises(errors.UnknownCase):
        queries.card(world.siv.scope(Reason.CASE), there.id, world.now)


def test_the_first_department_keeps_nothing_of_what_was_written(asked: Asked) -> None:
    asked.prove()
    asked.look()
    world = asked.world
    matters.move(asked.id, "bergen", WHY, by=world.siv, now=world.now)
    left = asked.contents
    assert (left.name, left.email, left.message) == ("", "", "")
    assert not any(found["units"] for found in left.found.values())
    assert asked.card.state == "moved"
    with pytest.raises(errors.AlreadyAnswered):
        matters.move(asked.id, "bergen", WHY, by=world.siv, now=world.now)


def test_a_case_that_was_not_proven_is_proven_where_it_comes(asked: Asked) -> None:
    world = asked.world
    there = matters.move(asked.id, "bergen", WHY, by=world.siv, now=world.now)
    assert card(world, there).state == "awaiting_code"
    assert len(letters(world, there, "code")) == 1


def test_nobody_moves_what_is_not_theirs_and_nobody_without_saying_why(asked: Asked) -> None:
    world = asked.world
    with pytest.raises(errors.ReasonsNeeded):
        matters.move(asked.id, "bergen", "nei", by=world.siv, now=world.now)
    with pytest.raises(errors.SameDepartment):
        matters.move(asked.id, "oslo", WHY, by=world.siv, now=world.now)
    for who in (world.kari, world.mallory):
        with pytest.raises(RoleMissing):
            matters.move(asked.id, "bergen", WHY, by=who, now=world.now)


def test_one_request_to_two_departments_is_one_code_and_two_answers(asked: Asked) -> None:
    world = asked.world
    (other,) = matters.ask_others(asked.id, ["bergen"], by=world.siv, now=world.now)
    assert matters.ask_others(asked.id, ["bergen"], by=world.siv, now=world.now) == [other]
    assert letters(world, other, "code") == []
    asked.prove()
    assert card(world, other).identified_at is not None
    assert asked.card.reference != card(world, other).reference
    assert asked.card.received_at == card(world, other).received_at
    (seen,) = queries.matter(world.operator.scope(Reason.CASE), asked.card, world.now)
    assert seen.id == other
    assert queries.matter(world.siv.scope(Reason.CASE), asked.card, world.now) == []


def test_the_person_found_in_one_department_is_nobody_in_the_other(asked: Asked) -> None:
    world = asked.world
    (other,) = matters.ask_others(asked.id, ["bergen"], by=world.siv, now=world.now)
    asked.prove()
    with behind_wall({world.oslo, world.bergen}):
        people = dict(Case.objects.filter(id__in=[asked.id, other]).values_list("controller_id", "person_id"))
    assert people[world.oslo] != people[world.bergen]


def test_access_and_erasure_in_one_letter_become_two_cases_with_one_day_of_receipt(asked: Asked) -> None:
    asked.prove()
    world = asked.world
    made = card(world, matters.split(asked.id, "A17", by=world.siv, now=world.now + timedelta(days=3)))
    assert made.right == "A17"
    assert made.clock.deadline == asked.card.clock.deadline
    assert made.state == "review"
    decide.reply(made.id, "Vi sletter det vi ikke må ha.", by=world.siv, now=world.now)
    assert asked.card.is_open
    with pytest.raises(errors.SplitNotPossible):
        matters.split(asked.id, "A15", by=world.siv, now=world.now)


def test_the_same_request_twice_is_joined_to_the_first(searched: World) -> None:
    first, second = ask(searched), ask(searched)
    matters.join(second.id, first.id, by=searched.siv, now=searched.now)
    assert (second.card.state, second.card.passed_to) == ("joined", first.card.reference)
    stranger_s = ask(searched, email="en.annen@example.no")
    with pytest.raises(errors.CannotJoin):
        matters.join(stranger_s.id, first.id, by=searched.siv, now=searched.now)


def test_nina_comes_back_and_has_a_month_from_that_day(asked: Asked) -> None:
    secret = asked.answered()
    asked.fetch(secret)
    world, later = asked.world, asked.world.now + timedelta(days=50)
    reopen.reopen(asked.id, "Hun savner e-postene fra 2024.", by=world.siv, now=later)
    assert asked.card.clock.deadline.received_on == later.date()
    assert {each.state for each in asked.card.searches} == {"due"}
    asked.look()
    asked.sign_gaps()
    asked.leave_doubtful()
    asked.approve(later)
    assert asked.fetch(asked.link(), later)
    with pytest.raises(errors.AnswerGone):
        asked.fetch(secret, later)


def test_an_open_case_is_not_opened_again(asked: Asked) -> None:
    with pytest.raises(errors.NotAnswered):
        reopen.reopen(asked.id, "Hun savner e-postene.", by=asked.world.siv, now=asked.world.now)


def test_a_person_in_several_departments_gets_each_its_own_search(asked: Asked) -> None:
    """A case over departments never searches one on behalf of another."""
    world = asked.world
    (other,) = matters.ask_others(asked.id, ["bergen"], by=world.siv, now=world.now)
    asked.prove()
    assert not card(world, other).searches
    for each in asked.card.searches:
        searching.search(each.id, by=world.operator, now=world.now)
    assert {each.controller_id for each in (asked.card,)} == {world.oslo}


def test_a_code_guessed_for_one_case_opens_no_case_of_another_matter(searched: World) -> None:
    mine, other = ask(searched), ask(searched, email="odd@example.no")
    matters.ask_others(mine.id, ["bergen"], by=searched.siv, now=searched.now)
    mine.prove()
    assert other.card.state == "awaiting_code"
    wrong = "000000" if other.code() != "000000" else "000001"
    with pytest.raises(errors.CodeWrong):
        identify.enter_code(other.id, wrong, by=stranger(searched.oslo), now=searched.now)


def test_the_promise_about_the_wrong_department_is_kept_and_turns_red_when_a_case_is_lost(asked: Asked) -> None:
    world = asked.world
    there = matters.move(asked.id, "bergen", WHY, by=world.siv, now=world.now)
    kept = PROMISES["S5-forwarding"].check(now=world.now)
    assert (kept.state, kept.figures["moved"]) == (State.KEPT, 1)
    with behind_wall({world.bergen}):
        Case.objects.filter(id=there).update(received_at=world.now - timedelta(days=1))
    assert PROMISES["S5-forwarding"].check(now=world.now).state is State.BROKEN
    with behind_wall({world.bergen}):
        Case.objects.filter(id=there).delete()
    lost = PROMISES["S5-forwarding"].check(now=world.now)
    assert (lost.state, lost.figures["lost"]) == (State.BROKEN, 1)


def test_the_same_promise_turns_red_when_a_letter_lies_unread(registered: World) -> None:
    arrivals.take_in("oslo", Upload("brev.txt", b"Hei, hva har dere?", 18), by=registered.siv, now=registered.now)
    assert PROMISES["S5-forwarding"].check(now=registered.now + timedelta(days=2)).state is State.KEPT
    late = PROMISES["S5-forwarding"].check(now=registered.now + timedelta(days=4))
    assert (late.state, late.figures["unread"]) == (State.BROKEN, 1)
