"""The outside systems of each department: what they are, where they are, and what they hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, islice
from pathlib import Path
from typing import Final

from examples import payroll
from examples.crm import Crm
from examples.facts import Fact, Value, World
from examples.group import Department
from examples.ledger import Ledger
from examples.people import Block
from examples.saft import AuditFile
from examples.schema import CRM, PAYROLL, Names, Table, names_for

BATCH: Final = 1_000
OLD_SAFT_DEPARTMENT: Final = 1
ELEMENTS: Final = {each: each.capitalize() for each in ("customer", "supplier", "contact", "transaction", "line")}
SQLITE_KINDS: Final = {
    "key": "INTEGER PRIMARY KEY",
    "integer": "BIGINT",
    "text": "TEXT",
    "day": "DATE",
    "moment": "TIMESTAMP",
    "truth": "BOOLEAN",
}


@dataclass(frozen=True)
class Source:
    """`kind` is sql, saft or manual. A role is what a table or element holds; `names` is what the source calls it."""

    slug: str
    kind: str
    department: str
    path: Path
    tables: tuple[Table, ...]
    names: Names

    @property
    def url(self) -> str:
        """For SQLAlchemy. Only a database has one."""
        assert self.kind == "sql"
        return f"sqlite:///{self.path}"

    def table(self, role: str) -> str:
        return self.names.tables[role]

    def column(self, role: str, column: str) -> str:
        return self.names.columns[role, column]


def sources_of(world: World, folder: Path) -> tuple[Source, ...]:
    """Every source of every controller. The group company has no customers; only the first department has a cellar."""
    made: list[Source] = []
    for each in world.group.departments:
        made.append(_database(world, folder, "crm", each, CRM))
        made.append(_database(world, folder, "payroll", each, PAYROLL))
        name = f"saft-{each.slug}"
        made.append(Source(name, "saft", each.slug, folder / f"{name}.xml", (), Names(ELEMENTS, {})))
    made.append(_database(world, folder, "payroll", world.group.company, PAYROLL))
    name = f"archive-{world.group.departments[0].slug}"
    archive = Names({"folder": "folders"}, {})
    made.append(Source(name, "manual", world.group.departments[0].slug, folder / f"{name}.json", (), archive))
    return tuple(made)


def _database(world: World, folder: Path, kind: str, department: Department, tables: tuple[Table, ...]) -> Source:
    slug, seen_as = f"{kind}-{department.slug}", f"{kind} {department.number}"
    return Source(
        slug, "sql", department.slug, folder / f"{slug}.sqlite3", tables, names_for(world.seed, seen_as, tables)
    )


def saft_version(department: Department) -> str:
    return "1.10" if department.number == OLD_SAFT_DEPARTMENT else "1.30"


def write(world: World, source: Source) -> None:
    """Make a database or a SAF-T file anew."""
    department = next(each for each in world.group.controllers if each.slug == source.department)
    if source.kind == "saft":
        AuditFile(world, department, saft_version(department)).write(source.path)
    elif source.kind == "sql":
        source.path.unlink(missing_ok=True)
        _write_sqlite(source, rows_of(world, source, department))


def rows_of(world: World, source: Source, department: Department) -> Iterator[Fact]:
    """The rows of a database as they are made; no row comes before one it refers to."""
    if source.tables is PAYROLL:
        yield from payroll.rows(world, department)
        return
    for block in world.people.blocks(department.number):
        yield from Crm(world, block).rows()


def facts_in(world: World, source: Source, block: Block) -> Iterator[Fact]:
    """What a customer system or a ledger holds of one hundred persons."""
    return Crm(world, block).rows() if source.kind == "sql" else Ledger(world, block).facts()


def _write_sqlite(source: Source, rows: Iterable[Fact]) -> None:
    connection = sqlite3.connect(source.path, isolation_level=None)
    try:
        connection.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")
        for table in source.tables:
            connection.execute(_create(source, table))
        inserts = {table.role: _insert(source, table) for table in source.tables}
        for role, batch in batches(rows):
            connection.executemany(inserts[role], [tuple(map(_plain, each.values)) for each in batch])
        connection.execute("COMMIT")
    finally:
        connection.close()


def batches(rows: Iterable[Fact]) -> Iterator[tuple[str, list[Fact]]]:
    """Rows of one table at a time, no more than a batch of them."""
    for role, several in groupby(rows, key=lambda each: each.role):
        while batch := list(islice(several, BATCH)):
            yield role, batch


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _create(source: Source, table: Table) -> str:
    columns = []
    for column in table.columns:
        refers = ""
        if column.refers:
            target, key = source.table(column.refers), source.column(column.refers, "id")
            refers = f" REFERENCES {quoted(target)} ({quoted(key)})"
        columns.append(f"{quoted(source.column(table.role, column.role))} {SQLITE_KINDS[column.kind]}{refers}")
    return f"CREATE TABLE {quoted(source.table(table.role))} ({', '.join(columns)})"


def _insert(source: Source, table: Table) -> str:
    blanks = ", ".join("?" * len(table.columns))
    return f"INSERT INTO {quoted(source.table(table.role))} VALUES ({blanks})"  # noqa: S608  # names from our own files


def _plain(value: Value) -> str | int | None:
    """Days and moments as SQLite has them: text."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return value.isoformat() if isinstance(value, date) else value


def described(source: Source) -> Mapping[str, object]:
    """A source as plain values: what it is called, and what each table and column truly is."""
    return {
        "slug": source.slug,
        "kind": source.kind,
        "department": source.department,
        "path": source.path.name,
        "tables": [
            {
                "role": table.role,
                "name": source.table(table.role),
                "columns": [
                    {
                        "role": column.role,
                        "name": source.column(table.role, column.role),
                        "category": column.category,
                        "identifies": column.identifies,
                        "refers": source.table(column.refers) if column.refers else "",
                        "is_soft": column.is_soft,
                    }
                    for column in table.columns
                ],
            }
            for table in source.tables
        ],
    }
