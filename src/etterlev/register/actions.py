"""Bring a whole register document into the installation, or nothing of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from etterlev.controllers import actions as controllers
from etterlev.controllers import queries as asked
from etterlev.controllers.actions import ControllerEntry
from etterlev.controllers.actors import Actor
from etterlev.controllers.queries import Contact, DepartmentCard
from etterlev.controllers.rules import DepartmentEntry
from etterlev.database.store import both_stores
from etterlev.database.wall import behind_wall
from etterlev.ledger import actions as ledger
from etterlev.ledger.events import Event
from etterlev.register.document import ControllerPart, Register
from etterlev.register.models import ActivityRow, SystemRow
from etterlev.register.writing import plain


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
