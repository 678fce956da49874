"""What a search of a database finds, and what it leaves alone, in SQLite, PostgreSQL and MariaDB alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from etterlev.sources.contract import CoverageState, Finding
from etterlev.sources.tests.contract_suite import look
from etterlev.sources.tests.sql_engines import Database, asked, soft

Make = Callable[[str], Database]


def paths(findings: list[Finding]) -> dict[str, str]:
    return {f"{f.unit} {f.key}": " ".join(f.path) for f in findings}


PEOPLE = """
create table person(id integer primary key, name text, email text, phone text, national_id text, birth_date date);
create table login(id integer primary key, email text, phone text);
create table parcel(id integer primary key, phone text, name text);
"""


class TestEvidence:
    def test_the_same_person_is_found_however_the_identifiers_are_written(self, database: Make) -> None:
        made = database(f"""{PEOPLE}
            insert into person values (1, 'Åse  Ødegård', 'ÅSE@Example.no', '(+47) 912-34.567', '010190 12345', null);
            insert into login values (1, ' åse@example.NO', null), (2, null, '0047 91234567'), (3, null, '9123');
            insert into parcel values (1, '912 34 567', 'ÅSE ØDEGÅRD'), (2, '91234567', 'Ødegård, Åse'),
              (3, '91234567', 'ødegård åse');""")
        confirmed = made.map(person="name email phone national_id", login="email phone", parcel="phone name")
        found = made.find(confirmed, asked(email="åse@example.no", phone="+47 91 23 45 67", name="Åse Ødegård"))
        assert found == {
            "person 1": "own A", "login 1": "own A", "login 2": "own C",
            "parcel 1": "own B", "parcel 2": "own B", "parcel 3": "own B",
        }  # fmt: skip
        assert made.find(confirmed, asked(national_id="01019012345")).get("person 1") == "own A"

    def test_numbers_kept_as_numbers_are_found_though_a_zero_is_lost(self, database: Make) -> None:
        made = database("""
            create table person(id integer primary key, national_id bigint, phone bigint, customer_number integer);
            insert into person values (1, 1019012345, 4791234567, 17), (2, 11111111111, null, 18);""")
        confirmed = made.map(person="national_id phone customer_number")
        assert made.find(confirmed, asked(national_id="010190 12345")) == {"person 1": "own A"}
        assert made.find(confirmed, asked(customer_number="00017")) == {"person 1": "own A"}
        assert made.find(confirmed, asked(phone="912 34 567")) == {"person 1": "own C"}
        assert made.find(confirmed, asked(phone="99999999999999", customer_number="9" * 30)) == {}

    def test_customer_numbers_are_found_with_and_without_leading_zeros(self, database: Make) -> None:
        made = database("""
            create table person(id integer primary key, customer_number text);
            insert into person values (1, '00017'), (2, '17'), (3, '170'), (4, 'K-17');""")
        confirmed = made.map(person="customer_number")
        assert set(made.find(confirmed, asked(customer_number="17"))) == {"person 1", "person 2"}
        assert set(made.find(confirmed, asked(customer_number="k-17"))) == {"person 4"}

    def test_two_weaker_signs_are_more_than_one_and_less_than_a_strong_one(self, database: Make) -> None:
        made = database(f"""{PEOPLE}
            insert into person values (1, 'Nina Vik', null, null, null, '1990-05-17'),
              (2, 'Nina Vik', null, null, null, '1991-05-17'), (3, 'Nina Vik', null, '91234567', null, null),
              (4, 'Ola Aas', null, '91234567', null, '1990-05-17');""")
        confirmed = made.map(person="name phone birth_date")
        asked_for = asked(name="Nina Vik", birth_date="17.05.1990", phone="91234567")
        assert made.find(confirmed, asked_for) == {
            "person 1": "own B", "person 2": "own C", "person 3": "own B", "person 4": "own B",
        }  # fmt: skip

    def test_a_switchboard_and_a_name_are_only_two_weaker_signs(self, database: Make) -> None:
        made = database(f"""{PEOPLE}
            insert into person values (1, 'Nina Vik', null, '22000000', null, null),
              (2, 'Ola Aas', null, '22000000', null, null),
              (3, 'Per Moe', null, '22000000', null, null), (4, 'Eva Lie', null, '22000000', null, null);""")
        found = made.find(made.map(person="name phone"), asked(name="Nina Vik", phone="22000000"))
        assert found == {"person 1": "own B", "person 2": "own C", "person 3": "own C", "person 4": "own C"}

    def test_nobody_is_searched_for_by_a_birth_date(self, database: Make) -> None:
        made = database(f"{PEOPLE} insert into person values (1, 'Ola Aas', null, null, null, '1990-05-17');")
        assert made.find(made.map(person="name birth_date"), asked(birth_date="1990-05-17")) == {}

    def test_a_name_in_two_columns_is_found_and_half_a_name_is_not(self, database: Make) -> None:
        made = database("""
            create table guest(id integer primary key, family text, given text);
            insert into guest values (1, 'VIK', 'Nina Marie'), (2, 'Vik', 'Ola'), (3, 'Marie Vik', 'Nina'),
              (4, 'Nina', 'Nina');""")
        confirmed = made.map(guest="family:name given:name")
        assert set(made.find(confirmed, asked(name="Nina Marie Vik"))) == {"guest 1", "guest 3"}
        assert made.find(confirmed, asked(name="Nina Vik")) == {}


class TestSnowball:
    def test_identifiers_learnt_on_the_way_are_followed_to_the_end(self, database: Make) -> None:
        made = database(f"""{PEOPLE}
            insert into person values (1, 'Nina Vik', 'nina@example.no', '91234567', '01019012345', null),
              (2, 'Nina Vik', 'n.vik@jobb.example', null, '010190 12345', null);
            insert into login values (1, 'N.Vik@jobb.example', null), (2, 'other@example.no', null);""")
        confirmed = made.map(person="name email phone national_id", login="email")
        findings, _, _ = look(made.source, confirmed, [asked(email="nina@example.no")])
        assert paths(findings) == {
            "person 1": "email person",
            "person 2": "email person national_id person",
            "login 1": "email person national_id person email login",
        }

    def test_mother_and_daughter_of_one_name_and_one_phone_are_not_one(self, database: Make) -> None:
        made = database(f"""{PEOPLE}
            create table invoice(id integer primary key, person_id integer references person(id));
            insert into person values (1, 'Nina Vik', 'nina@example.no', '91234567', null, null),
              (2, 'Nina Vik', 'ung.nina@example.no', '91234567', null, null);
            insert into invoice values (1, 1), (2, 2);
            insert into login values (1, 'ung.nina@example.no', null);""")
        confirmed = made.map(person="name email phone", login="email", invoice="")
        # A person looks at what may be the other's, and what only the other's leads to is not followed.
        assert made.find(confirmed, asked(email="nina@example.no", name="Nina Vik")) == {
            "person 1": "own A", "invoice 1": "own A", "person 2": "own B", "invoice 2": "own B",
        }  # fmt: skip

    def test_an_identifier_of_more_than_three_people_is_nobodys(self, database: Make) -> None:
        people = ", ".join(f"({n}, 'Person {word}', null, '22000000', null, null)" for n, word in enumerate("abcd", 10))
        made = database(f"""{PEOPLE}
            insert into person values (1, 'Nina Vik', 'nina@example.no', '22000000', null, null), {people};
            insert into parcel values (1, '22000000', null);""")
        confirmed = made.map(person="name email phone", parcel="phone name")
        assert made.find(confirmed, asked(email="nina@example.no")) == {"person 1": "own A"}

    def test_a_household_phone_that_was_learnt_does_not_bring_in_the_spouse(self, database: Make) -> None:
        made = database(f"""{PEOPLE}
            insert into person values (1, 'Nina Vik', 'nina@example.no', '55667788', null, null),
              (2, 'Ola Vik', 'ola@example.no', '55667788', null, null);
            insert into login values (1, 'ola@example.no', null);""")
        confirmed = made.map(person="name email phone", login="email")
        assert made.find(confirmed, asked(email="nina@example.no")) == {"person 1": "own A"}

    def test_an_address_in_a_row_of_hers_is_not_hers_when_somebody_else_has_it(self, database: Make) -> None:
        made = database("""
            create table person(id integer primary key, name text, email text);
            create table engagement(id integer primary key, person_id integer references person(id), email text);
            create table extra(id integer primary key, person_id integer references person(id), email text);
            insert into person values (1, 'Nina Vik', 'nina@example.no'), (2, 'Kari Lie', 'kari@firma.example');
            insert into engagement values (1, 1, 'kari@firma.example');
            insert into extra values (1, 1, 'nina2@example.no');
            create table visit(id integer primary key, email text);
            insert into visit values (1, 'kari@firma.example'), (2, 'nina2@example.no');""")
        confirmed = made.map(person="name email", engagement="email", extra="email", visit="email")
        found = made.find(confirmed, asked(email="nina@example.no", name="Nina Vik"))
        assert found == {"person 1": "own A", "engagement 1": "own A", "extra 1": "own A", "visit 2": "own A"}

    def test_a_row_found_in_several_ways_is_told_once_by_the_strongest(self, database: Make) -> None:
        made = database(f"""{PEOPLE}
            insert into person values (1, 'Nina Vik', 'nina@example.no', '91234567', null, null);
            create table note(id integer primary key, person_id integer references person(id),
              about_id integer references person(id));
            insert into note values (1, 1, 1);""")
        findings, _, _ = look(
            made.source,
            made.map(person="name email phone", note=""),
            [asked(name="Nina Vik", email="nina@example.no", phone="91234567")],
        )
        assert paths(findings) == {"person 1": "email person", "note 1": "email person note"}


class TestLinks:
    def test_circles_and_trees_are_walked_to_the_end_and_end(self, database: Make) -> None:
        made = database("""
            create table person(id integer primary key, email text);
            create table folder(id integer primary key, owner_id integer references person(id),
              parent_id integer references folder(id));
            create table document(id integer primary key, folder_id integer references folder(id),
              next_id integer references document(id));
            insert into person values (1, 'nina@example.no');
            insert into folder values (1, 1, null), (2, null, 1), (3, null, 2), (4, null, null);
            insert into document values (1, 3, null), (2, null, 1), (3, 4, null);
            update document set next_id = 2 where id = 1;""")
        found = made.find(made.map(person="email", folder="", document=""), asked(email="nina@example.no"))
        assert set(found) == {"person 1", "folder 1", "folder 2", "folder 3", "document 1", "document 2"}

    def test_links_of_several_fields_are_followed(self, database: Make) -> None:
        made = database("""
            create table person(country text, number integer, email text, primary key (country, number));
            create table claim(id integer primary key, country text, number integer,
              foreign key (country, number) references person(country, number));
            insert into person values ('NO', 1, 'nina@example.no'), ('NO', 2, 'per@example.no'),
              ('SE', 1, 'eva@example.se');
            insert into claim values (1, 'NO', 1), (2, 'NO', 2), (3, 'SE', 1), (4, 'NO', null);""")
        found = made.find(made.map(person="email", claim=""), asked(email="nina@example.no"))
        assert found == {'person ["NO",1]': "own A", "claim 1": "own A"}

    def test_a_confirmed_soft_link_is_followed_though_the_types_differ(self, database: Make) -> None:
        made = database("""
            create table person(id integer primary key, email text);
            create table export_row(id integer primary key, customer text);
            insert into person values (17, 'nina@example.no');
            insert into export_row values (1, '17'), (2, '170'), (3, null), (4, 'x');""")
        confirmed = made.map(person="email", export_row="")
        confirmed = replace(confirmed, links=(*confirmed.links, soft("export_row.customer", "person.id")))
        assert made.find(confirmed, asked(email="nina@example.no")) == {"person 17": "own A", "export_row 1": "own A"}
        turned = replace(confirmed, links=(soft("person.id", "export_row.customer"),))
        assert "person 17" in made.find(turned, asked(email="nina@example.no"))

    def test_a_soft_link_on_addresses_does_not_mind_how_they_are_written(self, database: Make) -> None:
        made = database("""
            create table person(id integer primary key, name text, email text);
            create table visit(id integer primary key, email text);
            insert into person values (1, 'Nina Vik', 'Nina@example.no');
            insert into visit values (1, 'NINA@EXAMPLE.NO'), (2, 'per@example.no');""")
        confirmed = made.map(person="name email", visit="-email")
        confirmed = replace(confirmed, links=(soft("visit.email", "person.email"),))
        assert made.find(confirmed, asked(email="nina@example.no")) == {"person 1": "own A", "visit 1": "own A"}

    def test_rows_without_a_key_are_found_and_exported(self, database: Make) -> None:
        made = database(
            """
            create table person(id integer primary key, email text);
            create table scan(person_id integer references person(id), place text);
            insert into person values (1, 'nina@example.no');
            insert into scan values (1, 'dør'), (2, 'port'), (1, 'heis');""".replace("references person(id)", "")
        )
        confirmed = made.map(person="email", scan="")
        confirmed = replace(confirmed, links=(soft("scan.person_id", "person.id"),))
        _, records, coverage = look(made.source, confirmed, [asked(email="nina@example.no")])
        if made.address.startswith("mariadb"):
            # That engine has no name of its own for a row that a statement could use.
            assert {each.unit: each.reason for each in coverage} == {"person": "", "scan": "KeyMissing"}
            return
        assert [record.values.get("place") for record in records] == [None, "dør", "heis"]

    def test_staff_below_a_manager_are_named_and_left_alone(self, database: Make) -> None:
        made = database("""
            create table employee(id integer primary key, name text, email text,
              manager_id integer references employee(id));
            create table absence(id integer primary key, employee_id integer references employee(id));
            insert into employee values (1, 'Kari Lie', 'kari@firma.example', null),
              (2, 'Ola Aas', 'ola@firma.example', 1);
            insert into absence values (1, 1), (2, 2);""")
        confirmed = made.map(employee="name email", absence="")
        found = made.find(confirmed, asked(email="kari@firma.example"))
        assert found == {"employee 1": "own A", "employee 2": "shared A", "absence 1": "own A"}

    def test_what_hangs_under_two_people_is_shared_however_deep(self, database: Make) -> None:
        made = database("""
            create table person(id integer primary key, name text, email text);
            create table thread(id integer primary key, owner_id integer references person(id));
            create table post(id integer primary key, thread_id integer references thread(id),
              author_id integer references person(id));
            create table picture(id integer primary key, post_id integer references post(id));
            insert into person values (1, 'Nina Vik', 'nina@example.no'), (2, 'Per Moe', 'per@example.no');
            insert into thread values (1, 2), (2, 1), (3, null);
            insert into post values (1, 1, 1), (2, 2, 1), (3, 3, 1);
            insert into picture values (1, 1), (2, 2), (3, 3);""")
        found = made.find(made.map(person="name email", thread="", post="", picture=""), asked(email="nina@example.no"))
        assert found == {
            "person 1": "own A", "thread 1": "context A", "thread 2": "own A", "thread 3": "context A",
            "post 1": "shared A", "post 2": "own A", "post 3": "own A",
            "picture 1": "shared A", "picture 2": "own A", "picture 3": "own A",
        }  # fmt: skip

    def test_a_firm_above_is_not_another_person(self, database: Make) -> None:
        made = database("""
            create table customer(id integer primary key, name text, email text);
            create table contact(id integer primary key, customer_id integer references customer(id), email text);
            insert into customer values (1, 'Fjord Regnskap AS', 'post@fjord.example'),
              (2, 'Per Moe', 'per@example.no');
            insert into contact values (1, 1, 'nina@example.no'), (2, 2, 'nina@example.no');""")
        found = made.find(made.map(customer="name email", contact="email"), asked(email="nina@example.no"))
        assert found == {
            "customer 1": "context A", "customer 2": "context A", "contact 1": "own A", "contact 2": "shared A",
        }  # fmt: skip


def test_personal_tables_that_no_way_leads_to_are_not_said_to_be_searched(database: Make) -> None:
    made = database("""
        create table person(id integer primary key, email text);
        create table island(id integer primary key, email text);
        create table postal_code(code text primary key, place text);""")
    _, _, coverage = look(made.source, made.map(person="email", island="-email", postal_code=""), [])
    assert {each.unit: (each.state, each.reason) for each in coverage} == {
        "person": (CoverageState.SEARCHED, ""),
        "island": (CoverageState.SKIPPED, "NoWayIn"),
        "postal_code": (CoverageState.SEARCHED, ""),
    }


@pytest.mark.parametrize("odd", ["select", "Mixed Case", "æøå", "per%cent", "colon:name", "quote'd"])
def test_odd_names_of_tables_and_columns_are_no_trouble(database: Make, odd: str) -> None:
    made = database(f"""
        create table "{odd}"(id integer primary key, "{odd} mail" text);
        create table below(id integer primary key, above integer references "{odd}"(id));
        insert into "{odd}" values (1, 'nina@example.no'); insert into below values (1, 1);""")
    confirmed = made.map(**{odd: "", "below": ""})
    from etterlev.sources.contract import IdentifierKind

    entry = replace(confirmed.units[0], identifying={f"{odd} mail": IdentifierKind.EMAIL}, is_entry=True)
    confirmed = replace(confirmed, units=(entry, confirmed.units[1]))
    assert set(made.find(confirmed, asked(email="nina@example.no"))) == {f"{odd} 1", "below 1"}
