"""Values of every type as JSON, keys as text and back, and the types only PostgreSQL has."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from etterlev.sources.contract import CoverageState
from etterlev.sources.sql import keys
from etterlev.sources.sql.scalars import scalar
from etterlev.sources.tests.contract_suite import look
from etterlev.sources.tests.sql_engines import asked, postgresql_database
from tests.postgres import Server

part = st.one_of(
    st.integers(-(2**63), 2**63 - 1),
    st.text(),
    st.uuids(),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.binary(),
)
value = st.recursive(
    st.one_of(st.none(), st.booleans(), st.floats(), part, st.times(), st.timedeltas()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(), inner, max_size=3)),
)


@given(st.one_of(part, st.tuples(part, part), st.tuples(part, part, part)))
def test_a_key_comes_back_as_it_was(key: Any) -> None:
    assert keys.from_text(keys.as_text(key)) == key


@given(part, part)
def test_different_keys_have_different_texts(one: Any, other: Any) -> None:
    if (type(one), one) != (type(other), other):
        assert keys.as_text(one) != keys.as_text(other)


@given(value)
def test_every_value_can_be_written_as_json(anything: Any) -> None:
    shown = scalar(anything)
    assert json.loads(json.dumps(shown, allow_nan=False)) == shown


def test_values_are_shown_whole() -> None:
    assert scalar(Decimal("1250.50")) == "1250.50"
    assert scalar(date(2024, 5, 17)) == "2024-05-17"
    assert scalar(datetime(2024, 5, 17, 12, tzinfo=UTC)) == "2024-05-17T12:00:00+00:00"
    assert scalar(b"\xff\x00") == "/wA="
    assert scalar(UUID(int=1)) == "00000000-0000-0000-0000-000000000001"
    assert scalar([Decimal(1), {"a": b""}]) == ["1", {"a": ""}]


def test_postgresql_types_are_exported_and_can_be_keys(server: Server) -> None:
    made = postgresql_database(
        server,
        """
        create type colour as enum ('red', 'blue');
        create domain mail as text;
        create table person(id uuid primary key, email mail, address inet, seen timestamptz, amount numeric(10,2),
          favourite colour, document bytea, settings jsonb, tags text[], span int4range,
          code char(5) unique, is_vip boolean);
        create table visit(day date, person_id uuid references person(id), colour colour,
          primary key (day, person_id, colour));
        create table badge(id bigserial primary key, code char(5) references person(code));
        insert into person values ('00000000-0000-0000-0000-000000000001', 'Nina@example.no', '10.0.0.1',
          '2024-05-17 12:00+00',
          1250.5, 'red', '\\xff00', '{"a": [1, null]}', '{x,y}', '[1,5)', 'ab', true);
        insert into visit values ('2024-01-02', '00000000-0000-0000-0000-000000000001', 'blue');
        insert into badge(code) values ('ab');""",
    )
    confirmed = made.map(person="email", visit="", badge="")
    findings, records, coverage = look(made.source, confirmed, [asked(email="nina@example.no")])
    assert {each.state for each in coverage} == {CoverageState.SEARCHED}
    assert [f.unit for f in findings] == ["person", "visit", "badge"]
    assert json.loads(json.dumps([dict(record.values) for record in records])) == [
        {
            "id": "00000000-0000-0000-0000-000000000001", "email": "Nina@example.no", "address": "10.0.0.1",
            "seen": "2024-05-17T12:00:00+00:00", "amount": "1250.50", "favourite": "red", "document": "/wA=",
            "settings": {"a": [1, None]}, "tags": ["x", "y"], "span": "[1, 5)", "code": "ab   ", "is_vip": True,
        },
        {"day": "2024-01-02", "person_id": "00000000-0000-0000-0000-000000000001", "colour": "blue"},
        {"id": 1, "code": "ab   "},
    ]  # fmt: skip
    made.source.close()


def test_dates_that_python_does_not_have_are_shown_as_the_database_writes_them(server: Server) -> None:
    made = postgresql_database(
        server,
        """
        create table person(id integer primary key, email text, until date, since timestamptz);
        insert into person values (1, 'nina@example.no', 'infinity', '0044-03-15 BC');""",
    )
    _, records, coverage = look(made.source, made.map(person="email"), [asked(email="nina@example.no")])
    assert {each.state for each in coverage} == {CoverageState.SEARCHED}
    assert records[0].values["until"] == "infinity"
    assert str(records[0].values["since"]).endswith("BC")
    made.source.close()


def test_tables_of_other_schemas_and_partitions_are_searched_once(server: Server) -> None:
    made = postgresql_database(
        server,
        """
        create schema hr; create schema log;
        create table person(id integer primary key, email text);
        create table hr.person(id integer primary key, email text, customer_id integer references public.person(id));
        create table log.visit(id integer, at date, person_id integer references hr.person(id), primary key (id, at))
          partition by range (at);
        create table log.visit_2024 partition of log.visit for values from ('2024-01-01') to ('2025-01-01');
        create table log.visit_2025 partition of log.visit for values from ('2025-01-01') to ('2026-01-01');
        insert into person values (1, 'nina@example.no');
        insert into hr.person values (7, null, 1);
        insert into log.visit values (1, '2024-02-03', 7), (2, '2025-02-03', 7);""",
    )
    description = made.source.describe()
    assert {unit.name for unit in description.units} == {"person", "hr.person", "log.visit"}
    confirmed = made.map(**{"person": "email", "hr.person": "email", "log.visit": ""})
    findings, records, _ = look(made.source, confirmed, [asked(email="nina@example.no")])
    assert [f"{f.unit} {f.key}" for f in findings] == [
        "person 1", "hr.person 7", 'log.visit [1,{"date":"2024-02-03"}]', 'log.visit [2,{"date":"2025-02-03"}]',
    ]  # fmt: skip
    assert len(records) == 4
    made.source.close()
