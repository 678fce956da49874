"""Time limits in hours: real hours, also on the nights the clocks change."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etterlev.law import errors
from etterlev.law.deadlines import BREACH_HOURS, OSLO, due_at, due_hours, time_left

INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("aware_at", "due"),
    [
        # Over the spring night an hour is missing on the wall, over the autumn night there is one too many.
        (datetime(2026, 3, 27, 12, tzinfo=OSLO), datetime(2026, 3, 30, 13, tzinfo=OSLO)),
        (datetime(2026, 10, 23, 12, tzinfo=OSLO), datetime(2026, 10, 26, 11, tzinfo=OSLO)),
        # An ordinary weekend counts like any other days.
        (datetime(2026, 11, 20, 16, 40, tzinfo=OSLO), datetime(2026, 11, 23, 16, 40, tzinfo=OSLO)),
        # Half past two happens twice: the second time is an hour later.
        (datetime(2026, 10, 25, 2, 30, tzinfo=OSLO, fold=0), datetime(2026, 10, 28, 1, 30, tzinfo=OSLO)),
        (datetime(2026, 10, 25, 2, 30, tzinfo=OSLO, fold=1), datetime(2026, 10, 28, 2, 30, tzinfo=OSLO)),
    ],
)
def test_seventy_two_hours_after_becoming_aware(aware_at: datetime, due: datetime) -> None:
    assert due_hours(aware_at, BREACH_HOURS) == due.astimezone(UTC)


@given(INSTANTS, st.integers(0, 200))
def test_the_hours_are_real_whatever_zone_they_are_given_in(at: datetime, hours: int) -> None:
    due = due_hours(at.astimezone(OSLO), hours)
    assert due - at == timedelta(hours=hours)
    assert due.tzinfo is UTC


def test_wall_clock_arithmetic_would_be_an_hour_wrong() -> None:
    aware_at = datetime(2026, 3, 27, 12, tzinfo=OSLO)
    assert (aware_at + timedelta(hours=72)).astimezone(UTC) != due_hours(aware_at, 72)


@pytest.mark.parametrize(
    ("day", "midnight_in_utc"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 28, 23, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 22, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 22, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),
    ],
)
def test_a_day_ends_at_midnight_in_norway(day: date, midnight_in_utc: datetime) -> None:
    assert due_at(day) == midnight_in_utc


def test_time_left_is_real_time_and_negative_when_it_has_passed() -> None:
    due = due_hours(datetime(2026, 3, 27, 12, tzinfo=OSLO), 72)
    assert time_left(due, datetime(2026, 3, 28, 12, tzinfo=OSLO)) == timedelta(hours=48)
    assert time_left(due, datetime(2026, 3, 29, 12, tzinfo=OSLO)) == timedelta(hours=25)
    assert time_left(due, datetime(2026, 3, 30, 14, tzinfo=OSLO)) == -timedelta(hours=1)
    # Two instants in the same zone: Python would subtract what the wall shows.
    assert time_left(due.astimezone(OSLO), datetime(2026, 3, 28, 12, tzinfo=OSLO)) == timedelta(hours=48)


def test_a_time_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 3, 27, 12)  # noqa: DTZ001 - this is what the test is about
    for attempt in (lambda: due_hours(naive, 72), lambda: time_left(naive, datetime(2026, 1, 1, tzinfo=UTC))):
        with pytest.raises(errors.ZoneMissing):
            attempt()
