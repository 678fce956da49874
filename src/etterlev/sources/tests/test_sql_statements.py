"""How the database is asked: values as parameters, few statements, by index where there is one, alike on any engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from etterlev.sources.contract import IdentifierKind, SourceMap, Subject
from etterlev.sources.sql import SqlSource, catalogue, exporting, folding, passing, reading, session, walk
from etterlev.sources.sql.shapes import Catalogue, Column, Table
from etterlev.sources.tests import sql_world
from etterlev.sources.tests.contract_suite import look
from etterlev.sources.tests.sql_engines import Database, asked, postgresql_database
from tests.postgres import Server

Make = Callable[[str], Database]


@contextmanager
def listening() -> Iterator[list[str]]:
    """Every statement that runs in the block."""
    heard: list[str] = []

    def hook(connection: Any, cursor: Any, statement: str, *rest: object) -> None:
        heard.append(statement)

    event.listen(sa.Engine, "before_cursor_execute", hook)
    try:
        yield heard
    finally:
        event.remove(sa.Engine, "before_cursor_execute", hook)


def planted(made: Database) -> tuple[SourceMap, tuple[Subject, ...]]:
    description = made.source.describe()
    return sql_world.confirmed(description.links, description.fingerprint), (
        sql_world.NINA,
        sql_world.PER,
        sql_world.LIV,
    )


def test_no_value_of_anybody_is_in_a_statement(database: Make) -> None:
    made = database(sql_world.SCRIPT)
    confirmed, people = planted(made)
    with listening() as heard:
        look(made.source, confirmed, people)
        made.source.describe()
    everything = " ".join(heard).lower()
    values = [identifier.value.lower() for person in people for identifier in person.identifiers]
    learnt = ["91234567", "01829012345", "nina", "moe", "22000000", "b-1", "jobb.example", "1990"]
    assert not [value for value in (*values, *learnt) if value in everything]


def test_a_hundred_people_take_no_more_statements_than_one(database: Make) -> None:
    people = "".join(
        f"insert into customer(id, name, email) values ({n}, 'Per {n}', 'p{n}@example.no');" for n in range(100, 200)
    )
    made = database(
        f"{sql_world.SCRIPT} {people} insert into invoice(id, customer_id) select id, id from customer where id >= 100;"
    )
    confirmed, _ = planted(made)
    # The first look reads the whole structure; the others only whether it is still the same.
    look(made.source, confirmed, [asked(email="p100@example.no")])
    with listening() as for_one:
        look(made.source, confirmed, [asked(email="p100@example.no")])
    with listening() as for_all:
        findings, _, _ = look(
            made.source, confirmed, [asked(f"p{n}", email=f"p{n}@example.no") for n in range(100, 200)]
        )
    assert len(findings) == 200
    # An engine without arrays takes a thousand parameters at a time.
    assert len(for_all) == len(for_one) <= 40 or (made.address.startswith("mariadb") and len(for_all) <= 40)


def test_engines_without_arrays_find_the_same(database: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    made = database(sql_world.SCRIPT)
    confirmed, people = planted(made)
    with_arrays = look(made.source, confirmed, people)
    monkeypatch.setattr(reading.Reading, "dialect", "other")
    monkeypatch.setattr(session.Fence, "dialect", "other")
    # Two parameters at a time, so that every search takes several statements.
    monkeypatch.setattr(passing, "PARAMETERS", 2)
    monkeypatch.setattr(folding, "PARAMETERS", 24)
    fresh = SqlSource(made.address)
    assert look(fresh, confirmed, people) == with_arrays
    fresh.close()


def test_the_inspector_sees_what_our_own_catalogue_sees(database: Make) -> None:
    made = database(sql_world.SCRIPT)
    with session.transaction(session.engine_for(made.address)) as connection:
        own, general = catalogue.read(connection), catalogue.inspected(connection)
    assert set(own.tables) == set(general.tables)
    assert {unit: (list(table.columns), table.key) for unit, table in own.tables.items()} == {
        unit: (list(table.columns), table.key) for unit, table in general.tables.items()
    }
    assert set(own.links) == set(general.links)


CHANGES = (
    "alter table invoice add column note text",
    "alter table invoice rename column amount to total",
    "alter table invoice alter column amount type bigint",
    "alter table invoice drop constraint invoice_customer_id_fkey",
    "alter table invoice rename to bill",
    "alter table invoice enable row level security",
    "alter table customer rename constraint customer_pkey to first",
    "create table other(id integer primary key)",
    "create schema apart; create table apart.other(id integer)",
    "drop table text_message",
    "create index on customer(lower(email))",
    "create index on customer(email)",
    "create table heir() inherits (newsletter)",
    "alter type mood rename to humour",
    "revoke select on newsletter from reader",
    "revoke usage on schema public from public, reader",
    "revoke helpers from reader",
    "insert into newsletter select n, 'x' from generate_series(1, 500) n; analyze newsletter",
)


@pytest.mark.parametrize("change", CHANGES)
def test_a_structure_that_is_remembered_is_the_one_there_is(server: Server, change: str) -> None:
    made = postgresql_database(server, f"create type mood as enum ('sad'); {sql_world.SCRIPT}")
    for role in ("reader login", "helpers"):
        server.run(f"do $$ begin create role {role}; exception when duplicate_object then null; end $$")
    made.run("create table feeling(id integer primary key, has mood); grant select on newsletter to reader;")
    made.run("grant select on invoice to helpers; grant helpers to reader")
    engine, remembered = session.engine_for(server.url(made.name, user="reader")), catalogue.Remembered()

    def read() -> tuple[Catalogue, Catalogue]:
        with session.transaction(engine) as connection:
            return remembered.read(connection), catalogue.read(connection)

    before, _ = read()
    assert read()[0] is before
    made.run(change)
    now, fresh = read()
    assert now == fresh != before or "pkey" in change


def test_many_findings_are_fetched_a_part_at_a_time_and_none_is_lost(
    database: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    visits = "".join(f"insert into visit values ({n}, 1);" for n in range(1, 251))
    made = database(f"""
        create table person(id integer primary key, email text);
        create table visit(id integer primary key, person_id integer references person(id));
        insert into person values (1, 'nina@example.no'); {visits}""")
    monkeypatch.setattr(exporting, "AT_ONCE", 7)
    monkeypatch.setattr(passing, "ARRAY", 3)
    monkeypatch.setattr(folding, "ARRAY", 24)
    findings, records, _ = look(made.source, made.map(person="email", visit=""), [asked(email="nina@example.no")])
    assert [record.finding for record in records] == findings
    assert [record.values["id"] for record in records] == [1, *range(1, 251)]


class TestWalk:
    """An index of PostgreSQL is walked for every spelling; it finds what reading everything would have found."""

    STORED = (
        "nina@example.no", "Nina@Example.no", "NINA@EXAMPLE.NO", "nInA@example.NO",
        " nina@example.no", "nina@example.no ",
        "nina@example.n", "nina@example.noo", "ninaa@example.no", "åse@example.no", "ÅSE@example.no", "Åse@EXAMPLE.no",
        "Aase@example.no", "aAse@example.no", "zz@example.no", "under_score%@example.no", "UNDER_SCORE%@example.no",
    )  # fmt: skip
    ASKED = ("nina@example.no", "åse@example.no", "aase@example.no", "under_score%@example.no", "nobody@example.no")

    @pytest.mark.parametrize(
        "collation",
        ["default", "C", "POSIX", "nb-NO-x-icu", "en-x-icu", "da-x-icu"],
    )
    def test_it_finds_every_spelling_whatever_the_order(self, server: Server, collation: str) -> None:
        script = f'create table "Odd: %"(id integer primary key, "e:m%ail" text collate "{collation}");'
        rows = "".join(f"""insert into "Odd: %" values ({n}, '{value}');""" for n, value in enumerate(self.STORED))
        noise = (
            """insert into "Odd: %" select n + 1000, 'person' || n || '@example.no' from generate_series(1, 9000) n;"""
        )
        made = postgresql_database(server, f'{script} {rows} {noise} create index on "Odd: %"("e:m%ail"); analyze;')
        with session.transaction(session.engine_for(made.address)) as connection:
            table = catalogue.read(connection).tables["Odd: %"]
            column = table.columns["e:m%ail"]
            # Where words sort as words, beginnings do not lie together, and the table is read.
            assert walk.is_worth(column, table.rows, 1) == (collation in ("default", "C", "POSIX"))
            for value in self.ASKED:
                walked = self._found(connection, table, value)
                plain = Table(
                    table.name, table.schema, table.unit, {column.name: Column(column.name, "text")}, table.key
                )
                assert walked == self._found(connection, plain, value)
                assert len(walked) == {"nina@example.no": 6, "åse@example.no": 3, "nobody@example.no": 0}.get(value, 2)
        made.source.close()

    def _found(self, connection: sa.Connection, table: Table, value: str) -> set[str]:
        found: set[str] = set()
        for condition in folding.searches("postgresql", table, ["e:m%ail"], IdentifierKind.EMAIL, [value]):
            statement = sa.select(table.column("e:m%ail")).where(condition.make())
            found |= {row[0] for row in session.ask(connection, "u", statement, condition.values)}
        return found

    def test_an_index_is_used_where_there_is_one(self, server: Server) -> None:
        made = postgresql_database(
            server,
            """
            create table a(id integer primary key, email text, phone text);
            insert into a select n, 'person' || n || '@example.no', 20000000 + n from generate_series(1, 20000) n;
            create index on a(lower(email)); create index on a(regexp_replace(phone, '[^0-9]', '', 'g')); analyze;""",
        )
        confirmed = made.map(a="email phone")
        with listening() as heard:
            findings, _, _ = look(made.source, confirmed, [asked(email="Person77@example.no", phone="20 00 00 77")])
        assert [f.key for f in findings] == ["77"]
        searches = [each for each in heard if "FROM public.a" in each and "any" in each.lower()]
        assert any("lower(public.a.email) =" in each for each in searches)
        assert not any("octet_length" in each for each in searches)
        made.source.close()
