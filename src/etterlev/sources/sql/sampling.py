"""A bounded look at the values of each table, one statement for each, to be judged and forgotten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from etterlev.sources.sql.session import Fence, ReadFailed
from etterlev.sources.sql.shapes import Column, Storage, Table

Samples = Mapping[str, Sequence[Any]]
# Enough that a share is known to a few percent.
ROWS: Final = 500
# A longer value is cut: free text is known by its beginning.
LETTERS: Final = 300
# A big table is read in pages here and there, and not only where the oldest rows lie.
BIG: Final = 20 * ROWS
# Nothing can be told from these, and they may be large.
_UNREAD: Final = (
    "json",
    "bytea",
    "blob",
    "xml",
    "tsvector",
    "longblob",
    "mediumblob",
    "tinyblob",
    "varbinary",
    "binary",
    "image",
    "oid",
)


def sample(fence: Fence, table: Table) -> Samples | None:
    """Some values of each column, nulls left out; None when the table cannot be read.

    Raises ReadFailed when the connection is lost.
    """
    names = [name for name, column in table.columns.items() if not column.type.lower().startswith(_UNREAD)]
    if not names or not table.is_readable:
        return None
    here_and_there = _pages(fence.dialect, table)
    try:
        rows = fence.ask(table.unit, _some(table, here_and_there, names))
        if not rows and here_and_there is not table.clause:
            # An estimate may be old: the pages chosen may all be empty.
            rows = fence.ask(table.unit, _some(table, table.clause, names))
    except ReadFailed as failure:
        if failure.is_lost:
            raise
        return None
    return {name: [row[n] for row in rows if row[n] is not None] for n, name in enumerate(names)}


def _some(table: Table, source: sa.FromClause, names: Sequence[str]) -> sa.Select[Any]:
    return sa.select(*(_cut(table.columns[name], source.c[name]) for name in names)).limit(ROWS)


def _cut(column: Column, value: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    return sa.func.substr(value, 1, LETTERS).label(column.name) if column.storage is Storage.TEXT else value


def _pages(dialect: str, table: Table) -> sa.FromClause:
    """The table, or for a big one the same few pages every time, with twice as many rows as it takes."""
    rows = table.rows or 0
    if dialect != "postgresql" or rows < BIG:
        return table.clause
    share: sa.ColumnElement[Any] = sa.literal_column(f"{200.0 * ROWS / rows:.6f}")
    return sa.tablesample(table.clause, sa.func.system(share), seed=sa.literal_column("1"))
