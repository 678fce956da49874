"""What a database seems to hold, the links nobody declared, and a map good enough to find by once it is confirmed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from etterlev.law.example_numbers import synthetic_national_identity_number
from etterlev.sources.contract import Description, IdentifierKind, Link, proposed_map
from etterlev.sources.tests import sql_world
from etterlev.sources.tests.contract_suite import look
from etterlev.sources.tests.sql_engines import Database, asked

Make = Callable[[str], Database]
K = IdentifierKind

GIVEN = ("Nina", "Ola", "Per", "Eva", "Kari", "Jan", "Liv", "Tor", "Siv", "Geir")
FAMILY = ("Vik", "Hansen", "Moe", "Lund", "Lie", "Dahl", "Berg", "Strand", "Haugen", "Bakke")


def meaningless() -> str:
    """A database whose names say nothing: forty people, what they bought, and their visits by address only."""
    script = """
        create table tab_1(kol_01 integer primary key, kol_02 text, kol_03 text, kol_04 text, kol_05 text,
          kol_06 bigint);
        create table tab_2(kol_01 integer primary key, kol_02 integer references tab_1(kol_01), kol_03 integer);
        create table tab_3(kol_01 integer primary key, kol_02 text, kol_03 text);
        create table tab_4(kol_01 integer primary key, kol_02 text);"""
    for n in range(40):
        name = f"{GIVEN[n % 10]} {FAMILY[(n * 3 + n // 10) % 10]}"
        number = synthetic_national_identity_number(date(1970, 1, 1 + n % 28), n).digits
        script += f"""
        insert into tab_1 values ({n}, '{name}', 'p{n}@example.no', '+47 9{n:02} 12 345', 'Storgata {n}',
          {int(number)});
        insert into tab_2 values ({n}, {n}, {n * 100}); insert into tab_3 values ({n}, 'P{n}@EXAMPLE.NO', 'side {n}');
        insert into tab_4 values ({n}, 'Ting nummer {n}');"""
    return script


def meanings(description: Description) -> dict[str, str]:
    return {f"{unit.name}.{f.name}": f.category for unit in description.units for f in unit.fields if f.category}


def proposed(description: Description) -> list[Link]:
    return [link for link in description.links if not link.is_declared]


def test_meaningless_names_are_seen_through_and_the_map_finds(database: Make) -> None:
    made = database(meaningless())
    description = made.source.describe()
    assert meanings(description) == {
        "tab_1.kol_02": "name", "tab_1.kol_03": "email", "tab_1.kol_04": "phone", "tab_1.kol_05": "address",
        "tab_1.kol_06": "national-identity-number", "tab_3.kol_02": "email",
    }  # fmt: skip
    assert ("tab_4", "kol_02") in description.unclassified
    assert proposed(description) == [Link("tab_3", ("kol_02",), "tab_1", ("kol_03",), False, 0.95)]
    findings, _, coverage = look(made.source, proposed_map(description), [asked(email="p7@example.no")])
    assert [f"{f.unit} {f.key} {f.tier}" for f in findings] == ["tab_1 7 A", "tab_2 7 A", "tab_3 7 A"]
    assert {each.unit: str(each.state) for each in coverage} == dict.fromkeys(
        ("tab_1", "tab_2", "tab_3", "tab_4"), "searched"
    )


def test_a_description_keeps_no_value_of_anybody(database: Make) -> None:
    written = repr(database(meaningless()).source.describe()).lower()
    assert not [word for word in ("nina", "example.no", "+47", "storgata", "01817") if word in written]


def test_a_reference_without_a_foreign_key_is_proposed_when_the_values_agree(database: Make) -> None:
    rows = "".join(
        f"insert into kunder values ({n * 7}, 'K{n}'); insert into ordre values ({n}, {n * 7}, {n});"
        for n in range(1, 30)
    )
    made = database(f"""
        create table kunder(id integer primary key, kode text);
        create table ordre(id integer primary key, kunde_id integer, vare_id integer);
        create table varer(id integer primary key, vekt integer);
        {rows} insert into varer values (1001, 1), (1002, 2), (1003, 3), (1004, 4);""")
    assert proposed(made.source.describe()) == [Link("ordre", ("kunde_id",), "kunder", ("id",), False, 0.92)]


def test_addresses_that_are_not_found_again_are_not_linked(database: Make) -> None:
    people = "".join(
        f"insert into person values ({n}, '{GIVEN[n % 10]} {FAMILY[n % 10]}', 'p{n}@example.no');" for n in range(20)
    )
    visits = "".join(f"insert into visit values ({n}, '{'p' if n < 5 else 'q'}{n}@example.no');" for n in range(20))
    made = database(f"""
        create table person(id integer primary key, name text, email text);
        create table visit(id integer primary key, email text); {people} {visits}""")
    assert proposed(made.source.describe()) == []


def test_an_empty_database_and_an_empty_table_can_be_described(database: Make) -> None:
    made = database("create table empty(id integer primary key, email text, noe text);")
    description = made.source.describe()
    assert [(f.name, f.category, f.identifies) for f in description.units[0].fields] == [
        ("id", None, None), ("email", "email", K.EMAIL), ("noe", None, None),
    ]  # fmt: skip


def test_the_fingerprint_follows_the_structure_and_nothing_else(database: Make) -> None:
    made = database(sql_world.SCRIPT)
    first = made.source.describe().fingerprint
    made.run("insert into address values (9, 'Ny vei 1', 'Oslo'); create index streets on address(street)")
    assert made.source.describe().fingerprint == first
    seen = {first}
    for change in (
        "create table more(id integer primary key)",
        "alter table more add column other integer",
        "alter table more rename column other to another",
        "drop table more; create table more(id integer primary key, another text)",
        "drop table more; create table more(id integer primary key, another integer references department(id))",
    ):
        made.run(change)
        seen.add(made.source.describe().fingerprint)
    assert len(seen) == 6


def test_a_home_is_shown_to_whoever_lives_there(database: Make) -> None:
    made = database("""
        create table address(id integer primary key, street text, city text);
        create table person(id integer primary key, name text, email text, address_id integer references address(id));
        insert into address values (1, 'Storgata 1', 'Oslo');
        insert into person values (1, 'Nina Vik', 'nina@example.no', 1);""")
    _, records, _ = look(made.source, proposed_map(made.source.describe()), [asked(email="nina@example.no")])
    assert [dict(r.values) for r in records if r.finding.unit == "address"] == [
        {"street": "Storgata 1", "city": "Oslo"}
    ]
