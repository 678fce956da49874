"""Many cases, one look at each source: nobody gets another's findings, and a look cut off half-way loses nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from etterlev.controllers.actors import Actor
from etterlev.requests.actions import search as searching
from etterlev.requests.tests.story import Asked, ask
from etterlev.sources import actions as sources
from tests.cast import NINA_EMAIL, World

ODD = "odd@example.no"


@pytest.fixture
def both(searched: World) -> tuple[Asked, Asked]:
    """Nina and Odd wait for the same two sources."""
    nina, odd = ask(searched, email=NINA_EMAIL), ask(searched, email=ODD, name="Odd Berg")
    nina.prove()
    odd.prove()
    return nina, odd


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many people each look at a source was for."""
    seen: list[int] = []
    real = sources.search

    def counted(source_id: UUID, subjects: Any, *, by: Actor) -> Any:
        seen.append(len(subjects))
        return real(source_id, subjects, by=by)

    monkeypatch.setattr("etterlev.requests.actions.search.sources.search", counted)
    return seen


def emails(asked: Asked) -> set[str]:
    found = asked.contents.found[asked.search_of("Kunderegister")]
    return {
        record["values"]["epost"]
        for unit in found["units"]
        for record in unit["records"]
        if "epost" in record["values"] and record["included"]
    }


def test_a_source_is_read_once_for_all_who_wait(both: tuple[Asked, Asked], looks: list[int]) -> None:
    nina, odd = both
    nina.look()
    assert looks == [2, 2]
    odd.look()
    assert looks == [2, 2]
    assert (emails(nina), emails(odd)) == ({NINA_EMAIL}, {ODD})
    assert nina.card.state == odd.card.state == "review"


def test_a_look_cut_off_after_the_first_case_goes_on_with_the_rest(
    both: tuple[Asked, Asked], monkeypatch: pytest.MonkeyPatch
) -> None:
    nina, odd = both
    search_id = nina.search_of("Kunderegister")

    class Killed(Exception):
        pass

    def stop(n: int) -> None:
        raise Killed

    world = nina.world
    with pytest.raises(Killed):
        searching.search(search_id, by=world.operator, now=world.now, done=stop)
    states = [next(s.state for s in each.card.searches if s.source == "Kunderegister") for each in both]
    assert sorted(states) == ["due", "searched"]
    for each in both:
        each.look()
    assert (emails(nina), emails(odd)) == ({NINA_EMAIL}, {ODD})


def test_more_than_one_look_can_hold_waits_for_the_next(
    both: tuple[Asked, Asked], looks: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "MOST_AT_ONCE", 1)
    both[0].look()
    assert looks == [1, 1]
    assert both[1].card.state == "searching"
    both[1].look()
    assert both[1].card.state == "review"
