"""Reads of the register: one controller's activities, or the whole document again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
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
from etterlev.register.editing import changed, is_due_for_review
from etterlev.register.errors import UnknownActivity
from etterlev.register.models import ActivityChange, ActivityRow, SystemRow
from etterlev.register.parsing import activity_of, system_of


@dataclass(frozen=True)
class Elsewhere:
    """The same activity at another controller: alike, or with these fields of its own."""

    controller_id: UUID
    own_fields: tuple[str, ...]


@dataclass(frozen=True)
class ChangeCard:
    """One change of an activity: which fields, by whom and why. Nothing before: it was new. Nothing after: it ended."""

    at: datetime
    by: UUID
    why: str
    fields: tuple[str, ...]
    is_new: bool
    is_end: bool


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
def document(scope: Scope, controller: UUID, code: str) -> dict[str, Any]:
    """One activity as the register keeps it. Raises UnknownActivity."""
    rows = ActivityRow.objects.filter(controller_id=controller, controller_id__in=scope.controllers, code=code)
    found: dict[str, Any] | None = rows.values_list("document", flat=True).first()
    if found is None:
        raise UnknownActivity(code=code)
    return found


@query
def elsewhere(scope: Scope, controller: UUID, code: str) -> list[Elsewhere]:
    """The same activity at the scope's other controllers, and where each differs."""
    rows = ActivityRow.objects.filter(controller_id__in=scope.controllers, code=code).order_by("controller_id")
    held = dict(rows.values_list("controller_id", "document"))
    ours = held.pop(controller, None)
    return [Elsewhere(each, changed(ours, theirs)) for each, theirs in held.items()]


@query
def history(scope: Scope, controller: UUID, code: str, limit: int = 50) -> list[ChangeCard]:
    """What was changed in an activity by hand, the newest first."""
    rows = ActivityChange.objects.filter(controller_id=controller, controller_id__in=scope.controllers, code=code)
    return [
        ChangeCard(
            row.changed_at,
            row.changed_by,
            row.why,
            changed(row.before, row.after),
            is_new=row.before is None,
            is_end=row.after is None,
        )
        for row in rows.order_by("-changed_at", "-id")[:limit]
    ]


@query
def due_for_review(scope: Scope, today: date) -> dict[UUID, frozenset[str]]:
    """The activities nobody has looked over for a year, by controller."""
    listed = activities_of(scope)
    due = {
        controller: frozenset(each.code for each in several if is_due_for_review(each.reviewed_on, today))
        for controller, several in listed.items()
    }
    return {controller: codes for controller, codes in due.items() if codes}


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
