"""From the last day to the confirmation: opened by the data or by hand, line by line, and never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from etterlev.closings import actions, errors, queries
from etterlev.closings.actions import Ending
from etterlev.closings.rules import ITEMS, Kind, Outcome
from etterlev.controllers.actors import Reason
from etterlev.controllers.errors import RoleMissing
from etterlev.database.wall import behind_wall
from etterlev.jobs import JOBS
from etterlev.letters.models import Letter
from etterlev.people import actions as people
from etterlev.people.actions import PersonEntry, RelationEntry
from etterlev.vault.fields import reveal
from tests.cast import World

DONE = "Gjort av Kari 20. november."


@pytest.fixture
def ending(world: World) -> Ending:
    """Fjordfisk is no longer Oslo's client."""
    return Ending(
        world.oslo, Kind.ENGAGEMENT, world.now.date(), "Fjordfisk AS", "post@fjordfisk.example", "nb", uuid4()
    )


def opened(world: World, ending: Ending) -> UUID:
    return actions.open_by_hand(ending, by=world.siv, now=world.now)


def settle_all(world: World, closing: UUID, kind: Kind, *, but: str = "") -> None:
    for item in ITEMS[kind]:
        if item.code != but:
            outcome = Outcome.NOT_NEEDED if item.code == "subprocessors" else Outcome.DONE
            actions.settle(closing, item.code, outcome, f"{DONE} {item.code}", by=world.siv, now=world.now)


def letters(world: World, closing: UUID) -> list[str]:
    with behind_wall({world.oslo}):
        return [each.body or "" for each in reveal(Letter.objects.filter(about=closing))]


def left_on(world: World, days: int) -> None:
    """Odd's last day as an employee was so many days ago."""
    day = world.now.date() - timedelta(days=days)
    relation = RelationEntry("employee", "personal", since_on=day - timedelta(days=400), until_on=day)
    entry = PersonEntry(world.oslo, "Odd Berg", (("email", "odd@example.no"),), (relation,), "nn")
    people.record([entry], by=world.operator, now=world.now)


def sweep(world: World) -> int:
    due = list(JOBS["closings.open"].due(now=world.now))
    for about in due:
        JOBS["closings.open"].work(about, now=world.now)
    return len(due)


def test_the_letter_says_what_was_done_and_not_what_was_not_needed(world: World, ending: Ending) -> None:
    closing = opened(world, ending)
    settle_all(world, closing, Kind.ENGAGEMENT)
    actions.finish(closing, by=world.siv, now=world.now)
    (said,) = letters(world, closing)
    assert "Kopiene våre er slettet: Gjort av Kari 20. november. deleted" in said
    assert "Underleverandørene" not in said
    card = queries.closing(world.operator.scope(Reason.CASE), closing, world.now)
    assert (card.done, card.items, card.due_on, card.is_late) == (6, 6, None, False)


def test_it_is_not_finished_while_a_line_is_left(world: World, ending: Ending) -> None:
    closing = opened(world, ending)
    settle_all(world, closing, Kind.ENGAGEMENT, but="deleted")
    with pytest.raises(errors.ItemsLeft, match="1"):
        actions.finish(closing, by=world.siv, now=world.now)
    assert letters(world, closing) == []


def test_a_finished_one_is_not_changed(world: World, ending: Ending) -> None:
    closing = opened(world, replace(ending, email=""))
    settle_all(world, closing, Kind.ENGAGEMENT)
    actions.finish(closing, by=world.siv, now=world.now)
    assert letters(world, closing) == []
    with pytest.raises(errors.ClosingFinished):
        actions.settle(closing, "access", Outcome.DONE, DONE, by=world.siv, now=world.now)
    with pytest.raises(errors.ClosingFinished):
        actions.finish(closing, by=world.siv, now=world.now)


def test_the_same_form_sent_twice_is_one(world: World, ending: Ending) -> None:
    assert opened(world, ending) == opened(world, ending)
    assert len(queries.open_closings(world.operator.scope(Reason.CASE), world.now)) == 1


def test_an_end_date_in_the_register_opens_one_once(world: World) -> None:
    left_on(world, 3)
    assert sweep(world) == 1
    assert sweep(world) == 0
    (card,) = queries.open_closings(world.operator.scope(Reason.CASE), world.now)
    assert (card.kind, card.is_late, card.controller_id) == (Kind.EMPLOYMENT, True, world.oslo)
    inside = queries.contents(world.operator.scope(Reason.CASE), card.id, world.now)
    assert (inside.name, inside.email) == ("Odd Berg", "odd@example.no")


@pytest.mark.parametrize("days", [-1, 31])
def test_what_ends_later_or_ended_long_ago_opens_nothing(world: World, days: int) -> None:
    left_on(world, days)
    assert sweep(world) == 0


def test_the_letter_is_in_the_language_of_whoever_it_is_about(world: World) -> None:
    left_on(world, 3)
    sweep(world)
    (card,) = queries.open_closings(world.operator.scope(Reason.CASE), world.now)
    settle_all(world, card.id, Kind.EMPLOYMENT)
    actions.finish(card.id, by=world.siv, now=world.now)
    assert "Tilsetjinga tok slutt" in letters(world, card.id)[0]


@pytest.mark.parametrize(
    ("wrong", "refused"),
    [({"name": " "}, errors.NameMissing), ({"email": "post@"}, errors.AddressNotValid)],
)
def test_what_is_missing_is_named_and_nothing_is_opened(
    world: World, ending: Ending, wrong: dict[str, str], refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        opened(world, replace(ending, **wrong))  # type: ignore[arg-type]  # both are texts
    assert queries.open_closings(world.operator.scope(Reason.CASE), world.now) == []


def test_a_line_needs_words_and_must_be_on_the_list(world: World, ending: Ending) -> None:
    closing = opened(world, ending)
    with pytest.raises(errors.WordsNeeded):
        actions.settle(closing, "access", Outcome.DONE, "ok", by=world.siv, now=world.now)
    with pytest.raises(errors.ItemUnknown):
        actions.settle(closing, "mailbox", Outcome.DONE, DONE, by=world.siv, now=world.now)


def test_nobody_without_the_role_opens_or_settles(world: World, ending: Ending) -> None:
    with pytest.raises(RoleMissing):
        actions.open_by_hand(ending, by=world.kari, now=world.now)
    closing = opened(world, ending)
    with pytest.raises((RoleMissing, errors.UnknownClosing)):
        actions.settle(closing, "access", Outcome.DONE, DONE, by=world.per, now=world.now)
