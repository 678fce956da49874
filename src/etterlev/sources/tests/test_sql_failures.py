"""Whatever goes wrong on the way, the answer says which units were not searched, and nothing of what is in them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from etterlev.sources.contract import Coverage
from etterlev.sources.errors import BadAddress, SourceUnreachable
from etterlev.sources.sql import SqlSource
from etterlev.sources.tests.contract_suite import look
from etterlev.sources.tests.sql_engines import Database, asked, postgresql_database, sqlite_database
from tests.postgres import Server

SCRIPT = """
create table person(id integer primary key, email text);
create table invoice(id integer primary key, person_id integer references person(id));
create table invoice_line(id integer primary key, invoice_id integer references invoice(id));
create table note(id integer primary key, person_id integer references person(id), body text);
insert into person values (1, 'nina@example.no');
insert into invoice values (1, 1);
insert into invoice_line values (1, 1);
insert into note values (1, 1, 'Nina ringte');
"""
CUT = "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'scratch' and pid <> pg_backend_pid()"
NINA = asked(email="nina@example.no")


def news(coverage: tuple[Coverage, ...]) -> dict[str, str]:
    return {each.unit: f"{each.state} {each.reason}".strip() for each in coverage}


@contextmanager
def before_statement(holding: str, act: Callable[[], object]) -> Iterator[list[str]]:
    """Do something once, just before a statement with this in it runs."""
    done: list[str] = []

    def hook(connection: Any, cursor: Any, statement: str, *rest: object) -> None:
        if holding in statement and not done:
            done.append(statement)
            act()

    event.listen(sa.Engine, "before_cursor_execute", hook)
    try:
        yield done
    finally:
        event.remove(sa.Engine, "before_cursor_execute", hook)


@pytest.fixture
def made(server: Server) -> Iterator[Database]:
    database = postgresql_database(server, SCRIPT)
    server.run("do $$ begin create role reader login; exception when duplicate_object then null; end $$")
    database.run("grant select on all tables in schema public to reader")
    yield database
    database.source.close()


@pytest.fixture
def reader(made: Database, server: Server) -> Iterator[SqlSource]:
    """The same database, as a user with few rights."""
    source = SqlSource(server.url(made.name, user="reader"))
    yield source
    source.close()


class TestRights:
    def test_a_table_we_may_not_read_is_named_and_the_others_are_searched(
        self, made: Database, reader: SqlSource
    ) -> None:
        made.run("revoke select on note from reader")
        findings, records, coverage = look(
            reader, made.map(person="email", invoice="", invoice_line="", note=""), [NINA]
        )
        assert [f.unit for f in findings] == ["person", "invoice", "invoice_line"]
        assert len(records) == 3
        assert news(coverage) == {
            "person": "searched", "invoice": "searched", "invoice_line": "searched", "note": "unreadable RightMissing",
        }  # fmt: skip

    def test_a_table_only_reached_through_it_is_not_said_to_be_searched(
        self, made: Database, reader: SqlSource
    ) -> None:
        made.run("revoke select on invoice from reader")
        _, _, coverage = look(reader, made.map(person="email", invoice="", invoice_line="", note=""), [NINA])
        assert news(coverage) == {
            "person": "searched", "invoice": "unreadable RightMissing", "invoice_line": "skipped ParentUnreadable",
            "note": "searched",
        }  # fmt: skip

    def test_rows_that_row_security_would_hide_are_not_passed_over(self, made: Database, reader: SqlSource) -> None:
        made.run("alter table note enable row level security; create policy late on note using (id > 100)")
        _, _, coverage = look(reader, made.map(person="email", note=""), [NINA])
        assert news(coverage) == {"person": "searched", "note": "unreadable RightMissing"}

    def test_a_right_lost_while_we_search_is_named(self, made: Database, reader: SqlSource) -> None:
        confirmed = made.map(person="email", invoice="", invoice_line="", note="")
        with before_statement("FROM public.note", lambda: made.run("revoke select on note from reader")) as done:
            findings, _, coverage = look(reader, confirmed, [NINA])
        assert done
        assert [f.unit for f in findings] == ["person", "invoice", "invoice_line"]
        assert news(coverage)["note"] == "unreadable TableUnreadable"
        assert news(coverage)["invoice_line"] == "searched"

    def test_a_right_lost_before_the_values_are_fetched_is_named(self, made: Database, reader: SqlSource) -> None:
        with reader.snapshot(made.map(person="email", invoice="", note="")) as snapshot:
            findings = list(snapshot.locate([NINA]))
            made.run("revoke select on invoice from reader")
            records = list(snapshot.export(findings))
            assert [record.finding.unit for record in records] == ["person", "note"]
            assert news(snapshot.coverage())["invoice"] == "unreadable TableUnreadable"
            assert news(snapshot.coverage())["note"] == "searched"

    def test_a_database_we_may_only_read_is_enough(self, made: Database, server: Server) -> None:
        server.run(f"alter database {made.name} set default_transaction_read_only = on")
        _, records, coverage = look(made.source, made.map(person="email", invoice=""), [NINA])
        assert len(records) == 2
        assert set(news(coverage).values()) == {"searched"}

    def test_nothing_can_be_written_through_a_source(self, made: Database) -> None:
        refused: list[bool] = []

        def hook(connection: sa.Connection, cursor: Any, *rest: object) -> None:
            if not refused:
                cursor.execute("show transaction_read_only")
                refused.append(cursor.fetchone() == ("on",))

        event.listen(sa.Engine, "before_cursor_execute", hook)
        try:
            look(made.source, made.map(person="email"), [NINA])
        finally:
            event.remove(sa.Engine, "before_cursor_execute", hook)
        assert refused == [True]


class TestConnection:
    @pytest.mark.parametrize("table", ["person", "invoice", "note"])
    def test_a_connection_cut_while_searching_leaves_nothing_half_found(
        self, made: Database, server: Server, table: str
    ) -> None:
        confirmed = made.map(person="email", invoice="", note="")
        with before_statement(f"FROM public.{table}", lambda: server.run(CUT)) as done:
            findings, records, coverage = look(made.source, confirmed, [NINA])
        assert done
        assert (findings, records) == ([], [])
        assert set(news(coverage).values()) == {"unreadable ConnectionLost"}

    def test_a_connection_cut_while_fetching_values_is_never_a_complete_answer(
        self, made: Database, server: Server
    ) -> None:
        with made.source.snapshot(made.map(person="email", invoice="", note="")) as snapshot:
            findings = list(snapshot.locate([NINA]))
            server.run(CUT)
            assert list(snapshot.export(findings)) == []
            assert set(news(snapshot.coverage()).values()) == {"unreadable ConnectionLost"}

    def test_the_next_look_connects_anew(self, made: Database, server: Server) -> None:
        confirmed = made.map(person="email")
        server.restart()
        findings, _, coverage = look(made.source, confirmed, [NINA])
        assert len(findings) == 1
        assert news(coverage) == {"person": "searched"}

    def test_a_crashed_server_is_an_answer_too(self, made: Database, server: Server) -> None:
        confirmed = made.map(person="email")
        server.kill()
        try:
            _, _, coverage = look(made.source, confirmed, [NINA])
            with pytest.raises(SourceUnreachable):
                made.source.describe()
        finally:
            server.start()
        assert news(coverage) == {"person": "unreadable SourceUnreachable"}


class TestSnapshot:
    def test_everything_is_seen_as_it_was_when_the_look_began(self, made: Database) -> None:
        with made.source.snapshot(made.map(person="email", invoice="", note="")) as snapshot:
            made.run("insert into invoice values (2, 1); delete from note")
            found = [f"{f.unit} {f.key}" for f in snapshot.locate([NINA])]
            assert found == ["person 1", "invoice 1", "note 1"]
            assert len(list(snapshot.export(snapshot.locate([NINA])))) == 3

    def test_a_map_of_a_field_that_never_was_is_named(self, made: Database) -> None:
        confirmed = made.map(person="email", note="phone")
        _, _, coverage = look(made.source, confirmed, [NINA])
        assert news(coverage) == {"person": "searched", "note": "unreadable UnitMissing"}


@pytest.mark.parametrize(
    "address",
    [
        "",
        "not an address",
        "nosuch://host/base",
        "mysql+nodriver://host/base",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql://h:port/x",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_being_tried(address: str) -> None:
    with pytest.raises(BadAddress) as refused:
        SqlSource(address)
    assert refused.value.field == "address"


def test_a_password_is_not_shown() -> None:
    source = SqlSource("postgresql://user:very-secret@127.0.0.1:1/base")
    with pytest.raises(SourceUnreachable) as refused:
        source.describe()
    assert "very-secret" not in f"{refused.value!r} {refused.value} {vars(source)!r}"


def test_a_file_that_is_no_database_is_not_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "file.db").write_bytes(b"not a database at all, but long enough to look like one" * 40)
    with pytest.raises(SourceUnreachable):
        SqlSource(f"sqlite:///{tmp_path}/file.db").describe()


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreachable):
        SqlSource(f"sqlite:///{tmp_path}/none.db").describe()
    assert list(tmp_path.iterdir()) == []


def test_errors_carry_no_values(made: Database, server: Server, caplog: pytest.LogCaptureFixture) -> None:
    made.run("revoke all on note from reader")
    source = SqlSource(server.url(made.name, user="reader"))
    with caplog.at_level(logging.DEBUG):
        confirmed = made.map(person="email", note="")
        with before_statement("FROM public.person", lambda: made.run("revoke select on person from reader")):
            _, _, coverage = look(source, confirmed, [NINA])
    source.close()
    assert news(coverage)["person"] == "unreadable TableUnreadable"
    assert "nina@example" not in caplog.text + repr(coverage)


def test_text_that_is_not_utf_8_does_not_pass_for_searched(tmp_path: Path) -> None:
    made = sqlite_database(tmp_path, f"{SCRIPT} insert into note values (2, 1, cast(x'ff41' as text));")
    _, records, coverage = look(made.source, made.map(person="email", note=""), [NINA])
    assert news(coverage) == {"person": "searched", "note": "unreadable TableUnreadable"}
    assert len(records) == 1
