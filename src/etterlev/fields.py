"""The field register: what every column holds, whose it is and why it is there. Standard library only."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

KINDS: Final = ("sealed", "published", "staff", "none")
OWNERS: Final = ("subject", "staff", "controller", "installation")


@dataclass(frozen=True)
class Table:
    """A table's columns by kind: sealed under a holder's key, published, for staff, or nothing about anybody."""

    name: str
    room: str
    owner: str
    purpose: str
    retention_class: str
    kind_of: Mapping[str, str]


def declared() -> dict[str, Table]:
    """Every declared table of every room."""
    root = Path(__file__).parent
    return {table.name: table for file in sorted(root.rglob("fields.toml")) for table in _tables(file, root)}


def _tables(file: Path, root: Path) -> Iterator[Table]:
    with file.open("rb") as handle:
        tables = tomllib.load(handle)
    for name, entry in tables.items():
        kinds = {column: kind for kind in KINDS for column in entry.get(kind, [])}
        yield Table(
            name,
            file.parent.relative_to(root).parts[0],
            entry["owner"],
            entry["purpose"],
            entry.get("class", ""),
            kinds,
        )
