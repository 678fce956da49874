"""The times of cases, read together: what their clocks are computed from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from etterlev.requests import models, rules
from etterlev.requests.rules import Clock, Pause, PauseGround, Times


def times(cases: Iterable[models.Case]) -> dict[UUID, Times]:
    """By case, with one question to the database for all of them; within somebody's wall."""
    several = list(cases)
    asked = pauses(models.Pause.objects.filter(case_id__in=[each.id for each in several]))
    return {each.id: _times(each, asked.get(each.id, ())) for each in several}


def _times(case: models.Case, asked: Iterable[Pause]) -> Times:
    since = case.reopened_at or case.received_at
    return Times(since, case.extended_at, tuple(each for each in asked if each.asked_at >= since), case.due_on)


def pauses(rows: QuerySet[models.Pause]) -> dict[UUID, list[Pause]]:
    """The questions put to people, by case, the first asked first."""
    found: dict[UUID, list[Pause]] = {}
    columns = ("case_id", "ground", "asked_at", "answered_at")
    for case_id, ground, asked_at, answered_at in rows.order_by("asked_at").values_list(*columns):
        found.setdefault(case_id, []).append(Pause(PauseGround(ground), asked_at, answered_at))
    return found


def clock(case: models.Case, now: datetime) -> Clock:
    """The clock of one case."""
    return rules.clock(times([case])[case.id], now)
