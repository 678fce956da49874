"""How long somebody has, when they are reminded, and whose turn it is next."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etterlev.requests.task_rules import (
    Outcome,
    Step,
    Turn,
    Wait,
    answer_by,
    is_final,
    next_step,
    next_turn,
    reminders,
    reminders_due,
)

MONDAY = date(2026, 11, 23)
DAYS = st.integers(1, 21)
LEFT = st.integers(-30, 90)


@given(DAYS, LEFT)
def test_a_turn_lasts_a_day_at_least_and_leaves_time_for_review_where_there_is_any(days: int, left: int) -> None:
    due = MONDAY + timedelta(days=left)
    until = answer_by(MONDAY, days, due)
    assert MONDAY < until <= MONDAY + timedelta(days=days)
    assert until <= due - timedelta(days=3) or until == MONDAY + timedelta(days=1)


@given(DAYS, LEFT)
def test_reminders_come_inside_the_turn_at_most_two(days: int, left: int) -> None:
    until = answer_by(MONDAY, days, MONDAY + timedelta(days=left))
    told = reminders(MONDAY, until)
    assert len(told) <= 2
    assert all(MONDAY < day < until for day in told)


@pytest.mark.parametrize(
    ("length", "told"), [(1, []), (2, [1]), (3, [1]), (4, [2]), (7, [3, 5]), (8, [4, 6]), (21, [10, 19])]
)
def test_half_way_and_two_days_before(length: int, told: list[int]) -> None:
    until = MONDAY + timedelta(days=length)
    assert [(day - MONDAY).days for day in reminders(MONDAY, until)] == told


@given(st.lists(st.integers(0, 3), max_size=40), DAYS)
def test_however_a_sweep_comes_each_reminder_is_sent_once_and_the_end_is_passed_on(steps: list[int], days: int) -> None:
    until, today, reminded, sent = MONDAY + timedelta(days=days), MONDAY, 0, 0
    for step in steps:
        today += timedelta(days=step)
        wait = Wait(Turn.OWNER, MONDAY, until, reminded)
        due = next_step(wait, today)
        assert (due is Step.ESCALATE) == (today > until)
        if due is Step.REMIND:
            reminded, sent = reminders_due(wait, today), sent + 1
            assert next_step(Wait(Turn.OWNER, MONDAY, until, reminded), today) is None
    assert sent <= 2


def test_nobody_reminds_the_contact_of_a_gap_that_is_theirs() -> None:
    assert next_step(Wait(Turn.CONTACT, MONDAY, MONDAY, 0), MONDAY + timedelta(days=9)) is None


def test_the_substitute_comes_before_the_contact_where_there_is_one() -> None:
    assert next_turn(Turn.OWNER, has_substitute=True) is Turn.SUBSTITUTE
    assert next_turn(Turn.OWNER, has_substitute=False) is Turn.CONTACT
    assert next_turn(Turn.SUBSTITUTE, has_substitute=True) is Turn.CONTACT


def test_only_an_owners_no_waits_for_the_substitute() -> None:
    assert not is_final(Outcome.CANNOT, Turn.OWNER, Turn.OWNER, has_substitute=True)
    assert not is_final(Outcome.CANNOT, Turn.OWNER, Turn.SUBSTITUTE, has_substitute=True)
    assert is_final(Outcome.CANNOT, Turn.OWNER, Turn.CONTACT, has_substitute=True)
    assert is_final(Outcome.CANNOT, Turn.OWNER, Turn.OWNER, has_substitute=False)
    assert is_final(Outcome.CANNOT, Turn.SUBSTITUTE, Turn.SUBSTITUTE, has_substitute=True)
    assert is_final(Outcome.DONE, Turn.OWNER, Turn.OWNER, has_substitute=True)
