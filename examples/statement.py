"""The statement the group had before: written by hand, with the faults such texts have."""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import Final

from examples.facts import World

WORDS: Final = Path(__file__).parent / "words" / "statement.txt"
# A supplier's statement, with blanks for what it changes.
SUPPLIERS: Final = Path(__file__).parent / "words" / "supplier.txt"


def write(world: World, path: Path) -> None:
    """The text, with this seed's names."""
    departments = [each.legal_name for each in world.group.departments]
    named = f"{', '.join(departments[:-1])} og {departments[-1]}"
    text = Template(WORDS.read_text(encoding="utf-8")).substitute(group=world.group.name, departments=named)
    path.write_text(text, encoding="utf-8")
