"""A confirmed map laid over a database: which columns to carry from each table, and the ways between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any, Final

from etterlev.sources.contract import LABEL_CATEGORIES, IdentifierKind, Link, MappedUnit, SourceMap
from etterlev.sources.normalise import normal, written
from etterlev.sources.sql.shapes import Catalogue, Storage, Table

Row = tuple[Any, ...]
# One field's value as it is, several fields' as a tuple.
Key = Any
# A birth date alone points to everyone born that day: it supports other evidence, and is never searched for.
SUPPORTING: Final = frozenset({IdentifierKind.BIRTH_DATE})


@dataclass(frozen=True)
class Way:
    """A link, and where its fields stand in the rows carried. With a `kind`, values are compared in its normal form."""

    child: str
    child_fields: tuple[str, ...]
    child_at: tuple[int, ...]
    parent: str
    parent_fields: tuple[str, ...]
    parent_at: tuple[int, ...]
    is_exact: bool
    kind: IdentifierKind | None = None
    is_to_people: bool = False
    # Values that differ in case alone are the same to the engine.
    is_caseless: bool = False

    @cached_property
    def at_child(self) -> Callable[[Row], Key | None]:
        """What a child's row refers to; None when it refers to nothing."""
        return self._comparing(self.child_at)

    @cached_property
    def at_parent(self) -> Callable[[Row], Key | None]:
        """What a parent's row is referred to by."""
        return self._comparing(self.parent_at)

    def comparable(self, value: Key) -> Key | None:
        """A value of one end, so that it equals that of the other; None when it is missing."""
        return self._comparing(tuple(range(len(self.child_at))))(value if len(self.child_at) > 1 else (value,))

    def _comparing(self, places: tuple[int, ...]) -> Callable[[Row], Key | None]:
        pick = itemgetter(*places)
        if self.is_exact and len(places) == 1:
            return pick

        def compared(row: Row) -> Key | None:
            values = tuple(self._form(row[n]) for n in places)
            return None if None in values else values[0] if len(values) == 1 else values

        return compared

    def _form(self, value: Any) -> Any:
        if self.kind is not None:
            return normal(self.kind, value)
        if self.is_exact:
            return value
        text = written(value)
        return (text.lower() if self.is_caseless else text) or None


@dataclass(frozen=True)
class UnitPlan:
    """A unit that is searched. `carried` are the fields of a row in memory: key, links and identifiers, no more."""

    mapped: MappedUnit
    table: Table
    carried: tuple[str, ...]
    down: tuple[Way, ...]
    up: tuple[Way, ...]

    @property
    def name(self) -> str:
        return self.mapped.name

    @cached_property
    def key_at(self) -> tuple[int, ...]:
        return tuple(self.carried.index(name) for name in self.table.key)

    @cached_property
    def identifiers_at(self) -> tuple[tuple[int, IdentifierKind], ...]:
        """Places of identifiers, names excepted."""
        fields = self.mapped.identifying.items()
        return tuple((self.carried.index(name), kind) for name, kind in fields if kind is not IdentifierKind.NAME)

    @cached_property
    def names_at(self) -> tuple[int, ...]:
        """Places of names, in the order of the table's columns."""
        return tuple(sorted(self.carried.index(name) for name in self.fields_of(IdentifierKind.NAME)))

    @cached_property
    def says(self) -> Callable[[Row], Any]:
        """Everything in a row that says whose it is."""
        places = (*self.names_at, *(n for n, _ in self.identifiers_at))
        return itemgetter(*places) if places else _nothing

    @cached_property
    def kinds(self) -> tuple[IdentifierKind, ...]:
        """What people can be looked for by here."""
        kinds = set(self.mapped.identifying.values()) - SUPPORTING if self.mapped.is_entry else set()
        return tuple(kind for kind in IdentifierKind if kind in kinds)

    @cached_property
    def is_personal(self) -> bool:
        """Whether its rows hold more about a person than what a thing is called."""
        return any(category not in LABEL_CATEGORIES for category in self.mapped.categories.values())

    @cached_property
    def is_mention(self) -> bool:
        """Whether its rows name nobody and hang on people: an identifier there may be of whoever does the work."""
        return not self.names_at and bool(self.identifiers_at) and any(way.is_to_people for way in self.up)

    def fields_of(self, kind: IdentifierKind) -> tuple[str, ...]:
        return tuple(name for name, each in self.mapped.identifying.items() if each is kind)

    @cached_property
    def key(self) -> Callable[[Row], Key]:
        """Which row it is."""
        return itemgetter(*self.key_at) if self.key_at else _nothing


@dataclass(frozen=True)
class Plan:
    """Every unit of the map that exists, in the map's order, and the names of those that do not."""

    units: Mapping[str, UnitPlan]
    missing: tuple[str, ...]

    @cached_property
    def under_people(self) -> frozenset[str]:
        """Units from which a unit of people is reached by going up, and those units themselves."""
        found = {name for name, unit in self.units.items() if unit.mapped.is_entry}
        while True:
            more = {way.child for name in found for way in self.units[name].down} - found
            if not more:
                return frozenset(found)
            found |= more

    def reachable(self, closed: frozenset[str]) -> frozenset[str]:
        """Units some way leads to from a unit of people, when these are closed: down, and last one step up."""
        found = {name for name, unit in self.units.items() if unit.kinds} - closed
        fresh = found
        while fresh:
            fresh = {way.child for name in fresh for way in self.units[name].down} - found - closed
            found = found | fresh
        return frozenset(found | {way.parent for name in found for way in self.units[name].up} - closed)

    def is_above(self, path: tuple[str, ...]) -> bool:
        """Whether the last step of a path went up. Where links go both ways between two units, it went down."""
        child, parent = path[-2:]
        return child in self.units and all(way.child != parent for way in self.units[child].down)


def _nothing(row: Row) -> Key:
    """A table without a key is never read, and one without identifiers says nothing."""
    del row


def make_plan(confirmed: SourceMap, catalogue: Catalogue) -> Plan:
    """Lay a map over a catalogue."""
    mapped = {unit.name: unit for unit in confirmed.units if _exists(unit, catalogue)}
    links = [link for link in confirmed.links if _is_walked(link, mapped, catalogue)]
    carried = {name: _carried(unit, catalogue.tables[name], links) for name, unit in mapped.items()}
    ways = [_way(link, carried, mapped, catalogue) for link in links]
    units = {
        name: UnitPlan(
            unit,
            catalogue.tables[name],
            carried[name],
            tuple(way for way in ways if way.parent == name),
            tuple(way for way in ways if way.child == name),
        )
        for name, unit in mapped.items()
    }
    return Plan(units, tuple(unit.name for unit in confirmed.units if unit.name not in mapped))


def _exists(unit: MappedUnit, catalogue: Catalogue) -> bool:
    return unit.name in catalogue.tables and set(unit.identifying) <= set(catalogue.tables[unit.name].columns)


def _is_walked(link: Link, mapped: Mapping[str, MappedUnit], catalogue: Catalogue) -> bool:
    """Not a link that the search by identifier covers: it knows how values are written and who shares them."""
    if not {link.child, link.parent} <= set(mapped):
        return False
    for unit, fields in ((link.child, link.child_fields), (link.parent, link.parent_fields)):
        if not set(fields) <= set(catalogue.tables[unit].columns):
            return False
    return not mapped[link.child].is_entry or _kind(link, mapped) is None


def _kind(link: Link, mapped: Mapping[str, MappedUnit]) -> IdentifierKind | None:
    """What both ends of a link of one field identify people by."""
    if len(link.child_fields) != 1:
        return None
    kind = mapped[link.child].identifying.get(link.child_fields[0])
    return kind if kind is mapped[link.parent].identifying.get(link.parent_fields[0]) else None


def _carried(unit: MappedUnit, table: Table, links: Sequence[Link]) -> tuple[str, ...]:
    linked: list[str] = []
    for link in links:
        linked += link.child_fields if link.child == unit.name else ()
        linked += link.parent_fields if link.parent == unit.name else ()
    fields = {*linked, *unit.identifying}
    return (*table.key, *(name for name in table.columns if name in fields and name not in table.key))


def _way(
    link: Link, carried: Mapping[str, Sequence[str]], mapped: Mapping[str, MappedUnit], catalogue: Catalogue
) -> Way:
    def places(unit: str, fields: Iterable[str]) -> tuple[int, ...]:
        return tuple(carried[unit].index(name) for name in fields)

    child, parent = catalogue.tables[link.child], catalogue.tables[link.parent]
    pairs = zip(link.child_fields, link.parent_fields, strict=True)
    kind = None if link.is_declared else _kind(link, mapped)
    return Way(
        link.child,
        link.child_fields,
        places(link.child, link.child_fields),
        link.parent,
        link.parent_fields,
        places(link.parent, link.parent_fields),
        kind is None and all(_is_same(child, one, parent, other) for one, other in pairs),
        kind,
        mapped[link.parent].is_entry and link.parent != link.child,
        any(child.columns[one].is_caseless for one in link.child_fields),
    )


def _is_same(child: Table, one: str, parent: Table, other: str) -> bool:
    """Whether values of the two columns come back from the engine as equal Python values."""
    first, second = child.columns[one], parent.columns[other]
    if Storage.NUMBER is first.storage is second.storage:
        return True
    if first.is_caseless:
        return False
    # A fixed width is filled with spaces, also when both ends have one: they may differ.
    return first.type == second.type and not first.type.startswith(("character(", "char(", "nchar("))
