"""Conditions that find an identifier however it is written in the database; the caller compares what comes back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import combinations
from typing import Any, Final

import sqlalchemy as sa

from etterlev.sources.contract import IdentifierKind
from etterlev.sources.sql import walk
from etterlev.sources.sql.passing import ARRAY, PARAMETERS, Clause, Condition, one_of, passed
from etterlev.sources.sql.shapes import Column, Storage, Table
from etterlev.sources.sql.spellings import DIGITS, bare, numbers, parts, spellings

# Identifiers that link rows without a foreign key: whoever has one, has it alone.
LINKING: Final = frozenset(
    {
        IdentifierKind.EMAIL,
        IdentifierKind.NATIONAL_ID,
        IdentifierKind.CUSTOMER_NUMBER,
        IdentifierKind.EMPLOYEE_NUMBER,
    }
)
# One identifier has a dozen spellings or so.
_SPELLINGS: Final = 12
# What people write between digits, where the engine has no regular expressions.
_BETWEEN_DIGITS: Final = (" ", "-", ".", "(", ")", "/", "+", "\u00a0")


def searches(
    dialect: str, table: Table, fields: Sequence[str], kind: IdentifierKind, values: Sequence[str]
) -> Iterator[Condition]:
    """Conditions for rows where one of the fields may hold one of these normal forms, or two a whole name."""
    size = (ARRAY if dialect in ("postgresql", "sqlite") else PARAMETERS) // _SPELLINGS
    for start in range(0, len(values), size):
        yield _search(dialect, table, [table.columns[name] for name in fields], kind, values[start : start + size])


def _search(
    dialect: str, table: Table, columns: Sequence[Column], kind: IdentifierKind, values: Sequence[str]
) -> Condition:
    walked = [
        dialect == "postgresql" and kind is IdentifierKind.EMAIL and walk.is_worth(column, table.rows, len(values))
        for column in columns
    ]
    orders = tuple(column.order for column in columns)

    def make() -> Clause:
        each = [_holds(dialect, table, c, kind, is_walked=w) for c, w in zip(columns, walked, strict=True)]
        if kind is IdentifierKind.NAME:
            words = [one_of(dialect, _folded(dialect, table, column), "parts", "text") for column in columns]
            each += [sa.and_(one, other) for one, other in combinations(words, 2)]
        return sa.or_(*each)

    key = ("search", kind, tuple(column.name for column in columns), tuple(walked), orders)
    return Condition(key, make, _values(dialect, columns, walked, kind, values))


def _values(
    dialect: str, columns: Sequence[Column], walked: Sequence[bool], kind: IdentifierKind, values: Sequence[str]
) -> dict[str, Any]:
    """The parameters that `_holds` names, those that are used."""
    spelled = spellings(kind, values)
    found: dict[str, Any] = {}
    for column, is_walked in zip(columns, walked, strict=True):
        if column.storage is Storage.NUMBER:
            found["numbers"] = passed(dialect, numbers(kind, values))
        elif is_walked:
            found["walked"] = bare(values)
        else:
            found["spelled"] = passed(dialect, spelled)
            if kind in DIGITS and column.order != "digits":
                found["shortest"] = shortest = min(map(len, spelled))
                found["short"] = passed(dialect, [each for each in spelled if len(each) == shortest])
    if kind is IdentifierKind.NAME and len(columns) > 1:
        found["parts"] = passed(dialect, parts(values))
    return found


def _holds(dialect: str, table: Table, column: Column, kind: IdentifierKind, *, is_walked: bool) -> Clause:
    if column.storage is Storage.NUMBER:
        # Wider than the column, so that a number too large for it is not an error.
        wide = "numeric" if column.type.startswith(("numeric", "decimal")) else "bigint"
        return one_of(dialect, table.column(column.name), "numbers", wide)
    if is_walked:
        return walk.condition(table, column, "walked")
    if kind not in DIGITS:
        return one_of(dialect, _folded(dialect, table, column), "spelled", "text")
    text = _text(table, column)
    digits = one_of(dialect, _digits(dialect, text), "spelled", "text")
    if column.order == "digits":
        return digits
    # Whatever has something between its digits is longer than they are; only then is it worth taking apart.
    length = sa.func.octet_length if dialect == "postgresql" else sa.func.length
    is_longer = length(text) > sa.bindparam("shortest", type_=sa.Integer)
    return sa.case((is_longer, digits), else_=one_of(dialect, text, "short", "text"))


def _text(table: Table, column: Column) -> sa.ColumnElement[Any]:
    name = table.column(column.name)
    return name if column.type.startswith(("text", "character varying", "varchar", "char")) else sa.cast(name, sa.Text)


def _folded(dialect: str, table: Table, column: Column) -> sa.ColumnElement[Any]:
    text = _text(table, column)
    if dialect != "postgresql" or column.order == "folded":
        return sa.func.lower(text)
    # Only A to Z, which is three times as fast; the spellings cover the rest.
    return sa.func.lower(sa.collate(text, "C"))


def _digits(dialect: str, text: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    if dialect == "postgresql":
        return sa.func.regexp_replace(text, *(sa.literal_column(each) for each in ("'[^0-9]'", "''", "'g'")))

    def without(bare_: sa.ColumnElement[Any], mark: str) -> sa.ColumnElement[Any]:
        return sa.func.replace(bare_, mark, "")

    return reduce(without, _BETWEEN_DIGITS, text)
