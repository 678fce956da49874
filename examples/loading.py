"""The same databases in another engine: any that SQLAlchemy speaks to, PostgreSQL above all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy
from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, ForeignKey, MetaData, Text
from sqlalchemy import Table as SqlTable
from sqlalchemy.schema import CreateSchema

from examples.schema import Table
from examples.sources import BATCH, Source, quoted

KINDS: Final[dict[str, type[Any]]] = {
    "key": BigInteger,
    "integer": BigInteger,
    "text": Text,
    "day": Date,
    "moment": DateTime,
    "truth": Boolean,
}


def load(source: Source, url: str, *, schema: str | None = None) -> None:
    """Copy a generated database to `url`, in one transaction. Raises sqlalchemy.exc.SQLAlchemyError.

    Several sources fit in one PostgreSQL database when each has its own `schema`, which is made when it is missing.
    """
    metadata = MetaData(schema=schema)
    copies = {table.role: _table(source, table, metadata) for table in source.tables}
    engine = sqlalchemy.create_engine(url)
    try:
        with engine.begin() as connection:
            if schema is not None:
                connection.execute(CreateSchema(schema, if_not_exists=True))
            metadata.create_all(connection)
            for table in source.tables:
                for batch in _rows(source, table):
                    connection.execute(copies[table.role].insert(), batch)
    finally:
        engine.dispose()


def _table(source: Source, table: Table, metadata: MetaData) -> SqlTable:
    columns: list[Column[Any]] = []
    for column in table.columns:
        name = source.column(table.role, column.role)
        keys = []
        if column.refers:
            target = f"{source.table(column.refers)}.{source.column(column.refers, 'id')}"
            keys.append(ForeignKey(f"{metadata.schema}.{target}" if metadata.schema else target))
        is_key = column.kind == "key"
        columns.append(
            Column(name, KINDS[column.kind], *keys, primary_key=is_key, autoincrement=False, nullable=not is_key)
        )
    return SqlTable(source.table(table.role), metadata, *columns)


def _rows(source: Source, table: Table) -> Iterator[list[dict[str, Any]]]:
    names = [source.column(table.role, column.role) for column in table.columns]
    kinds = [column.kind for column in table.columns]
    connection = sqlite3.connect(source.path)
    try:
        cursor = connection.execute(f"SELECT * FROM {quoted(source.table(table.role))}")  # noqa: S608  # our own names
        while rows := cursor.fetchmany(BATCH):
            yield [dict(zip(names, map(_value, kinds, row), strict=True)) for row in rows]
    finally:
        connection.close()


def _value(kind: str, value: Any) -> Any:
    if value is None:
        return None
    if kind == "day":
        return date.fromisoformat(value)
    if kind == "moment":
        return datetime.fromisoformat(value)
    return bool(value) if kind == "truth" else value
