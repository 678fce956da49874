"""Publishing: what is said, when it may be said, and that it stays said."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from etterlev.controllers.queries import controller_ids
from etterlev.database.wall import behind_wall
from etterlev.languages import LANGUAGES
from etterlev.law.deadlines import oslo_date
from etterlev.ledger import queries as ledger
from etterlev.ledger.actions import sequence, signing_key
from etterlev.ledger.events import Event
from etterlev.notice import actions, errors, queries, rendering
from etterlev.notice.commitments import commitment_of, of_version
from etterlev.notice.tests.conftest import Stage
from etterlev.promises import State
from etterlev.register.models import ActivityRow
from tests.cast import World

CHANGE = {"nb": "Første versjon.", "nn": "Første versjonen.", "en": "The first version."}
ANSWER = {
    "nb": "Vi retter det innen fredag.",
    "nn": "Vi rettar det innan fredag.",
    "en": "We will put it right by Friday.",
}


def publish(world: World, *, days: int = 0, **more: object) -> int:
    now = world.now + timedelta(days=days)
    options: dict[str, object] = {"effective_on": oslo_date(now), "change": CHANGE, "by": world.lead, **more}
    return actions.publish(now=now, **options)  # type: ignore[arg-type]  # a test's shorthand


def test_a_published_version_says_what_the_register_says_in_each_language(registered: World) -> None:
    assert publish(registered) == 1
    edition = queries.in_force(oslo_date(registered.now))
    assert edition is not None
    for language, word in {"nb": "nyhetsbrevet", "nn": "nyheitsbrevet", "en": "newsletter"}.items():
        sentence = queries.statement(edition.id, language).sentence("behandling-nyhetsbrev")
        assert sentence is not None
        assert word in sentence.text


def test_a_version_is_in_the_log_with_the_hash_of_its_words(registered: World) -> None:
    publish(registered)
    edition = queries.edition(1)
    with behind_wall(controller_ids()):
        (line,) = ledger.about(controller_ids(), edition.id)
    assert line.event == Event.NOTICE_PUBLISHED
    assert line.commitment is not None
    assert bytes(line.commitment) == commitment_of(of_version(1, edition.fragments))
    for language in LANGUAGES:
        assert rendering.hash_of(queries.pieces(edition.id, language).values()) == edition.fragments[language]
    assert commitment_of(queries.linked(edition.id) or {}).hex() == edition.fragments["linked"]
    with behind_wall(controller_ids()):
        sequence(registered.now)
        ledger.verify(signing_key(Path(settings.RING)).public_key())


@pytest.mark.parametrize("statement", ["UPDATE notice_version SET number = 9", "DELETE FROM notice_version"])
def test_the_database_refuses_to_change_what_was_published(registered: World, statement: str) -> None:
    publish(registered)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert queries.edition(1).number == 1


def test_the_version_in_force_is_the_newest_that_has_begun_to_apply(registered: World) -> None:
    publish(registered)
    publish(registered, effective_on=oslo_date(registered.now) + timedelta(days=30))
    today = oslo_date(registered.now)
    current, later = queries.in_force(today), queries.in_force(today + timedelta(days=30))
    assert current is not None
    assert later is not None
    assert (current.number, later.number) == (1, 2)
    assert queries.in_force(today - timedelta(days=1)) is None


def test_a_new_version_cannot_apply_from_before_today_or_before_the_last_one(registered: World) -> None:
    with pytest.raises(errors.EffectiveTooEarly):
        publish(registered, effective_on=oslo_date(registered.now) - timedelta(days=1))
    publish(registered, effective_on=oslo_date(registered.now) + timedelta(days=10))
    with pytest.raises(errors.EffectiveBeforeNewest):
        publish(registered)


def test_what_changed_must_be_said_in_each_language(registered: World) -> None:
    with pytest.raises(errors.ChangeUnsaid):
        publish(registered, change={"nb": "Nytt.", "nn": "", "en": "New."})


def test_an_empty_register_gives_nothing_to_publish(registered: World) -> None:
    with behind_wall(controller_ids()):
        ActivityRow.objects.all().delete()
    with pytest.raises(errors.NothingToPublish):
        publish(registered)


def test_per_cannot_publish_for_departments_that_are_not_his(registered: World) -> None:
    with pytest.raises(errors.NotTheWholeGroup):
        publish(registered, by=registered.per)


def test_kari_cannot_publish_at_all(registered: World) -> None:
    with pytest.raises(errors.NotTheWholeGroup):
        publish(registered, by=registered.kari)


def test_a_broken_promise_nobody_answers_for_stops_publishing_and_is_named(registered: World, stage: Stage) -> None:
    stage.set("S5-directory", State.BROKEN)
    actions.check(registered.now)
    with pytest.raises(errors.BrokenPromiseUnanswered) as stopped:
        publish(registered)
    assert "S5-directory" in stopped.value.sentence()


def test_a_correction_may_always_be_published(registered: World, stage: Stage) -> None:
    stage.set("S5-directory", State.BROKEN)
    actions.check(registered.now)
    assert publish(registered, is_correction=True) == 1
    assert queries.edition(1).unconfirmed == ("S5-directory",)


def test_an_answer_by_a_named_person_lets_the_version_be_published_as_not_confirmed(
    registered: World, stage: Stage
) -> None:
    stage.set("S5-directory", State.BROKEN)
    actions.check(registered.now)
    actions.answer(
        "S5-directory", person="Liv Dahl", reasons="Ny avdeling.", words=ANSWER, by=registered.lead, now=registered.now
    )
    assert publish(registered) == 1
    assert queries.edition(1).unconfirmed == ("S5-directory",)
    assert queries.answers(["S5-directory"])["S5-directory"].person == "Liv Dahl"


def test_an_answer_to_an_earlier_break_does_not_cover_a_later_one(registered: World, stage: Stage) -> None:
    stage.set("S5-directory", State.BROKEN)
    actions.check(registered.now)
    actions.answer(
        "S5-directory", person="Liv Dahl", reasons="Ny avdeling.", words=ANSWER, by=registered.lead, now=registered.now
    )
    for days, state in ((1, State.KEPT), (2, State.BROKEN)):
        stage.set("S5-directory", state)
        actions.check_one("S5-directory", now=registered.now + timedelta(days=days))
    with pytest.raises(errors.BrokenPromiseUnanswered):
        publish(registered, days=2)


def test_softening_takes_away_the_sentence_only_a_broken_promise_carried(registered: World, stage: Stage) -> None:
    stage.set("S15-sealed", State.BROKEN)
    actions.check(registered.now)
    publish(registered, soften=["S15-sealed"])
    edition = queries.edition(1)
    assert queries.statement(edition.id, "nb").sentence("kryptert") is None
    assert edition.unconfirmed == ()


def test_only_a_broken_promise_can_be_answered_for(registered: World, stage: Stage) -> None:
    actions.check(registered.now)
    with pytest.raises(errors.NotBroken):
        actions.answer("S5-directory", person="Liv", reasons="x", words=ANSWER, by=registered.lead, now=registered.now)


@pytest.mark.parametrize("missing", ["person", "reasons", "words"])
def test_an_answer_needs_a_name_reasons_and_words(registered: World, stage: Stage, missing: str) -> None:
    stage.set("S5-directory", State.BROKEN)
    actions.check(registered.now)
    given: dict[str, object] = {"person": "Liv", "reasons": "Fordi.", "words": ANSWER}
    given[missing] = {"nb": "Bare bokmål."} if missing == "words" else " "
    with pytest.raises(errors.ReasonsMissing):
        actions.answer("S5-directory", by=registered.lead, now=registered.now, **given)  # type: ignore[arg-type]  # one is wrong


def test_a_preview_writes_nothing_and_names_what_is_missing(registered: World) -> None:
    today = oslo_date(registered.now)
    statement, gaps = actions.preview("nn", number=1, effective_on=today, by=registered.lead)
    assert statement.title == "Slik behandlar vi personopplysningar"
    assert gaps == ()
    assert queries.newest() is None


def test_an_unknown_version_is_said_to_be_unknown(registered: World) -> None:
    with pytest.raises(errors.UnknownVersion):
        queries.edition(7)
