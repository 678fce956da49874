"""The group's register: written by hand for the first group, with blanks for what another seed calls it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Final

from examples.facts import World
from examples.group import Department, Staff

PARTS: Final = Path(__file__).parent / "register"
HEAD: Final = "# Registeret til en oppdiktet regnskapsgruppe. Ingen av selskapene, menneskene eller numrene finnes.\n"


def write(world: World, path: Path) -> None:
    """The whole document, in the format register/1."""
    group = world.group
    blanks = {
        "group": group.name,
        "legal": group.company.legal_name,
        "company": group.company.slug,
        "departments": ", ".join(each.slug for each in group.departments),
        "first": group.departments[0].slug,
    }
    parts = [Template(part.read_text(encoding="utf-8")).substitute(blanks) for part in sorted(PARTS.glob("*.yaml"))]
    path.write_text("\n".join([HEAD + "\n".join(_top(world)), *parts]), encoding="utf-8")


def _top(world: World) -> Iterator[str]:
    yield "etterlev: register/1"
    yield "group:"
    yield f"  name: {_said(world.group.name)}"
    yield f"  website: {_said(world.group.website)}"
    yield "controllers:"
    for each in world.group.controllers:
        yield from _controller(each, world.staff_of(each.slug)[0])


def _controller(department: Department, contact: Staff) -> Iterator[str]:
    yield f"  - slug: {department.slug}"
    yield f"    legal_name: {_said(department.legal_name)}"
    yield f"    organisation_number: {_said(department.organisation_number)}"
    yield f"    postal_address: {_said(department.postal_address)}"
    yield f"    email: {department.email}"
    yield f"    phone: {_said(department.phone)}"
    yield f"    language: {department.language}"
    if department.is_group:
        yield "    is_group: true"
    yield "    contact:"
    yield f"      name: {_said(contact.name)}"
    yield f"      email: {department.privacy_email}"
    yield f"      phone: {_said(f'+47{contact.phone}')}"
    if not department.is_group:
        yield "    departments:"
        yield f"      - slug: {department.slug}"
        yield f"        name: {_said(department.legal_name.removesuffix(' AS'))}"
        yield f"        place: {_said(department.place)}"


def _said(text: str) -> str:
    """A text in quotation marks, as YAML and JSON both read it."""
    return json.dumps(text, ensure_ascii=False)
