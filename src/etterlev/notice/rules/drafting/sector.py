"""A sector's template: what firms of a kind usually do, and what a statement says when it does it too."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent / "sectors"
SECTORS: Final = ("regnskapsforetak",)


@dataclass(frozen=True)
class Suggestion:
    """One activity of the template. `document` is in the words of register/1."""

    code: str
    document: Mapping[str, Any]
    system_kinds: frozenset[str]
    asked_by: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Sector:
    """The template."""

    code: str
    activities: tuple[Suggestion, ...]


@cache
def sector(code: str) -> Sector:
    """The template that ships under this name; `code` is one of SECTORS."""
    tables = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    return Sector(code, tuple(_suggestion(each) for each in tables["activity"]))


@cache
def system_purposes() -> Mapping[str, Mapping[str, str]]:
    """What a system of each kind is used for, in the three languages."""
    tables = tomllib.loads((FOLDER / "system_kinds.toml").read_text(encoding="utf-8"))
    purposes: Mapping[str, Mapping[str, str]] = tables["purpose"]
    return purposes


def _suggestion(table: dict[str, Any]) -> Suggestion:
    document = {key: value for key, value in table.items() if key not in {"system_kinds", "asked_by"}}
    if "recipients" in document:
        document["recipients"] = [{"name": each} for each in document["recipients"]]
    asked_by = {key: frozenset(value) for key, value in table.get("asked_by", {}).items()}
    return Suggestion(table["code"], document, frozenset(table.get("system_kinds", ())), asked_by)
