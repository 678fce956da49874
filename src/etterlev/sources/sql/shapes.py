"""What a database is made of, as far as searching it needs to know. Plain values, the same for every engine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from typing import Any, Final, Literal

import sqlalchemy as sa

from etterlev.sources.contract import Link

_TEXTS: Final = (
    "text",
    "char",
    "varchar",
    "nvarchar",
    "nchar",
    "citext",
    "clob",
    "name",
    "string",
    "bpchar",
    '"char"',
    "tinytext",
    "mediumtext",
    "longtext",
    "enum(",
)
_NUMBERS: Final = (
    "int",
    "smallint",
    "bigint",
    "tinyint",
    "numeric",
    "decimal",
    "real",
    "double",
    "float",
    "number",
    "mediumint",
)


class Storage(Enum):
    """How a column keeps its values, which decides how a value is looked for in it."""

    TEXT = auto()
    NUMBER = auto()
    OTHER = auto()


# What an index on a column can be used for: `lower(…)`, its digits alone, or the value itself in order of code points.
Order = Literal["", "folded", "digits", "code points"]


@dataclass(frozen=True)
class Column:
    """`type` as the engine writes it, and the index a search can use."""

    name: str
    type: str
    order: Order = ""

    @cached_property
    def storage(self) -> Storage:
        word = self.type.lower()
        if word.endswith("[]"):
            return Storage.OTHER
        if word.startswith(_TEXTS):
            return Storage.TEXT
        return Storage.NUMBER if word.startswith(_NUMBERS) else Storage.OTHER

    @property
    def is_caseless(self) -> bool:
        """Whether the engine takes `A` and `a` for the same in it."""
        return self.type.lower() == "citext" or self.type.lower().endswith("_ci")


@dataclass(frozen=True)
class Table:
    """A table. `key` tells its rows apart, `is_readable` whether all its rows may be read; `rows` is an estimate."""

    name: str
    schema: str | None
    unit: str
    columns: Mapping[str, Column]
    key: tuple[str, ...]
    is_readable: bool = True
    rows: int | None = None

    @cached_property
    def clause(self) -> sa.TableClause:
        return sa.table(self.name, *(sa.column(name) for name in (*self.columns, *self.hidden)), schema=self.schema)

    @cached_property
    def identity(self) -> tuple[object, ...]:
        """What a statement about this table depends on."""
        return (self.schema, self.name, self.key, *((column.name, column.type) for column in self.columns.values()))

    @property
    def hidden(self) -> tuple[str, ...]:
        """The engine's own name of a row, where a table has no key."""
        return tuple(name for name in self.key if name not in self.columns)

    def is_plain(self, name: str) -> bool:
        """Whether the driver gives a column's values as numbers or words."""
        return name not in self.columns or self.columns[name].storage is not Storage.OTHER

    def column(self, name: str) -> sa.ColumnClause[Any]:
        return self.clause.c[name]


@dataclass(frozen=True)
class Catalogue:
    """All tables of a database, and the foreign keys between them."""

    tables: Mapping[str, Table]
    links: tuple[Link, ...]

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over tables, columns, types and foreign keys; indexes, rights and row counts may change freely."""
        units = [
            [unit, [[column.name, column.type] for column in table.columns.values()], table.key]
            for unit, table in sorted(self.tables.items())
        ]
        links = sorted([link.child, link.child_fields, link.parent, link.parent_fields] for link in self.links)
        text = json.dumps([units, links], ensure_ascii=True, separators=(",", ":"))
        return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
