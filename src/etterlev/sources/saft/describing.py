"""What SAF-T files hold: the units that are there, with the meaning the format gives each field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from etterlev.sources.contract import Description, FieldDescription, Link, UnitDescription
from etterlev.sources.saft.format import TRANSACTIONS, UNITS, place_of
from etterlev.sources.saft.parts import Parts
from etterlev.sources.saft.rows import COMPANY, CONTACT, CUSTOMER, LINE, OWNER, SUPPLIER, TRANSACTION, USER, Reading
from etterlev.sources.saft.structure import Structure
from etterlev.sources.saft.values import type_of

# How one gets from a person to everything of theirs. What begins with ../ stands in the element above, not in a field.
LINKS: Final = (
    Link(LINE, ("CustomerID",), CUSTOMER, ("CustomerID",)),
    Link(LINE, ("SupplierID",), SUPPLIER, ("SupplierID",)),
    Link(LINE, ("OwnerID",), OWNER, ("OwnerID",)),
    Link(LINE, ("../TransactionID",), TRANSACTION, ("TransactionID",)),
    Link(LINE, ("Analysis/AnalysisType", "Analysis/AnalysisID"), "Analysis", ("AnalysisType", "AnalysisID")),
    Link(CONTACT, ("../CustomerID",), CUSTOMER, ("CustomerID",)),
    Link(CONTACT, ("../SupplierID",), SUPPLIER, ("SupplierID",)),
    Link(CONTACT, ("../OwnerID",), OWNER, ("OwnerID",)),
    Link(CONTACT, ("../RegistrationNumber",), COMPANY, ("RegistrationNumber",)),
)
EVIDENCE: Final = "standard"


def describe(parts: Parts) -> Description:
    """Read every file through. Raises what is wrong with the first that cannot be read."""
    for each in parts.news:
        if each.reason.__name__ != "NotAnAuditFile":
            raise each.reason
    structure = Structure()
    for part in parts.files:
        for _ in Reading(part, structure).rows():
            pass
    return description_of(structure)


def description_of(structure: Structure) -> Description:
    """A structure as it is told to people."""
    fields = fields_of(structure)
    units = tuple(
        UnitDescription(name, tuple(_field(name, each) for each in fields[name]), structure.rows.get(name))
        for name in (*(unit for unit in UNITS if unit in fields), *sorted(set(fields) - set(UNITS)))
    )
    links = tuple(link for link in LINKS if _has(fields, link.child, link.child_fields) and link.parent in fields)
    return Description(units, links, structure.fingerprint())


def fields_of(structure: Structure) -> dict[str, list[str]]:
    """The fields that are there, by unit. An element that only holds others is none."""
    above = {path.rpartition("/")[0] for path in structure.paths}
    places = {place for path in sorted(structure.paths - above) if (place := place_of(path)) is not None}
    found: dict[str, list[str]] = defaultdict(list)
    for unit, field in sorted(places):
        if not _holds_others(unit, field):
            found[unit].append(field)
    if USER in found:
        found[USER].append(TRANSACTIONS)
    return found


def _holds_others(unit: str, field: str) -> bool:
    """Whether the format has fields below this one: then it was empty here."""
    known = UNITS.get(unit, {})
    return field not in known and any(each.startswith(f"{field}/") for each in known)


def _field(unit: str, name: str) -> FieldDescription:
    known = UNITS.get(unit, {}).get(name)
    kind = "integer" if name == TRANSACTIONS else type_of(name.rpartition("/")[2])
    if known is None:
        return FieldDescription(name, kind, None, 0.0, "")
    return FieldDescription(name, kind, known.category, 1.0, EVIDENCE, known.identifies)


def _has(fields: dict[str, list[str]], unit: str, names: Iterable[str]) -> bool:
    return unit in fields and all(name.startswith("../") or name in fields[unit] for name in names)
