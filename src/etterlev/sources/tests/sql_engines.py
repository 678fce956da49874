"""A database for each test, in SQLite or in PostgreSQL, filled by a script and asked with a short map."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from etterlev.sources.contract import Identifier, IdentifierKind, Link, MappedUnit, SourceMap, Subject
from etterlev.sources.sql import SqlSource
from etterlev.sources.tests.contract_suite import look
from tests import mariadb
from tests.postgres import Server


@dataclass(frozen=True)
class Database:
    """A database, the script runner that changes it, and its source."""

    source: SqlSource
    run: Callable[[str], object]
    name: str
    address: str

    def map(self, **units: str) -> SourceMap:
        """A map of these units: `customer="email name phone"`, each word a field called as its kind, or `field:kind`.

        A unit whose words begin with `-` is not searched directly. Names are labels.
        """
        description = self.source.describe()
        declared = tuple(link for link in description.links if link.is_declared)
        return SourceMap(tuple(_unit(name, words) for name, words in units.items()), declared, description.fingerprint)

    def find(self, confirmed: SourceMap, *subjects: Subject) -> dict[str, str]:
        """What is found, as `unit key` and `relation tier`."""
        findings, _, _ = look(self.source, confirmed, subjects)
        return {f"{f.unit} {f.key}": f"{f.relation} {f.tier}" for f in findings}


def _unit(name: str, words: str) -> MappedUnit:
    is_entry = not words.startswith("-")
    pairs = [word.partition(":")[::2] for word in words.removeprefix("-").split()]
    identifying = {field_: IdentifierKind(kind or field_) for field_, kind in pairs}
    categories = {field_: "name" if kind is IdentifierKind.NAME else "email" for field_, kind in identifying.items()}
    labels = tuple(field_ for field_, kind in identifying.items() if kind is IdentifierKind.NAME)
    return MappedUnit(name, categories, identifying, labels, is_entry and bool(identifying))


def sqlite_database(folder: Path, script: str) -> Database:
    """A file with what the script makes."""
    place = folder / "source.db"

    def run(statements: str) -> None:
        connection = sqlite3.connect(place)
        connection.executescript(statements)
        connection.commit()
        connection.close()

    run(script)
    address = f"sqlite:///{place}"
    return Database(SqlSource(address), run, str(place), address)


def postgresql_database(server: Server, script: str, name: str = "scratch") -> Database:
    """A fresh database with what the script makes."""
    server.drop_database(name)
    server.create_database(name)

    def run(statements: str) -> object:
        return server.run(statements, database=name)

    run(script)
    return Database(SqlSource(server.url(name)), run, name, server.url(name))


def mariadb_database(server: mariadb.Server, script: str, name: str = "scratch") -> Database:
    """A fresh database with what the script makes."""
    server.create_database(name)

    def run(statements: str) -> None:
        server.run(in_mariadb(statements), name)

    run(script)
    return Database(SqlSource(server.url(name)), run, name, server.url(name))


def in_mariadb(statements: str) -> str:
    """The same script where a column of free text cannot be part of a key."""
    return re.sub(r"\btext\b(?=[ ,)])", "varchar(190)", statements)


def asked(key: str = "s", **identifiers: str | Sequence[str]) -> Subject:
    """A subject asked for by these identifiers, named by their kind; several of a kind as a list."""
    pairs = [(kind, [values] if isinstance(values, str) else values) for kind, values in identifiers.items()]
    return Subject(key, tuple(Identifier(IdentifierKind(kind), value) for kind, values in pairs for value in values))


def soft(child: str, parent: str) -> Link:
    """A link a person confirmed: `soft("visit.email", "customer.email")`."""
    (unit, field_), (above, above_field) = child.split("."), parent.split(".")
    return Link(unit, (field_,), above, (above_field,), is_declared=False, confidence=0.9)
