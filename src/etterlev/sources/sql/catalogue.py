"""Reads what a database is made of: by own statements where speed matters, else by SQLAlchemy's inspector."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from etterlev.sources.contract import Link
from etterlev.sources.sql import mysql, postgresql, sqlite
from etterlev.sources.sql.shapes import Catalogue, Column, Table


def read(connection: sa.Connection) -> Catalogue:
    """The catalogue as it is inside this transaction."""
    match connection.dialect.name:
        case "postgresql":
            return postgresql.catalogue(connection)
        case "sqlite":
            return sqlite.catalogue(connection)
        case "mysql":
            return mysql.catalogue(connection)
        case _:
            return inspected(connection)


class Remembered:
    """The catalogue as it was read last, given again for as long as the database says that nothing in it has changed.

    Comparing the structure with the confirmed one was half the time of a search for one person.
    """

    def __init__(self) -> None:
        self._known: tuple[str, Catalogue] | None = None

    def read(self, connection: sa.Connection) -> Catalogue:
        """The catalogue as it is inside this transaction."""
        if connection.dialect.name != "postgresql":
            return read(connection)
        mark, known = postgresql.mark(connection), self._known
        if known is None or known[0] != mark:
            known = self._known = (mark, read(connection))
        return known[1]


def inspected(connection: sa.Connection) -> Catalogue:
    """The same of any engine SQLAlchemy knows, in three statements or so. Tables without a key cannot be read there."""
    inspector = sa.inspect(connection)
    keys = {place[1]: key for place, key in inspector.get_multi_pk_constraint().items()}
    columns = {place[1]: found for place, found in inspector.get_multi_columns().items()}
    tables = {name: _table(name, found, keys.get(name)) for name, found in sorted(columns.items())}
    links = [
        link
        for place, found in inspector.get_multi_foreign_keys().items()
        for link in _links(place[1], found, set(tables))
    ]
    return Catalogue(tables, tuple(sorted(links, key=lambda each: (each.child, each.child_fields))))


def _table(name: str, found: Iterable[Any], key: Any) -> Table:
    columns = {str(each["name"]): Column(str(each["name"]), str(each["type"]).lower()) for each in found}
    fields = tuple(key["constrained_columns"]) if key else ()
    return Table(name, None, name, columns, fields, is_readable=bool(fields))


def _links(child: str, found: Iterable[Mapping[str, Any]], known: set[str]) -> Iterable[Link]:
    for each in found:
        parent = each["referred_table"]
        if parent in known and not each.get("referred_schema"):
            yield Link(child, tuple(each["constrained_columns"]), parent, tuple(each["referred_columns"]))
