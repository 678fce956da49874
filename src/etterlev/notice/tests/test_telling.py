"""Those a change concerns get one letter each, about what concerns them, however often the job is cut off."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from etterlev.controllers.actors import system
from etterlev.controllers.queries import controller_ids
from etterlev.database.wall import behind_wall
from etterlev.law.deadlines import oslo_date
from etterlev.ledger.models import Entry
from etterlev.letters.actions import enqueue_all
from etterlev.letters.models import Letter
from etterlev.notice import actions, errors, telling_words
from etterlev.notice import queries as notice
from etterlev.notice.actions import telling
from etterlev.notice.models import Telling, Told
from etterlev.notice.tests.conftest import Stage
from etterlev.people import actions as people
from etterlev.people.actions import PersonEntry, RelationEntry
from etterlev.promises import State
from etterlev.register.models import ActivityRow
from etterlev.vault.fields import reveal
from tests.cast import NINA_EMAIL, World

CHANGE = {"nb": "Nytt formål.", "nn": "Nytt føremål.", "en": "A new purpose."}


def publish(world: World, **more: object) -> int:
    options: dict[str, object] = {"effective_on": oslo_date(world.now), "change": CHANGE, "by": world.lead, **more}
    return actions.publish(now=world.now, **options)  # type: ignore[arg-type]  # a test's shorthand


def customers(world: World, many: int, *, email: bool = True, language: str = "en") -> list[object]:
    return list(
        people.record(
            [
                PersonEntry(
                    world.oslo,
                    f"Kunde {n}",
                    (("email", f"kunde{n}-{language}@example.no"),) if email else (("phone", f"+479000{n:04}"),),
                    (RelationEntry("customer", "kundeforhold", date(2025, 1, 1)),),
                    language,
                )
                for n in range(many)
            ],
            by=world.operator,
            now=world.now,
        )
    )


@pytest.fixture
def changed(registered: World) -> World:
    """Version 1 is out; then the register says that customers' data are used for something new."""
    publish(registered)
    purpose("å selge kundelisten vår", "å selje kundelista vår", "to sell our list of customers")
    return registered


def purpose(*words: str) -> None:
    """From now on the register says that customers' data are used for this."""
    with behind_wall(controller_ids()):
        for row in ActivityRow.objects.filter(code="kundeforhold"):
            row.document["purposes"][0]["text"] = dict(zip(("nb", "nn", "en"), words, strict=True))
            row.save(update_fields=["document"])


def run(world: World) -> int:
    by = system(controller_ids())
    return sum(telling.tell(each, by=by, now=world.now) for each in telling.unfinished())


def letters() -> list[Letter]:
    with behind_wall(controller_ids()):
        return reveal(Letter.objects.filter(kind=telling.KIND).order_by("queued_at", "id"))


def test_the_first_version_tells_nobody(registered: World) -> None:
    publish(registered)
    assert telling.unfinished() == []


def test_a_new_purpose_is_told_to_the_customer_in_her_words(changed: World) -> None:
    publish(changed)
    assert run(changed) == 1
    (letter,) = letters()
    assert letter.to == NINA_EMAIL
    assert "selge kundelisten" in (letter.body or "")
    assert "/setning/behandling-kundeforhold" in (letter.body or "")
    assert "Lønn og personal" not in (letter.body or "")


def test_each_is_written_to_in_their_own_language(changed: World) -> None:
    customers(changed, 1, language="en")
    publish(changed)
    run(changed)
    english = next(each for each in letters() if each.language == "en")
    assert "sell our list" in (english.body or "")
    assert "/en/setning/" in (english.body or "")


def test_a_run_cut_off_midway_neither_skips_nor_doubles_anybody(
    changed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    customers(changed, 7)
    publish(changed)
    monkeypatch.setattr(telling, "BATCH", 3)
    whole, batches = enqueue_all, 0

    def killed(*args: object, **kwargs: object) -> object:
        nonlocal batches
        batches += 1
        made = whole(*args, **kwargs)  # type: ignore[arg-type]  # passed on
        if batches == 2:
            raise KeyboardInterrupt
        return made

    monkeypatch.setattr(telling, "enqueue_all", killed)
    with pytest.raises(KeyboardInterrupt):
        run(changed)
    assert len(letters()) == 3
    run(changed)
    run(changed)
    addresses = [each.to for each in letters()]
    assert len(addresses) == len(set(addresses)) == 8
    with behind_wall(controller_ids()):
        assert Told.objects.count() == 8
        assert Entry.objects.filter(event="notice:change:told").count() == 8


def test_the_restricted_and_those_without_an_address_are_counted_and_left_alone(changed: World) -> None:
    customers(changed, 2, email=False)
    (kept,) = customers(changed, 1)
    people.restrict(kept, rule="A18-1-a", by=changed.operator, now=changed.now)  # type: ignore[arg-type]  # a UUID
    made = plan_of(changed)
    assert (made.reached, made.without_email, made.restricted) == (1, 2, 1)
    publish(changed)
    assert run(changed) == 1


def plan_of(world: World) -> telling.Plan:
    newest = notice.newest()
    assert newest is not None
    new, _ = actions.preview("nb", number=2, effective_on=oslo_date(world.now), by=world.lead)
    return telling.plan(notice.statement(newest.id, "nb"), new, by=world.lead, now=world.now)


def test_whoever_publishes_reads_how_many_and_whom(changed: World) -> None:
    customers(changed, 3)
    assert telling_words.says(plan_of(changed), "nb")[0].startswith("Dette angår 4 ")


def test_to_choose_otherwise_needs_reasons_and_stays_on_record(changed: World) -> None:
    with pytest.raises(errors.TellingUnreasoned):
        publish(changed, tell=False)
    publish(changed, tell=False, telling_reasons="Alle har fått brev i posten.")
    assert run(changed) == 0
    assert {each.reasons for each in Telling.objects.all()} == {"Alle har fått brev i posten."}


def test_writing_takes_no_more_queries_for_more_people(changed: World) -> None:
    customers(changed, 3)
    publish(changed)
    with CaptureQueriesContext(connection) as few:
        assert run(changed) == 4
    customers(changed, 60, language="nn")
    purpose("å leie ut kundelisten vår", "å leige ut kundelista vår", "to let our list of customers")
    publish(changed)
    with CaptureQueriesContext(connection) as many:
        assert run(changed) == 64
    assert len(many) <= len(few)


def test_a_red_sentence_of_one_does_not_stop_the_text_of_another(changed: World, stage: Stage) -> None:
    stage.set("S5-directory", State.BROKEN)
    actions.check(changed.now)
    assert publish(changed) == 2
    assert notice.edition(2).unconfirmed == ("S5-directory",)
