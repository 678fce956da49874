"""Asks the database for the carried fields of rows, unit by unit, and leaves units alone that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Final

import sqlalchemy as sa

from etterlev.sources.contract import IdentifierKind
from etterlev.sources.sql import folding
from etterlev.sources.sql.passing import Condition, Statements, among
from etterlev.sources.sql.plan import Key, Plan, Row, UnitPlan, Way
from etterlev.sources.sql.session import ask
from etterlev.sources.sql.shapes import Storage, Table

_NUMBER: Final = re.compile(r"-?[0-9]{1,18}")


class Reading:
    """Reads inside one transaction. `closed` are units that cannot be read: they have no rows. Raises ReadFailed."""

    def __init__(self, connection: sa.Connection, statements: Statements, plan: Plan, closed: Collection[str]) -> None:
        self.connection = connection
        self.statements = statements
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

    def children(self, way: Way, values: Sequence[Key]) -> Iterator[Row]:
        """Rows of the child that refer to one of these."""
        yield from self._at(self.plan.units[way.child], way, way.child_fields, values)

    def parents(self, way: Way, values: Sequence[Key]) -> Iterator[Row]:
        """Rows of the parent that one of these refers to."""
        yield from self._at(self.plan.units[way.parent], way, way.parent_fields, values)

    def references(self, way: Way, values: Sequence[Key]) -> Iterator[tuple[Key, int]]:
        """How many rows of the child refer to each of these."""
        child = self.plan.units[way.child]
        if child.name in self.closed:
            return
        for condition in self._conditions(child.table, way, way.child_fields, values):
            made = partial(_count, child.table, way, condition)
            statement = self.statements.made(("count", child.table.identity, condition.key), made)
            for *value, count in ask(self.connection, child.name, statement, condition.values):
                yield (tuple(value) if len(value) > 1 else value[0]), count

    def _at(self, unit: UnitPlan, way: Way, fields: Sequence[str], values: Sequence[Key]) -> Iterator[Row]:
        if unit.name in self.closed or not values:
            return
        for condition in self._conditions(unit.table, way, fields, values):
            yield from self._carried(unit, condition)

    def _conditions(self, table: Table, way: Way, fields: Sequence[str], values: Sequence[Key]) -> Iterator[Condition]:
        if way.kind is not None:
            return folding.searches(self.dialect, table, fields, way.kind, list(values))
        typed = values if way.is_exact else _as_stored(table, fields, values)
        return among(self.dialect, table, fields, typed)

    def _carried(self, unit: UnitPlan, condition: Condition) -> Iterator[Row]:
        statement = self.statements.select(unit.table, unit.carried, condition)
        yield from ask(self.connection, unit.name, statement, condition.values)


def _count(table: Table, way: Way, condition: Condition) -> sa.Executable:
    fields = [table.column(name) for name in way.child_fields]
    return sa.select(*fields, sa.func.count()).where(condition.make()).group_by(*fields)


def _as_stored(table: Table, fields: Sequence[str], values: Sequence[Key]) -> list[Key]:
    """Values given as text, in the way these columns keep them, without those that cannot be kept there."""
    numbers = [table.columns[name].storage is Storage.NUMBER for name in fields]
    found = []
    for value in values:
        parts = value if len(fields) > 1 else (value,)
        if all(_NUMBER.fullmatch(part) for part, is_number in zip(parts, numbers, strict=True) if is_number):
            typed = tuple(int(part) if is_number else part for part, is_number in zip(parts, numbers, strict=True))
            found.append(typed if len(fields) > 1 else typed[0])
    return found
