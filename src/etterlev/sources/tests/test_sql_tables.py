"""Tables that are not as tables should be: parts, heirs, copies, keys with holes, names that hide the engine's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from etterlev.sources.contract import Coverage, CoverageState, SourceMap, proposed_map
from etterlev.sources.sql import SqlSource, exporting, session
from etterlev.sources.tests.contract_suite import look
from etterlev.sources.tests.sql_engines import Database, asked, postgresql_database, soft, sqlite_database
from tests.nobody import as_nobody, open_to_nobody
from tests.postgres import Server

Make = Callable[[str], Database]
NINA = asked(email="nina@example.no")
PERSON = "create table person(id integer primary key, email text); insert into person values (1, 'nina@example.no');"


def news(coverage: tuple[Coverage, ...]) -> dict[str, str]:
    return {each.unit: f"{each.state} {each.reason}".strip() for each in coverage}


def linked(made: Database, unit: str) -> SourceMap:
    """The people, and a table that refers to them without saying so."""
    confirmed = made.map(person="email", **{unit: ""})
    return replace(confirmed, links=(soft(f"{unit}.person_id", "person.id"),))


class TestPostgreSQL:
    def test_rows_of_parts_without_a_key_are_all_there(self, server: Server) -> None:
        """Each part has a first place: where a row lies says nothing without which part it lies in."""
        made = postgresql_database(
            server,
            f"""{PERSON}
            create table visit(person_id integer, year integer, door text) partition by list (year);
            create table visit_24 partition of visit for values in (2024);
            create table visit_25 partition of visit for values in (2025);
            insert into visit values (1, 2024, 'dør'), (1, 2025, 'port'), (2, 2025, 'heis')""",
        )
        findings, records, coverage = look(made.source, linked(made, "visit"), [NINA])
        assert set(news(coverage).values()) == {"searched"}
        assert sorted(str(record.values["door"]) for record in records[1:]) == ["dør", "port"]
        assert len({finding.key for finding in findings}) == 3
        made.source.close()

    def test_a_parent_s_key_does_not_bind_its_heirs(self, server: Server) -> None:
        made = postgresql_database(
            server,
            f"""{PERSON}
            create table document(id integer primary key, person_id integer, title text);
            create table letter(stamp text) inherits (document);
            insert into document values (1, 1, 'Avtale'); insert into letter values (1, 1, 'Brev', 'A')""",
        )
        confirmed = linked(made, "document")
        _, records, coverage = look(made.source, confirmed, [NINA])
        assert set(news(coverage).values()) == {"searched"}
        assert sorted(str(record.values["title"]) for record in records[1:]) == ["Avtale", "Brev"]
        made.source.close()

    def test_a_copy_that_is_kept_is_searched_as_a_table(self, server: Server) -> None:
        made = postgresql_database(
            server, f"{PERSON} create materialized view mailing as select email, 'juni' as month from person"
        )
        confirmed = proposed_map(made.source.describe())
        found = made.find(confirmed, NINA)
        assert {place.split()[0] for place in found} == {"person", "mailing"}
        made.source.close()

    def test_a_table_on_another_server_is_named_and_not_passed_over(self, server: Server) -> None:
        if not server.run("select 1 from pg_available_extensions where name = 'file_fdw'"):
            pytest.skip("this PostgreSQL has no foreign tables of files")
        made = postgresql_database(
            server,
            f"""{PERSON} create extension file_fdw; create server files foreign data wrapper file_fdw;
            create foreign table old_list(email text) server files options (filename '/dev/null')""",
        )
        _, _, coverage = look(made.source, proposed_map(made.source.describe()), [NINA])
        assert news(coverage) == {"person": "searched", "old_list": "unreadable KeyMissing"}
        made.source.close()

    def test_keys_that_differ_in_case_alone_are_one_where_the_engine_says_so(self, server: Server) -> None:
        if not server.run("select 1 from pg_available_extensions where name = 'citext'"):
            pytest.skip("this PostgreSQL has no text without case")
        made = postgresql_database(
            server,
            """create extension citext;
            create table person(code citext primary key, email citext);
            create table note(id integer primary key, code citext references person(code));
            insert into person values ('NV', 'Nina@example.no'), ('PM', 'per@example.no');
            insert into note values (1, 'nv'), (2, 'Nv'), (3, 'pm')""",
        )
        found = made.find(made.map(person="email", note=""), NINA)
        assert found == {"person NV": "own A", "note 1": "own A", "note 2": "own A"}
        made.source.close()

    def test_moments_are_written_alike_wherever_the_server_is(self, server: Server) -> None:
        made = postgresql_database(
            server,
            """create table person(id integer primary key, email text, seen timestamptz);
            insert into person values (1, 'nina@example.no', '2024-05-17 14:00+02')""",
        )
        server.run(f"alter database {made.name} set timezone = 'Asia/Tokyo'")
        _, records, _ = look(made.source, made.map(person="email"), [NINA])
        assert records[0].values["seen"] == "2024-05-17T12:00:00+00:00"
        made.source.close()

    def test_other_schemas_are_searched_and_named_with_theirs(self, server: Server) -> None:
        made = postgresql_database(
            server,
            f"""{PERSON} create schema archive;
            create table archive.person(id integer primary key, email text, person_id integer references public.person);
            insert into archive.person values (1, 'NINA@example.no', null), (2, 'old@example.no', 1)""",
        )
        confirmed = proposed_map(made.source.describe())
        assert {"person", "archive.person"} == {unit.name for unit in confirmed.units}
        assert made.find(confirmed, NINA) == {
            "person 1": "own A", "archive.person 1": "own A", "archive.person 2": "own A",
        }  # fmt: skip
        made.source.close()


class TestCutWhileExporting:
    """The server ends our connection when some of the values have come and some have not."""

    SCRIPT = f"""{PERSON}
        create table visit(id integer primary key, person_id integer references person(id));
        create table note(id integer primary key, person_id integer references person(id));
        insert into visit select n, 1 from generate_series(1, 100) n;
        insert into note select n, 1 from generate_series(1, 100) n;"""
    END = "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'scratch' and pid <> pg_backend_pid()"

    @pytest.mark.parametrize("after", [1, 50, 101, 150])
    def test_what_came_is_given_and_nothing_passes_for_complete(
        self, server: Server, monkeypatch: pytest.MonkeyPatch, after: int
    ) -> None:
        made = postgresql_database(server, self.SCRIPT)
        monkeypatch.setattr(exporting, "AT_ONCE", 10)
        given = []
        with made.source.snapshot(made.map(person="email", visit="", note="")) as snapshot:
            for record in snapshot.export(snapshot.locate([NINA])):
                given.append(record)
                if len(given) == after:
                    assert server.run(self.END) == [(True,)]
            coverage = snapshot.coverage()
        assert after <= len(given) < 201
        assert set(news(coverage).values()) == {"unreadable ConnectionLost"}
        _, records, coverage = look(made.source, made.map(person="email", visit="", note=""), [NINA])
        assert len(records) == 201
        assert set(news(coverage).values()) == {"searched"}
        made.source.close()

    def test_a_table_that_is_dropped_while_we_look_is_still_seen_or_named(self, server: Server) -> None:
        made = postgresql_database(server, self.SCRIPT)
        confirmed = made.map(person="email", visit="", note="")
        with made.source.snapshot(confirmed) as snapshot:
            made.run("drop table note")
            list(snapshot.export(snapshot.locate([NINA])))
            coverage = news(snapshot.coverage())
        # What was never touched is not locked; the look begins anew and sees that the structure is another.
        assert coverage["note"].startswith("unreadable")
        assert "searched" not in coverage.values()
        made.source.close()


class TestSQLite:
    def test_a_key_with_a_hole_does_not_say_which_row_it_is(self, tmp_path: Path) -> None:
        """SQLite takes nothing for a value in a key, and as often as one likes."""
        made = sqlite_database(
            tmp_path,
            f"""{PERSON}
            create table topic(person_id integer, name text, primary key (person_id, name));
            insert into topic values (1, 'moms'), (1, null), (1, null);""",
        )
        _, records, coverage = look(made.source, linked(made, "topic"), [NINA])
        assert [record.values.get("name") for record in records] == [None, "moms"]
        assert news(coverage) == {"person": "searched", "topic": "unreadable KeyMissing"}

    def test_a_column_called_as_the_engine_s_own_number_is_only_a_column(self, tmp_path: Path) -> None:
        made = sqlite_database(
            tmp_path,
            f"""{PERSON}
            create table scan(RowId text, person_id integer);
            insert into scan values ('same', 1), ('same', 1), ('same', 2);
            create table mark(rowid text, _rowid_ text, oid text, person_id integer);
            insert into mark values ('a', 'a', 'a', 1);""",
        )
        confirmed = made.map(person="email", scan="", mark="")
        links = (soft("scan.person_id", "person.id"), soft("mark.person_id", "person.id"))
        _, records, coverage = look(made.source, replace(confirmed, links=links), [NINA])
        assert [record.finding.unit for record in records] == ["person", "scan", "scan"]
        assert news(coverage) == {"person": "searched", "scan": "searched", "mark": "unreadable KeyMissing"}

    def test_tables_without_numbers_of_rows_are_searched_by_their_key(self, tmp_path: Path) -> None:
        made = sqlite_database(
            tmp_path,
            """create table person(email text primary key, name text) without rowid;
            insert into person values ('nina@example.no', 'Nina Vik');""",
        )
        assert made.find(made.map(person="email"), NINA) == {"person nina@example.no": "own A"}

    def test_a_file_somebody_is_writing_to_is_seen_as_it_was(self, tmp_path: Path) -> None:
        made = sqlite_database(tmp_path, f"pragma journal_mode = wal; {PERSON}")
        with made.source.snapshot(made.map(person="email")) as snapshot:
            made.run("insert into person values (2, 'NINA@example.no')")
            assert [finding.key for finding in snapshot.locate([NINA])] == ["1"]
        assert len(made.find(made.map(person="email"), NINA)) == 2

    def test_a_file_we_may_not_read_is_unreachable(self) -> None:
        with open_to_nobody() as folder:
            made = sqlite_database(folder, PERSON)
            confirmed = made.map(person="email")
            Path(made.name).chmod(0)
            with as_nobody():
                _, _, coverage = look(made.source, confirmed, [NINA])
        assert news(coverage) == {"person": "unreadable SourceUnreachable"}

    def test_a_file_cut_short_never_gives_a_complete_answer(self, tmp_path: Path) -> None:
        people = "".join(f"insert into person values ({n}, 'p{n}@example.no');" for n in range(2, 3000))
        made = sqlite_database(tmp_path, f"{PERSON} {people}")
        confirmed, place = made.map(person="email"), Path(made.name)
        whole = place.read_bytes()
        for size in range(0, len(whole) - 4096, len(whole) // 9):
            place.write_bytes(whole[:size])
            _, _, coverage = look(SqlSource(made.address), confirmed, [asked(email="p2999@example.no")])
            assert {each.state for each in coverage} != {CoverageState.SEARCHED}, size


def test_tables_that_have_come_since_make_the_map_old(database: Make) -> None:
    made = database(PERSON)
    confirmed = made.map(person="email")
    made.run("create table visit(id integer primary key, email text)")
    findings, _, coverage = look(made.source, confirmed, [NINA])
    assert findings == []
    assert news(coverage) == {"person": "changed StructureChanged"}


def test_every_declared_table_that_is_gone_is_named_beside_those_that_are_not(database: Make) -> None:
    made = database(f"{PERSON} create table visit(id integer primary key); create table note(id integer primary key);")
    confirmed = made.map(person="email", visit="", note="")
    made.run("drop table visit; drop table note;")
    _, _, coverage = look(made.source, confirmed, [NINA])
    assert news(coverage) == {
        "person": "changed StructureChanged",
        "visit": "unreadable UnitMissing",
        "note": "unreadable UnitMissing",
    }


def test_indexes_and_more_rows_leave_a_map_in_force(database: Make) -> None:
    made = database(PERSON)
    confirmed = made.map(person="email")
    made.run("create index by_email on person(email); insert into person values (2, 'per@example.no')")
    assert made.find(confirmed, NINA) == {"person 1": "own A"}


@pytest.mark.parametrize(
    ("address", "level"),
    [("oracle://host/x", "SERIALIZABLE"), ("mysql://host/x", "REPEATABLE READ"), ("mssql://host/x", "REPEATABLE READ")],
)
def test_other_engines_are_asked_for_a_look_at_one_state(
    address: str, level: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No driver for these is installed here: what is looked at is what they would be asked for."""
    asked_for: list[object] = []

    def create(url: sa.URL, **options: object) -> sa.Engine:
        asked_for.append(options["isolation_level"])
        return sa.create_mock_engine("sqlite://", lambda *_: None)  # type: ignore[return-value]  # never connected

    monkeypatch.setattr(sa, "create_engine", create)
    session.engine_for(address)
    assert asked_for == [level]
