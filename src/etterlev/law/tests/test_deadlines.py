"""Time limits in months: the vectors, and what holds for every date of twenty years."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etterlev.law import errors
from etterlev.law.deadlines import (
    OSLO,
    Suspension,
    answer_deadline,
    days_left,
    month_deadline,
    oslo_date,
)
from etterlev.law.holidays import is_working_day

# Received, one month, moved to a working day, three months, moved.
VECTORS = [
    ("2026-03-05", "2026-04-05", "2026-04-07", "2026-06-05", "2026-06-05"),
    ("2026-08-31", "2026-09-30", "2026-09-30", "2026-11-30", "2026-11-30"),
    ("2026-01-31", "2026-02-28", "2026-03-02", "2026-04-30", "2026-04-30"),
    ("2026-11-25", "2026-12-25", "2026-12-28", "2027-02-25", "2027-02-25"),
    ("2026-12-01", "2027-01-01", "2027-01-04", "2027-03-01", "2027-03-01"),
    ("2027-02-25", "2027-03-25", "2027-03-30", "2027-05-25", "2027-05-25"),
    ("2027-04-17", "2027-05-17", "2027-05-18", "2027-07-17", "2027-07-19"),
]
DATES = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def every_day() -> Iterator[date]:
    day = date(2020, 1, 1)
    while day.year < 2041:
        yield day
        day += timedelta(days=1)


@pytest.mark.parametrize(("received", "unrolled", "rolled", "unrolled_3", "rolled_3"), VECTORS)
def test_the_vectors(received: str, unrolled: str, rolled: str, unrolled_3: str, rolled_3: str) -> None:
    received_on = date.fromisoformat(received)
    month = answer_deadline(received_on)
    extended = answer_deadline(received_on, extended_on=received_on)
    assert [month.due_unrolled_on.isoformat(), month.due_on.isoformat()] == [unrolled, rolled]
    assert [extended.due_unrolled_on.isoformat(), extended.due_on.isoformat()] == [unrolled_3, rolled_3]


def _thirty_days(received_on: date) -> date:
    return received_on + timedelta(days=30)


def _one_month_then_two(received_on: date) -> date:
    first = month_deadline(received_on, 1).due_unrolled_on
    return month_deadline(first, 2).due_unrolled_on


def _from_the_rolled_day(received_on: date) -> date:
    return month_deadline(month_deadline(received_on, 1).due_on, 2).due_unrolled_on


@pytest.mark.parametrize(("wrong", "column"), [(_thirty_days, 1), (_one_month_then_two, 3), (_from_the_rolled_day, 3)])
def test_the_vectors_catch_the_usual_mistakes(wrong: Callable[[date], date], column: int) -> None:
    assert any(wrong(date.fromisoformat(row[0])).isoformat() != row[column] for row in VECTORS)


def test_for_every_date_of_twenty_years_the_day_moves_forward_to_a_working_day_at_most_five_days() -> None:
    for received_on in every_day():
        for months in (1, 3):
            due = month_deadline(received_on, months)
            assert is_working_day(due.due_on)
            assert 0 <= (due.due_on - due.due_unrolled_on).days <= 5
            assert due.due_on == due.due_unrolled_on or not is_working_day(due.due_unrolled_on)


def test_for_every_date_the_month_has_the_same_day_number_or_is_the_last_of_the_month() -> None:
    lengths = set()
    for received_on in every_day():
        due_on = month_deadline(received_on, 1).due_unrolled_on
        assert (due_on.year * 12 + due_on.month) - (received_on.year * 12 + received_on.month) == 1
        assert due_on.day == received_on.day or (due_on + timedelta(days=1)).day == 1
        assert due_on.day <= received_on.day
        lengths.add((due_on - received_on).days)
    assert lengths == {28, 29, 30, 31}


def test_the_longest_wait_is_easter() -> None:
    # Received on a day whose month runs out on Maundy Thursday.
    due = answer_deadline(date(2027, 2, 25))
    assert due.due_on - due.due_unrolled_on == timedelta(days=5)


def test_every_month_contains_the_two_working_days_the_regulation_asks_for() -> None:
    for received_on in every_day():
        due = month_deadline(received_on, 1)
        days = (due.due_on - received_on).days
        assert sum(is_working_day(received_on + timedelta(days=each)) for each in range(1, days + 1)) >= 2


@given(DATES)
def test_later_receipt_never_gives_an_earlier_day(received_on: date) -> None:
    tomorrow = received_on + timedelta(days=1)
    assert answer_deadline(received_on).due_on <= answer_deadline(tomorrow).due_on


@given(DATES, st.integers(0, 40))
def test_our_own_target_is_never_after_the_law(received_on: date, target_days: int) -> None:
    due = answer_deadline(received_on, target_days=target_days)
    assert received_on <= due.target_on <= due.due_unrolled_on <= due.due_on


def test_the_target_is_fourteen_days_unless_told_otherwise() -> None:
    assert answer_deadline(date(2026, 11, 2)).target_on == date(2026, 11, 16)
    assert answer_deadline(date(2026, 11, 2), target_days=5).target_on == date(2026, 11, 7)


# Receipt as an instant.


def test_half_past_midnight_in_norway_counts_as_that_day_although_utc_is_a_day_behind() -> None:
    received = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
    assert answer_deadline(received).received_on == date(2026, 4, 1)
    # 1 May is a Friday and a holiday.
    assert answer_deadline(received).due_on == date(2026, 5, 4)


def test_the_same_wall_time_in_winter_is_an_hour_later_in_utc() -> None:
    assert oslo_date(datetime(2026, 1, 31, 22, 59, tzinfo=UTC)) == date(2026, 1, 31)
    assert oslo_date(datetime(2026, 1, 31, 23, 0, tzinfo=UTC)) == date(2026, 2, 1)


def test_a_time_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 3, 5, 12)  # noqa: DTZ001 - this is what the test is about
    with pytest.raises(errors.ZoneMissing):
        answer_deadline(naive)
    with pytest.raises(errors.ZoneMissing):
        month_deadline(naive, 1)
    with pytest.raises(errors.ZoneMissing):
        days_left(date(2026, 3, 5), naive)
    with pytest.raises(errors.ZoneMissing):
        answer_deadline(date(2026, 3, 5)).is_overdue(naive)


def test_days_left_are_counted_in_norway() -> None:
    just_before_midnight = datetime(2026, 11, 22, 23, 59, tzinfo=OSLO)
    assert days_left(date(2026, 11, 26), just_before_midnight) == 4
    assert days_left(date(2026, 11, 26), just_before_midnight + timedelta(minutes=1)) == 3
    assert days_left(date(2026, 11, 26), datetime(2026, 11, 27, 8, tzinfo=OSLO)) == -1


def test_the_whole_last_day_is_in_time() -> None:
    due = answer_deadline(date(2026, 10, 26))
    assert due.due_on == date(2026, 11, 26)
    assert not due.is_overdue(datetime(2026, 11, 26, 23, 59, 59, tzinfo=OSLO))
    assert due.is_overdue(datetime(2026, 11, 27, tzinfo=OSLO))


# The extension of Article 12(3).


def test_an_extension_must_be_told_within_the_first_month() -> None:
    received_on = date(2026, 3, 5)
    last_day = answer_deadline(received_on, extended_on=date(2026, 4, 7))
    assert (last_day.due_on, last_day.extended_on) == (date(2026, 6, 5), date(2026, 4, 7))
    with pytest.raises(errors.TooLateToExtend):
        answer_deadline(received_on, extended_on=date(2026, 4, 8))


def test_an_extension_cannot_be_told_before_the_request_came() -> None:
    with pytest.raises(errors.ToldTooEarly):
        answer_deadline(date(2026, 3, 5), extended_on=date(2026, 3, 4))


def test_a_plain_deadline_is_not_extended() -> None:
    assert answer_deadline(date(2026, 3, 5)).extended_on is None


# The suspension while we ask who the person is, Article 12(6).


def test_the_days_we_waited_for_proof_of_identity_are_added() -> None:
    due = answer_deadline(date(2026, 11, 2), suspensions=[Suspension(date(2026, 11, 4), date(2026, 11, 9))])
    assert due.suspended_days == 5
    assert due.due_unrolled_on == date(2026, 12, 7)
    assert due.target_on == date(2026, 11, 21)
    assert not due.is_suspended


def test_an_answer_the_same_day_costs_nothing() -> None:
    due = answer_deadline(date(2026, 11, 2), suspensions=[Suspension(date(2026, 11, 4), date(2026, 11, 4))])
    assert due.due_unrolled_on == date(2026, 12, 2)


def test_while_we_wait_the_deadline_moves_one_day_each_day() -> None:
    waiting = [Suspension(date(2026, 11, 4))]
    monday = answer_deadline(date(2026, 11, 2), suspensions=waiting, on=date(2026, 11, 9))
    tuesday = answer_deadline(date(2026, 11, 2), suspensions=waiting, on=date(2026, 11, 10))
    assert tuesday.due_unrolled_on - monday.due_unrolled_on == timedelta(days=1)
    assert monday.is_suspended


def test_waiting_needs_a_day_to_count_to() -> None:
    with pytest.raises(errors.DayNeeded):
        answer_deadline(date(2026, 11, 2), suspensions=[Suspension(date(2026, 11, 4))])


def test_a_day_in_two_questions_counts_once() -> None:
    overlapping = [Suspension(date(2026, 11, 6), date(2026, 11, 12)), Suspension(date(2026, 11, 4), date(2026, 11, 9))]
    assert answer_deadline(date(2026, 11, 2), suspensions=overlapping).suspended_days == 8


def test_a_short_question_inside_a_long_one_changes_nothing() -> None:
    nested = [Suspension(date(2026, 11, 4), date(2026, 11, 14)), Suspension(date(2026, 11, 5), date(2026, 11, 6))]
    assert answer_deadline(date(2026, 11, 2), suspensions=nested).suspended_days == 10


def test_a_question_asked_after_the_deadline_revives_nothing() -> None:
    late = [Suspension(date(2026, 12, 3), date(2026, 12, 20))]
    assert answer_deadline(date(2026, 11, 2), suspensions=late).due_unrolled_on == date(2026, 12, 2)


def test_a_question_asked_in_the_extended_time_moves_only_the_extended_deadline() -> None:
    late = [Suspension(date(2026, 12, 10), date(2026, 12, 12))]
    extended = answer_deadline(date(2026, 11, 2), suspensions=late, extended_on=date(2026, 11, 20))
    assert extended.due_unrolled_on == date(2027, 2, 4)


def test_dates_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(errors.SuspensionBackwards):
        Suspension(date(2026, 11, 4), date(2026, 11, 3))
    with pytest.raises(errors.SuspensionTooEarly):
        answer_deadline(date(2026, 11, 2), suspensions=[Suspension(date(2026, 11, 1), date(2026, 11, 3))])


@given(DATES, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 20)), max_size=4))
def test_suspensions_never_bring_the_deadline_forward_nor_add_more_days_than_we_waited(
    received_on: date, waits: list[tuple[int, int]]
) -> None:
    suspensions = [
        Suspension(received_on + timedelta(days=start), received_on + timedelta(days=start + length))
        for start, length in waits
    ]
    plain, due = answer_deadline(received_on), answer_deadline(received_on, suspensions=suspensions)
    waited = {start + day for start, length in waits for day in range(length)}
    assert due.due_unrolled_on == plain.due_unrolled_on + timedelta(days=due.suspended_days)
    assert 0 <= due.suspended_days <= len(waited)
    assert is_working_day(due.due_on)
