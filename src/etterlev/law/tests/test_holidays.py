"""Holidays and working days, against an independent calendar."""

from datetime import date, timedelta

import holidays as oracle
import pytest

from etterlev.law.holidays import easter_sunday, is_working_day, next_working_day, public_holidays

YEARS = range(2020, 2041)


@pytest.mark.parametrize("year", YEARS)
def test_the_holidays_are_those_of_the_oracle(year: int) -> None:
    assert public_holidays(year) == set(oracle.country_holidays("NO", years=year))


@pytest.mark.parametrize(
    ("year", "easter"),
    # The two ends of the range, and the years of the two exceptions to the rule.
    [
        (2285, (3, 22)),
        (2038, (4, 25)),
        (1981, (4, 19)),
        (1954, (4, 18)),
        (2049, (4, 18)),
        (3165, (4, 18)),
        (2026, (4, 5)),
    ],
)
def test_easter_falls_where_the_church_says(year: int, easter: tuple[int, int]) -> None:
    assert easter_sunday(year) == date(year, *easter)


def test_easter_is_always_a_sunday_between_22_march_and_25_april() -> None:
    for year in range(1900, 2300):
        easter = easter_sunday(year)
        assert easter.weekday() == 6
        assert date(year, 3, 22) <= easter <= date(year, 4, 25)


def test_christmas_eve_and_new_years_eve_are_working_days() -> None:
    assert is_working_day(date(2026, 12, 24))
    assert is_working_day(date(2026, 12, 31))


def test_saturdays_sundays_and_holidays_are_not_working_days() -> None:
    assert not is_working_day(date(2026, 11, 21))
    assert not is_working_day(date(2026, 11, 22))
    assert not is_working_day(date(2027, 5, 17))
    assert is_working_day(date(2026, 11, 23))


def test_two_holidays_on_one_day_are_one() -> None:
    # 17 May 2027 is also Whit Monday.
    assert len(public_holidays(2027)) == 11


def test_the_next_working_day_is_the_first_one_and_never_earlier() -> None:
    day = date(2020, 1, 1)
    while day.year < 2041:
        moved = next_working_day(day)
        assert is_working_day(moved)
        assert not any(is_working_day(day + timedelta(days=skipped)) for skipped in range((moved - day).days))
        day += timedelta(days=1)
