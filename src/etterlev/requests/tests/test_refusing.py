"""No, or not yet: with ground, until when, complaint and court; and every date computed from receipt."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from etterlev.controllers.actors import Reason, system
from etterlev.database.wall import behind_wall
from etterlev.law.errors import NotAGround, TooLateToExtend, UntilMissing, UntilNotUsed
from etterlev.law.refusals import refusal_grounds
from etterlev.requests import queries
from etterlev.requests.actions import decide
from etterlev.requests.actions import search as searching
from etterlev.requests.errors import ReasonsNeeded
from etterlev.requests.models import Case, Search
from etterlev.requests.tests.story import Asked, ask
from tests.cast import World

REASONS = "Regnskapet for 2024 må oppbevares."
UNTIL = date(2030, 12, 31)
FAITHFUL = {
    "nb": ("31. desember 2030", "Datatilsynet", "domstolene", "bokføringsloven"),
    "nn": ("31. desember 2030", "Datatilsynet", "domstolane", "bokføringslova"),
    "en": ("31 December 2030", "Datatilsynet", "courts", "Article 17(3)(b)"),
}


def refuse(asked: Asked, ground: str = "RF-17-3-B", reasons: str = REASONS, until_on: date | None = UNTIL) -> None:
    world = asked.world
    decide.refuse(asked.id, ground=ground, reasons=reasons, until_on=until_on, by=world.siv, now=world.now)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_no_carries_ground_reasons_until_when_complaint_and_court(searched: World, language: str) -> None:
    asked = ask(searched, right="A17", language=language)
    asked.prove()
    refuse(asked)
    (letter,) = asked.letters("refused")
    until, authority, court, ground = FAITHFUL[language]
    for words in (REASONS, until, authority, court):
        assert words in letter
    assert ground in letter or "17" in letter
    assert letter.index(REASONS) < letter.index(authority) < letter.index(court)
    assert asked.card.state == "refused"


@pytest.mark.parametrize("ground", [g for g, each in refusal_grounds().items() if "A15" in each.rights])
def test_every_ground_against_access_gives_a_whole_letter(searched: World, ground: str) -> None:
    asked = ask(searched)
    refuse(asked, ground, until_on=UNTIL if refusal_grounds()[ground].needs_until else None)
    (letter,) = asked.letters("refused")
    for words in (REASONS, "Datatilsynet", "domstolene", "Fjordtall Oslo AS", "personvern.oslo@fjordtall.example"):
        assert words in letter


def test_a_refusal_without_ground_reasons_or_date_is_none(searched: World) -> None:
    asked = ask(searched, right="A17")
    for error, changed in (
        (NotAGround, {"ground": "RF-15-4", "until_on": None}),
        (ReasonsNeeded, {"reasons": " nei "}),
        (UntilMissing, {"until_on": None}),
        (UntilNotUsed, {"ground": "RF-17-1"}),
    ):
        with pytest.raises(error):
            refuse(asked, **changed)
    assert asked.card.state == "awaiting_code"
    assert asked.letters("refused") == []


def test_marketing_cannot_be_defended_against_an_objection(searched: World) -> None:
    asked = ask(searched, right="A21-2")
    for ground in refusal_grounds():
        with pytest.raises(NotAGround):
            refuse(asked, ground)


def test_the_reasons_are_sealed_and_the_log_has_the_ground_alone(asked: Asked) -> None:
    refuse(asked, "RF-12-6", until_on=None)
    with behind_wall({asked.world.oslo}):
        assert REASONS.encode() not in bytes(Case.objects.get(id=asked.id).reasons.ciphertext)
    assert asked.contents.reasons == REASONS


def test_nobody_searches_for_an_answer_that_was_refused(asked: Asked) -> None:
    world = asked.world
    asked.prove()
    register, archive = (asked.search_of(name) for name in ("Kunderegister", "Papirarkivet"))
    searching.search(register, by=world.operator, now=world.now)
    refuse(asked, "RF-12-6", until_on=None)
    with behind_wall({world.oslo}):
        assert Search.objects.get(id=register).found is None
    searching.search(archive, by=world.operator, now=world.now)
    assert [s.state for s in asked.card.searches if s.id == archive] == ["due"]
    everywhere = system({world.oslo}).scope(Reason.CASE)
    assert list(queries.searches_due(everywhere, now=world.now + timedelta(hours=1))) == []


def test_more_time_is_told_within_the_month_with_reasons_and_the_new_day(asked: Asked) -> None:
    world = asked.world
    due_on = decide.extend(asked.id, "Arkivet flytter denne måneden.", by=world.siv, now=world.now)
    assert due_on == asked.card.clock.deadline.due_on == date(2027, 2, 23)
    (letter,) = asked.letters("extended")
    for words in ("Arkivet flytter denne måneden.", "23. februar 2027", "Datatilsynet"):
        assert words in letter


def test_more_time_is_not_taken_after_the_month_or_without_reasons(asked: Asked) -> None:
    world = asked.world
    with pytest.raises(ReasonsNeeded):
        decide.extend(asked.id, "", by=world.siv, now=world.now)
    with pytest.raises(TooLateToExtend):
        decide.extend(asked.id, REASONS, by=world.siv, now=world.now + timedelta(days=32))
    assert asked.card.extended_at is None
    assert asked.letters("extended") == []


def test_a_case_is_late_when_its_last_day_in_norway_is_over_and_not_before(asked: Asked) -> None:
    scope, received = asked.world.operator.scope(Reason.CASE), asked.world.now
    # Received at ten in the morning in Oslo on 23 November: the last day is 23 December.
    last_hour = received.replace(month=12, day=23, hour=22, minute=59)
    assert not queries.card(scope, asked.id, last_hour).clock.is_late
    assert queries.card(scope, asked.id, last_hour + timedelta(minutes=1)).clock.is_late
    assert [card.id for card in queries.overdue(scope, last_hour + timedelta(days=1))] == [asked.id]
