"""The times of cases, read together: what their clocks are computed from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final, Protocol
from uuid import UUID

from etterlev.requests import models, rules
from etterlev.requests.rules import Clock, Pause, PauseGround, Times

# What a clock needs of a case; everything else of the row may stay where it is.
FIELDS: Final = ("id", "received_at", "reopened_at", "extended_at", "due_on")


class Timed(Protocol):
    """A case, or as much of its row as `FIELDS` names."""

    @property
    def id(self) -> UUID: ...
    @property
    def received_at(self) -> datetime: ...
    @property
    def reopened_at(self) -> datetime | None: ...
    @property
    def extended_at(self) -> datetime | None: ...
    @property
    def due_on(self) -> date | None: ...


def times(cases: Iterable[Timed], pauses: Any = None) -> dict[UUID, Times]:
    """By case, with one question to the database for all of them; within somebody's wall. `pauses` are the rows to look
    among, where naming every case would be long.
    """
    several = list(cases)
    rows = models.Pause.objects.filter(case_id__in=[each.id for each in several]) if pauses is None else pauses
    since = {each.id: each.reopened_at or each.received_at for each in several}
    asked: dict[UUID, list[Pause]] = {}
    columns = ("case_id", "ground", "asked_at", "answered_at")
    for case_id, ground, asked_at, answered_at in rows.order_by("asked_at").values_list(*columns):
        if case_id in since and asked_at >= since[case_id]:
            asked.setdefault(case_id, []).append(Pause(PauseGround(ground), asked_at, answered_at))
    return {
        each.id: Times(since[each.id], each.extended_at, tuple(asked.get(each.id, ())), each.due_on) for each in several
    }


def clock(case: models.Case, now: datetime) -> Clock:
    """The clock of one case."""
    return rules.clock(times([case])[case.id], now)
