"""Until when to keep and by when to delete: one rule, several rules, holds, and what holds for all of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etterlev.law import errors
from etterlev.law.periods import Period
from etterlev.law.retention import DELETION_ROUND, Hold, HoldReason, Match, Retention, decide
from etterlev.law.retention_rules import Anchor, Kind, retention_rule, retention_rules

YEAR_END = date(2026, 12, 31)


def match(rule: str, anchor_on: date | None, period: Period | None = None) -> Match:
    return Match(retention_rule(rule), anchor_on, period)


def decided(*matches: Match) -> Retention:
    return decide(matches)


def test_a_voucher_of_2026_is_kept_through_2031_and_gone_in_january() -> None:
    voucher = decided(match("RT-BOKF-P", YEAR_END))
    assert voucher.keep_until == date(2031, 12, 31)
    assert voucher.delete_by == date(2031, 12, 31) + DELETION_ROUND
    assert not voucher.may_delete_on(date(2031, 12, 31))
    assert voucher.may_delete_on(date(2032, 1, 1))
    assert not voucher.is_overdue(date(2032, 1, 30))
    assert voucher.is_overdue(date(2032, 1, 31))


def test_secondary_records_of_2026_are_kept_until_30_june_2030() -> None:
    assert decided(match("RT-BOKF-S", YEAR_END)).keep_until == date(2030, 6, 30)
    # An accounting year that ends in June: the naive answer is 30 December.
    assert decided(match("RT-BOKF-S", date(2026, 6, 30))).keep_until == date(2029, 12, 31)


def test_the_longest_duty_to_keep_decides_and_is_the_one_cited() -> None:
    both = decided(match("RT-BOKF-S", YEAR_END), match("RT-BOKF-P", YEAR_END))
    assert both.keep_until == date(2031, 12, 31)
    assert both.kept_by is retention_rule("RT-BOKF-P")


def test_a_duty_to_delete_that_a_duty_to_keep_has_passed_over_waits_for_it() -> None:
    mailbox = decided(match("RT-MAILBOX", date(2027, 3, 31)), match("RT-BOKF-P", YEAR_END))
    assert mailbox.keep_until == date(2031, 12, 31)
    assert mailbox.delete_by == date(2032, 1, 30)
    assert mailbox.deleted_by is retention_rule("RT-MAILBOX")


def test_due_diligence_is_deleted_within_thirty_days_of_the_end_of_the_duty_to_keep_it() -> None:
    ended_on = date(2026, 5, 1)
    records = decided(match("RT-AML", ended_on), match("RT-AML-DEL", None))
    assert (records.keep_until, records.delete_by) == (date(2031, 5, 1), date(2031, 5, 31))
    assert records.deleted_by is retention_rule("RT-AML-DEL")
    slower = decided(match("RT-AML", ended_on), match("RT-AML-DEL", None, Period(months=6)))
    assert slower.delete_by == date(2031, 11, 1)


def test_while_the_customer_stays_nothing_may_be_deleted_and_no_date_is_made_up() -> None:
    records = decided(match("RT-AML", None), match("RT-AML-DEL", None), match("RT-BOKF-P", YEAR_END))
    assert (records.is_open, records.keep_until, records.delete_by) == (True, None, None)
    assert records.kept_by is retention_rule("RT-AML")
    assert not records.may_delete_on(date(2099, 1, 1))
    assert not records.is_overdue(date(2099, 1, 1))


def test_an_application_is_deleted_after_three_months_and_may_be_before() -> None:
    application = decided(match("RT-JOB", date(2026, 11, 30)))
    assert (application.keep_until, application.delete_by) == (None, date(2027, 2, 28))
    assert application.may_delete_on(date(2026, 12, 1))


def test_the_controllers_own_period_is_used() -> None:
    assert decided(match("RT-JOB", date(2026, 11, 30), Period(months=6))).delete_by == date(2027, 5, 30)


def test_consent_lets_an_application_be_kept_longer() -> None:
    kept = decided(match("RT-JOB", date(2026, 11, 30)), match("RT-JOB-C", date(2026, 12, 1)))
    assert kept.delete_by == date(2027, 12, 1)
    assert kept.deleted_by is retention_rule("RT-JOB-C")


def test_consent_given_once_does_not_shorten_the_time() -> None:
    kept = decided(match("RT-JOB", date(2026, 11, 30)), match("RT-JOB-C", date(2025, 12, 1)))
    assert kept.delete_by == date(2027, 2, 28)


def test_a_duty_to_delete_is_not_put_off_by_what_may_be_kept() -> None:
    mailbox = decided(match("RT-MAILBOX", date(2026, 11, 30)), match("RT-HR-FILE", date(2026, 11, 30)))
    assert mailbox.delete_by == date(2027, 5, 30)
    assert mailbox.deleted_by is retention_rule("RT-MAILBOX")


def test_a_consent_in_force_gives_no_day_to_delete_its_proof() -> None:
    assert decided(match("RT-CONS", None)).delete_by is None
    assert decided(match("RT-CONS", None), match("RT-JOB", date(2026, 11, 30))).delete_by is None
    assert decided(match("RT-CONS", None), match("RT-MAILBOX", date(2026, 11, 30))).delete_by == date(2027, 5, 30)


def test_the_earlier_of_two_policies_decides() -> None:
    reader = decided(match("RT-NEWS", date(2026, 11, 22)), match("RT-NEWS-IDLE", date(2026, 11, 1)))
    assert reader.delete_by == date(2026, 11, 29)
    still_reading = decided(match("RT-NEWS", None), match("RT-NEWS-IDLE", date(2026, 11, 1)))
    assert still_reading.delete_by == date(2028, 11, 1)


def test_without_rules_nothing_is_said() -> None:
    nothing = decided()
    assert nothing == Retention()
    assert nothing.may_delete_on(date(2026, 1, 1))


# ---------------------------------------------------------------------------------------------------------------- holds


def hold(placed_on: date, expires_on: date, lifted_on: date | None = None) -> Hold:
    return Hold(HoldReason.CLAIM, placed_on, expires_on, lifted_on)


def test_a_hold_stops_deletion_until_it_expires() -> None:
    claim = hold(date(2027, 1, 15), date(2028, 1, 15))
    application = decide([match("RT-JOB", date(2026, 11, 30))], [claim])
    assert (application.keep_until, application.delete_by) == (date(2028, 1, 15), date(2028, 2, 14))
    assert application.held_by is claim
    assert application.deleted_by is retention_rule("RT-JOB")


def test_a_lifted_hold_ends_on_the_day_it_was_lifted() -> None:
    lifted = hold(date(2027, 1, 15), date(2028, 1, 15), lifted_on=date(2027, 6, 1))
    assert decide([match("RT-JOB", date(2026, 11, 30))], [lifted]).keep_until == date(2027, 6, 1)


def test_lifting_a_hold_after_it_expired_does_not_lengthen_it() -> None:
    assert hold(date(2027, 1, 15), date(2028, 1, 15), lifted_on=date(2029, 1, 1)).ends_on == date(2028, 1, 15)


def test_a_hold_shorter_than_the_law_changes_nothing_and_is_not_named() -> None:
    voucher = decide([match("RT-BOKF-P", YEAR_END)], [hold(date(2027, 1, 1), date(2028, 1, 1))])
    assert voucher == decided(match("RT-BOKF-P", YEAR_END))
    same_day = decide([match("RT-BOKF-P", YEAR_END)], [hold(date(2027, 1, 1), date(2031, 12, 31))])
    assert same_day == voucher


def test_a_hold_longer_than_the_law_keeps_past_it_and_the_law_is_still_named() -> None:
    police = Hold(HoldReason.POLICE, date(2031, 1, 1), date(2033, 1, 1))
    voucher = decide([match("RT-BOKF-P", YEAR_END)], [hold(date(2031, 1, 1), date(2032, 1, 1)), police])
    assert (voucher.keep_until, voucher.delete_by) == (date(2033, 1, 1), date(2033, 1, 31))
    assert (voucher.kept_by, voucher.held_by) == (retention_rule("RT-BOKF-P"), police)


def test_due_diligence_on_hold_is_deleted_in_the_round_after_the_hold() -> None:
    claim = hold(date(2031, 1, 1), date(2032, 1, 1))
    records = decide([match("RT-AML", date(2026, 5, 1)), match("RT-AML-DEL", None)], [claim])
    assert records.delete_by == date(2032, 1, 31)


def test_a_hold_needs_an_expiry_after_its_start() -> None:
    with pytest.raises(errors.HoldBackwards):
        hold(date(2027, 1, 15), date(2027, 1, 14))


# ----------------------------------------------------------------------------------------------- for every combination

DATES = st.dates(date(2020, 1, 1), date(2040, 12, 31))
RULES = st.sampled_from(sorted(retention_rules()))
MATCHES = st.lists(st.builds(match, RULES, st.none() | DATES), max_size=5)
DATED = st.lists(st.builds(match, RULES, DATES), max_size=5)
HOLDS = st.lists(
    st.builds(lambda on, days: hold(on, on + timedelta(days=days)), DATES, st.integers(0, 4000)), max_size=2
)


@given(MATCHES, HOLDS)
def test_nothing_is_to_be_deleted_before_the_duty_to_keep_has_ended(matches: list[Match], holds: list[Hold]) -> None:
    result = decide(matches, holds)
    if result.delete_by is not None and result.keep_until is not None:
        assert result.delete_by > result.keep_until
        assert result.may_delete_on(result.delete_by)
    for each in matches:
        if each.rule.kind is Kind.MUST_KEEP and each.ends_on is not None:
            assert not result.may_delete_on(each.ends_on)
    for each_hold in holds:
        assert not result.may_delete_on(each_hold.ends_on)


@given(DATED, HOLDS, st.builds(match, RULES, DATES))
def test_one_more_duty_to_keep_never_shortens_the_keeping(matches: list[Match], holds: list[Hold], more: Match) -> None:
    before, after = decide(matches, holds).keep_until, decide([*matches, more], holds).keep_until
    if before is not None:
        assert after is not None
        assert after >= before


@given(DATED, HOLDS, HOLDS)
def test_a_hold_never_brings_anything_forward(matches: list[Match], holds: list[Hold], more: list[Hold]) -> None:
    before, after = decide(matches, holds), decide(matches, holds + more)
    assert before.keep_until is None or (after.keep_until or date.min) >= before.keep_until
    assert before.delete_by is None or (after.delete_by or date.min) >= before.delete_by


@given(st.lists(st.builds(match, RULES, DATES), min_size=1, max_size=5))
def test_every_rule_whose_event_has_happened_leads_to_a_day_of_deletion(matches: list[Match]) -> None:
    anchored_here = [each for each in matches if each.rule.anchor is not Anchor.KEEPING_END]
    if anchored_here:
        assert decide(matches).delete_by is not None


@given(st.permutations([match("RT-BOKF-P", YEAR_END), match("RT-JOB", YEAR_END), match("RT-CONS", YEAR_END)]))
def test_the_order_of_the_rules_does_not_matter(matches: list[Match]) -> None:
    assert decide(matches) == decided(
        match("RT-BOKF-P", YEAR_END), match("RT-JOB", YEAR_END), match("RT-CONS", YEAR_END)
    )
