"""Bring a whole register document into the installation, or nothing of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from etterlev.controllers import actions as controllers
from etterlev.controllers.actions import ControllerEntry
from etterlev.controllers.actors import Actor
from etterlev.controllers.queries import Contact
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

    All in one transaction: a document that fails half-way leaves everything as it was.
    """
    with transaction.atomic(), both_stores():
        controllers.name_group(register.group, register.website)
        ids = {
            part.slug: controllers.establish(_entry(part, position), by=by, now=now)
            for position, part in enumerate(register.controllers)
        }
        with behind_wall(by.controllers | frozenset(ids.values())):
            for slug, controller in ids.items():
                _replace(register, slug, controller)
                ledger.record(Event.REGISTER_IMPORTED, by=by, at=now, controller=controller)
    return ids


def _replace(register: Register, slug: str, controller: UUID) -> None:
    ActivityRow.objects.filter(controller_id=controller).delete()
    SystemRow.objects.filter(controller_id=controller).delete()
    ActivityRow.objects.bulk_create(
        ActivityRow(controller_id=controller, code=held.activity.code, position=position, document=plain(held.activity))
        for position, held in enumerate(register.activities)
        if slug in held.controllers
    )
    SystemRow.objects.bulk_create(
        SystemRow(controller_id=controller, slug=held.system.slug, position=position, document=plain(held.system))
        for position, held in enumerate(register.systems)
        if slug in held.controllers
    )


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
