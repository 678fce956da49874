"""The pure decisions, for any instant and any text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from etterlev.law.vocabulary import data_categories
from etterlev.requests import rules
from etterlev.requests.rules import Level, Pause, PauseGround, SearchFacts, Times

BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
INSTANTS = st.timedeltas(timedelta(), timedelta(days=19 * 365)).map(lambda later: BEGIN + later)
LATER = st.timedeltas(timedelta(), timedelta(days=60))


@given(INSTANTS, LATER)
def test_a_link_that_expired_never_works_again(made: datetime, later: timedelta) -> None:
    expires = made + rules.ANSWER_LASTS
    assert rules.may_fetch(None, expires, made + later) is (later < rules.ANSWER_LASTS)
    assert not rules.may_fetch(made, expires, expires + later)


@given(INSTANTS, LATER)
def test_a_fetched_link_works_for_ten_minutes_more_and_no_longer(fetched: datetime, later: timedelta) -> None:
    expires = fetched + timedelta(days=365)
    assert rules.may_fetch(fetched, expires, fetched + later) is (later < timedelta(minutes=10))


@given(INSTANTS, st.timedeltas(timedelta(), timedelta(days=120)))
def test_a_clock_is_late_exactly_when_no_day_is_left(received: datetime, later: timedelta) -> None:
    clock = rules.clock(Times(received), received + later)
    assert clock.is_late is (clock.left < 0)
    assert not (clock.is_late and clock.is_soon)
    assert clock.deadline.due_on >= rules.asks_on(received) + timedelta(days=28)


@given(INSTANTS, st.timedeltas(timedelta(), timedelta(days=27)), st.timedeltas(timedelta(), timedelta(days=120)))
def test_more_time_never_makes_a_case_later(received: datetime, told: timedelta, later: timedelta) -> None:
    now = received + later
    without, extended = rules.clock(Times(received), now), rules.clock(Times(received, received + told), now)
    assert extended.left > without.left
    assert without.is_late or not extended.is_late


@given(INSTANTS, LATER, LATER)
def test_whether_an_answer_was_late_does_not_change_with_the_day_it_is_asked(
    received: datetime, taken: timedelta, later: timedelta
) -> None:
    answered = received + taken
    assert rules.was_late(Times(received), answered) is rules.clock(Times(received), answered).is_late


@given(INSTANTS, st.lists(st.integers(0, 9), min_size=2, max_size=2), st.integers(0, 60))
def test_a_question_moves_the_deadline_by_the_days_it_waited_and_never_makes_anything_late(
    received: datetime, asked: list[int], later: int
) -> None:
    """Article 12(6): the days between question and answer do not count, and no other day is given away."""
    after, waited = asked
    asked_at = received + timedelta(days=after)
    pause = Pause(PauseGround.IDENTITY, asked_at, asked_at + timedelta(days=waited))
    now = received + timedelta(days=later)
    plain, paused = rules.clock(Times(received), now), rules.clock(Times(received, pauses=(pause,)), now)
    moved = (paused.deadline.due_unrolled_on - plain.deadline.due_unrolled_on).days
    assert moved == (rules.asks_on(asked_at + timedelta(days=waited)) - rules.asks_on(asked_at)).days
    assert paused.left >= plain.left
    assert not (paused.is_late and not plain.is_late)


@given(INSTANTS, st.integers(0, 20), st.integers(0, 200))
def test_while_a_question_waits_no_day_runs_out(received: datetime, after: int, later: int) -> None:
    asked_at = received + timedelta(days=after)
    times = Times(received, pauses=(Pause(PauseGround.CLARIFICATION, asked_at),))
    clock = rules.clock(times, asked_at + timedelta(days=later))
    assert not clock.is_late
    assert clock.waits_since == rules.asks_on(asked_at)


@given(INSTANTS, st.integers(0, 60))
def test_a_day_the_authority_has_set_is_that_day(received: datetime, days: int) -> None:
    due_on = rules.asks_on(received) + timedelta(days=days)
    clock = rules.clock(Times(received, due_on=due_on), received)
    assert clock.deadline.due_on == clock.deadline.due_unrolled_on == due_on
    assert clock.deadline.target_on <= due_on


@given(st.lists(INSTANTS, max_size=12), INSTANTS)
def test_codes_of_more_than_an_hour_ago_do_not_count(sent: list[datetime], now: datetime) -> None:
    recent = [at for at in sent if at > now - timedelta(hours=1)]
    assert rules.codes_spent(sent, now) is rules.codes_spent(recent, now) is (len(recent) >= rules.CODES_AN_HOUR)


@given(st.text())
def test_what_is_typed_as_a_code_becomes_plain_digits_or_nothing(text: str) -> None:
    typed = rules.code_typed(text)
    assert typed.isascii()
    assert typed == "" or typed.isdecimal()
    assert rules.code_typed(typed) == typed


@given(st.sampled_from(sorted(data_categories())), st.sampled_from(Level))
def test_a_surer_identity_never_gives_less(category: str, level: Level) -> None:
    if not rules.is_withheld(category, level):
        assert all(not rules.is_withheld(category, surer) for surer in Level if surer > level)
    assert not rules.is_withheld(category, Level.HIGH)


def test_every_category_that_is_kept_for_the_surest_exists() -> None:
    assert set(data_categories()) >= rules.ONLY_HIGH


FACTS = st.builds(
    SearchFacts, st.text(), st.sampled_from(["due", "searched", "incomplete", "signed"]), st.integers(0, 9)
)


@given(st.lists(FACTS))
def test_a_source_stands_in_the_way_of_an_answer_at_most_once(facts: list[SearchFacts]) -> None:
    waiting, gaps = rules.unfinished(facts), rules.gaps(facts)
    done = [each for each in facts if each.state in ("searched", "signed")]
    assert len(waiting) + len(gaps) + len(done) == len(facts)
    assert rules.undecided(facts) == sum(each.undecided for each in facts)


@given(st.integers(2020, 2999), st.integers(1, 99_999_999))
def test_a_reference_says_its_year_and_fits_its_column(year: int, number: int) -> None:
    assert rules.reference(year, number).startswith(f"HV-{year}-")
    assert len(rules.reference(year, number)) <= 16


@given(INSTANTS)
def test_the_day_of_receipt_is_the_day_in_norway(at: datetime) -> None:
    assert rules.asks_on(at) in {at.date(), (at + timedelta(hours=2)).date()}
