"""The rules themselves: what they say, on whom they are binding, and how the words follow the numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etterlev.languages import LANGUAGES, Language
from etterlev.law import errors
from etterlev.law.periods import Period
from etterlev.law.retention_classes import BY_WORD, RetentionClass
from etterlev.law.retention_rules import Anchor, Binds, Kind, retention_rule, retention_rules

YEAR_ENDS = st.integers(2015, 2060).flatmap(
    lambda year: st.sampled_from([date(year, 12, 31), date(year, 6, 30), date(year, 8, 31), date(year, 4, 30)])
)


@pytest.mark.parametrize(
    ("rule", "anchor", "period", "kind"),
    [
        ("RT-BOKF-P", Anchor.FISCAL_YEAR_END, Period(years=5), Kind.MUST_KEEP),
        ("RT-BOKF-S", Anchor.FISCAL_YEAR_END, Period(years=3, months=6), Kind.MUST_KEEP),
        ("RT-BOKF-PROJ", Anchor.FISCAL_YEAR_END, Period(years=10), Kind.MUST_KEEP),
        ("RT-BOKF-FAST", Anchor.ADJUSTMENT_PERIOD_END, Period(years=10), Kind.MUST_KEEP),
        ("RT-BOKF-EL", Anchor.FISCAL_YEAR_END, Period(years=3, months=6), Kind.MUST_KEEP),
        ("RT-AML", Anchor.ENGAGEMENT_END, Period(years=5), Kind.MUST_KEEP),
        ("RT-AML-DEL", Anchor.KEEPING_END, Period(days=30), Kind.MUST_DELETE),
        ("RT-RF", Anchor.FISCAL_YEAR_END, Period(years=5), Kind.MUST_KEEP),
        ("RT-PAY", Anchor.FISCAL_YEAR_END, Period(years=5), Kind.MUST_KEEP),
        ("RT-HR-FILE", Anchor.EMPLOYMENT_END, Period(years=3), Kind.MAY_KEEP),
        ("RT-HR-REF", Anchor.PROBATION_END, Period(days=30), Kind.SHOULD_DELETE),
        ("RT-HR-SICK", Anchor.FOLLOW_UP_END, Period(days=30), Kind.SHOULD_DELETE),
        ("RT-JOB", Anchor.PROCESS_END, Period(months=3), Kind.SHOULD_DELETE),
        ("RT-JOB-C", Anchor.CONSENT_GIVEN, Period(months=12), Kind.MAY_KEEP),
        ("RT-MAILBOX", Anchor.EMPLOYMENT_END, Period(months=6), Kind.MUST_DELETE),
        ("RT-CONS", Anchor.WITHDRAWAL, Period(years=3), Kind.MAY_KEEP),
        ("RT-DSAR", Anchor.CASE_CLOSED, Period(years=3), Kind.MAY_KEEP),
        ("RT-BREACH", Anchor.CASE_CLOSED, Period(years=5), Kind.MUST_KEEP),
        ("RT-SKATT", Anchor.TAX_YEAR_END, Period(years=5), Kind.MAY_KEEP),
    ],
)
def test_the_rules_are_as_collected(rule: str, anchor: Anchor, period: Period, kind: Kind) -> None:
    found = retention_rule(rule)
    assert (found.anchor, found.period, found.kind) == (anchor, period, kind)


def test_only_what_was_seen_whole_in_a_source_is_verified() -> None:
    verified = {rule.id for rule in retention_rules().values() if rule.is_verified}
    assert verified == {"RT-BOKF-P", "RT-BOKF-PROJ", "RT-PAY", "RT-HR-REF", "RT-JOB", "RT-JOB-C"}


def test_the_law_tells_whom_it_binds() -> None:
    assert retention_rule("RT-BOKF-P").binds == {Binds.OWN_BOOKKEEPING, Binds.CLIENT_BOOKKEEPING}
    assert retention_rule("RT-PAY").binds == {Binds.EMPLOYER, Binds.CLIENT_BOOKKEEPING}
    assert retention_rule("RT-AML").binds == {Binds.AML}


def test_every_retention_class_has_a_rule() -> None:
    ruled = {each for rule in retention_rules().values() for each in rule.classes}
    # How to reach another system is about no person, so no law says how long.
    assert ruled == set(RetentionClass) - {RetentionClass.OPERATION}


def test_the_codes_in_ciphertext_never_change() -> None:
    assert [(each.word, each.value) for each in RetentionClass] == [
        *(("contact", 1), ("engagement", 2), ("bookkeeping", 3), ("aml", 4), ("payroll", 5), ("absence", 6)),
        *(("applicant", 7), ("seminar", 8), ("marketing", 9), ("enquiry", 10), ("case", 11), ("incident", 12)),
        *(("staff", 13), ("consent-proof", 14), ("operation", 15)),
    ]
    assert BY_WORD["consent-proof"] is RetentionClass.CONSENT_PROOF


@given(YEAR_ENDS)
def test_bookkeeping_is_never_kept_shorter_than_the_statute(year_end: date) -> None:
    kept = retention_rule("RT-BOKF-P").ends_on(year_end)
    assert (kept.year, kept.month) == (year_end.year + 5, year_end.month)
    assert kept.day >= year_end.day
    secondary = retention_rule("RT-BOKF-S").ends_on(year_end)
    assert (secondary.year * 12 + secondary.month) - (year_end.year * 12 + year_end.month) == 42
    assert (date.fromordinal(secondary.toordinal() + 1)).day == 1


def test_an_engagement_that_ended_at_a_months_end_is_counted_by_the_day() -> None:
    assert retention_rule("RT-AML").ends_on(date(2026, 6, 30)) == date(2031, 6, 30)
    assert retention_rule("RT-CONTACT").ends_on(date(2026, 2, 28)) == date(2027, 2, 28)
    assert retention_rule("RT-MAILBOX").ends_on(date(2026, 6, 30)) == date(2026, 12, 30)


@pytest.mark.parametrize(
    ("rule", "period", "allowed"),
    [
        # A duty to keep may not be shortened.
        ("RT-BOKF-P", Period(years=4), False),
        ("RT-BOKF-P", Period(months=60), True),
        # What should be deleted may be deleted sooner, and kept a little longer.
        ("RT-JOB", Period(days=30), True),
        ("RT-JOB", Period(months=12), True),
        ("RT-JOB", Period(months=13), False),
        ("RT-MAILBOX", Period(months=7), False),
        ("RT-AML-DEL", Period(years=1), True),
        ("RT-AML-DEL", Period(days=367), False),
    ],
)
def test_a_controller_may_choose_its_own_period_within_the_law(rule: str, period: Period, allowed: bool) -> None:
    assert retention_rule(rule).allows(period) is allowed


def test_the_default_period_is_always_allowed() -> None:
    assert all(rule.allows(rule.period) for rule in retention_rules().values())


def test_the_sentence_of_the_statement_says_the_period() -> None:
    rule = retention_rule("RT-JOB")
    assert rule.stated("nb") == "Søknader om jobb sletter vi senest tre måneder etter at stillingen er besatt."
    assert rule.stated("nn") == "Søknader om jobb slettar vi seinast tre månader etter at stillinga er fylt."
    assert rule.stated("en", Period(months=6)).startswith("We erase job applications no later than six months after")


def test_the_sentence_of_the_answer_says_the_day() -> None:
    rule = retention_rule("RT-BOKF-P")
    assert "bokføringsloven § 13" in rule.answered("nb", date(2031, 12, 31))
    assert "til og med 31. desember 2031" in rule.answered("nn", date(2031, 12, 31))
    assert "up to and including 31 December 2031" in rule.answered("en", date(2031, 12, 31))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_duty_to_keep_tells_the_person_which_rules_impose_it(language: Language) -> None:
    law = {"nb": ("loven", "regl", "forskrift"), "nn": ("lova", "regl", "forskrift"), "en": ("Act", "rules", "Regul")}
    for rule in retention_rules().values():
        # The record of breaches is kept for as long as we have chosen: the article has no period to name.
        if rule.kind is Kind.MUST_KEEP and rule.id != "RT-BREACH":
            assert any(word in rule.stated(language) for word in law[language]), rule.id
            assert any(word in rule.answered(language, date(2031, 12, 31)) for word in law[language]), rule.id


def test_an_unknown_rule_is_named_in_the_error() -> None:
    with pytest.raises(errors.UnknownEntry) as unknown:
        retention_rule("RT-NONE")
    assert "RT-NONE" in unknown.value.sentence()
