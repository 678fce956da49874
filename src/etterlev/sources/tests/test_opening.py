"""How a source is opened: what is dear is kept from one search to the next, and no connection is."""

from __future__ import annotations

from pathlib import Path

from etterlev.sources.kinds import open_source
from etterlev.sources.tests import sql_world
from etterlev.sources.tests.contract_suite import look
from etterlev.sources.tests.sql_engines import postgresql_database
from tests.postgres import Server


def test_the_same_database_is_opened_once_in_a_process(tmp_path: Path) -> None:
    one, other = ({"address": f"sqlite:///{tmp_path}/{name}.db"} for name in ("one", "other"))
    assert open_source("sql", one) is open_source("sql", one)
    assert open_source("sql", one) is not open_source("sql", other)


def test_between_two_searches_nobody_is_connected_to_the_database(server: Server) -> None:
    made = postgresql_database(server, sql_world.SCRIPT, "opened")
    source = open_source("sql", {"address": made.address})
    description = source.describe()
    confirmed = sql_world.confirmed(description.links, description.fingerprint)
    for _ in range(2):
        findings, _, _ = look(source, confirmed, (sql_world.NINA,))
        assert findings
        assert server.run("SELECT count(*) FROM pg_stat_activity WHERE datname = 'opened'") == [(0,)]
