"""Years, months and days, and how they are said."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etterlev.languages import Language
from etterlev.law.periods import Period, is_month_end, months_after
from etterlev.law.words import citation_in_words, date_in_words, number_in_words, period_in_words

DATES = st.dates(date(2000, 1, 1), date(2050, 12, 31))


@pytest.mark.parametrize(
    ("on", "months", "result"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 30), 12, date(2027, 11, 30)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
    ],
)
def test_months_keep_the_day_or_end_with_the_month(on: date, months: int, result: date) -> None:
    assert months_after(on, months) == result


@given(DATES, st.integers(0, 240))
def test_so_many_months_later_is_in_the_month_so_many_later(on: date, months: int) -> None:
    later = months_after(on, months)
    assert (later.year * 12 + later.month) - (on.year * 12 + on.month) == months
    assert later.day == on.day or (is_month_end(later) and later.day < on.day)


@given(DATES)
def test_a_month_end_is_followed_by_the_first(on: date) -> None:
    assert is_month_end(on) == ((on + timedelta(days=1)).month != on.month)


@pytest.mark.parametrize(
    ("year_end", "result"),
    [
        (date(2026, 12, 31), date(2030, 6, 30)),
        # The naive answer is 30 December.
        (date(2026, 6, 30), date(2029, 12, 31)),
        (date(2026, 8, 31), date(2030, 2, 28)),
        (date(2024, 8, 31), date(2028, 2, 29)),
    ],
)
def test_three_years_and_six_months_after_an_accounting_year_ends_with_a_month(year_end: date, result: date) -> None:
    assert Period(years=3, months=6).after(year_end, from_month_end=True) == result


def test_a_period_from_the_middle_of_a_month_stays_there() -> None:
    assert Period(years=3, months=6).after(date(2026, 6, 15), from_month_end=True) == date(2029, 12, 15)
    assert Period(months=6).after(date(2026, 6, 30)) == date(2026, 12, 30)


def test_days_are_added_after_the_months() -> None:
    assert Period(months=1, days=1).after(date(2026, 1, 31)) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("longer", "shorter", "answer"),
    [
        (Period(years=1), Period(months=12), False),
        (Period(months=12), Period(years=1), False),
        (Period(months=13), Period(years=1), True),
        (Period(days=31), Period(months=1), True),
        (Period(days=30), Period(months=1), False),
    ],
)
def test_lengths_are_compared_by_the_calendar(longer: Period, shorter: Period, answer: bool) -> None:
    assert longer.is_longer_than(shorter) is answer


@pytest.mark.parametrize(
    ("period", "nb", "nn", "en"),
    [
        (Period(years=5), "fem år", "fem år", "five years"),
        (Period(years=1), "ett år", "eitt år", "one year"),
        (Period(years=3, months=6), "tre år og seks måneder", "tre år og seks månader", "three years and six months"),
        (Period(months=1), "én måned", "éin månad", "one month"),
        (Period(days=1), "én dag", "éin dag", "one day"),
        (Period(days=30), "30 dager", "30 dagar", "30 days"),
        (Period(months=12), "tolv måneder", "tolv månader", "twelve months"),
        (Period(months=13), "13 måneder", "13 månader", "13 months"),
        (
            Period(years=1, months=2, days=3),
            "ett år, to måneder og tre dager",
            "eitt år, to månader og tre dagar",
            "one year, two months and three days",
        ),
    ],
)
def test_a_period_is_said_as_people_say_it(period: Period, nb: str, nn: str, en: str) -> None:
    assert [period_in_words(period, language) for language in ("nb", "nn", "en")] == [nb, nn, en]


@pytest.mark.parametrize(
    ("language", "words"), [("nb", "31. desember 2031"), ("nn", "31. desember 2031"), ("en", "31 December 2031")]
)
def test_a_date_is_said_as_people_say_it(language: Language, words: str) -> None:
    assert date_in_words(date(2031, 12, 31), language) == words


@pytest.mark.parametrize(
    ("citation", "nn", "en"),
    [
        ("personvernforordningen artikkel 15", "personvernforordninga artikkel 15", "GDPR Article 15"),
        (
            "personvernforordningen artikkel 6 nr. 1 bokstav b",
            "personvernforordninga artikkel 6 nr. 1 bokstav b",
            "GDPR Article 6(1)(b)",
        ),
        (
            "personvernforordningen artikkel 13 nr. 3 og artikkel 14 nr. 4",
            "personvernforordninga artikkel 13 nr. 3 og artikkel 14 nr. 4",
            "GDPR Article 13(3) and Article 14(4)",
        ),
        (
            "personvernforordningen artikkel 22 nr. 2 og 3",
            "personvernforordninga artikkel 22 nr. 2 og 3",
            "GDPR Article 22(2) and (3)",
        ),
        ("hvitvaskingsloven § 30", "hvitvaskingslova § 30", "hvitvaskingsloven § 30"),
        ("bokføringsforskriften § 5-1-1", "bokføringsforskrifta § 5-1-1", "bokføringsforskriften § 5-1-1"),
    ],
)
def test_a_citation_is_said_in_the_readers_language(citation: str, nn: str, en: str) -> None:
    assert [citation_in_words(citation, language) for language in ("nb", "nn", "en")] == [citation, nn, en]


@pytest.mark.parametrize(("count", "nb"), [(0, "0"), (1, "1"), (2, "to"), (12, "tolv"), (13, "13"), (-3, "-3")])
def test_a_number_is_said_in_words_from_two_to_twelve(count: int, nb: str) -> None:
    assert number_in_words(count, "nb") == nb
