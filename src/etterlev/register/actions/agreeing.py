"""Keep a processor agreement: written once, corrected as often as needed, every time under a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Actor, Role, action
from etterlev.ledger import actions as ledger
from etterlev.ledger.events import Event
from etterlev.register.agreements import POINTS, Direction
from etterlev.register.errors import ExpiresBeforeSigned, OwnerNeeded, PartyNeeded, SystemUnknown, UnknownAgreement
from etterlev.register.models import AgreementRow, SystemRow

CHANGERS = (Role.PRIVACY_CONTACT, Role.GROUP_LEAD)
# Ids follow from the form they were written in, so that a form sent twice is one agreement.
_IDS = UUID("0b9a9b0e-2a1c-4d53-8f0c-2f1c3b1d6e55")


@dataclass(frozen=True)
class Agreement:
    """What is known of one agreement. `points` are the letters of Article 28(3) it says."""

    direction: Direction
    party: str
    owner: str
    systems: tuple[str, ...] = ()
    place: str = ""
    signed_on: date | None = None
    expires_on: date | None = None
    points: frozenset[str] = frozenset()
    note: str = ""


@action
def write_down(controller: UUID, form_key: UUID, agreement: Agreement, *, by: Actor, now: datetime) -> UUID:
    """A new agreement. Returns its id. Raises RoleMissing, PartyNeeded, OwnerNeeded, ExpiresBeforeSigned,
    SystemUnknown.
    """
    by.require(controller, *CHANGERS)
    made = uuid5(_IDS, f"{controller}/{form_key}")
    if AgreementRow.objects.filter(id=made).exists():
        return made
    row = AgreementRow(id=made, controller_id=controller, form_key=form_key)
    _put(row, agreement, by=by, now=now)
    row.save(force_insert=True)
    ledger.record(Event.AGREEMENT_KEPT, by=by, at=now, controller=controller, about=row.id)
    return made


@action
def correct(agreement_id: UUID, agreement: Agreement, *, by: Actor, now: datetime) -> None:
    """What is known of it now. Raises UnknownAgreement, and what writing down raises."""
    row: AgreementRow | None = AgreementRow.objects.select_for_update().filter(id=agreement_id).first()
    if row is None:
        raise UnknownAgreement
    by.require(row.controller_id, *CHANGERS)
    _put(row, agreement, by=by, now=now)
    row.save()
    ledger.record(Event.AGREEMENT_KEPT, by=by, at=now, controller=row.controller_id, about=row.id)


def _put(row: AgreementRow, agreement: Agreement, *, by: Actor, now: datetime) -> None:
    _check(row.controller_id, agreement)
    row.direction, row.party, row.owner = agreement.direction, agreement.party.strip(), agreement.owner.strip()
    row.systems, row.place, row.note = list(agreement.systems), agreement.place.strip(), agreement.note.strip()
    row.signed_on, row.expires_on = agreement.signed_on, agreement.expires_on
    row.points = {point: point in agreement.points for point in POINTS}
    row.changed_at, row.changed_by = now, by.ref


def _check(controller: UUID, agreement: Agreement) -> None:
    if not agreement.party.strip():
        raise PartyNeeded(field="party")
    if not agreement.owner.strip():
        raise OwnerNeeded(field="owner")
    if agreement.signed_on and agreement.expires_on and agreement.expires_on < agreement.signed_on:
        raise ExpiresBeforeSigned(field="expires_on")
    known = set(SystemRow.objects.filter(controller_id=controller).values_list("slug", flat=True))
    for slug in agreement.systems:
        if slug not in known:
            name = controllers.controller(controller).legal_name
            raise SystemUnknown(field="systems", name=slug, controller=name)
