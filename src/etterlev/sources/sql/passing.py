"""How many values travel to an engine at once: always as parameters, never in the statement's text.

A statement is made once for its form and kept; making one takes longer than most of what is asked here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.types import UserDefinedType

from etterlev.sources.sql.plan import Key
from etterlev.sources.sql.shapes import Table

Clause = sa.ColumnElement[bool]
# PostgreSQL and SQLite take them as one array; others have a limit to parameters, for several columns counted together.
ARRAY: Final = 20_000
PARAMETERS: Final = 1_000
# The types of PostgreSQL's own columns.
_HIDDEN: Final = {"ctid": "tid", "tableoid": "oid"}


@dataclass(frozen=True)
class Condition:
    """A form that is always the same for its key, and the values of this time by parameter."""

    key: Hashable
    make: Callable[[], Clause]
    values: Mapping[str, Any]


class Statements:
    """The statements made so far, by what they are for."""

    def __init__(self) -> None:
        self._made: dict[Hashable, sa.Executable] = {}

    def made(self, key: Hashable, make: Callable[[], sa.Executable]) -> sa.Executable:
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = make()
        return found

    def select(
        self, table: Table, names: Sequence[str], condition: Condition, *, as_text: bool = False
    ) -> sa.Executable:
        """These columns of rows that meet a condition. `as_text` asks the engine to write what is no number or word."""

        def column(name: str) -> sa.ColumnElement[Any]:
            is_plain = not as_text or table.is_plain(name)
            return table.column(name) if is_plain else sa.cast(table.column(name), sa.Text).label(name)

        def make() -> sa.Executable:
            return sa.select(*map(column, names)).where(condition.make())

        return self.made(("select", table.identity, tuple(names), as_text, condition.key), make)


class ArrayOf(UserDefinedType[Any]):
    """An array of the type a column has, in the engine's own words."""

    cache_ok = True

    def __init__(self, type_: str) -> None:
        self.type_ = type_

    def get_col_spec(self, **kw: Any) -> str:
        del kw
        # A type may be called anything; the driver takes a percent sign for a parameter.
        return f"{self.type_.replace('%', '%%')}[]"


def array(name: str, type_: str) -> sa.ColumnElement[Any]:
    """A parameter that holds an array, for PostgreSQL."""
    return sa.cast(sa.bindparam(name), ArrayOf(type_))


def listed(name: str) -> sa.ScalarSelect[Any]:
    """A parameter that holds a JSON list, as a subquery, for SQLite."""
    return sa.select(sa.func.json_each(sa.bindparam(name)).table_valued("value").c.value).scalar_subquery()


def one_of(dialect: str, value: sa.ColumnElement[Any], name: str, type_: str) -> Clause:
    """The value is among those of a parameter."""
    if dialect == "postgresql":
        return value == sa.any_(array(name, type_))
    return value.in_(listed(name)) if dialect == "sqlite" else value.in_(sa.bindparam(name, expanding=True))


def passed(dialect: str, values: Sequence[Any]) -> Any:
    """A parameter's value for `one_of`."""
    if dialect == "postgresql":
        return _array_value(values)
    return json.dumps(values) if dialect == "sqlite" else list(values)


def among(dialect: str, table: Table, fields: Sequence[str], values: Sequence[Key]) -> Iterator[Condition]:
    """Conditions that together say: these fields hold one of these values. One statement for each."""
    plain = str | int | float
    if dialect == "postgresql":
        way, size = _arrays, ARRAY
    elif dialect == "sqlite" and all(
        isinstance(each, plain) for value in values for each in (value if len(fields) > 1 else (value,))
    ):
        way, size = _lists, ARRAY
    else:
        way, size = _parameters, max(PARAMETERS // len(fields), 1)
    for start in range(0, len(values), size):
        yield way(table, fields, values[start : start + size])


def _arrays(table: Table, fields: Sequence[str], values: Sequence[Key]) -> Condition:
    types = [table.columns[name].type if name in table.columns else _HIDDEN[name] for name in fields]
    names = [f"value{n}" for n in range(len(fields))]

    def make() -> Clause:
        if len(fields) == 1:
            return table.column(fields[0]) == sa.any_(array(names[0], types[0]))
        arrays = [array(name, type_) for name, type_ in zip(names, types, strict=True)]
        return sa.tuple_(*map(table.column, fields)).in_(sa.select(sa.text("*")).select_from(sa.func.unnest(*arrays)))

    columns = map(_array_value, zip(*values, strict=True) if len(fields) > 1 else [values])
    return Condition(("arrays", tuple(fields)), make, dict(zip(names, columns, strict=True)))


def _array_value(values: Sequence[Any]) -> Any:
    """Whole numbers in PostgreSQL's own writing, which is many times as fast as one by one."""
    if all(type(value) is int for value in values):
        return f"{{{','.join(map(str, values))}}}"
    return list(values)


def _lists(table: Table, fields: Sequence[str], values: Sequence[Key]) -> Condition:
    def make() -> Clause:
        if len(fields) == 1:
            return table.column(fields[0]).in_(listed("values"))
        rows = sa.func.json_each(sa.bindparam("values")).table_valued("value").c.value
        parts = [sa.func.json_extract(rows, f"$[{n}]") for n in range(len(fields))]
        return sa.tuple_(*map(table.column, fields)).in_(sa.select(*parts))

    return Condition(("lists", tuple(fields)), make, {"values": json.dumps(list(values))})


def _parameters(table: Table, fields: Sequence[str], values: Sequence[Key]) -> Condition:
    columns = [table.column(name) for name in fields]
    if len(fields) == 1:

        def make() -> Clause:
            return columns[0].in_(sa.bindparam("values", expanding=True))

        return Condition(("parameters", tuple(fields)), make, {"values": list(values)})

    def make_pairs() -> Clause:
        rows = range(len(values))
        return sa.or_(*(sa.and_(*(c == sa.bindparam(f"v{n}_{m}") for m, c in enumerate(columns))) for n in rows))

    flat = {f"v{n}_{m}": value for n, row in enumerate(values) for m, value in enumerate(row)}
    return Condition(("parameters", tuple(fields), len(values)), make_pairs, flat)
