"""Whatever somebody is called, and whatever a database calls its tables, a search finds that and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etterlev.sources.contract import CoverageState, Identifier, IdentifierKind, SourceMap, Subject
from etterlev.sources.normalise import normal
from etterlev.sources.tests.contract_suite import look
from etterlev.sources.tests.sql_engines import Database, asked, postgresql_database, sqlite_database
from tests.postgres import Server

Make = Callable[[str], Database]
# What has a meaning somewhere on the way: in SQL, in a pattern, in a driver's parameters, in JSON, in an array.
NAMES = (
    "x' OR 1=1 --", "Robert'); drop table person; --", "100 % sikker", "under_score", "%s", "%(email)s", ":email", "$1",
    "?", 'a"b c', "back\\slash", "{1,2}", "[1, 2]", "null", "æøå ØÅÆ", "名前 姓", "O'Brien Mac", "e\u0301te\u0301",
    "\u202etxet", "tab\tend",
    "hard\u00a0space", "a;b", "/* */ x", "''", "DEFAULT", "\U0001f600 smil", "İlker Işık", "ß Straße",
)  # fmt: skip
PEOPLE = (
    "create table person(id integer primary key, name text, email text, customer_number text);"
    "create table note(id integer primary key, person_id integer references person(id), body text);"
)


def quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def rows(names: tuple[str, ...]) -> str:
    people = "".join(
        f"insert into person values ({n}, {quoted(name)}, {quoted(name.split()[0] + '@example.no')}, {quoted(name)});"
        f"insert into note values ({n}, {n}, {quoted(name)});"
        for n, name in enumerate(names, 1)
    )
    return f"{PEOPLE} {people} insert into person values (0, 'Nina Vik', 'nina@example.no', '4711');"


class TestIdentifiers:
    def test_each_finds_their_own_row_and_nobody_else_s(self, database: Make) -> None:
        made = database(rows(NAMES))
        confirmed = made.map(person="name email customer_number", note="")
        everybody = [asked(str(n), customer_number=name) for n, name in enumerate(NAMES, 1)]
        findings, records, coverage = look(made.source, confirmed, everybody)
        assert {each.state for each in coverage} == {CoverageState.SEARCHED}
        found: dict[str, set[str]] = {}
        for each in findings:
            assert each.tier == "A"
            found.setdefault(each.subject, set()).add(f"{each.unit} {each.key}")
        assert found == {str(n): {f"person {n}", f"note {n}"} for n in range(1, len(NAMES) + 1)}
        bodies = {record.finding.subject: record.values["body"] for record in records if record.finding.unit == "note"}
        assert bodies == {str(n): name for n, name in enumerate(NAMES, 1)}
        assert made.find(confirmed, asked(customer_number="4711")) == {"person 0": "own A"}

    @pytest.mark.parametrize("wild", ["%", "_", "%%", "____", "nina@example._o", "%@example.no", "*", ".*", "471_"])
    @pytest.mark.parametrize("kind", ["name", "email", "customer_number"])
    def test_no_pattern_is_a_pattern(self, database: Make, wild: str, kind: str) -> None:
        made = database(rows(()))
        assert made.find(made.map(person="name email customer_number"), asked(**{kind: wild})) == {}

    def test_the_table_is_there_afterwards(self, database: Make) -> None:
        made = database(rows(NAMES))
        confirmed = made.map(person="name email customer_number", note="")
        for kind in IdentifierKind:
            look(made.source, confirmed, [Subject("s", tuple(Identifier(kind, name) for name in NAMES))])
        assert made.find(confirmed, asked(email="nina@example.no")) == {"person 0": "own A"}


def holding(kind: IdentifierKind, text: str) -> set[int]:
    """Who must be found, by the normal forms alone."""
    stored = {
        IdentifierKind.NAME: dict(enumerate(NAMES, 1)) | {0: "Nina Vik"},
        IdentifierKind.EMAIL: {n: f"{name.split()[0]}@example.no" for n, name in enumerate(NAMES, 1)}
        | {0: "nina@example.no"},
        IdentifierKind.CUSTOMER_NUMBER: dict(enumerate(NAMES, 1)) | {0: "4711"},
    }.get(kind, {})
    wanted = normal(kind, text)
    if wanted is None:
        return set()

    def form(value: str) -> object:
        found = normal(kind, value)
        return sorted(found.split()) if found and kind is IdentifierKind.NAME else found

    return {n for n, value in stored.items() if form(value) == form(text)}


@pytest.fixture(params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Database, SourceMap]]:
    if request.param == "postgresql":
        made = postgresql_database(request.getfixturevalue("server"), rows(NAMES), "typed")
    else:
        made = sqlite_database(tmp_path, rows(NAMES))
    yield made, made.map(person="name email customer_number")
    made.source.close()


class TestAnyText:
    """Whatever somebody types finds the row that holds it, and never the one that does not."""

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=st.text(max_size=30) | st.sampled_from(NAMES), kind=st.sampled_from(IdentifierKind))
    def test_everybody_found_has_the_same_normal_form_and_nobody_with_it_is_missed(
        self, filled: tuple[Database, SourceMap], text: str, kind: IdentifierKind
    ) -> None:
        made, confirmed = filled
        findings, _, coverage = look(made.source, confirmed, [asked(**{kind.value: text})])
        assert {each.state for each in coverage} == {CoverageState.SEARCHED}
        assert {int(each.key) for each in findings} == holding(kind, text)


ODD = (
    "select",
    "order by",
    "Mixed Case",
    "æøå",
    "per%cent",
    "%s",
    "colon:name",
    "quote'd",
    'dou"ble',
    "a.b",
    "$1",
    "(x)",
)


@pytest.mark.parametrize("odd", ODD)
def test_tables_columns_and_keys_of_any_name(database: Make, odd: str) -> None:
    name = odd.replace('"', '""')
    made = database(f"""
        create table "{name}"("{name}" integer, "{name} 2" text, "{name} mail" text,
          primary key ("{name}", "{name} 2"));
        create table "below {name}"("{name}" integer primary key, "to {name}" integer, "to {name} 2" text,
          foreign key ("to {name}", "to {name} 2") references "{name}"("{name}", "{name} 2"));
        insert into "{name}" values (1, 'a', 'NINA@example.no'), (1, 'b', 'per@example.no');
        insert into "below {name}" values (7, 1, 'a'), (8, 1, 'b');""")
    confirmed = made.map(**{odd: "", f"below {odd}": ""})
    entry = replace(confirmed.units[0], identifying={f"{odd} mail": IdentifierKind.EMAIL}, is_entry=True)
    confirmed = replace(confirmed, units=(entry, confirmed.units[1]))
    findings, records, coverage = look(made.source, confirmed, [asked(email="nina@example.no")])
    assert {each.state for each in coverage} == {CoverageState.SEARCHED}
    assert [(each.unit, each.key) for each in findings] == [(odd, '[1,"a"]'), (f"below {odd}", "7")]
    assert [dict(record.values) for record in records] == [
        {odd: 1, f"{odd} 2": "a", f"{odd} mail": "NINA@example.no"},
        {odd: 7, f"to {odd}": 1, f"to {odd} 2": "a"},
    ]


@pytest.mark.parametrize("odd", ODD)
def test_types_of_any_name(server: Server, odd: str) -> None:
    name = odd.replace('"', '""')
    made = postgresql_database(
        server,
        f"""create type "{name}" as enum ('here', 'there');
        create table person(id "{name}" primary key, email text);
        create table note(id integer primary key, person_id "{name}" references person(id));
        insert into person values ('here', 'nina@example.no'), ('there', 'per@example.no');
        insert into note values (1, 'here'), (2, 'there')""",
    )
    confirmed = made.map(person="email", note="")
    assert made.find(confirmed, asked(email="nina@example.no")) == {"person here": "own A", "note 1": "own A"}
    made.source.close()


def test_what_a_database_holds_is_never_run(database: Make) -> None:
    """Learnt on the way, and so asked for: an address that is a statement, in a row that is hers."""
    made = database("""
        create table person(id integer primary key, name text, email text, customer_number text);
        create table login(id integer primary key, customer_number text);
        insert into person values (1, 'Nina Vik', 'nina@example.no', 'x'' OR 1=1 --');
        insert into login values (1, 'X'' or 1=1 --'), (2, '1'), (3, null);""")
    confirmed = made.map(person="name email customer_number", login="customer_number")
    assert made.find(confirmed, asked(email="nina@example.no")) == {"person 1": "own A", "login 1": "own A"}
