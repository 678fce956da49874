"""Reads of the register: one controller's activities, or the whole document again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

import yaml

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Scope, query
from etterlev.controllers.queries import ControllerCard
from etterlev.register.document import (
    Activity,
    ContactPoint,
    ControllerPart,
    Held,
    HeldSystem,
    Place,
    Register,
    System,
)
from etterlev.register.errors import UnknownActivity
from etterlev.register.models import ActivityRow, SystemRow
from etterlev.register.parsing import activity_of, system_of


@query
def activities(scope: Scope, controller: UUID) -> list[Activity]:
    """A controller's activities, in the register's order."""
    rows = ActivityRow.objects.filter(controller_id=controller, controller_id__in=scope.controllers).order_by(
        "position"
    )
    return [activity_of(document) for document in rows.values_list("document", flat=True)]


@query
def concerning(scope: Scope, controller: UUID, codes: Collection[str], subjects: Collection[str]) -> list[Activity]:
    """A controller's activities with one of these codes, or about people who are one of these, in the register's order.

    The others are not taken apart: that is most of the work of reading a register.
    """
    rows = ActivityRow.objects.filter(controller_id=controller, controller_id__in=scope.controllers)
    documents = rows.order_by("position").values_list("document", flat=True)
    wanted = set(subjects)
    return [activity_of(each) for each in documents if each["code"] in codes or wanted & set(each["subjects"])]


@query
def activities_of(scope: Scope) -> dict[UUID, list[Activity]]:
    """Every activity of the scope's controllers, by controller, in the register's order."""
    rows = ActivityRow.objects.filter(controller_id__in=scope.controllers).order_by("position")
    listed: dict[UUID, list[Activity]] = {}
    for controller, document in rows.values_list("controller_id", "document"):
        listed.setdefault(controller, []).append(activity_of(document))
    return listed


@query
def activity(scope: Scope, controller: UUID, code: str) -> Activity:
    """One activity. Raises UnknownActivity."""
    found = [each for each in activities(scope, controller) if each.code == code]
    if not found:
        raise UnknownActivity(code=code)
    return found[0]


@query
def systems(scope: Scope, controller: UUID) -> list[System]:
    """The systems a controller uses."""
    rows = SystemRow.objects.filter(controller_id=controller, controller_id__in=scope.controllers).order_by("position")
    return [system_of(document) for document in rows.values_list("document", flat=True)]


@query
def register(scope: Scope) -> Register:
    """The whole register of the scope's controllers, as the document it can be written to."""
    cards = [card for card in controllers.controllers() if card.id in scope.controllers]
    slug_of = {card.id: card.slug for card in cards}
    order = tuple(card.slug for card in cards)
    activity_rows = ActivityRow.objects.filter(controller_id__in=slug_of).order_by("position", "code")
    system_rows = SystemRow.objects.filter(controller_id__in=slug_of).order_by("position", "slug")
    held_activities = _grouped(((row.document, slug_of[row.controller_id]) for row in activity_rows), order)
    held_systems = _grouped(((row.document, slug_of[row.controller_id]) for row in system_rows), order)
    return Register(
        controllers.group_name(),
        controllers.group_website(),
        tuple(_part(card) for card in cards),
        tuple(HeldSystem(whom, system_of(document)) for document, whom in held_systems),
        tuple(Held(whom, activity_of(document)) for document, whom in held_activities),
    )


def _grouped(
    rows: Iterable[tuple[dict[str, object], str]], order: tuple[str, ...]
) -> list[tuple[dict[str, object], tuple[str, ...]]]:
    """Equal rows of several controllers become one, held by them all."""
    groups: dict[str, tuple[dict[str, object], set[str]]] = {}
    for document, slug in rows:
        key = yaml.safe_dump(document, sort_keys=True)
        groups.setdefault(key, (document, set()))[1].add(slug)
    return [(document, tuple(slug for slug in order if slug in whom)) for document, whom in groups.values()]


def _part(card: ControllerCard) -> ControllerPart:
    contact = card.contact
    return ControllerPart(
        slug=card.slug,
        legal_name=card.legal_name,
        organisation_number=card.organisation_number,
        postal_address=card.postal_address,
        email=card.email,
        phone=card.phone,
        language=card.language,
        is_group=card.is_group,
        contact=None
        if contact is None
        else ContactPoint(contact.name, contact.email, contact.phone, contact.is_data_protection_officer),
        departments=tuple(Place(d.slug, d.name, d.place) for d in controllers.departments_of(card.id)),
    )
