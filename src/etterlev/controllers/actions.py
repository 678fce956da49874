"""Establish the group, its controllers, departments and contacts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from etterlev.controllers.actors import Actor
from etterlev.controllers.models import Controller, Department, Group, PrivacyContact
from etterlev.controllers.queries import Contact
from etterlev.controllers.rules import DepartmentEntry, check_controller
from etterlev.database.store import both_stores
from etterlev.database.wall import behind_wall
from etterlev.ledger import actions as ledger
from etterlev.ledger.events import Event


@dataclass(frozen=True)
class ControllerEntry:
    """A controller as the register document describes it."""

    slug: str
    legal_name: str
    organisation_number: str
    postal_address: str
    email: str
    phone: str
    language: str
    is_group: bool
    contact: Contact | None
    departments: tuple[DepartmentEntry, ...]
    position: int = 0


def name_group(name: str, website: str) -> None:
    """Give the installation's group its name."""
    Group.objects.update_or_create(id=1, defaults={"name": name, "website": website})


def establish(entry: ControllerEntry, *, by: Actor, now: datetime) -> UUID:
    """Record a controller, or bring an existing one (same organisation number) up to date.

    Raises BadOrganisationNumber or BranchCannotControl. It is not an `@action` because a new controller is in nobody's
    scope until this has made it.
    """
    check_controller(entry.legal_name, entry.organisation_number)
    existing = (
        Controller.objects.filter(organisation_number=entry.organisation_number).values_list("id", flat=True).first()
    )
    identity = existing or uuid4()
    with behind_wall(by.controllers | {identity}), both_stores():
        Controller.objects.update_or_create(
            id=identity,
            defaults={
                "slug": entry.slug,
                "legal_name": entry.legal_name,
                "organisation_number": entry.organisation_number,
                "postal_address": entry.postal_address,
                "email": entry.email,
                "phone": entry.phone,
                "language": entry.language,
                "is_group": entry.is_group,
                "position": entry.position,
                **({} if existing else {"established_at": now}),
            },
        )
        _departments(identity, entry.departments)
        if existing is None:
            ledger.record(Event.CONTROLLER_ESTABLISHED, by=by, at=now, controller=identity)
        _name_contact(identity, entry.contact, by=by, now=now)
    return identity


def _departments(controller: UUID, entries: Sequence[DepartmentEntry]) -> None:
    for position, entry in enumerate(entries):
        Department.objects.update_or_create(
            slug=entry.slug,
            defaults={"controller_id": controller, "name": entry.name, "place": entry.place, "position": position},
        )


def _name_contact(controller: UUID, contact: Contact | None, *, by: Actor, now: datetime) -> None:
    if contact is None:
        return
    row, made = PrivacyContact.objects.get_or_create(
        controller_id=controller,
        defaults={
            "name": contact.name,
            "email": contact.email,
            "phone": contact.phone,
            "is_data_protection_officer": contact.is_data_protection_officer,
        },
    )
    before = Contact(row.name, row.email, row.phone, row.is_data_protection_officer)
    if not made and before == contact:
        return
    row.name, row.email, row.phone = contact.name, contact.email, contact.phone
    row.is_data_protection_officer = contact.is_data_protection_officer
    row.save(update_fields=["name", "email", "phone", "is_data_protection_officer"])
    ledger.record(Event.CONTACT_NAMED, by=by, at=now, controller=controller)
