"""Reads the part of TOML our own lists keep to: tables, and one value per line written as JSON would.

The linter has a third of a second for everything, and the standard library's TOML reader would spend half of it on the
vocabulary. What is read here is TOML all the same: a test reads each file both ways.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def read_lines(path: Path) -> dict[str, Any]:
    """The tables of a file. Dotted keys make inner tables, as in TOML. Raises ValueError for what is not a line of
    ours.
    """
    top: dict[str, Any] = {}
    table = top
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line[0] == "#":
            continue
        if line.startswith("[["):
            table = {}
            top.setdefault(line.strip("[]"), []).append(table)
        elif line[0] == "[":
            table = _inner(top, line.strip("[]").split("."))
        else:
            key, equals, value = line.partition(" = ")
            if not equals:
                message = f"{path.name}:{number}: {line}"
                raise ValueError(message)
            *outer, last = key.split(".")
            _inner(table, outer)[last] = json.loads(value)
    return top


def _inner(table: dict[str, Any], names: list[str]) -> dict[str, Any]:
    for name in names:
        table = table.setdefault(name, {})
    return table


def strings(values: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """A list of strings, or one, or none."""
    found = values.get(key, ())
    return (found,) if isinstance(found, str) else tuple(found)
