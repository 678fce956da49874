"""Reads about controllers and departments. Everything here is public, so nobody needs a scope."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from etterlev.controllers.errors import NoGroup, UnknownDepartment
from etterlev.controllers.models import Controller, Department, Group, PrivacyContact


@dataclass(frozen=True)
class Contact:
    name: str
    email: str
    phone: str
    is_data_protection_officer: bool


@dataclass(frozen=True)
class ControllerCard:
    """A controller as everybody may see it."""

    id: UUID
    slug: str
    legal_name: str
    organisation_number: str
    postal_address: str
    email: str
    phone: str
    language: str
    is_group: bool
    contact: Contact | None


@dataclass(frozen=True)
class DepartmentCard:
    """A department as everybody may see it."""

    id: UUID
    slug: str
    name: str
    place: str
    controller: ControllerCard


def group_name() -> str:
    """The group's name. Raises NoGroup before the register is imported."""
    name = Group.objects.values_list("name", flat=True).first()
    if name is None:
        raise NoGroup
    return name


def group_website() -> str:
    return Group.objects.values_list("website", flat=True).first() or ""


def controller_ids() -> frozenset[UUID]:
    """Every controller of the installation."""
    return frozenset(Controller.objects.values_list("id", flat=True))


def controllers() -> list[ControllerCard]:
    """Every controller, in the register's order."""
    rows = Controller.objects.select_related("privacy_contact").order_by("position", "legal_name")
    return [_controller(row) for row in rows]


def controller(controller_id: UUID) -> ControllerCard:
    return _controller(Controller.objects.select_related("privacy_contact").get(id=controller_id))


def departments() -> list[DepartmentCard]:
    """Every department, by name: the open directory."""
    rows = Department.objects.select_related("controller__privacy_contact").order_by("name")
    return [_department(row) for row in rows]


def department(slug: str) -> DepartmentCard:
    """The department behind an address. Raises UnknownDepartment."""
    row = Department.objects.select_related("controller__privacy_contact").filter(slug=slug).first()
    if row is None:
        raise UnknownDepartment(slug=slug)
    return _department(row)


def departments_of(controller_id: UUID) -> list[DepartmentCard]:
    """The departments of one controller, in the register's order."""
    rows = Department.objects.select_related("controller__privacy_contact").filter(controller_id=controller_id)
    return [_department(row) for row in rows.order_by("position", "name")]


def _department(row: Department) -> DepartmentCard:
    return DepartmentCard(row.id, row.slug, row.name, row.place, _controller(row.controller))


def _controller(row: Controller) -> ControllerCard:
    return ControllerCard(
        row.id,
        row.slug,
        row.legal_name,
        row.organisation_number,
        row.postal_address,
        row.email,
        row.phone,
        row.language,
        row.is_group,
        _contact(getattr(row, "privacy_contact", None)),
    )


def _contact(row: PrivacyContact | None) -> Contact | None:
    return None if row is None else Contact(row.name, row.email, row.phone, row.is_data_protection_officer)


def controller_by_slug(slug: str) -> ControllerCard:
    """The controller behind an address. Raises UnknownDepartment."""
    row = Controller.objects.select_related("privacy_contact").filter(slug=slug).first()
    if row is None:
        raise UnknownDepartment(slug=slug)
    return _controller(row)
