"""Which day comes first, and when everything is done."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from etterlev.closings import rules, words
from etterlev.closings.rules import ITEMS, Kind

DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))


@given(st.sampled_from(Kind), DAYS, st.data())
def test_the_next_day_is_the_first_of_those_that_are_left(kind: Kind, ended_on: date, data: st.DataObject) -> None:
    settled = data.draw(st.sets(st.sampled_from([item.code for item in ITEMS[kind]])))
    left = rules.left(kind, settled)
    assert {item.code for item in left} | settled == {item.code for item in ITEMS[kind]}
    due = rules.next_due(kind, settled, ended_on)
    assert (due is None) == (not left)
    assert due is None or all(due <= rules.due_on(item, ended_on) for item in left)


@given(DAYS, st.integers(-400, 400))
def test_a_relation_is_seen_from_its_last_day_and_a_month_on(until_on: date, days: int) -> None:
    assert rules.is_seen(until_on, until_on + timedelta(days=days)) == (0 <= days <= 30)


def test_access_is_closed_on_the_last_day() -> None:
    for kind in Kind:
        assert rules.due_on(ITEMS[kind][0], date(2026, 11, 30)) == date(2026, 11, 30)
        assert ITEMS[kind][0].code == "access"


def test_every_line_has_words() -> None:
    assert set(words.ITEMS) == {(kind, item.code) for kind, items in ITEMS.items() for item in items}
