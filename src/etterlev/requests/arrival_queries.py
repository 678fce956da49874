"""Reads of what came by e-mail or letter. What it says is opened after the look has been recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Scope, query
from etterlev.requests.errors import UnknownArrival
from etterlev.requests.models import Arrival
from etterlev.vault.fields import reveal


@dataclass(frozen=True)
class ArrivalCard:
    """What a list shows: nothing personal."""

    id: UUID
    controller: str
    department_slug: str
    door: str
    kind: str
    size: int
    arrived_at: datetime


@query
def waiting(scope: Scope) -> list[ArrivalCard]:
    """What has come and is no case yet, the oldest first."""
    rows = Arrival.objects.filter(controller_id__in=scope.controllers, settled_at=None).defer("content", "facts")
    several = list(rows.order_by("arrived_at", "id"))
    names = {card.id: card.legal_name for card in controllers.controllers()} if several else {}
    return [_card(row, names[row.controller_id]) for row in several]


@query
def unread(scope: Scope, since: datetime) -> int:
    """How many came before then and are neither a case nor laid aside."""
    rows = Arrival.objects.filter(controller_id__in=scope.controllers, settled_at=None, added_at__lt=since)
    return int(rows.count())


@query
def of_case(scope: Scope, case_id: UUID) -> list[ArrivalCard]:
    """The originals of a case."""
    rows = Arrival.objects.filter(controller_id__in=scope.controllers, case_id=case_id).defer("content", "facts")
    return [_card(row, "") for row in rows.order_by("arrived_at", "id")]


@query
def facts(scope: Scope, arrival_id: UUID) -> tuple[ArrivalCard, dict[str, Any]]:
    """What an arrival says of itself. The caller has recorded the look. Raises UnknownArrival."""
    row = _row(scope, arrival_id)
    reveal([row], "facts")
    return _card(row, ""), dict(row.facts or {})


@query
def original(scope: Scope, arrival_id: UUID, case_id: UUID) -> tuple[str, bytes]:
    """Name and bytes of a case's original, as it came. The caller has recorded the look. Raises UnknownArrival."""
    row = _row(scope, arrival_id)
    if row.case_id != case_id:
        raise UnknownArrival
    reveal([row], "name", "content")
    return row.name, bytes(row.content or b"")


def _row(scope: Scope, arrival_id: UUID) -> Arrival:
    row: Arrival | None = Arrival.objects.filter(controller_id__in=scope.controllers, id=arrival_id).first()
    if row is None:
        raise UnknownArrival
    return row


def _card(row: Arrival, controller: str) -> ArrivalCard:
    return ArrivalCard(row.id, controller, row.department_slug, row.door, row.kind, row.size, row.arrived_at)
