"""The table of time limits."""

from datetime import UTC, date, datetime

import pytest

from etterlev.law import errors
from etterlev.law.deadline_kinds import Moment, deadline_kind, deadline_kinds, read_kind
from etterlev.law.deadlines import OSLO, answer_deadline
from etterlev.law.packs import Entry

RECEIVED = datetime(2026, 3, 5, 9, tzinfo=OSLO)


def test_every_time_limit_of_the_regulation_we_act_on_is_there() -> None:
    assert set(deadline_kinds()) == {
        *("DL-12-3", "DL-12-3X", "DL-12-4", "DL-12-6", "DL-13", "DL-14a", "DL-14b", "DL-14c", "DL-13-3", "DL-18-3"),
        *("DL-19", "DL-21-4", "DL-7-3", "DL-33-1", "DL-33-2", "DL-33-4", "DL-34-1", "DL-36-2"),
    }


@pytest.mark.parametrize("entry", ["DL-12-3", "DL-12-4", "DL-14a"])
def test_a_month_from_receipt_moves_to_a_working_day(entry: str) -> None:
    kind = deadline_kind(entry)
    assert kind.rolls
    assert kind.deadline(RECEIVED).due_on == date(2026, 4, 7)


def test_the_extended_limit_is_three_months_from_receipt_and_the_same_as_the_arithmetic_says() -> None:
    extended = answer_deadline(RECEIVED, extended_on=date(2026, 3, 20))
    assert deadline_kind("DL-12-3X").deadline(RECEIVED).due_on == extended.due_on == date(2026, 6, 5)


def test_a_breach_has_seventy_two_hours_that_do_not_wait_for_working_days() -> None:
    kind = deadline_kind("DL-33-1")
    friday = datetime(2026, 11, 20, 15, tzinfo=UTC)
    assert kind.due_at(friday) == datetime(2026, 11, 23, 15, tzinfo=UTC)
    assert not kind.rolls


def test_no_limit_in_hours_moves_to_a_working_day() -> None:
    assert not [kind.id for kind in deadline_kinds().values() if kind.hours is not None and kind.rolls]


def test_a_limit_is_either_a_period_or_hours() -> None:
    for kind in deadline_kinds().values():
        assert kind.period is None or kind.hours is None
        if kind.moment is Moment.WITHIN_TERM:
            assert kind.period is not None or kind.hours is not None


def test_what_we_have_chosen_ourselves_is_told_apart_from_the_law() -> None:
    assert {kind.id for kind in deadline_kinds().values() if kind.is_own_choice} == {"DL-19", "DL-33-2"}


def test_withdrawal_of_consent_works_at_once_and_has_no_term_to_wait_for() -> None:
    kind = deadline_kind("DL-7-3")
    assert (kind.moment, kind.period, kind.hours) == (Moment.AT_ONCE, None, None)


@pytest.mark.parametrize("entry", ["DL-7-3", "DL-33-1", "DL-19"])
def test_a_kind_without_months_gives_no_date(entry: str) -> None:
    with pytest.raises(errors.NoFixedTerm):
        deadline_kind(entry).deadline(RECEIVED)


def test_a_kind_without_hours_gives_no_instant() -> None:
    with pytest.raises(errors.NoFixedTerm):
        deadline_kind("DL-12-3").due_at(RECEIVED)


ROW: dict[str, object] = {
    "citation": "artikkel 12",
    "status": "unverified",
    "event": {"nb": "a", "nn": "b", "en": "c"},
    "duty": {"nb": "a", "nn": "b", "en": "c"},
}


@pytest.mark.parametrize(
    "term",
    [{"moment": "within_term"}, {"moment": "within_term", "hours": 72, "period": {"months": 1}}, {"moment": "someday"}],
)
def test_a_row_with_two_terms_or_none_is_refused(term: dict[str, object]) -> None:
    with pytest.raises(errors.ValueRefused):
        read_kind(Entry("deadlines", "DL-X", ROW | term))


def test_nothing_in_the_table_claims_to_be_verified_before_a_human_has_done_it() -> None:
    assert not [kind.id for kind in deadline_kinds().values() if kind.is_verified]
