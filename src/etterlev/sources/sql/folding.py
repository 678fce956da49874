"""Conditions that find an identifier however it is written in the database; the caller compares what comes back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import combinations
from typing import Any, Final

import sqlalchemy as sa

from etterlev.sources.contract import IdentifierKind
from etterlev.sources.sql import walk
from etterlev.sources.sql.passing import PARAMETERS, array, listed
from etterlev.sources.sql.shapes import Column, Storage, Table
from etterlev.sources.sql.spellings import DIGITS, numbers, parts, spellings

# One person's identifiers have at most some dozen spellings each.
AT_ONCE: Final = {"postgresql": 20_000, "sqlite": 20_000}
# What people write between digits; a full regular expression is only used where the engine has one.
_BETWEEN_DIGITS: Final = (" ", "-", ".", "(", ")", "/", "+", "\u00a0")


def searches(
    dialect: str, table: Table, fields: Sequence[str], kind: IdentifierKind, values: Sequence[str]
) -> Iterator[sa.ColumnElement[bool]]:
    """Conditions for rows where one of the fields may hold one of these normal forms, or several fields a whole name."""
    size = AT_ONCE.get(dialect, PARAMETERS // 10)
    for start in range(0, len(values), size):
        some = values[start : start + size]
        conditions = [_holds(dialect, table, table.columns[name], kind, some) for name in fields]
        if kind is IdentifierKind.NAME:
            words = parts(some)
            each = [_one_of(dialect, _folded(dialect, table, table.columns[name]), words) for name in fields]
            conditions += [sa.and_(one, other) for one, other in combinations(each, 2)]
        yield sa.or_(*conditions)


def _holds(
    dialect: str, table: Table, column: Column, kind: IdentifierKind, values: Sequence[str]
) -> sa.ColumnElement[bool]:
    if column.storage is Storage.NUMBER:
        return _numbered(dialect, table, column, numbers(kind, values))
    spelled = spellings(kind, values)
    if kind in DIGITS:
        return _digits_among(dialect, table, column, spelled)
    if dialect == "postgresql" and walk.is_worth(column, table.rows, len(spelled)):
        return walk.condition(table, column, spelled)
    return _one_of(dialect, _folded(dialect, table, column), spelled)


def _numbered(dialect: str, table: Table, column: Column, values: Sequence[int]) -> sa.ColumnElement[bool]:
    name = table.column(column.name)
    if dialect == "postgresql":
        # Wider than the column, so that a number too large for it is not an error.
        wide = "numeric" if column.type.startswith(("numeric", "decimal")) else "bigint"
        return name == sa.any_(array(values, wide))
    return name.in_(listed(values)) if dialect == "sqlite" else name.in_(values)


def _one_of(dialect: str, value: sa.ColumnElement[Any], spelled: Sequence[str]) -> sa.ColumnElement[bool]:
    if dialect == "postgresql":
        return value == sa.any_(array(spelled, "text"))
    return value.in_(listed(spelled)) if dialect == "sqlite" else value.in_(spelled)


def _text(table: Table, column: Column) -> sa.ColumnElement[Any]:
    name = table.column(column.name)
    return name if column.type.startswith(("text", "character varying", "varchar", "char")) else sa.cast(name, sa.Text)


def _folded(dialect: str, table: Table, column: Column) -> sa.ColumnElement[Any]:
    text = _text(table, column)
    if dialect != "postgresql" or column.order == "folded":
        return sa.func.lower(text)
    # Only A to Z, which is five times as fast; the spellings cover the rest.
    return sa.func.lower(sa.collate(text, "C"))


def _digits_among(dialect: str, table: Table, column: Column, spelled: Sequence[str]) -> sa.ColumnElement[bool]:
    text = _text(table, column)
    digits = _one_of(dialect, _digits(dialect, text), spelled)
    if column.order == "digits":
        return digits
    # Whatever has something between its digits is longer than they are; only then is it worth taking apart.
    is_longer = sa.func.length(text) > min(map(len, spelled))
    return sa.or_(_one_of(dialect, text, spelled), sa.and_(is_longer, digits))


def _digits(dialect: str, text: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    if dialect == "postgresql":
        return sa.func.regexp_replace(text, *(sa.literal_column(each) for each in ("'[^0-9]'", "''", "'g'")))

    def without(bare: sa.ColumnElement[Any], mark: str) -> sa.ColumnElement[Any]:
        return sa.func.replace(bare, mark, "")

    return reduce(without, _BETWEEN_DIGITS, text)
