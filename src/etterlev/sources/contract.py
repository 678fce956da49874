"""The contract every source keeps: describe, locate, export, and say what was not searched. Plain values; no framework.

Down a foreign key is the subject's own data; up is context (label columns only, never descended from again); a row that
another person reaches is shared. Identifiers found in tier-A rows become seeds, except those that many people share.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol


class IdentifierKind(StrEnum):
    """What a person can be recognised by."""

    EMAIL = "email"
    PHONE = "phone"
    NATIONAL_ID = "national_id"
    CUSTOMER_NUMBER = "customer_number"
    EMPLOYEE_NUMBER = "employee_number"
    ORGANISATION_NUMBER = "organisation_number"
    BANK_ACCOUNT = "bank_account"
    NAME = "name"
    BIRTH_DATE = "birth_date"


class Tier(StrEnum):
    """How strong the evidence is that a row is this person's: a verified strong identifier; two weaker ones; a name
    only.
    """

    A = "A"
    B = "B"
    C = "C"


class Relation(StrEnum):
    """What a row is to the subject."""

    OWN = "own"
    CONTEXT = "context"
    SHARED = "shared"


class CoverageState(StrEnum):
    """Whether a unit was searched."""

    SEARCHED = "searched"
    UNREADABLE = "unreadable"
    SKIPPED = "skipped"
    CHANGED = "changed"


class Capability(StrEnum):
    """What a source can do by itself. What it cannot becomes a task for its owner."""

    EXPORT = "export"
    RECTIFY = "rectify"
    ERASE = "erase"
    RESTRICT = "restrict"


@dataclass(frozen=True)
class Identifier:
    kind: IdentifierKind
    value: str


@dataclass(frozen=True)
class Subject:
    """One person to look for. `key` is opaque and only joins findings to the question."""

    key: str
    identifiers: tuple[Identifier, ...]


@dataclass(frozen=True)
class FieldDescription:
    """A field, the category of data it seems to hold (an id of `law.vocabulary`, or None), how sure, and why."""

    name: str
    type: str
    category: str | None
    confidence: float
    evidence: str
    identifies: IdentifierKind | None = None


@dataclass(frozen=True)
class UnitDescription:
    """A table, an element of a file, an endpoint, a folder. `rows` may be an estimate."""

    name: str
    fields: tuple[FieldDescription, ...]
    rows: int | None


@dataclass(frozen=True)
class Link:
    """A way from one unit to another: the child refers to the parent. Declared by a foreign key, or proposed by
    values.
    """

    child: str
    child_fields: tuple[str, ...]
    parent: str
    parent_fields: tuple[str, ...]
    is_declared: bool = True
    confidence: float = 1.0
    # Of the values tried in the child, how many the parent has too; nothing was tried of a declared one.
    found: int = field(default=0, compare=False)
    tried: int = field(default=0, compare=False)

    @property
    def id(self) -> str:
        """The link in a word: what refers to what."""
        ends = ((self.child, self.child_fields), (self.parent, self.parent_fields))
        return " ".join(f"{unit}.{'+'.join(fields)}" for unit, fields in ends)


@dataclass(frozen=True)
class Description:
    """What a source holds, as far as it can tell by itself."""

    units: tuple[UnitDescription, ...]
    links: tuple[Link, ...]
    fingerprint: str

    @property
    def unclassified(self) -> tuple[tuple[str, str], ...]:
        """The (unit, field) pairs nobody knows the meaning of: work for a person."""
        return tuple((unit.name, f.name) for unit in self.units for f in unit.fields if f.category is None)


@dataclass(frozen=True)
class MappedUnit:
    """What a person confirmed about a unit."""

    name: str
    categories: Mapping[str, str]
    identifying: Mapping[str, IdentifierKind]
    labels: tuple[str, ...]
    # Whether rows of this unit are people to be looked for directly, by their identifying fields.
    is_entry: bool


@dataclass(frozen=True)
class SourceMap:
    """The confirmed map: what is searched, and how one gets from a person to everything of theirs."""

    units: tuple[MappedUnit, ...]
    links: tuple[Link, ...]
    fingerprint: str

    def as_json(self) -> dict[str, Any]:
        """The map as a JSON value."""
        return {
            "units": [
                {
                    "name": unit.name,
                    "categories": dict(unit.categories),
                    "identifying": {name: str(kind) for name, kind in unit.identifying.items()},
                    "labels": list(unit.labels),
                    "is_entry": unit.is_entry,
                }
                for unit in self.units
            ],
            "links": [
                {
                    "child": link.child,
                    "child_fields": list(link.child_fields),
                    "parent": link.parent,
                    "parent_fields": list(link.parent_fields),
                    "is_declared": link.is_declared,
                    "confidence": link.confidence,
                }
                for link in self.links
            ],
            "fingerprint": self.fingerprint,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> SourceMap:
        """The map a JSON value holds."""
        units = tuple(
            MappedUnit(
                unit["name"],
                dict(unit["categories"]),
                {name: IdentifierKind(kind) for name, kind in unit["identifying"].items()},
                tuple(unit["labels"]),
                bool(unit["is_entry"]),
            )
            for unit in value["units"]
        )
        links = tuple(
            Link(
                link["child"],
                tuple(link["child_fields"]),
                link["parent"],
                tuple(link["parent_fields"]),
                bool(link["is_declared"]),
                float(link["confidence"]),
            )
            for link in value["links"]
        )
        return cls(units, links, value["fingerprint"])


@dataclass(frozen=True, slots=True)
class Finding:
    """A row that concerns a subject: where, how sure, what it is to them, and by which steps it was reached."""

    subject: str
    unit: str
    key: str
    relation: Relation
    tier: Tier
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A finding with its values, by field name. Context rows carry their label fields only."""

    finding: Finding
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Coverage:
    """What became of one unit. `reason` is the name of an error class, never free text."""

    unit: str
    state: CoverageState
    rows: int = 0
    used: tuple[IdentifierKind, ...] = ()
    reason: str = ""
    fingerprint: str = ""


class Snapshot(Protocol):
    """One consistent look at a source: everything asked inside it sees the same rows."""

    def locate(self, subjects: Sequence[Subject]) -> Iterator[Finding]:
        """Everything about these subjects."""
        ...

    def export(self, findings: Iterable[Finding]) -> Iterator[Record]:
        """The values of findings, streamed."""
        ...

    def coverage(self) -> tuple[Coverage, ...]:
        """What became of every unit of the map, including those that failed on the way. Never raises."""
        ...


class Source(Protocol):
    """One outside system."""

    capabilities: frozenset[Capability]

    def describe(self) -> Description:
        """What the system holds. Raises an EtterlevError that names what is wrong when it cannot be reached."""
        ...

    def snapshot(self, confirmed: SourceMap) -> AbstractContextManager[Snapshot]:
        """Open one look. A system that cannot be reached gives a snapshot that finds nothing and whose coverage says
        why.
        """
        ...


def proposed_map(description: Description, chosen: Mapping[str, bool] | None = None) -> SourceMap:
    """The map a person is asked to confirm: every classified field, every declared link, and links the values speak
    for; `chosen` is what somebody has said before of links by their id, and goes before what the values say.
    """
    units = tuple(
        MappedUnit(
            unit.name,
            {f.name: f.category for f in unit.fields if f.category is not None},
            {f.name: f.identifies for f in unit.fields if f.identifies is not None},
            tuple(f.name for f in unit.fields if _is_label(unit, f)),
            _is_entry(unit),
        )
        for unit in description.units
    )
    said = chosen or {}
    links = tuple(link for link in description.links if link.is_declared or said.get(link.id, link.confidence >= SURE))
    return SourceMap(units, links, description.fingerprint)


def _is_entry(unit: UnitDescription) -> bool:
    return any(f.identifies in DIRECT for f in unit.fields)


def _is_label(unit: UnitDescription, field: FieldDescription) -> bool:
    """What a row is called. A row that is only an address is called by it, or a person would not be given their own."""
    if field.category in LABEL_CATEGORIES or field.identifies is IdentifierKind.NAME:
        return True
    return field.category == "address" and not _is_entry(unit)


# A context row shows what it is, not what it holds.
LABEL_CATEGORIES = frozenset({"name", "organisation", "job-title", "event-attendance"})
DIRECT = frozenset(
    {
        IdentifierKind.EMAIL,
        IdentifierKind.PHONE,
        IdentifierKind.NATIONAL_ID,
        IdentifierKind.CUSTOMER_NUMBER,
        IdentifierKind.EMPLOYEE_NUMBER,
        IdentifierKind.NAME,
    }
)
SURE = 0.9


@dataclass
class Tally:
    """Coverage being written while a snapshot runs; a source may use it or keep its own."""

    states: dict[str, Coverage] = field(default_factory=dict)

    def settle(self, coverage: Coverage) -> None:
        """The first bad news about a unit stands: later success on the same unit does not hide it."""
        known = self.states.get(coverage.unit)
        if known is None or known.state is CoverageState.SEARCHED:
            self.states[coverage.unit] = coverage

    def all(self) -> tuple[Coverage, ...]:
        return tuple(self.states.values())
