"""Norwegian public holidays and working days. Computed, so that no list of years runs out."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Final

# Days from Easter Sunday: Maundy Thursday, Good Friday, Easter, Ascension Day, Whitsun.
_MOVABLE: Final = (-3, -2, 0, 1, 39, 49, 50)
_FIXED: Final = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
SATURDAY: Final = 5


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar: the Sunday after the first ecclesiastical full moon of spring."""
    century = year // 100
    skipped_leap_days = century - century // 4
    moon_correction = (8 * century + 13) // 25
    epact = (15 + skipped_leap_days - moon_correction + 19 * (year % 19)) % 30
    # Two exceptions keep the full moon from falling twice on a day within a cycle of nineteen years.
    if epact == 29 or (epact == 28 and year % 19 > 10):
        epact -= 1
    full_moon = date(year, 3, 21) + timedelta(days=epact)
    return full_moon + timedelta(days=(6 - full_moon.weekday()) or 7)


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The twelve public holidays, fewer dates when two fall together. 24 and 31 December are not among them."""
    easter = easter_sunday(year)
    movable = (easter + timedelta(days=days) for days in _MOVABLE)
    return frozenset(movable) | {date(year, month, day) for month, day in _FIXED}


def is_working_day(on: date) -> bool:
    """Regulation 1182/71 Article 2(2): every day other than public holidays, Sundays and Saturdays."""
    return on.weekday() < SATURDAY and on not in public_holidays(on.year)


def next_working_day(on: date) -> date:
    """`on` itself when it is a working day, else the first one after."""
    while not is_working_day(on):
        on += timedelta(days=1)
    return on
