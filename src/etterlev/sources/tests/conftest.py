"""The PostgreSQL these tests share, started when the first of them asks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.postgres import Server, cluster

# The promises are in a module that is no test by itself.
pytest.register_assert_rewrite("etterlev.sources.tests.contract_suite")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with cluster() as started:
        yield started
