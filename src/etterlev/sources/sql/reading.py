"""Asks the database for the carried fields of rows, unit by unit, and leaves units alone that cannot be read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from etterlev.sources.contract import IdentifierKind
from etterlev.sources.normalise import written
from etterlev.sources.sql import folding
from etterlev.sources.sql.passing import among
from etterlev.sources.sql.plan import Plan, Row, UnitPlan, Way
from etterlev.sources.sql.session import ask
from etterlev.sources.sql.shapes import Storage, Table


class Reading:
    """Reads inside one transaction. `closed` are units that cannot be read: they have no rows. Raises ReadFailed."""

    def __init__(self, connection: sa.Connection, plan: Plan, closed: Collection[str]) -> None:
        self.connection = connection
        self.plan = plan
        self.closed = closed

    @property
    def dialect(self) -> str:
        return self.connection.dialect.name

    def holding(self, unit: UnitPlan, kind: IdentifierKind, values: Sequence[str]) -> Iterator[Row]:
        """Rows that may hold one of these identifiers, in normal form."""
        if unit.name not in self.closed:
            for condition in folding.searches(self.dialect, unit.table, unit.fields_of(kind), kind, values):
                yield from self._carried(unit, condition)

    def children(self, way: Way, values: Sequence[Row]) -> Iterator[Row]:
        """Rows of the child that refer to one of these."""
        yield from self._at(self.plan.units[way.child], way, way.child_fields, values)

    def parents(self, way: Way, values: Sequence[Row]) -> Iterator[Row]:
        """Rows of the parent that one of these refers to."""
        yield from self._at(self.plan.units[way.parent], way, way.parent_fields, values)

    def references(self, way: Way, values: Sequence[Row]) -> Iterator[tuple[Row, int]]:
        """How many rows of the child refer to each of these."""
        child = self.plan.units[way.child]
        if child.name in self.closed:
            return
        fields = [child.table.column(name) for name in way.child_fields]
        for condition in self._conditions(child.table, way, way.child_fields, values):
            statement = sa.select(*fields, sa.func.count()).where(condition).group_by(*fields)
            for *value, count in ask(self.connection, child.name, statement):
                yield tuple(value), count

    def _at(self, unit: UnitPlan, way: Way, fields: Sequence[str], values: Sequence[Row]) -> Iterator[Row]:
        if unit.name in self.closed or not values:
            return
        for condition in self._conditions(unit.table, way, fields, values):
            yield from self._carried(unit, condition)

    def _conditions(
        self, table: Table, way: Way, fields: Sequence[str], values: Sequence[Row]
    ) -> Iterator[sa.ColumnElement[bool]]:
        if way.kind is not None:
            return folding.searches(self.dialect, table, fields, way.kind, [str(value) for (value,) in values])
        typed = values if way.is_exact else [row for value in values if (row := _as_stored(table, fields, value))]
        return among(self.dialect, table, fields, typed)

    def _carried(self, unit: UnitPlan, condition: sa.ColumnElement[bool]) -> Iterator[Row]:
        statement = sa.select(*map(unit.table.column, unit.carried)).where(condition)
        yield from ask(self.connection, unit.name, statement)


def _as_stored(table: Table, fields: Sequence[str], values: Row) -> Row | None:
    """Values given as text, in the way these columns keep them; None when one of them cannot be kept there."""
    found: list[Any] = []
    for name, value in zip(fields, values, strict=True):
        storage = table.columns[name].storage
        if storage is Storage.NUMBER and not _is_number(value):
            return None
        found.append(int(value) if storage is Storage.NUMBER else written(value))
    return tuple(found)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) or (isinstance(value, str) and value.isascii() and value.removeprefix("-").isdigit())
