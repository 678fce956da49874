"""The catalogue of MySQL and MariaDB, in three statements however many tables there are.

Of the one database the address names. A table without a primary key is told by a unique one of columns that are never
empty; without that too, its rows cannot be told apart and it is not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from etterlev.sources.contract import Link
from etterlev.sources.sql.shapes import Catalogue, Column, Table

_COLUMNS: Final = sa.text("""
select c.table_name, c.column_name, c.column_type, c.collation_name, t.table_rows,
  find_in_set('select', c.privileges) > 0
from information_schema.columns c
join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
where c.table_schema = database() and t.table_type in ('BASE TABLE', 'SYSTEM VERSIONED')
order by c.table_name, c.ordinal_position
""")
_KEYS: Final = sa.text("""
select table_name, index_name, column_name, nullable, sub_part from information_schema.statistics
where table_schema = database() and non_unique = 0
order by table_name, index_name <> 'PRIMARY', index_name, seq_in_index
""")
_LINKS: Final = sa.text("""
select table_name, constraint_name, column_name, referenced_table_name, referenced_column_name
from information_schema.key_column_usage
where table_schema = database() and referenced_table_schema = database()
order by table_name, constraint_name, ordinal_position
""")


def catalogue(connection: sa.Connection) -> Catalogue:
    """Every table of the database that some right is held to."""
    grouped: dict[str, list[Any]] = {}
    for row in connection.execute(_COLUMNS):
        grouped.setdefault(row[0], []).append(row)
    keys = _keys(connection.execute(_KEYS).all())
    tables = {name: _table(name, rows, keys.get(name, ())) for name, rows in grouped.items()}
    return Catalogue(tables, tuple(_links(connection.execute(_LINKS).all(), tables)))


def _table(name: str, rows: Sequence[Any], key: tuple[str, ...]) -> Table:
    columns = {row[1]: Column(row[1], _type(row[2], row[3])) for row in rows}
    return Table(name, None, name, columns, key, is_readable=bool(key) and all(row[5] for row in rows), rows=rows[0][4])


def _type(type_: str, collation: str | None) -> str:
    """The type as the engine writes it. The collation decides which words are the same, and so what is found."""
    return f"{type_.lower()} collate {collation}" if collation else type_.lower()


def _keys(rows: Iterable[Any]) -> Mapping[str, tuple[str, ...]]:
    """The first index of each table that tells every row apart: over whole columns that are never empty."""
    indexes: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        indexes.setdefault((row[0], row[1]), []).append(row)
    found: dict[str, tuple[str, ...]] = {}
    for (table, _), columns in indexes.items():
        if all(nullable != "YES" and length is None for *_, nullable, length in columns):
            found.setdefault(table, tuple(column[2] for column in columns))
    return found


def _links(rows: Iterable[Any], tables: Mapping[str, Table]) -> Iterable[Link]:
    grouped: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for child, name, field, parent, parent_field in rows:
        if child in tables and parent in tables:
            grouped.setdefault((child, name, parent), []).append((field, parent_field))
    for (child, _, parent), pairs in grouped.items():
        yield Link(child, tuple(field for field, _ in pairs), parent, tuple(field for _, field in pairs))
