"""How many values travel to an engine at once: always as parameters, never in the statement's text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.types import UserDefinedType

from etterlev.sources.sql.shapes import Table

Row = tuple[Any, ...]
# PostgreSQL and SQLite take them as one array; others have a limit to parameters, for several columns counted together.
ARRAY: Final = 20_000
PARAMETERS: Final = 1_000


class ArrayOf(UserDefinedType[Any]):
    """An array of the type a column has, in the engine's own words."""

    cache_ok = True

    def __init__(self, type_: str) -> None:
        self.type_ = type_

    def get_col_spec(self) -> str:
        return f"{self.type_}[]"


def among(dialect: str, table: Table, fields: Sequence[str], values: Sequence[Row]) -> Iterator[sa.ColumnElement[bool]]:
    """Conditions that together say: these fields hold one of these values. One statement for each."""
    condition, size = _way(dialect, len(fields), values)
    for start in range(0, len(values), size):
        yield condition(table, fields, values[start : start + size])


def array(values: Sequence[Any], type_: str) -> sa.ColumnElement[Any]:
    """A parameter that holds an array, for PostgreSQL."""
    return sa.cast(sa.bindparam(None, list(values)), ArrayOf(type_))


def listed(values: Sequence[Any]) -> sa.ScalarSelect[Any]:
    """A parameter that holds a list, as a subquery, for SQLite."""
    return sa.select(sa.func.json_each(json.dumps(list(values))).table_valued("value").c.value).scalar_subquery()


_Condition = Callable[[Table, Sequence[str], Sequence[Row]], sa.ColumnElement[bool]]


def _way(dialect: str, width: int, values: Sequence[Row]) -> tuple[_Condition, int]:
    if dialect == "postgresql":
        return _arrays, ARRAY
    if dialect == "sqlite" and all(isinstance(value, str | int | float) for row in values for value in row):
        return _lists, ARRAY
    return _parameters, max(PARAMETERS // width, 1)


def _arrays(table: Table, fields: Sequence[str], values: Sequence[Row]) -> sa.ColumnElement[bool]:
    types = [table.columns[name].type if name in table.columns else "tid" for name in fields]
    arrays = [array(column, type_) for column, type_ in zip(zip(*values, strict=True), types, strict=True)]
    if len(fields) == 1:
        return table.column(fields[0]) == sa.any_(arrays[0])
    return sa.tuple_(*map(table.column, fields)).in_(sa.select(sa.text("*")).select_from(sa.func.unnest(*arrays)))


def _lists(table: Table, fields: Sequence[str], values: Sequence[Row]) -> sa.ColumnElement[bool]:
    if len(fields) == 1:
        return table.column(fields[0]).in_(listed([row[0] for row in values]))
    rows = sa.func.json_each(json.dumps(list(values))).table_valued("value").c.value
    parts = [sa.func.json_extract(rows, f"$[{n}]") for n in range(len(fields))]
    return sa.tuple_(*map(table.column, fields)).in_(sa.select(*parts))


def _parameters(table: Table, fields: Sequence[str], values: Sequence[Row]) -> sa.ColumnElement[bool]:
    if len(fields) == 1:
        return table.column(fields[0]).in_([row[0] for row in values])
    columns = [table.column(name) for name in fields]
    return sa.or_(*(sa.and_(*(c == v for c, v in zip(columns, row, strict=True))) for row in values))
