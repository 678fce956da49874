"""The catalogue of an SQLite file, in two statements however many tables there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import sqlalchemy as sa

from etterlev.sources.contract import Link
from etterlev.sources.sql.shapes import Catalogue, Column, Table

_COLUMNS: Final = sa.text("""
select m.name, c.name, c.type, c.pk, m.sql like '%without rowid%' from sqlite_master m, pragma_table_info(m.name) c
where m.type = 'table' and m.name not like 'sqlite\\_%' escape '\\' order by m.name, c.cid
""")
_LINKS: Final = sa.text("""
select m.name, f.id, f."from", f."table", f."to" from sqlite_master m, pragma_foreign_key_list(m.name) f
where m.type = 'table' order by m.name, f.id, f.seq
""")
# The engine's own number of a row, in a table without a key; a column may have taken the first names.
PLACES: Final = ("rowid", "_rowid_", "oid")


def catalogue(connection: sa.Connection) -> Catalogue:
    """Every table of the file but the engine's own."""
    grouped: dict[str, list[Any]] = {}
    for row in connection.execute(_COLUMNS):
        grouped.setdefault(row[0], []).append(row)
    sizes = _sizes(connection, {name: None if rows[0][4] else _place(rows) for name, rows in grouped.items()})
    tables = {name: _table(name, rows, sizes[name]) for name, rows in grouped.items()}
    return Catalogue(tables, tuple(_links(connection, tables)))


def _sizes(connection: sa.Connection, tables: Mapping[str, str | None]) -> Mapping[str, int]:
    """Estimates: the highest number a row has been given, or a count where rows have none."""
    if not tables:
        return {}
    each = [
        sa.select(sa.func.count() if place is None else sa.func.max(sa.column(place)))
        .select_from(sa.table(name))
        .scalar_subquery()
        for name, place in tables.items()
    ]
    found: list[int] = []
    # SQLite takes at most so many columns in one answer.
    for start in range(0, len(each), 500):
        found += [size or 0 for size in connection.execute(sa.select(*each[start : start + 500])).one()]
    return dict(zip(tables, found, strict=True))


def _table(name: str, rows: list[Any], size: int) -> Table:
    columns = {row[1]: Column(row[1], row[2].lower()) for row in rows}
    key = tuple(column for _, column in sorted((row[3], row[1]) for row in rows if row[3]))
    place = _place(rows)
    key = key or ((place,) if place else ())
    return Table(name, None, name, columns, key, is_readable=bool(key), rows=size)


def _place(rows: list[Any]) -> str | None:
    taken = {row[1].lower() for row in rows}
    return next((place for place in PLACES if place not in taken), None)


def _links(connection: sa.Connection, tables: Mapping[str, Table]) -> Iterable[Link]:
    grouped: dict[tuple[str, int, str], list[tuple[str, str | None]]] = {}
    # SQLite takes any case in a reference.
    exact = {name.lower(): name for name in tables}
    for child, number, field, parent, parent_field in connection.execute(_LINKS):
        if parent.lower() in exact:
            grouped.setdefault((child, number, exact[parent.lower()]), []).append((field, parent_field))
    for (child, _, parent), pairs in grouped.items():
        # Without a named column the reference is to the parent's key.
        parents = tuple(
            to or key for (_, to), key in zip(pairs, (*tables[parent].key, *[""] * len(pairs)), strict=False)
        )
        yield Link(child, tuple(field for field, _ in pairs), parent, parents)
