"""The desk of many departments: what runs out first, and how each department stands. Nothing about anybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Scope, query
from etterlev.requests import clocks, queries, rules
from etterlev.requests.models import Case, Pause
from etterlev.requests.queries import CaseCard

# More than anybody reads in a morning; the list of cases has them all.
SHOWN: Final = 30
WEEK: Final = 7
_TIMES: Final = ("received_at", "reopened_at", "extended_at", "due_on")


@dataclass(frozen=True)
class Department:
    """How one company's open cases stand."""

    id: UUID
    name: str
    open: int
    late: int
    this_week: int


@dataclass(frozen=True)
class Desk:
    """Every open case counted, and those that run out first."""

    cases: tuple[CaseCard, ...]
    open: int
    late: int
    this_week: int
    departments: tuple[Department, ...]

    @property
    def more(self) -> int:
        """How many open cases are not shown."""
        return self.open - len(self.cases)


@query
def desk(scope: Scope, now: datetime, shown: int = SHOWN) -> Desk:
    """Open cases of every department the scope reaches: two questions for the last days of all, and the first few cases
    in full.
    """
    rows = Case.objects.filter(controller_id__in=scope.controllers, state__in=Case.UNANSWERED)
    today, asked = rules.asks_on(now), clocks.pauses(Pause.objects.filter(case__in=rows.values("id")))
    running = sorted(
        (_last_day(case, times, asked, today), reference, case, controller)
        for case, reference, controller, *times in rows.values_list("id", "reference", "controller_id", *_TIMES)
    )
    counted: dict[UUID, list[int]] = {}
    for last_day, _, _, controller in running:
        count = counted.setdefault(controller, [0, 0, 0])
        left = (last_day - today).days
        count[0] += 1
        count[1] += left < 0
        count[2] += 0 <= left <= WEEK
    names = {card.id: card.legal_name for card in controllers.controllers() if card.id in scope.controllers}
    departments = tuple(Department(each, name, *counted.get(each, (0, 0, 0))) for each, name in names.items())
    return Desk(
        cases=tuple(_first([case for _, _, case, _ in running[:shown]], names, now)),
        open=len(running),
        late=sum(each.late for each in departments),
        this_week=sum(each.this_week for each in departments),
        # Those that are late first, then those with most to do this week; then in the group's own order.
        departments=tuple(sorted(departments, key=lambda each: (-each.late, -each.this_week))),
    )


def _first(ids: list[UUID], names: Mapping[UUID, str], now: datetime) -> list[CaseCard]:
    rows = {row.id: row for row in Case.objects.filter(id__in=ids)}
    return queries.cards_of([rows[each] for each in ids if each in rows], now, names)


def _last_day(case: UUID, times: list[Any], asked: Mapping[UUID, Sequence[rules.Pause]], today: date) -> date:
    """The last day of a case, without the rest of its clock: there are thousands."""
    received_at, reopened_at, extended_at, due_on = times
    since = reopened_at or received_at
    pauses = tuple(each for each in asked.get(case, ()) if each.asked_at >= since)
    return rules.last_day(rules.Times(since, extended_at, pauses, due_on), today)
