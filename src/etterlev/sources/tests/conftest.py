"""The PostgreSQL these tests share, started when the first of them asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etterlev.sources.tests.sql_engines import Database, mariadb_database, postgresql_database, sqlite_database
from tests import mariadb
from tests.postgres import Server, cluster


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with cluster() as started:
        yield started


@pytest.fixture(scope="session")
def mariadb_server() -> Iterator[mariadb.Server]:
    with mariadb.server() as started:
        yield started


@pytest.fixture(params=["sqlite", "postgresql", "mariadb"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Database]]:
    """Makes a database of a script; the test runs once for each engine."""
    made: list[Database] = []

    def make(script: str) -> Database:
        if request.param == "sqlite":
            made.append(sqlite_database(tmp_path, script))
        elif request.param == "mariadb":
            made.append(mariadb_database(request.getfixturevalue("mariadb_server"), script))
        else:
            made.append(postgresql_database(request.getfixturevalue("server"), script))
        return made[-1]

    yield make
    for each in made:
        each.source.close()
