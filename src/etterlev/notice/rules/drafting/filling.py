"""Completing a draft, field by field: what is asked for, and what the answers make of a row."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from etterlev.languages import LANGUAGES
from etterlev.law import vocabulary
from etterlev.law.bases import LegalBasis, SpecialCondition
from etterlev.law.retention_rules import retention_rules
from etterlev.notice.rules.drafting.draft import Row, RowKind
from etterlev.notice.rules.drafting.missing import missing
from etterlev.register.document import SupplierRole, Transfer


class Asks(StrEnum):
    """How a field is answered."""

    LINE = "line"
    DAY = "day"
    ONE = "one"
    MANY = "many"
    SAID = "said"
    CONTACT = "contact"


@dataclass(frozen=True)
class Field:
    """One question. `name` is the path in the register's document (`purposes.0.basis`); `options` are its words."""

    name: str
    asks: Asks
    is_needed: bool
    value: Any = None
    options: tuple[str, ...] = ()

    @property
    def last(self) -> str:
        """What it is called, wherever it stands."""
        return self.name.rpartition(".")[2]


_DAYS: Final = frozenset({"agreement_signed_on", "reviewed_on", "balancing_test_on"})
_SAID: Final = frozenset({"purpose", "obligation", "automated_decisions", "interest", "provision", "security"})
_ONE: Final = {
    "role": tuple(SupplierRole),
    "transfer": tuple(Transfer),
    "basis": tuple(LegalBasis),
    "special": tuple(SpecialCondition),
}


_MANY: Final[Mapping[str, Callable[[], Mapping[str, object]]]] = {
    "subjects": vocabulary.subject_categories,
    "categories": vocabulary.data_categories,
    "retention": retention_rules,
}


def fields(row: Row, systems: Iterable[str] = ()) -> tuple[Field, ...]:
    """What a person is asked about a row: what is missing, then what nobody has checked."""
    asked = {each.field: each.is_needed for each in missing(row) if each.field != "purposes"}
    asked |= {each: True for each in row.unsure if each not in asked}
    options = {"systems": tuple(systems)}
    return tuple(_field(row, name, is_needed, options) for name, is_needed in asked.items())


def _field(row: Row, name: str, is_needed: bool, options: Mapping[str, tuple[str, ...]]) -> Field:
    last = name.rpartition(".")[2]
    asks, words = _asked(last, options)
    return Field(name, asks, is_needed, _get(row.document, name), words)


def _asked(last: str, options: Mapping[str, tuple[str, ...]]) -> tuple[Asks, tuple[str, ...]]:
    if last in _ONE:
        return Asks.ONE, _ONE[last]
    if last in _MANY or last in options:
        return Asks.MANY, options[last] if last in options else tuple(_MANY[last]())
    plain = {"contact": Asks.CONTACT, **dict.fromkeys(_DAYS, Asks.DAY), **dict.fromkeys(_SAID, Asks.SAID)}
    return plain.get(last, Asks.LINE), ()


def _get(document: Mapping[str, Any], name: str) -> Any:
    found: Any = document
    for step in name.split("."):
        found = found[int(step)] if isinstance(found, list) else found.get(step) if found else None
    return found


def filled(row: Row, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The row's document with the answers in it; an empty answer changes nothing."""
    document: dict[str, Any] = copy.deepcopy(dict(row.document))
    for name, answer in answers.items():
        if answer:
            *path, last = name.split(".")
            place: Any = document
            for step in path:
                place = place[int(step)] if isinstance(place, list) else place.setdefault(step, {})
            place[last] = [answer] if last in {"security", "special"} else answer
    return document


def merged(register: Mapping[str, Any], rows: Iterable[Row]) -> dict[str, Any]:
    """The register's document with these rows added; what it has under the same name stays as it is."""
    document: dict[str, Any] = copy.deepcopy(dict(register))
    names = {RowKind.SYSTEM: ("systems", "slug"), RowKind.ACTIVITY: ("activities", "code")}
    for row in rows:
        if row.kind in names:
            part, key = names[row.kind]
            known = {each[key] for each in document.get(part, ())}
            if row.document.get(key) not in known:
                document.setdefault(part, []).append(dict(row.document))
    have = {each["slug"] for each in document.get("systems", ())}
    for activity in document.get("activities", ()):
        if "systems" in activity:
            activity["systems"] = [each for each in activity["systems"] if each in have]
    return document


def in_three_languages(value: Mapping[str, str]) -> bool:
    """Whether a text is said in all three, as the register asks."""
    return all(value.get(each, "").strip() for each in LANGUAGES)
