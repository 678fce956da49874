"""Databases keep the contract of every source, in SQLite, PostgreSQL and MariaDB."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etterlev.sources.sql import SqlSource
from etterlev.sources.tests import sql_world
from etterlev.sources.tests.contract_suite import SourceContract, World, by_name
from etterlev.sources.tests.sql_engines import mariadb_database
from tests import mariadb
from tests.postgres import Server


def world_of(source: SqlSource, unreachable: SqlSource, run: Callable[[str], object]) -> World:
    """The planted database as the contract sees it."""
    description = source.describe()

    def change() -> None:
        run("alter table invoice add column note text")

    def remove_unit() -> str:
        run("drop table text_message")
        return "text_message"

    return World(
        source=source,
        confirmed=sql_world.confirmed(description.links, description.fingerprint),
        people=(sql_world.NINA, sql_world.PER, sql_world.LIV),
        expected=sql_world.expected(),
        stranger=sql_world.person("stranger", email="mallory@example.no", name="Mallory Xi", phone="99999999"),
        namesake=by_name("namesake", "nina  vik"),
        unreachable=unreachable,
        bait=sql_world.BAIT,
        change=change,
        remove_unit=remove_unit,
        secrets=("01829012345", "Fjordveien 1", "Ødegård", "912 34 567"),
    )


class TestSQLite(SourceContract):
    @pytest.fixture
    def world(self, tmp_path: Path) -> World:
        place = tmp_path / "planted.db"

        def run(script: str) -> None:
            with sqlite3.connect(place) as connection:
                connection.executescript(script)
            connection.close()

        run(sql_world.SCRIPT)
        return world_of(SqlSource(f"sqlite:///{place}"), SqlSource(f"sqlite:///{tmp_path}/none.db"), run)


@pytest.fixture(scope="session")
def template(server: Server) -> str:
    """The planted database, to be copied."""
    server.create_database("planted")
    server.run(sql_world.SCRIPT, database="planted")
    return "planted"


class TestPostgreSQL(SourceContract):
    @pytest.fixture
    def world(self, server: Server, template: str) -> Iterator[World]:
        server.drop_database("world")
        server.copy_database(template, "world")
        source = SqlSource(server.url("world"))
        yield world_of(source, SqlSource(server.url("nowhere")), lambda sql: server.run(sql, database="world"))
        source.close()


class TestMariaDB(SourceContract):
    @pytest.fixture
    def world(self, mariadb_server: mariadb.Server) -> Iterator[World]:
        made = mariadb_database(mariadb_server, sql_world.SCRIPT, "world")
        yield world_of(made.source, SqlSource(mariadb_server.url("nowhere")), made.run)
        made.source.close()
