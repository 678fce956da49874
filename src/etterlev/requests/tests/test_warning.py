"""The contact hears of a deadline while there is time, once for each, and never about whom."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etterlev.access import actions as access
from etterlev.access.models import RoleGrant
from etterlev.controllers.actors import Role
from etterlev.database.wall import behind_wall
from etterlev.jobs import JOBS
from etterlev.law.deadlines import oslo_date
from etterlev.letters.models import Letter
from etterlev.requests import rules
from etterlev.requests.actions import decide
from etterlev.requests.tests.story import Asked, ask
from etterlev.vault.fields import reveal
from tests.cast import NINA_EMAIL, World

LAST_DAY = 30


@given(st.lists(st.integers(0, 3), max_size=40))
def test_each_limit_is_told_once_and_the_nearest_first(steps: list[int]) -> None:
    left, warned, told = LAST_DAY, None, []
    for step in steps:
        left -= step
        due = rules.warning_due(left, warned)
        if due is not None:
            warned = due
            told.append(due)
        assert rules.warning_due(left, warned) is None
    assert told == sorted(set(told), reverse=True)
    assert all(left <= each for each in told)
    assert (warned is None) == (left > max(rules.WARNINGS))


def sweep(asked: Asked, days_left: int) -> datetime:
    """What the worker does on the day when so many days are left."""
    now = asked.world.now + timedelta(days=LAST_DAY - days_left)
    due = list(JOBS["requests.warn"].due(now=now))
    for about in due:
        JOBS["requests.warn"].work(about, now=now)
    assert list(JOBS["requests.warn"].due(now=now)) == []
    return now


def test_the_contact_is_told_at_fourteen_seven_and_two_days_and_when_it_is_too_late(asked: Asked) -> None:
    asked.prove()
    told = []
    for left in range(LAST_DAY, -6, -1):
        sweep(asked, left)
        told.append(len(asked.letters("deadline")))
    grows = [LAST_DAY - day for day in range(len(told)) if day and told[day] > told[day - 1]]
    assert grows == [14, 7, 2, -1]
    first, last = asked.letters("deadline")[0], asked.letters("deadline")[-1]
    assert "senest 23. desember 2026" in first
    assert "for sent" in last
    for letter in asked.letters("deadline"):
        assert asked.card.reference in letter
        assert "Nina" not in letter
        assert NINA_EMAIL not in letter


def test_a_sweep_that_comes_late_tells_only_what_is_true_now(asked: Asked) -> None:
    asked.prove()
    sweep(asked, 1)
    assert len(asked.letters("deadline")) == len(told(asked)) == 2


def told(asked: Asked) -> set[str]:
    """The addresses that were told of the deadline."""
    with behind_wall({asked.world.oslo}):
        return {letter.to for letter in reveal(Letter.objects.filter(about=asked.id, kind="deadline"))}


def test_a_substitute_is_told_while_the_role_lasts_and_not_after(asked: Asked) -> None:
    asked.prove()
    world, first = asked.world, oslo_date(asked.world.now)
    user, _ = access.invite(
        controller=world.oslo,
        name="Vikar Vik",
        email="vikar@fjordtall.example",
        roles={world.oslo: frozenset({Role.PRIVACY_CONTACT})},
        language="nn",
        by=world.operator,
        now=world.now,
    )
    RoleGrant.objects.filter(user_id=user).update(to_on=first + timedelta(days=20))
    sweep(asked, 14)
    assert "vikar@fjordtall.example" in told(asked)
    before = len(asked.letters("deadline"))
    sweep(asked, 7)
    assert len(asked.letters("deadline")) == before + len(told(asked)) - 1


@pytest.mark.parametrize("how", ["answered", "unproven"])
def test_nobody_is_told_of_a_case_that_waits_for_nobody_here(searched: World, how: str) -> None:
    asked = ask(searched, right="A17")
    if how == "answered":
        asked.prove()
        decide.reply(asked.id, "Vi har slettet kundekortet ditt.", by=searched.siv, now=searched.now)
    sweep(asked, 0)
    assert asked.letters("deadline") == []


def test_more_time_moves_the_letters_too(asked: Asked) -> None:
    asked.prove()
    decide.extend(asked.id, "Arkivet flytter denne måneden.", by=asked.world.siv, now=asked.world.now)
    sweep(asked, 2)
    assert asked.letters("deadline") == []
