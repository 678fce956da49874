"""What a row says about whose it is: identifiers and names, read by the confirmed map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final
from xml.etree.ElementTree import Element

from etterlev.law.identifiers import recognise_national_identity_number
from etterlev.sources.contract import IdentifierKind, MappedUnit
from etterlev.sources.normalise import normal, same_name
from etterlev.sources.saft.elements import NAMESPACE
from etterlev.sources.saft.evidence import Sort, is_joint, name_of, sort_of
from etterlev.sources.saft.people import Seed, Wanted
from etterlev.sources.saft.rows import CONTACT, DIMENSION, USER, Row
from etterlev.sources.saft.values import text_of

Kind = IdentifierKind
# Kinds of dimensions whose numbers are employees'.
_EMPLOYEES: Final = ("ansatt", "medarbeider", "tilsett", "employee")


@dataclass(frozen=True, slots=True)
class Says:
    """A row without its values: what identifies it, whom it names, and who of those asked for by name it may be."""

    unit: str
    key: str
    seeds: frozenset[Seed] = frozenset()
    names: tuple[str, ...] = ()
    named: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Party:
    """A row that people are looked for in, with its contact persons. `number` is what other rows refer to it by."""

    says: Says
    sort: Sort
    number: str
    file: int
    contacts: tuple[Says, ...] = ()

    def is_same(self, contact: Says) -> bool:
        """Whether a contact person is the party itself: named alike, or at a private person not named."""
        if not contact.names:
            return self.sort is Sort.PRIVATE
        return any(same_name(one, other) for one in contact.names for other in self.says.names)

    @property
    def is_joint(self) -> bool:
        return any(map(is_joint, self.says.names))

    def everybody(self) -> Iterator[Says]:
        yield self.says
        yield from self.contacts

    def with_those_asked_for(self, wanted: Wanted) -> Party | None:
        """The same, knowing who was asked for by name; None when nobody that is looked for can be here."""
        contacts = tuple(_named(each, wanted) for each in self.contacts)
        says = self.says if self.sort is Sort.ORGANISATION else _named(self.says, wanted)
        every = (says, *contacts)
        if not any(each.named or not wanted.seeds.keys().isdisjoint(each.seeds) for each in every):
            return None
        return replace(self, says=says, contacts=contacts)


def _named(says: Says, wanted: Wanted) -> Says:
    found = wanted.named(says.names)
    return replace(says, named=found) if found else says


class Reader:
    """Reads rows by what the map says that each unit's fields identify people by."""

    def __init__(self, mapped: Mapping[str, MappedUnit]) -> None:
        self._names = {n for n, unit in mapped.items() if Kind.NAME in unit.identifying.values()}
        self._kinds = {name: frozenset(unit.identifying.values()) for name, unit in mapped.items()}
        self._fields: dict[str, list[tuple[list[str], IdentifierKind]]] = {
            name: [(path.split("/"), kind) for path, kind in unit.identifying.items() if kind is not Kind.NAME]
            for name, unit in mapped.items()
        }

    def party(self, row: Row, file: int) -> Party:
        """A row of a party, a company or a dimension."""
        names = _names_of(row) if row.unit in self._names else ()
        says = Says(row.unit, row.key, self._seeds(row), names)
        contacts = tuple(self._contact(each) for each in row.contacts)
        # Not by the map: whether it is an organisation must be known also where nobody is looked for by name.
        sort = Sort.UNSAID if row.unit in (USER, DIMENSION) else _sort(row)
        return Party(says, sort, row.number, file, contacts)

    def user(self, key: str, user: str, file: int) -> Party:
        """Whoever entered a voucher: a number, an address or a name, as the system has it."""
        kinds = (Kind.EMPLOYEE_NUMBER, Kind.EMAIL) if Kind.EMPLOYEE_NUMBER in self._kinds.get(USER, ()) else ()
        name = name_of([normal(Kind.NAME, user) or ""]) if " " in user and kinds else None
        says = Says(USER, key, _normal((kind, user) for kind in kinds), (name,) if name else ())
        return Party(says, Sort.UNSAID, user, file)

    def _contact(self, row: Row) -> Says:
        names = _names_of_contact(row.element) if CONTACT in self._names else ()
        return Says(CONTACT, row.key, self._seeds(row), names)

    def _seeds(self, row: Row) -> frozenset[Seed]:
        found: list[tuple[IdentifierKind, str]] = []
        for steps, kind in self._fields.get(row.unit, ()):
            if row.unit == DIMENSION and not _is_of_employees(row.element):
                continue
            for text in _texts(row.element, steps):
                is_person = kind is Kind.ORGANISATION_NUMBER and recognise_national_identity_number(text) is not None
                found.append((Kind.NATIONAL_ID if is_person else kind, text))
        return _normal(found)


def _normal(found: Iterable[tuple[IdentifierKind, str]]) -> frozenset[Seed]:
    seeds = ((kind, normal(kind, text)) for kind, text in found)
    return frozenset((kind, value) for kind, value in seeds if value)


def _texts(element: Element, steps: list[str]) -> Iterator[str]:
    """The texts at a path, one step at a time: the library's own way along a path is many times slower."""
    for child in element.findall(NAMESPACE + steps[0]):
        if len(steps) > 1:
            yield from _texts(child, steps[1:])
        elif text := text_of(child):
            yield text


def _first(element: Element, *steps: str) -> str:
    return next(_texts(element, list(steps)), "")


def _names_of(row: Row) -> tuple[str, ...]:
    field = "AnalysisIDDescription" if row.unit == DIMENSION else "Name"
    name = name_of([normal(Kind.NAME, _first(row.element, field)) or ""])
    return (name,) if name else ()


def _names_of_contact(element: Element) -> tuple[str, ...]:
    """The name, and the name by birth when there is one."""
    person = element.find(NAMESPACE + "ContactPerson")
    if person is None:
        return ()
    fields = ("FirstName", "LastNamePrefix", "LastName", "BirthName")
    first, prefix, last, birth = (_first(person, each) for each in fields)
    names = (name_of([first, prefix, last]), name_of([first, birth]) if birth else None)
    return tuple(name for name in names if name)


def _sort(row: Row) -> Sort:
    name = name_of([normal(Kind.NAME, _first(row.element, "Name")) or ""])
    return sort_of(name, _first(row.element, "PartyInfo", "Type"), _first(row.element, "RegistrationNumber"))


def _is_of_employees(element: Element) -> bool:
    described = _first(element, "AnalysisTypeDescription").lower()
    return any(word in described for word in _EMPLOYEES)
