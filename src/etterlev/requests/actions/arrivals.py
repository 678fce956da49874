"""What came by e-mail or letter, sealed as it was: before it is a case, and beside the case afterwards."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from uuid import UUID, uuid5

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Actor, Role, action
from etterlev.ledger.events import Event
from etterlev.requests import mail, rules
from etterlev.requests.actions import receive
from etterlev.requests.actions.answering import Upload
from etterlev.requests.actions.receive import Intake
from etterlev.requests.errors import (
    ArrivalEmpty,
    ArrivalKindUnknown,
    ArrivalSettled,
    ArrivalTooLarge,
    ReasonsNeeded,
    UnknownArrival,
)
from etterlev.requests.file_kinds import LARGEST_FILE, MEGABYTE, kind_of, safe_name
from etterlev.requests.models import Arrival, Case
from etterlev.vault.fields import reveal
from etterlev.vault.journal import record as journal

DECIDERS = (Role.PRIVACY_CONTACT, Role.GROUP_LEAD)
TAKERS = (*DECIDERS, Role.OPERATOR)
MAIL = "eml"


@action
def take_in(department: str, file: Upload, *, by: Actor, now: datetime) -> UUID:
    """Seal what came, and read what it says of itself if it is an e-mail. Returns its id; handed over twice, the same.

    Raises ArrivalEmpty, ArrivalTooLarge, ArrivalKindUnknown, RoleMissing.
    """
    place = controllers.department(department)
    by.require(place.controller.id, *TAKERS)
    kind = _kind(file)
    digest = sha256(file.content).hexdigest()
    # A mail server that got no answer hands the same over again.
    held: UUID | None = (
        Arrival.objects.filter(
            controller_id=place.controller.id, department_slug=place.slug, sha256=digest, settled_at=None
        )
        .values_list("id", flat=True)
        .first()
    )
    if held is not None:
        return held
    facts = mail.read(file.content) if kind == MAIL else mail.Facts()
    arrived_at = min(facts.sent_at or now, now)
    # Cut off and handed over again the same day, it is sealed under the key it had: none is left behind.
    before = Arrival.objects.filter(controller_id=place.controller.id, sha256=digest).count()
    row = Arrival(
        id=uuid5(place.controller.id, f"arrival/{place.slug}/{digest}/{before}/{now.date()}"),
        controller_id=place.controller.id,
        department_slug=place.slug,
        door="email" if kind == MAIL else "letter",
        kind=kind,
        name=safe_name(file.name, kind, set()),
        content=file.content,
        size=file.size,
        sha256=digest,
        facts={key: getattr(facts, key) for key in ("name", "email", "subject", "text", "right")},
        arrived_at=arrived_at,
        added_at=now,
        added_by=by.ref,
    )
    row.save(force_insert=True)
    _log(Event.ARRIVAL_TAKEN_IN, row, by=by, now=now, detail={"sha256": row.sha256})
    return row.id


def _kind(file: Upload) -> str:
    if file.size > LARGEST_FILE:
        raise ArrivalTooLarge(field="file", limit=LARGEST_FILE // MEGABYTE)
    if not file.content:
        raise ArrivalEmpty(field="file")
    if mail.is_mail(file.content):
        return MAIL
    kind = kind_of(file.content)
    if kind is None:
        raise ArrivalKindUnknown(field="file")
    return kind


@action
def register(intake: Intake, received_on: date, arrival_id: UUID | None, *, by: Actor, now: datetime) -> UUID:
    """Register a request that came some other way than through the portal, with what came as its original. Returns the
    case. Raises what registering and binding raise, and then neither is done.
    """
    case = receive.register(intake, received_on, by=by, now=now)
    if arrival_id is not None:
        bind(arrival_id, case, by=by, now=now)
    return case


@action
def bind(arrival_id: UUID, case_id: UUID, *, by: Actor, now: datetime) -> None:
    """The arrival is this case's original. Raises ArrivalSettled when it was settled before, UnknownArrival."""
    row = _known(arrival_id, by)
    if row.case_id == case_id:
        # The same form, sent twice.
        return
    _require_waiting(row)
    case: Case | None = Case.objects.filter(id=case_id, controller_id=row.controller_id).first()
    if case is None:
        raise UnknownArrival
    row.case, row.settled_at, row.facts = case, now, None
    row.save(update_fields=["case", "settled_at", "facts"])
    _log(Event.ARRIVAL_REGISTERED, row, by=by, now=now, detail={"reference": case.reference})


@action
def dismiss(arrival_id: UUID, reasons: str, *, by: Actor, now: datetime) -> None:
    """It is no request. The file goes, the reason stays. Raises ReasonsNeeded, ArrivalSettled."""
    row = _known(arrival_id, by)
    _require_waiting(row)
    if len(reasons.strip()) < rules.LEAST_REASONS:
        raise ReasonsNeeded(field="reasons", least=rules.LEAST_REASONS)
    row.settled_at, row.content, row.facts, row.reasons = now, None, None, reasons.strip()
    row.save(update_fields=["settled_at", "content", "facts", "reasons"])
    _log(Event.ARRIVAL_DISMISSED, row, by=by, now=now, detail={"reasons": reasons.strip()})


@action
def look(arrival_id: UUID, *, by: Actor, now: datetime) -> None:
    """Record that somebody is about to open what came. Raises UnknownArrival."""
    row = _known(arrival_id, by)
    _log(Event.ARRIVAL_OPENED, row, by=by, now=now, detail={"sha256": row.sha256})


def copy_to(case: Case, there: Case) -> None:
    """The originals of a case that moves, sealed again where it comes; none is left behind. Within the wall of both."""
    for each in reveal(Arrival.objects.filter(case=case)):
        Arrival(
            id=uuid5(there.id, str(each.id)),
            controller_id=there.controller_id,
            department_slug=there.department_slug,
            case=there,
            **{name: getattr(each, name) for name in _COPIED},
        ).save(force_insert=True)


_COPIED = (
    "door",
    "kind",
    "name",
    "content",
    "size",
    "sha256",
    "arrived_at",
    "added_at",
    "added_by",
    "settled_at",
)


def _require_waiting(row: Arrival) -> None:
    if row.settled_at is not None:
        raise ArrivalSettled


def _known(arrival_id: UUID, by: Actor) -> Arrival:
    row: Arrival | None = Arrival.objects.select_for_update().filter(id=arrival_id).defer("content").first()
    if row is None:
        raise UnknownArrival
    by.require(row.controller_id, *DECIDERS)
    return row


def _log(event: Event, row: Arrival, *, by: Actor, now: datetime, detail: dict[str, object]) -> None:
    journal(
        event,
        controller=row.controller_id,
        holder=row.holder_id,
        by=by,
        at=now,
        about=row.case_id or row.id,
        detail=detail,
    )
