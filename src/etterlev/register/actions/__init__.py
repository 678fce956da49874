"""Bring a whole register document into the installation, or nothing of it; or change one activity by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max

from etterlev.controllers import actions as controllers
from etterlev.controllers import queries as asked
from etterlev.controllers.actions import ControllerEntry
from etterlev.controllers.actors import Actor, Reason, Role, action
from etterlev.controllers.queries import Contact, DepartmentCard
from etterlev.controllers.rules import DepartmentEntry
from etterlev.database.store import both_stores
from etterlev.database.wall import behind_wall
from etterlev.ledger import actions as ledger
from etterlev.ledger.events import Event
from etterlev.people import queries as people
from etterlev.register import editing
from etterlev.register.document import ControllerPart, Register
from etterlev.register.errors import (
    ActivityIncomplete,
    ActivityInUse,
    CodeNeeded,
    CodeTaken,
    StaleActivity,
    SystemUnknown,
    UnknownActivity,
    WhyNeeded,
)
from etterlev.register.models import ActivityChange, ActivityRow, SystemRow
from etterlev.register.parsing import activity_of
from etterlev.register.writing import plain

CHANGERS: Final = (Role.PRIVACY_CONTACT, Role.GROUP_LEAD)
_CODE: Final = re.compile(r"[a-z0-9][a-z0-9-]{1,58}[a-z0-9]")


def import_register(register: Register, *, by: Actor, now: datetime) -> dict[str, UUID]:
    """Replace the register with this document. Returns the controllers' ids by slug.

    All in one transaction: a document that fails half-way leaves everything as it was. The log tells of the controllers
    it changed; the same document once more changes none.
    """
    with transaction.atomic(), both_stores():
        before = _public()
        controllers.name_group(register.group, register.website)
        ids = {
            part.slug: controllers.establish(_entry(part, position), by=by, now=now)
            for position, part in enumerate(register.controllers)
        }
        after = _public()
        with behind_wall(by.controllers | frozenset(ids.values())):
            for slug, controller in ids.items():
                if _replace(register, slug, controller) or before.get(controller) != after[controller]:
                    ledger.record(Event.REGISTER_IMPORTED, by=by, at=now, controller=controller)
    return ids


def _public() -> dict[UUID, tuple[object, ...]]:
    """What everybody can see of each controller, to tell whether the document changes it."""
    places: dict[UUID, list[DepartmentCard]] = {}
    for place in asked.departments():
        places.setdefault(place.controller.id, []).append(place)
    cards = asked.controllers()
    group = (asked.group_name(), asked.group_website()) if cards else ()
    return {card.id: (group, order, card, places.get(card.id)) for order, card in enumerate(cards)}


def _replace(register: Register, slug: str, controller: UUID) -> bool:
    """Whether anything became another."""
    activities = [
        (held.activity.code, position, plain(held.activity))
        for position, held in enumerate(register.activities)
        if slug in held.controllers
    ]
    systems = [
        (held.system.slug, position, plain(held.system))
        for position, held in enumerate(register.systems)
        if slug in held.controllers
    ]
    old_activities = ActivityRow.objects.filter(controller_id=controller).order_by("position")
    old_systems = SystemRow.objects.filter(controller_id=controller).order_by("position")
    if (
        list(old_activities.values_list("code", "position", "document")) == activities
        and list(old_systems.values_list("slug", "position", "document")) == systems
    ):
        return False
    old_activities.delete()
    old_systems.delete()
    ActivityRow.objects.bulk_create(
        ActivityRow(controller_id=controller, code=code, position=position, document=document)
        for code, position, document in activities
    )
    SystemRow.objects.bulk_create(
        SystemRow(controller_id=controller, slug=name, position=position, document=document)
        for name, position, document in systems
    )
    return True


def _entry(part: ControllerPart, position: int) -> ControllerEntry:
    contact = part.contact
    return ControllerEntry(
        slug=part.slug,
        legal_name=part.legal_name,
        organisation_number=part.organisation_number,
        postal_address=part.postal_address,
        email=part.email,
        phone=part.phone,
        language=part.language,
        is_group=part.is_group,
        contact=None
        if contact is None
        else Contact(contact.name, contact.email, contact.phone, contact.is_data_protection_officer),
        departments=tuple(DepartmentEntry(place.slug, place.name, place.place) for place in part.departments),
        position=position,
    )


@dataclass(frozen=True)
class Change:
    """An activity as it should be, or None to end it. `seen` is the fingerprint of what it was made from, empty for a
    new one; `everywhere` changes it at every controller that has it exactly so.
    """

    code: str
    document: dict[str, Any] | None
    seen: str
    why: str
    everywhere: bool = False


@action
def change_activity(controller: UUID, change: Change, *, by: Actor, now: datetime) -> frozenset[UUID]:
    """Change, add or end one activity. Returns the controllers where it became another; none when nothing did.

    Raises RoleMissing, WhyNeeded, CodeNeeded, CodeTaken, UnknownActivity, StaleActivity, ActivityIncomplete,
    SystemUnknown, ActivityInUse.
    """
    by.require(controller, *CHANGERS)
    row: ActivityRow | None = (
        ActivityRow.objects.select_for_update().filter(controller_id=controller, code=change.code).first()
    )
    before = None if row is None else row.document
    _check(change, controller, before)
    if before == change.document:
        return frozenset()
    places = _alike(change.code, before, controller, by) if change.everywhere else frozenset({controller})
    for place in sorted(places):
        if change.document is None:
            _require_unused(place, change.code, by)
        _check_systems(change, place)
        _put(place, change)
        row_id = _remember(place, change, before, by=by, now=now)
        ledger.record(_event(before, change.document), by=by, at=now, controller=place, about=row_id)
    return places


def _check(change: Change, controller: UUID, before: dict[str, Any] | None) -> None:
    if len(change.why.strip()) < editing.LEAST_WHY:
        raise WhyNeeded(field="why", least=editing.LEAST_WHY)
    if before is None and change.seen:
        raise UnknownActivity(code=change.code)
    if before is not None and not change.seen:
        raise CodeTaken(field="code", code=change.code)
    if editing.fingerprint(before) != change.seen:
        raise StaleActivity(fields=", ".join(_last_changed(controller, change.code)) or change.code)
    if change.document is None:
        return
    if not _CODE.fullmatch(change.code) or change.document.get("code") != change.code:
        raise CodeNeeded(field="code")
    if editing.faults(change.document):
        raise ActivityIncomplete
    # As strict as a file that is read in: whatever stands here can be written out and read in again.
    activity_of(change.document)


def _require_unused(controller: UUID, code: str, by: Actor) -> None:
    count = people.count_under(by.scope(Reason.EVIDENCE), controller, code)
    if count:
        raise ActivityInUse(field="end_why", count=count)


def _last_changed(controller: UUID, code: str) -> tuple[str, ...]:
    newest = ActivityChange.objects.filter(controller_id=controller, code=code).order_by("-changed_at", "-id").first()
    return () if newest is None else editing.changed(newest.before, newest.after)


def _alike(code: str, before: dict[str, Any] | None, controller: UUID, by: Actor) -> frozenset[UUID]:
    """Every controller where `by` may change the register and where the activity is exactly this; or is not, when it
    is new.
    """
    may = {each for each in by.controllers if any(by.has(each, role) for role in CHANGERS)}
    held = dict(ActivityRow.objects.filter(controller_id__in=may, code=code).values_list("controller_id", "document"))
    return frozenset(each for each in may if held.get(each) == before) | {controller}


def _check_systems(change: Change, controller: UUID) -> None:
    wanted = (change.document or {}).get("systems", [])
    known = set(SystemRow.objects.filter(controller_id=controller, slug__in=wanted).values_list("slug", flat=True))
    for slug in wanted:
        if slug not in known:
            raise SystemUnknown(field="systems", name=slug, controller=asked.controller(controller).legal_name)


def _put(controller: UUID, change: Change) -> None:
    rows = ActivityRow.objects.filter(controller_id=controller, code=change.code)
    if change.document is None:
        rows.delete()
    elif not rows.update(document=change.document):
        last = ActivityRow.objects.filter(controller_id=controller).aggregate(last=Max("position"))["last"]
        ActivityRow(
            controller_id=controller,
            code=change.code,
            position=0 if last is None else last + 1,
            document=change.document,
        ).save(force_insert=True)


def _remember(controller: UUID, change: Change, before: dict[str, Any] | None, *, by: Actor, now: datetime) -> UUID:
    row = ActivityChange(
        id=uuid4(),
        controller_id=controller,
        code=change.code,
        before=before,
        after=change.document,
        why=change.why.strip()[:500],
        changed_at=now,
        changed_by=by.ref,
    )
    row.save(force_insert=True)
    return row.id


def _event(before: dict[str, Any] | None, after: dict[str, Any] | None) -> Event:
    if before is None:
        return Event.ACTIVITY_ADDED
    return Event.ACTIVITY_ENDED if after is None else Event.ACTIVITY_CHANGED
