"""How a promise stands: no better than its evidence, and no longer than its interval."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from etterlev.notice.rules.history import YEAR, history
from etterlev.notice.rules.standing import Finding, Word, due_at, is_answered, is_due, stand, together
from etterlev.promises import Reach, State

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WORD = Word("S20-po", "PowerOffice", "Ada Moe", "Slettebekreftelse", date(2026, 3, 3), date(2027, 3, 3))


def found(state: State, ago: timedelta) -> Finding:
    return Finding("S4", state, NOW - ago)


def test_evidence_inside_its_interval_counts() -> None:
    standing = stand(found(State.KEPT, timedelta(hours=23)), (), reach=Reach.MEASURED, every=DAY, now=NOW)
    assert standing.state is State.KEPT


def test_evidence_older_than_its_interval_is_no_evidence() -> None:
    standing = stand(found(State.KEPT, timedelta(hours=25)), (), reach=Reach.MEASURED, every=DAY, now=NOW)
    assert standing.state is State.NOT_YET_CHECKED
    assert standing.stale_since == NOW - timedelta(hours=1)


def test_a_broken_promise_does_not_heal_by_being_left_alone() -> None:
    standing = stand(found(State.BROKEN, timedelta(days=90)), (WORD,), reach=Reach.ATTESTED, every=DAY, now=NOW)
    assert standing.state is State.BROKEN


def test_nothing_found_is_not_yet_checked() -> None:
    assert stand(None, (), reach=Reach.MEASURED, every=DAY, now=NOW).state is State.NOT_YET_CHECKED


def test_an_attestation_counts_from_its_first_to_its_last_day() -> None:
    def standing(day: date) -> State:
        at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        return stand(None, (WORD,), reach=Reach.ATTESTED, every=DAY, now=at).state

    assert standing(date(2026, 3, 2)) is State.NOT_YET_CHECKED
    assert standing(date(2026, 3, 3)) is State.ATTESTED
    assert standing(date(2027, 3, 3)) is State.ATTESTED
    assert standing(date(2027, 3, 4)) is State.NOT_YET_CHECKED


def test_an_attestation_does_not_make_a_measured_promise_kept() -> None:
    assert stand(None, (WORD,), reach=Reach.MEASURED, every=DAY, now=NOW).state is State.NOT_YET_CHECKED


@given(st.lists(st.sampled_from(State), max_size=5))
def test_a_sentence_is_no_better_than_the_worst_behind_it(states: list[State]) -> None:
    state = together(states)
    if State.BROKEN in states:
        assert state is State.BROKEN
    elif not states or State.NOT_YET_CHECKED in states:
        assert state is State.NOT_YET_CHECKED
    else:
        assert state in states


@given(st.integers(min_value=1, max_value=400))
def test_a_check_is_due_before_its_evidence_runs_out(hours: int) -> None:
    every = timedelta(hours=hours)
    fresh = Finding("S4", State.KEPT, NOW)
    assert not is_due(fresh, every=every, now=NOW)
    assert is_due(fresh, every=every, now=due_at(fresh, every=every))
    assert due_at(fresh, every=every) < NOW + every
    assert is_due(None, every=every, now=NOW)


def test_an_answer_covers_the_break_it_was_given_for_and_no_later_one() -> None:
    broken = [
        (NOW, State.BROKEN),
        (NOW - DAY, State.BROKEN),
        (NOW - 2 * DAY, State.KEPT),
        (NOW - 5 * DAY, State.BROKEN),
    ]
    assert not is_answered(broken, None)
    assert not is_answered(broken, NOW - 4 * DAY)
    assert is_answered(broken, NOW - DAY)
    assert is_answered([(NOW, State.KEPT), *broken], None)


def test_a_check_that_could_not_finish_does_not_end_a_break() -> None:
    checks = [
        (NOW, State.BROKEN),
        (NOW - DAY, State.NOT_YET_CHECKED),
        (NOW - 2 * DAY, State.BROKEN),
        (NOW - 3 * DAY, State.KEPT),
    ]
    assert is_answered(checks, NOW - 2 * DAY)


def test_the_year_counts_days_kept_and_remembers_days_broken() -> None:
    today = date(2026, 11, 23)
    worst = {today - timedelta(days=n): State.KEPT for n in range(365)}
    for n in range(257, 261):
        worst[today - timedelta(days=n)] = State.BROKEN
    year = history(worst, every=DAY, today=today)
    assert (year.kept, year.days) == (361, 365)
    (run,) = year.broken
    assert (run.from_on, run.to_on) == (date(2026, 3, 8), date(2026, 3, 11))


def test_a_day_without_a_check_leans_on_the_last_only_within_its_interval() -> None:
    today = date(2026, 11, 23)
    worst = {today - timedelta(days=10): State.KEPT}
    weekly = history(worst, every=timedelta(days=7), today=today)
    assert (weekly.kept, weekly.days) == (8, 11)
    assert weekly.runs[-1].state is State.NOT_YET_CHECKED


@given(
    st.dictionaries(st.dates(date(2025, 1, 1), date(2026, 11, 23)), st.sampled_from(State), max_size=40),
    st.integers(min_value=1, max_value=24 * 40),
)
def test_the_runs_of_a_year_cover_each_day_once(worst: dict[date, State], hours: int) -> None:
    today = date(2026, 11, 23)
    year = history(worst, every=timedelta(hours=hours), today=today)
    assert year.days <= YEAR
    if not worst:
        assert year.runs == ()
        return
    assert year.runs[-1].to_on == today
    for before, after in zip(year.runs, year.runs[1:], strict=False):
        assert after.from_on == before.to_on + DAY
        assert after.state is not before.state
    assert year.days == min(YEAR, (today - min(worst)).days + 1)
