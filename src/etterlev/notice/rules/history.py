"""Twelve months of a promise, day by day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from etterlev.promises import State

YEAR = 365


@dataclass(frozen=True)
class Run:
    """Days in a row with the same state; both days included."""

    state: State
    from_on: date
    to_on: date

    @property
    def days(self) -> int:
        return (self.to_on - self.from_on).days + 1


@dataclass(frozen=True)
class History:
    """The year up to and including today, from the first day there was a check."""

    runs: tuple[Run, ...]

    @property
    def days(self) -> int:
        return sum(run.days for run in self.runs)

    @property
    def kept(self) -> int:
        return sum(run.days for run in self.runs if run.state in (State.KEPT, State.ATTESTED))

    @property
    def broken(self) -> tuple[Run, ...]:
        return tuple(run for run in self.runs if run.state is State.BROKEN)


def history(worst: Mapping[date, State], *, every: timedelta, today: date) -> History:
    """`worst` is the worst state found on each day with a check; a day without one leans on the last, for `every`."""
    first = min(worst, default=None)
    if first is None:
        return History(())
    start = max(first, today - timedelta(days=YEAR - 1))
    states = _each_day(worst, every, first, today)
    days = [day for day in states if day >= start]
    runs = []
    for state, group in groupby(days, key=states.__getitem__):
        several = list(group)
        runs.append(Run(state, several[0], several[-1]))
    return History(tuple(runs))


def _each_day(worst: Mapping[date, State], every: timedelta, first: date, today: date) -> dict[date, State]:
    lasts = timedelta(days=max(1, -(-every // timedelta(days=1))))
    states: dict[date, State] = {}
    state, checked_on, day = worst[first], first, first
    while day <= today:
        if day in worst:
            state, checked_on = worst[day], day
        fresh = day - checked_on <= lasts or state is State.BROKEN
        states[day] = state if fresh else State.NOT_YET_CHECKED
        day += timedelta(days=1)
    return states
