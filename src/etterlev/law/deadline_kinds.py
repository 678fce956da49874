"""The table of time limits: what happens, what must be done, and by when (facts of `packs/deadlines.toml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache

from etterlev.law import errors, packs
from etterlev.law.deadlines import Deadline, due_hours, month_deadline
from etterlev.law.packs import Cited, Entry, Text
from etterlev.law.periods import Period


class Moment(StrEnum):
    """When, for a duty without a term of its own, or besides it."""

    WITHIN_TERM = "within_term"
    AT_ONCE = "at_once"
    WITHOUT_UNDUE_DELAY = "without_undue_delay"
    AT_COLLECTION = "at_collection"
    FIRST_COMMUNICATION = "first_communication"
    FIRST_DISCLOSURE = "first_disclosure"
    BEFORE_IT_HAPPENS = "before_it_happens"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineKind(Cited):
    """One row: at most one of `period` and `hours` is set, neither when the law sets a moment only."""

    id: str
    event: Text
    duty: Text
    moment: Moment
    period: Period | None
    hours: int | None
    # Whether the last day moves to the next working day (1182/71 Article 3(4)); never for hours.
    rolls: bool
    # A term we or a contract have chosen where the law has none.
    is_own_choice: bool

    def deadline(self, received: datetime) -> Deadline:
        """The limit in months counted from an instant. Raises NoFixedTerm for a kind that has none."""
        if self.period is None or not self.period.months or self.period.days:
            raise errors.NoFixedTerm(entry=self.id)
        return month_deadline(received, self.period.months)

    def due_at(self, aware_at: datetime) -> datetime:
        """The instant a limit in hours runs out. Raises NoFixedTerm for a kind that has none."""
        if self.hours is None:
            raise errors.NoFixedTerm(entry=self.id)
        return due_hours(aware_at, self.hours)


def deadline_kind(entry: str) -> DeadlineKind:
    """The kind with that id, such as `DL-33-1`. Raises UnknownEntry."""
    return packs.found(deadline_kinds(), "deadlines", entry)


@cache
def deadline_kinds() -> Mapping[str, DeadlineKind]:
    """Every kind by its id."""
    return packs.pack("deadlines").read("deadline", read_kind)


def read_kind(entry: Entry) -> DeadlineKind:
    """One row. Raises ValueRefused for both a period and hours, or for a term with neither."""
    period = entry.period("period") if entry.has("period") else None
    hours = entry.number("hours") if entry.has("hours") else None
    moment = entry.one_of("moment", Moment)
    if period and hours is not None:
        raise entry.refused("hours", "period | hours")
    if (moment is Moment.WITHIN_TERM) and not period and hours is None:
        raise entry.refused("moment", "within_term + (period | hours)")
    return DeadlineKind(
        id=entry.name,
        event=entry.text("event"),
        duty=entry.text("duty"),
        moment=moment,
        period=period,
        hours=hours,
        rolls=entry.flag("rolls"),
        is_own_choice=entry.flag("own_choice"),
        **entry.cited(),
    )
