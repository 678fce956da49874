"""The paper archive in the first department's cellar: a source nobody can search but the one who keeps the key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from examples import plan
from examples.facts import Fact, World
from examples.people import Block


def folders(world: World, block: Block) -> Iterator[Fact]:
    """One folder for each of a few customers."""
    for number, slot in enumerate(plan.FOLDERS):
        key = world.keys.key(block.department, "folder", block.hundred, number)
        person = world.people.person(block, slot)
        yield Fact("folder", (f"A-{key:04}", person.customer_number, person.name), (person.key,))


def write(world: World, path: Path) -> None:
    """The list that lies on top of the shelves."""
    department = world.group.departments[0]
    several = [each.values for block in world.people.blocks(0) for each in folders(world, block)]
    content = {
        "name": f"Papirarkivet i {department.place}",
        "department": department.slug,
        "owner": world.staff_of(department.slug)[0].email,
        "place": "Kjelleren, rom 014",
        "content": "Signerte oppdragsavtaler og bilag fra før 2020",
        "folders": [
            {"number": number, "customer_number": customer, "name": name}
            for number, customer, name in sorted(several, key=str)
        ],
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
