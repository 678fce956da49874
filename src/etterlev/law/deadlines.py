"""Time limits: months rolled to a working day, hours as instants, suspensions and extensions.

Regulation (EEC, Euratom) 1182/71 Article 3, GDPR Articles 12(3), 12(4), 12(6) and 33(1). Whether 1182/71 binds in
Norway by itself is not certain, so every `Deadline` has both the rolled and the un-rolled date: alarm on the latter.
No clock is read: `now` and `on` are given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from etterlev.law import errors
from etterlev.law.holidays import next_working_day
from etterlev.law.periods import months_after

OSLO: Final = ZoneInfo("Europe/Oslo")
# Articles 12(3) and 12(4): one month; 12(3): two more, counted from receipt as three.
ANSWER_MONTHS: Final = 1
EXTENDED_MONTHS: Final = 3
# Article 33(1).
BREACH_HOURS: Final = 72
# «Without undue delay»: the month is the limit, not the aim.
TARGET_DAYS: Final = 14


@dataclass(frozen=True, slots=True)
class Suspension:
    """Whole days on which the clock stood still while we asked who the person is (Article 12(6)).

    From `asked_on`, up to but not including `answered_on`; None while we wait. An answer the same day costs no day.
    """

    asked_on: date
    answered_on: date | None = None

    def __post_init__(self) -> None:
        if self.answered_on is not None and self.answered_on < self.asked_on:
            raise errors.SuspensionBackwards(asked_on=self.asked_on, answered_on=self.answered_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The dates of one time limit, all counted from the day of receipt in Norway."""

    received_on: date
    # The last day by law, moved to a working day (1182/71 Article 3(4)).
    due_on: date
    # The same day before it was moved: what alarms go by.
    due_unrolled_on: date
    # Our own aim, never after the law's.
    target_on: date
    extended_on: date | None = None
    suspended_days: int = 0
    is_suspended: bool = False

    def is_overdue(self, now: datetime) -> bool:
        """Whether the last hour of the last day has passed in Norway. Raises ZoneMissing."""
        return time_left(due_at(self.due_on), now) <= timedelta()


def oslo_date(at: datetime) -> date:
    """The date in Norway at an instant. Raises ZoneMissing for an instant without a time zone."""
    if at.tzinfo is None:
        raise errors.ZoneMissing
    return at.astimezone(OSLO).date()


def answer_deadline(
    received: date | datetime,
    *,
    suspensions: Sequence[Suspension] = (),
    on: date | None = None,
    extended_on: date | None = None,
    target_days: int = TARGET_DAYS,
) -> Deadline:
    """When a request must be answered: one month from receipt, three when extended (Article 12(3)).

    `received` is an instant or a date in Norway. While a suspension is open the limit moves with `on`, as if the answer
    came that day. `extended_on` is the day the person was told of the extension and why. Raises TooLateToExtend when
    that was after the first month, DayNeeded for an open suspension without `on`.
    """
    deadline = month_deadline(received, ANSWER_MONTHS, suspensions=suspensions, on=on, target_days=target_days)
    if extended_on is None:
        return deadline
    if extended_on < deadline.received_on:
        raise errors.ToldTooEarly(told_on=extended_on, received_on=deadline.received_on)
    if extended_on > deadline.due_on:
        raise errors.TooLateToExtend(told_on=extended_on, due_on=deadline.due_on)
    extended = month_deadline(received, EXTENDED_MONTHS, suspensions=suspensions, on=on, target_days=target_days)
    return replace(extended, extended_on=extended_on)


def month_deadline(
    received: date | datetime,
    months: int,
    *,
    suspensions: Sequence[Suspension] = (),
    on: date | None = None,
    target_days: int = TARGET_DAYS,
) -> Deadline:
    """A limit of whole months from an event, the day of the event not counted (1182/71 Article 3(1) and (2)(c))."""
    received_on = oslo_date(received) if isinstance(received, datetime) else received
    closed = _closed(received_on, suspensions, on)
    due_unrolled_on, suspended_days = _pushed(months_after(received_on, months), closed)
    target_on, _ = _pushed(received_on + timedelta(days=target_days), closed)
    return Deadline(
        received_on=received_on,
        due_on=next_working_day(due_unrolled_on),
        due_unrolled_on=due_unrolled_on,
        target_on=min(target_on, due_unrolled_on),
        suspended_days=suspended_days,
        is_suspended=any(each.answered_on is None for each in suspensions),
    )


def _closed(received_on: date, suspensions: Sequence[Suspension], on: date | None) -> list[tuple[date, date]]:
    """The suspensions as half-open intervals in order, overlaps merged so that no day counts twice."""
    merged: list[tuple[date, date]] = []
    for each in sorted(suspensions, key=lambda one: one.asked_on):
        if each.asked_on < received_on:
            raise errors.SuspensionTooEarly(asked_on=each.asked_on, received_on=received_on)
        answered_on = each.answered_on or on
        if answered_on is None:
            raise errors.DayNeeded
        start, end = each.asked_on, max(each.asked_on, answered_on)
        if merged and start <= merged[-1][1]:
            start, end = merged[-1][0], max(merged.pop()[1], end)
        merged.append((start, end))
    return merged


def _pushed(due: date, closed: Sequence[tuple[date, date]]) -> tuple[date, int]:
    """`due` moved by the days suspended. A question asked after the day it is due revives nothing."""
    days = 0
    for asked_on, answered_on in closed:
        if asked_on > due + timedelta(days=days):
            break
        days += (answered_on - asked_on).days
    return due + timedelta(days=days), days


def due_hours(at: datetime, hours: int) -> datetime:
    """The instant so many real hours after `at`, in UTC. Nights when the clocks change do not alter it.

    Article 33(1): 72 hours after becoming aware; weekends and holidays count. Raises ZoneMissing.
    """
    if at.tzinfo is None:
        raise errors.ZoneMissing
    return at.astimezone(UTC) + timedelta(hours=hours)


def due_at(due_on: date) -> datetime:
    """The instant a limit of whole days ends: midnight in Norway after its last day, in UTC (1182/71 Article 3(2))."""
    return datetime.combine(due_on + timedelta(days=1), time.min, OSLO).astimezone(UTC)


def days_left(due_on: date, now: datetime) -> int:
    """Days from today in Norway to `due_on`: 0 on the last day, negative when it has passed. Raises ZoneMissing."""
    return (due_on - oslo_date(now)).days


def time_left(due: datetime, now: datetime) -> timedelta:
    """Real time from `now` to an instant; negative when it has passed. Raises ZoneMissing."""
    if due.tzinfo is None or now.tzinfo is None:
        raise errors.ZoneMissing
    return due.astimezone(UTC) - now.astimezone(UTC)
