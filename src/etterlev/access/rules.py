"""Which roles may do what. Deny by default: an area nobody is listed for is closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Area(StrEnum):
    """The parts of the console."""

    TODAY = "today"
    CASES = "cases"
    CASE_CONTENTS = "case_contents"
    CASE_DECISIONS = "case_decisions"
    REGISTER = "register"
    REGISTER_CHANGES = "register_changes"
    STATEMENT = "statement"
    PUBLISH = "publish"
    SOURCES = "sources"
    SOURCE_MAPS = "source_maps"
    STAFF = "staff"


# Roles are named as in controllers.actors.Role; rules know only the standard library and law.
WHO_MAY: Mapping[Area, frozenset[str]] = {
    Area.TODAY: frozenset({"privacy_contact", "group_lead", "accountant", "web_editor", "operator", "auditor"}),
    Area.CASES: frozenset({"privacy_contact", "group_lead", "auditor"}),
    # An auditor sees that a case was answered in time, not what we hold about the person who asked.
    Area.CASE_CONTENTS: frozenset({"privacy_contact", "group_lead"}),
    Area.CASE_DECISIONS: frozenset({"privacy_contact", "group_lead"}),
    Area.REGISTER: frozenset({"privacy_contact", "group_lead", "auditor", "web_editor", "accountant"}),
    Area.REGISTER_CHANGES: frozenset({"privacy_contact", "group_lead"}),
    Area.STATEMENT: frozenset({"privacy_contact", "group_lead", "web_editor", "auditor"}),
    Area.PUBLISH: frozenset({"privacy_contact", "group_lead", "web_editor"}),
    Area.SOURCES: frozenset({"privacy_contact", "group_lead", "operator", "auditor"}),
    Area.SOURCE_MAPS: frozenset({"privacy_contact", "group_lead", "operator"}),
    Area.STAFF: frozenset({"group_lead"}),
}


@dataclass(frozen=True)
class Grant:
    """A role at a controller, both days included."""

    role: str
    from_on: date
    to_on: date | None


def roles_on(grants: Iterable[Grant], day: date) -> frozenset[str]:
    """The roles that hold on a day."""
    return frozenset(g.role for g in grants if g.from_on <= day and (g.to_on is None or day <= g.to_on))


def may_enter(roles: Iterable[str], area: Area) -> bool:
    """Whether any of the roles opens the area."""
    return bool(WHO_MAY.get(area, frozenset()) & set(roles))
