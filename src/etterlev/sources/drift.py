"""What is new, gone or changed in a source since somebody confirmed its map. Pure; a description is its JSON value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Drift:
    """Units as `unit`, their fields as `unit.field`, each in the order of the description it stands in."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


def drift(confirmed: Mapping[str, Any], now: Mapping[str, Any]) -> Drift:
    """The difference between two descriptions. A field is changed when its type is; how units hang together counts as
    a change of the one that refers.
    """
    before, after = _parts(confirmed), _parts(now)
    return Drift(
        tuple(name for name in after if name not in before),
        tuple(name for name in before if name not in after),
        tuple(name for name, what in after.items() if name in before and before[name] != what),
    )


def _parts(description: Mapping[str, Any]) -> dict[str, Any]:
    """Every unit with its links, and every field with its type. The fields of a new unit are told by the unit."""
    links: dict[str, list[Any]] = {}
    for link in description["links"]:
        if link["is_declared"]:
            to = (*link["child_fields"], link["parent"], *link["parent_fields"])
            links.setdefault(link["child"], []).append(to)
    parts: dict[str, Any] = {}
    for unit in description["units"]:
        parts[unit["name"]] = sorted(links.get(unit["name"], []))
        parts |= {f"{unit['name']}.{each['name']}": each["type"] for each in unit["fields"]}
    return parts
