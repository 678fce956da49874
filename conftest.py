"""The suite's stores and its one cast. ETTERLEV_TEST_ENGINE chooses sqlite (default) or postgresql."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from typing import Any

import pytest

ENGINE = os.environ.get("ETTERLEV_TEST_ENGINE", "sqlite")
# The promises of every source are in a module that is no test by itself; said here, before anything imports it.
pytest.register_assert_rewrite("etterlev.sources.tests.contract_suite")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks for the world gets both stores; what only one engine has is asked of that engine alone."""
    other = "only_sqlite" if ENGINE == "postgresql" else "only_postgresql"
    items[:] = [item for item in items if not item.get_closest_marker(other)]
    for item in items:
        if {"world", "stores"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.django_db(databases=["default", "keys"]))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """Where everything is installed nothing may be skipped: a skip in CI is a failure that says what it skipped."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped with CI=true: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The world, made once and committed; each test changes it in a transaction that is rolled back.

    On PostgreSQL everything after the tables runs as the serving role, so that row-level security holds in every test.
    """
    from django.db import connections

    from etterlev.project.postgres import grant_serving_role
    from tests import cast

    aliases = ("default", "keys")
    with django_db_blocker.unblock():
        if ENGINE == "postgresql":
            for alias in aliases:
                grant_serving_role(connections[alias], "etterlev_app")
                connections[alias].cursor().execute("SET ROLE etterlev_app")
        cast.WORLD = cast.make_world()
        yield
        if ENGINE == "postgresql":
            for alias in aliases:
                connections[alias].cursor().execute("RESET ROLE")


@pytest.fixture
def world(db: None) -> Any:
    """The example group in small, with the cast."""
    from tests import cast

    assert cast.WORLD is not None
    return cast.WORLD


@pytest.fixture
def stores(db: None) -> None:
    """Both stores, for a test that needs them and nobody in them."""
