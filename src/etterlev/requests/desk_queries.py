"""The desk of many departments: what runs out first, and how each department stands. Nothing about anybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Scope, query
from etterlev.requests import clocks, queries, rules
from etterlev.requests.models import Case, Pause
from etterlev.requests.queries import CaseCard
from etterlev.requests.rules import Clock

# More than anybody reads in a morning; the list of cases has them all.
SHOWN: Final = 30


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
    """Open cases of every department the scope reaches: two questions for the clocks, and the first few
    in full."""
    rows = Case.objects.filter(controller_id__in=scope.controllers, state__in=Case.UNANSWERED)
    several = list(rows.values_list("controller_id", "reference", *clocks.FIELDS, named=True))
    times = clocks.times(several, Pause.objects.filter(case__in=rows.values("id")))
    today = rules.asks_on(now)
    running = sorted(
        ((rules.clock_on(times[row.id], today), row) for row in several),
        key=lambda pair: (pair[0].deadline.due_on, pair[1].reference),
    )
    first = [row.id for _, row in running[:shown]]
    return Desk(
        cases=tuple(queries.cards(scope, first, now)),
        open=len(running),
        late=sum(clock.is_late for clock, _ in running),
        this_week=sum(_is_this_week(clock) for clock, _ in running),
        departments=_departments(scope, ((row.controller_id, clock) for clock, row in running)),
    )


def _is_this_week(clock: Clock) -> bool:
    return 0 <= clock.left <= 7


def _departments(scope: Scope, running: Iterable[tuple[UUID, Clock]]) -> tuple[Department, ...]:
    """Those that are late first, then those with most to do this week; then in the group's own order."""
    clocks_of: dict[UUID, list[Clock]] = {}
    for controller, clock in running:
        clocks_of.setdefault(controller, []).append(clock)
    made = [
        Department(
            card.id,
            card.legal_name,
            len(held),
            sum(each.is_late for each in held),
            sum(_is_this_week(each) for each in held),
        )
        for card in controllers.controllers()
        if card.id in scope.controllers
        for held in (clocks_of.get(card.id, []),)
    ]
    return tuple(sorted(made, key=lambda each: (-each.late, -each.this_week)))
