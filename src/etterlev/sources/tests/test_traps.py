"""Where others answer «complete» and are wrong: five traps, each sprung on purpose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from etterlev.controllers import actions as controllers
from etterlev.controllers.actors import Actor, operator
from etterlev.sources import actions
from etterlev.sources.contract import CoverageState, proposed_map
from etterlev.sources.errors import UnknownSource
from etterlev.sources.tests.contract_suite import look
from etterlev.sources.tests.sql_engines import Database, asked, sqlite_database
from tests.cast import World, entry

Make = Callable[[str], Database]
NINA = asked(email="nina@example.no", name="Nina Vik")


def test_a_table_that_got_another_name_is_missed_and_named(database: Make) -> None:
    made = database("""
        create table person(id integer primary key, name text, email text);
        create table newsletter(id integer primary key, email text);
        insert into person values (1, 'Nina Vik', 'nina@example.no');
        insert into newsletter values (1, 'nina@example.no');""")
    confirmed = made.map(person="name email", newsletter="email")
    made.run("alter table newsletter rename to newsletters")
    _, records, coverage = look(made.source, confirmed, [NINA])
    answer = actions.Answer(tuple(records), coverage, {})
    assert not answer.is_complete
    assert {each.unit: (each.state, each.reason) for each in coverage} == {
        "person": (CoverageState.CHANGED, "StructureChanged"),
        "newsletter": (CoverageState.UNREADABLE, "UnitMissing"),
    }


def test_an_address_row_of_two_customers_is_nobodys_alone(database: Make) -> None:
    made = database("""
        create table address(id integer primary key, street text);
        create table customer(id integer primary key, name text, email text,
          address_id integer references address(id), billing_id integer references address(id));
        insert into address values (1, 'Fjordveien 1'), (2, 'Bakken 2');
        insert into customer values (1, 'Nina Vik', 'nina@example.no', 1, 2), (2, 'Ola Aas', 'ola@example.no', 1, null);
    """)
    confirmed = proposed_map(made.source.describe())
    assert made.find(confirmed, NINA) == {
        "customer 1": "own A", "address 1": "shared A", "address 2": "context A",
    }  # fmt: skip
    # Ola, whom nobody asks about, is not led to through the home they share; and asked for together, each is alone.
    both = [NINA, asked("ola", email="ola@example.no")]
    findings, _, _ = look(made.source, confirmed, both)
    assert {(f.subject, f.key) for f in findings if f.unit == "customer"} == {("s", "1"), ("ola", "2")}
    assert {f.relation for f in findings if f.unit == "address" and f.key == "1"} == {"shared"}


def test_a_unit_or_field_is_not_taken_for_one_its_name_begins_like(database: Make) -> None:
    made = database("""
        create table customer(id integer primary key, email text, email_of_spouse text);
        create table customer_archive(id integer primary key, email text);
        insert into customer values (1, 'nina@example.no', null), (2, 'ola@example.no', 'nina@example.no');
        insert into customer_archive values (1, 'nina@example.no');""")
    assert made.find(made.map(customer="email"), NINA) == {"customer 1": "own A"}
    assert made.find(made.map(customer_archive="email"), NINA) == {"customer_archive 1": "own A"}


def test_one_person_as_customer_supplier_and_employee_is_found_as_all_three(database: Make) -> None:
    made = database("""
        create table customer(id integer primary key, name text, email text, phone text);
        create table supplier(id integer primary key, contact text, email text, phone text);
        create table employee(id integer primary key, name text, phone text, national_id text);
        create table payslip(id integer primary key, employee_id integer references employee(id));
        create table bill(id integer primary key, supplier_id integer references supplier(id));
        insert into customer values (1, 'Nina Vik', 'nina@example.no', '91234567'),
          (2, 'Nina Vik', 'en@annen.no', null);
        insert into supplier values (1, 'Vik, Nina', 'NINA@example.no', null), (2, 'Ola Aas', 'ola@example.no', null);
        insert into employee values (1, 'Nina Vik', '+47 912 34 567', null), (2, 'Ola Aas', '99999999', null);
        insert into payslip values (1, 1), (2, 2);
        insert into bill values (1, 1), (2, 2);""")
    confirmed = made.map(
        customer="name email phone", supplier="contact:name email", employee="name phone", payslip="", bill=""
    )
    assert made.find(confirmed, NINA) == {
        "customer 1": "own A", "customer 2": "own C",
        "supplier 1": "own A", "bill 1": "own A",
        # Her number was learnt from her own row, and the name agrees: two weaker signs, for a person to look at.
        "employee 1": "own B", "payslip 1": "own B",
    }  # fmt: skip


def test_a_person_in_four_departments_is_found_by_each_in_its_own_and_in_nobody_elses(
    world: World, tmp_path: Path
) -> None:
    moss = controllers.establish(entry("moss", "Fjordtall Moss AS", "923609016"), by=world.operator, now=world.now)
    sources = {each: _with_nina(each, tmp_path, world) for each in (world.oslo, world.bergen, world.group, moss)}
    for department, own in sources.items():
        by = operator({department})
        (record,) = actions.search(own, [NINA], by=by).records
        assert record.values["name"] == f"Nina Vik i {department}"
        for other in sources.values():
            if other != own:
                with pytest.raises(UnknownSource):
                    actions.search(other, [NINA], by=by)


def _with_nina(department: UUID, folder: Path, world: World) -> UUID:
    """A source of one department that holds her, by the same address as everywhere."""
    place = folder / str(department)
    place.mkdir()
    made = sqlite_database(
        place,
        f"create table kunde(id integer primary key, name text, epost text);"
        f"insert into kunde values (1, 'Nina Vik i {department}', 'nina@example.no');",
    )
    by: Actor = operator({department})
    reach = {"address": made.address}
    source = actions.add(department, slug="crm", name="CRM", kind="sql", reach=reach, by=by, now=world.now)
    actions.confirm(source, actions.describe(source, by=by, now=world.now).fingerprint, by=by, now=world.now)
    return source
