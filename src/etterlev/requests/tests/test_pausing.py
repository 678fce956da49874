"""A question to the person stops the clock, for two reasons only, and the answer starts it again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from etterlev.controllers.errors import RoleMissing
from etterlev.requests import errors
from etterlev.requests.actions import decide, pause
from etterlev.requests.tests.story import Asked, ask
from tests.cast import World

WHO = "Hvilken adresse bodde du på da du var kunde hos oss?"


def test_the_clock_stands_still_while_nina_thinks_and_goes_on_when_she_answers(asked: Asked) -> None:
    asked.prove()
    world, due_on = asked.world, asked.card.clock.deadline.due_on
    pause.ask(asked.id, "identity", WHO, by=world.siv, now=world.now)
    assert asked.card.clock.waits_since
    (letter,) = asked.letters("paused")
    assert WHO in letter
    assert "står stille" in letter
    later = world.now + timedelta(days=8)
    pause.answer(asked.id, "Storgata 1", by=asked.person, now=later)
    assert asked.card.clock.waits_since is None
    assert (asked.card.clock.deadline.due_on - due_on).days >= 7
    assert all(asked.card.reference in each and "Storgata" not in each for each in asked.letters("resumed"))
    assert asked.contents.questions[0].answer == "Storgata 1"


def test_nothing_but_the_two_reasons_stops_the_clock(asked: Asked) -> None:
    by = asked.world.siv
    with pytest.raises(errors.PauseUngrounded):
        pause.ask(asked.id, "holiday", WHO, by=by, now=asked.world.now)
    with pytest.raises(errors.ReasonsNeeded):
        pause.ask(asked.id, "identity", "Hvem?", by=by, now=asked.world.now)
    pause.ask(asked.id, "identity", WHO, by=by, now=asked.world.now)
    with pytest.raises(errors.AlreadyAsked):
        pause.ask(asked.id, "clarification", WHO, by=by, now=asked.world.now)


def test_a_deadline_that_has_passed_is_not_revived(asked: Asked) -> None:
    with pytest.raises(errors.PauseTooLate):
        pause.ask(asked.id, "identity", WHO, by=asked.world.siv, now=asked.world.now + timedelta(days=40))


def test_more_time_may_be_taken_within_the_month_as_it_was_moved(asked: Asked) -> None:
    asked.prove()
    world = asked.world
    pause.ask(asked.id, "clarification", WHO, by=world.siv, now=world.now)
    pause.answer(asked.id, "Bare lønn.", by=asked.person, now=world.now + timedelta(days=10))
    decide.extend(asked.id, "Arkivet er stort, og ligger i Bergen.", by=world.siv, now=world.now + timedelta(days=35))


def test_only_those_who_decide_may_stop_it(asked: Asked) -> None:
    for who in (asked.world.kari, asked.world.ola, asked.world.mallory):
        with pytest.raises(RoleMissing):
            pause.ask(asked.id, "identity", WHO, by=who, now=asked.world.now)


def test_an_objection_to_marketing_is_stopped_too_and_refused_never(searched: World) -> None:
    made = ask(searched, right="A21-2")
    made.prove()
    pause.ask(made.id, "identity", WHO, by=searched.siv, now=searched.now)
    assert made.card.clock.waits_since


def test_nina_answers_on_her_own_page_once(portal: Client, asked: Asked) -> None:
    pause.ask(asked.id, "identity", WHO, by=asked.world.siv, now=asked.world.now)
    page = f"/sak/oslo/{asked.secret}/"
    assert WHO in portal.get(page).content.decode()
    empty = portal.post(f"{page}svar/", {"answer": " "})
    assert empty.status_code == 422
    assert portal.post(f"{page}svar/", {"answer": "Storgata 1"}).status_code == 302
    assert WHO not in portal.get(page).content.decode()
    assert portal.post(f"{page}svar/", {"answer": "En gang til"}).status_code == 422
    assert asked.contents.questions[0].answer == "Storgata 1"
    assert portal.get(f"{page}svar/").status_code == 302
