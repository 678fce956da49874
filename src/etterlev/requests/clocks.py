"""The times of cases, read together: what their clocks are computed from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from etterlev.requests import models, rules
from etterlev.requests.rules import Clock, Pause, PauseGround, Times


def times(cases: Iterable[models.Case]) -> dict[UUID, Times]:
    """By case, with one question to the database for all of them; within somebody's wall."""
    several = list(cases)
    since = {each.id: _counts_from(each) for each in several}
    pauses: dict[UUID, list[Pause]] = {}
    rows = models.Pause.objects.filter(case_id__in=[each.id for each in several]).order_by("asked_at")
    for case_id, ground, asked_at, answered_at in rows.values_list("case_id", "ground", "asked_at", "answered_at"):
        if asked_at >= since[case_id]:
            pauses.setdefault(case_id, []).append(Pause(PauseGround(ground), asked_at, answered_at))
    return {
        each.id: Times(_counts_from(each), each.extended_at, tuple(pauses.get(each.id, ())), each.due_on)
        for each in several
    }


def _counts_from(case: models.Case) -> datetime:
    return case.reopened_at or case.received_at


def clock(case: models.Case, now: datetime) -> Clock:
    """The clock of one case."""
    return rules.clock(times([case])[case.id], now)
