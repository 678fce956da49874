"""Calendar arithmetic in years, months and days, as the law counts: from the first date, never step by step."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


def months_after(on: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day when there is no such day.

    Regulation (EEC, Euratom) 1182/71 Article 3(2)(c). Always count from the first date: 31 January plus three months is
    30 April, though 28 February plus two months is not.
    """
    years, month = divmod(on.month - 1 + months, 12)
    year, month = on.year + years, month + 1
    return date(year, month, min(on.day, monthrange(year, month)[1]))


def is_month_end(on: date) -> bool:
    """Whether the next day is the first of a month."""
    return (on + timedelta(days=1)).day == 1


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time in whole years, months and days; a rule's own words, not a number of seconds."""

    years: int = 0
    months: int = 0
    days: int = 0

    def after(self, on: date, *, from_month_end: bool = False) -> date:
        """The last day of the period when it runs from `on`.

        With `from_month_end`, a period that runs from the last day of a month ends on the last day of a month: an
        accounting year that ends on 30 June plus three years and six months is 31 December, not 30 December.
        """
        ends_on = months_after(on, 12 * self.years + self.months)
        if from_month_end and is_month_end(on):
            ends_on = ends_on.replace(day=monthrange(ends_on.year, ends_on.month)[1])
        return ends_on + timedelta(days=self.days)

    def is_longer_than(self, other: Period) -> bool:
        """Compared by the calendar: twelve months are not longer than a year, and 31 days are longer than a month."""
        return self._rank() > other._rank()

    def _rank(self) -> float:
        return (12 * self.years + self.months) * 365.25 / 12 + self.days

    def __bool__(self) -> bool:
        return bool(self.years or self.months or self.days)
