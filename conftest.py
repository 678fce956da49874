"""The suite's stores and its one cast. ETTERLEV_TEST_ENGINE chooses sqlite (default) or postgresql."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

ENGINE = os.environ.get("ETTERLEV_TEST_ENGINE", "sqlite")
_running = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """Start the suite's own PostgreSQL before Django reads its settings; workers of xdist share the one of their parent."""
    if ENGINE != "postgresql" or hasattr(config, "workerinput") or "ETTERLEV_DATABASE_URL" in os.environ:
        return
    from tests.postgres import cluster

    server = _running.enter_context(cluster())
    server.run("CREATE ROLE etterlev_app LOGIN")
    for name, variable in (("etterlev", "ETTERLEV_DATABASE_URL"), ("etterlev_keys", "ETTERLEV_KEYS_DATABASE_URL")):
        os.environ[variable] = server.url(database=name)


def pytest_unconfigure() -> None:
    _running.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks for the world gets both stores."""
    for item in items:
        if {"world", "stores"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.django_db(databases=["default", "keys"]))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """On PostgreSQL every test runs as the serving role, so that row-level security holds in all of them."""
    if ENGINE != "postgresql":
        yield
        return
    from django.db import connections

    from etterlev.project.postgres import grant_serving_role

    with django_db_blocker.unblock():
        for alias in ("default", "keys"):
            grant_serving_role(connections[alias], "etterlev_app")
            connections[alias].cursor().execute("SET ROLE etterlev_app")
        yield
        for alias in ("default", "keys"):
            connections[alias].cursor().execute("RESET ROLE")


@pytest.fixture
def world(db: None) -> Any:
    """The example group in small, with the cast."""
    from tests.cast import make_world

    return make_world()
