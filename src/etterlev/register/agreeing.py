"""Reads of processor agreements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from etterlev.controllers.actors import Scope, query
from etterlev.register import agreements
from etterlev.register.agreements import Direction, Standing
from etterlev.register.document import SupplierRole
from etterlev.register.errors import UnknownAgreement
from etterlev.register.models import AgreementRow
from etterlev.register.queries import systems


@dataclass(frozen=True)
class AgreementCard:
    """One agreement, and how it stands."""

    id: UUID
    controller_id: UUID
    direction: Direction
    party: str
    systems: tuple[str, ...]
    owner: str
    place: str
    signed_on: date | None
    expires_on: date | None
    points: dict[str, bool]
    note: str
    standing: Standing
    missing: tuple[str, ...]


@query
def all_agreements(scope: Scope, today: date) -> list[AgreementCard]:
    """Every agreement of the scope's controllers, the worst first."""
    rows = AgreementRow.objects.filter(controller_id__in=scope.controllers).order_by("party", "id")
    cards = [_card(row, today) for row in rows]
    return sorted(cards, key=lambda card: list(Standing).index(card.standing))


@query
def agreement(scope: Scope, agreement_id: UUID, today: date) -> AgreementCard:
    """One of them. Raises UnknownAgreement."""
    row = AgreementRow.objects.filter(controller_id__in=scope.controllers, id=agreement_id).first()
    if row is None:
        raise UnknownAgreement
    return _card(row, today)


@query
def without(scope: Scope, controller: UUID) -> list[tuple[str, str]]:
    """Processors the register names that no agreement covers: supplier and system."""
    covered = {
        slug
        for each in AgreementRow.objects.filter(
            controller_id=controller, controller_id__in=scope.controllers, direction=Direction.FOR_US
        )
        for slug in each.systems
    }
    return [
        (system.supplier, system.name)
        for system in systems(scope, controller)
        if system.role is SupplierRole.PROCESSOR and system.slug not in covered and system.agreement_signed_on is None
    ]


def _card(row: AgreementRow, today: date) -> AgreementCard:
    facts = {"signed_on": row.signed_on, "expires_on": row.expires_on, "points": row.points}
    return AgreementCard(
        id=row.id,
        controller_id=row.controller_id,
        direction=Direction(row.direction),
        party=row.party,
        systems=tuple(row.systems),
        owner=row.owner,
        place=row.place,
        signed_on=row.signed_on,
        expires_on=row.expires_on,
        points=row.points,
        note=row.note,
        standing=agreements.standing(facts, today),
        missing=agreements.missing(row.points),
    )
