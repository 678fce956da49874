"""From plain values back to the document's text: what comes out goes in again unchanged."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import yaml

from etterlev.register.document import VERSION, Activity, ControllerPart, Held, HeldSystem, Register, System


def write(register: Register) -> str:
    """The register as YAML, in the document's order."""
    slugs = tuple(part.slug for part in register.controllers)
    top = {
        "etterlev": VERSION,
        "group": _without_empty({"name": register.group, "website": register.website}),
        "controllers": [plain(part) for part in register.controllers],
        "systems": [_held(held, held.system, slugs) for held in register.systems],
        "activities": [_held(held, held.activity, slugs) for held in register.activities],
    }
    return fragment(top)


def fragment(value: Any) -> str:
    """Any part of a document, written as the whole is."""
    return str(yaml.dump(value, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110))


class _Plain(yaml.SafeDumper):
    """Lists indented under their key, and no anchors: the same text twice is written twice."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:  # PyYAML's signature
        return True


def plain(value: Any) -> Any:
    """A value as mappings, lists and text; empty fields are left out."""
    if is_dataclass(value) and not isinstance(value, type):
        return _without_empty({field.name: plain(getattr(value, field.name)) for field in fields(value)})
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in values.items() if value not in (None, "", [], False)}
    return {key: "true" if value is True else value for key, value in kept.items()}


def _held(held: Held | HeldSystem, inner: Activity | System | ControllerPart, slugs: tuple[str, ...]) -> dict[str, Any]:
    whom = {} if held.controllers == slugs else {"controllers": list(held.controllers)}
    return {**plain(inner), **whom}
