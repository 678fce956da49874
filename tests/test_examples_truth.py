"""Whose row is whose in the fictional group, found again by plain SQL that knows nothing of how it was made."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from examples.facts import Held
from examples.generate import Example, generate
from examples.people import Block
from examples.saft import NAMESPACE
from examples.size import Size
from examples.sources import Source
from examples.truth import Row, Trap

pytestmark = pytest.mark.seeded

SEED = int(os.environ.get("ETTERLEV_SEED", "0"))


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """Two hundreds in each department: a person of the second must not meet those of the first."""
    return generate(tmp_path_factory.mktemp("example"), seed=SEED, size=Size(departments=3, hundreds=2, staff=20))


class Customers:
    """A customer system asked the way a careful person would, with nothing but names of tables and columns."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.connection = sqlite3.connect(source.path)
        self.connection.create_function("digits", 1, lambda value: re.sub(r"\D", "", value or "")[-8:])

    def keys(self, role: str, where: str, values: Iterable[object] = ()) -> set[str]:
        """The keys of rows; `[column]` in the condition is the source's own name for it."""
        condition = re.sub(r"\[(\w+)]", lambda found: f'"{self.source.column(role, found[1])}"', where)
        query = f'SELECT "{self.source.column(role, "id")}" FROM "{self.source.table(role)}" WHERE {condition}'
        return {str(row[0]) for row in self.connection.execute(query, tuple(values))}

    def below(self, role: str, column: str, parents: Iterable[str]) -> set[str]:
        return self.keys(role, f"[{column}] IN ({', '.join(parents) or 'NULL'})")

    def values(self, role: str, column: str, keys: Iterable[str]) -> set[str]:
        chosen, key = self.source.column(role, column), self.source.column(role, "id")
        query = f'SELECT "{chosen}" FROM "{self.source.table(role)}" WHERE "{key}" IN ({", ".join(keys) or "NULL"})'
        return {str(row[0]) for row in self.connection.execute(query) if row[0] is not None}

    def everything(self, email: str, phone: str, number: str) -> dict[str, set[str]]:
        """What hangs together about one person: theirs by identifier, and down from there."""
        customers = self.keys("customer", "lower([email]) = ? OR [customer_number] = ?", [email, number])
        contacts = self.keys("contact_person", "lower([email]) = ?", [email])
        engagements = self.below("engagement", "customer_id", customers)
        invoices = self.below("invoice", "customer_id", customers) | self.below("invoice", "engagement_id", engagements)
        notes = self.below("note", "customer_id", customers) | self.below("note", "contact_person_id", contacts)
        return {
            "customer": customers,
            "contact_person": contacts,
            "engagement": engagements,
            "invoice": invoices,
            "invoice_line": self.below("invoice_line", "invoice_id", invoices),
            "note": notes | self.notes_naming(email, phone),
            "attendance": self.keys("attendance", "lower([email]) = ?", [email]) if email else set(),
            "newsletter": self.keys("newsletter", "lower([email]) = ?", [email]) if email else set(),
            "address": self.values("customer", "address_id", customers),
        }

    def notes_naming(self, email: str, phone: str) -> set[str]:
        """Free text with the address as a word of its own, or with a telephone only this person has."""
        several = len(self.keys("customer", "digits([phone]) = ?", [phone])) > 1
        several = several or len(self.keys("contact_person", "digits([phone]) = ?", [phone])) > 1
        key, body = self.source.column("note", "id"), self.source.column("note", "body")
        query = f'SELECT "{key}", "{body}" FROM "{self.source.table("note")}"'
        found = set()
        for note, said in self.connection.execute(query):
            named = email and re.search(rf"(?<![\w.-]){re.escape(email)}(?!\w)", said.lower())
            if named or (not several and phone in re.sub(r"\D", "", said)):
                found.add(str(note))
        return found

    def context(self, own: dict[str, set[str]]) -> dict[str, set[str]]:
        """One step up from what is the person's."""
        up = self.values("contact_person", "customer_id", own["contact_person"]) - own["customer"]
        return {"customer": up, "seminar": self.values("attendance", "seminar_id", own["attendance"])}


def told(rows: Iterable[Row], source: str) -> dict[Held, set[tuple[str, str]]]:
    """What the truth says of one source."""
    said: dict[Held, set[tuple[str, str]]] = {held: set() for held in Held}
    for row in rows:
        if row.source == source:
            said[row.held].add((row.role, str(row.key)))
    return said


def pairs(found: dict[str, set[str]]) -> set[tuple[str, str]]:
    return {(role, key) for role, keys in found.items() for key in keys}


@pytest.mark.parametrize("department", [0, 1, 2])
@pytest.mark.parametrize("hundred", [0, 1])
def test_everyone_in_the_customer_system_is_found_by_sql_all_and_only(
    example: Example, department: int, hundred: int
) -> None:
    place = example.group.departments[department]
    crm = Customers(example.source(f"crm-{place.slug}"))
    everyone = [example.people.person(Block(department, hundred), slot) for slot in range(100)]
    found = {p.key: crm.everything(p.email or "nobody", p.phone, p.customer_number) for p in everyone}
    owners: dict[tuple[str, str], set[str]] = {}
    for key, theirs in found.items():
        for pair in pairs(theirs):
            owners.setdefault(pair, set()).add(key)
    for person in everyone:
        said = told(example.truth.rows_of(person.key), crm.source.slug)
        reached = pairs(found[person.key])
        assert said[Held.OWN] == {pair for pair in reached if len(owners[pair]) == 1}, person.key
        assert said[Held.SHARED] == {pair for pair in reached if len(owners[pair]) > 1}, person.key
        assert said[Held.CONTEXT] == pairs(crm.context(found[person.key])), person.key


def test_all_rows_about_a_person_have_an_owner_and_organisations_have_none(example: Example) -> None:
    place = example.group.departments[0]
    crm = Customers(example.source(f"crm-{place.slug}"))
    owned = {pair for p in example.people for pair in _own(example, p.key, crm.source.slug)}
    persons = crm.keys("customer", "[is_person] = 1")
    assert {("customer", key) for key in persons} <= owned
    assert not owned & {("customer", key) for key in crm.keys("customer", "[is_person] = 0")}
    assert {("attendance", key) for key in crm.keys("attendance", "1 = 1")} <= owned
    assert {("newsletter", key) for key in crm.keys("newsletter", "1 = 1")} <= owned


def _own(example: Example, key: str, source: str) -> set[tuple[str, str]]:
    said = told(example.truth.rows_of(key), source)
    return said[Held.OWN] | said[Held.SHARED]


def test_staff_are_found_in_payroll_by_foreign_keys_and_by_a_number_without_its_zero(example: Example) -> None:
    for staff in example.staff:
        source = example.source(f"payroll-{staff.department}")
        payroll = Customers(source)
        employees = payroll.keys("employee", "lower([email]) = ?", [staff.email])
        employments = payroll.below("employment", "employee_id", employees)
        absences = payroll.keys("absence", "[national_identity_number] = ?", [int(staff.national_identity_number)])
        found = {
            "employee": employees,
            "employment": employments,
            "salary_line": payroll.below("salary_line", "employment_id", employments),
            "bank_account": payroll.below("bank_account", "employee_id", employees),
            "absence": absences,
        }
        assert absences
        assert told(example.truth.rows_of(staff.key), source.slug)[Held.OWN] == pairs(found)


def test_applicants_and_former_employees_are_in_payroll(example: Example) -> None:
    place = example.group.departments[0]
    source = example.source(f"payroll-{place.slug}")
    payroll = Customers(source)
    applicant, former = (example.people.person(Block(0, 1), slot) for slot in (80, 86))
    said = told(example.truth.rows_of(applicant.key), source.slug)[Held.OWN]
    assert said == pairs({"applicant": payroll.keys("applicant", "lower([email]) = ?", [applicant.email])})
    roles = {role for role, _ in told(example.truth.rows_of(former.key), source.slug)[Held.OWN]}
    assert roles == {"employee", "employment", "salary_line", "bank_account", "absence"}


@pytest.mark.parametrize("slot", [0, 3, 20, 28, 30, 64, 70])
def test_the_accounts_hold_what_is_said_and_no_more(example: Example, slot: int) -> None:
    """A person's own elements by customer or supplier number; a contact person's by e-mail address."""
    place = example.group.departments[0]
    person = example.people.person(Block(0, 0), slot)
    source = example.source(f"saft-{place.slug}")
    root = ElementTree.parse(source.path).getroot()
    found: set[tuple[str, str]] = set()
    context: set[tuple[str, str]] = set()
    number = person.customer_number
    for kind in ("Customer", "Supplier"):
        for party in root.iter(f"{{{NAMESPACE}}}{kind}"):
            its = _text(party, f"{kind}ID")
            if its == number or (kind == "Supplier" and slot == 64 and _text(party, "Name") == person.name):
                found.add((kind.lower(), its))
                number = its
            for turn, contact in enumerate(party.iter(f"{{{NAMESPACE}}}Contact"), 1):
                if _text(contact, "Email") == person.email:
                    found.add(("contact", f"{its}/{turn}"))
                    context.add((kind.lower(), its))
    for voucher in root.iter(f"{{{NAMESPACE}}}Transaction"):
        its = _text(voucher, "TransactionID")
        for line in voucher.iter(f"{{{NAMESPACE}}}Line"):
            if number and number in (_text(line, "CustomerID"), _text(line, "SupplierID")):
                found |= {("transaction", its), ("line", f"{its}/{_text(line, 'RecordID')}")}
    said = told(example.truth.rows_of(person.key), source.slug)
    assert (said[Held.OWN], said[Held.CONTEXT], said[Held.SHARED]) == (found, context, set())
    assert bool(found) == (slot != 20)


def _text(element: ElementTree.Element, name: str) -> str:
    return element.findtext(f"{{{NAMESPACE}}}{name}") or ""


def leaked(trap: Trap, within: Customers, role: str) -> set[str]:
    """The keys of the rows of one table that the trap's mistake returns."""
    keys = {str(row.key) for row in trap.rows if (row.source, row.role) == (within.source.slug, role)}
    assert keys
    return keys


class TestTraps:
    def test_each_department_has_them_all(self, example: Example) -> None:
        names = [trap.name for trap in example.truth.traps()]
        kinds = {
            "homonym",
            "household",
            "longer-name",
            "shared-phone",
            "up-and-down",
            "switchboard",
            "other-department",
        }
        assert set(names) == kinds
        assert [names.count(kind) for kind in ("homonym", "switchboard", "other-department")] == [3, 3, 2]

    def test_what_they_hold_exists_and_is_not_the_subject_s(self, example: Example) -> None:
        existing: dict[str, Customers] = {}
        for trap in example.truth.traps():
            assert trap.rows, trap.name
            own = {(row.source, row.role, row.key) for row in example.truth.rows_of(trap.subject)}
            assert not own & {(row.source, row.role, row.key) for row in trap.rows}
            for row in trap.rows:
                source = example.source(row.source)
                if source.kind == "sql":
                    database = existing.setdefault(row.source, Customers(source))
                    assert database.keys(row.role, "[id] = ?", [row.key]), row

    def test_a_search_by_name_falls_into_the_homonym(self, example: Example) -> None:
        trap = next(each for each in example.truth.traps() if each.name == "homonym")
        crm = Customers(example.source(f"crm-{example.cast.nina.department}"))
        wrong = crm.keys("customer", "[name] = ?", [example.cast.nina.name])
        assert len(wrong) == 2
        assert leaked(trap, crm, "customer") < wrong

    def test_a_search_for_part_of_an_address_falls_into_the_longer_one(self, example: Example) -> None:
        trap = next(each for each in example.truth.traps() if each.name == "longer-name")
        crm = Customers(example.source(f"crm-{example.cast.nina.department}"))
        wrong = crm.keys("customer", "lower([email]) LIKE ?", [f"%{example.cast.nina.email}"])
        assert leaked(trap, crm, "customer") < wrong

    def test_believing_a_switchboard_is_one_person_gives_many(self, example: Example) -> None:
        trap = next(each for each in example.truth.traps() if each.name == "switchboard")
        department, hundred, slot = (int(part) for part in trap.subject.split("."))
        person = example.people.person(Block(department - 1, hundred - 1), slot)
        crm = Customers(example.source(f"crm-{person.department}"))
        wrong = crm.keys("contact_person", "digits([phone]) = ?", [person.phone])
        assert len(wrong) == 14
        assert leaked(trap, crm, "contact_person") < wrong

    def test_going_up_and_down_again_leaks_colleagues_and_invoices(self, example: Example) -> None:
        trap = next(each for each in example.truth.traps() if each.name == "up-and-down")
        assert {"contact_person", "invoice", "invoice_line", "engagement", "note"} <= {row.role for row in trap.rows}

    def test_joining_departments_leaks_nina_of_bergen(self, example: Example) -> None:
        trap = next(each for each in example.truth.traps() if each.name == "other-department")
        assert trap.subject == example.cast.nina.key
        assert {row.source for row in trap.rows} <= {
            f"{kind}-{example.cast.nina_elsewhere.department}" for kind in ("crm", "saft")
        }


def test_the_paper_archive_has_nina_s_folder(example: Example, tmp_path: Path) -> None:
    rows = [row for row in example.truth.rows_of(example.cast.nina.key) if row.source.startswith("archive-")]
    assert [row.role for row in rows] == ["folder"]
    listed = example.source(rows[0].source).path.read_text(encoding="utf-8")
    assert f'"number": "{rows[0].key}"' in listed


def test_somebody_unknown_is_not_in_the_truth(example: Example) -> None:
    assert example.truth.rows_of("staff.99") == ()
    assert example.truth.rows_of("1.1.100") == ()


def test_nina_shares_an_address_and_two_notes_with_her_household(example: Example) -> None:
    crm = f"crm-{example.cast.nina.department}"
    hers = told(example.truth.rows_of(example.cast.nina.key), crm)[Held.SHARED]
    household = example.people.person(Block(0, 0), 1)
    assert hers == told(example.truth.rows_of(household.key), crm)[Held.SHARED]
    assert sorted(role for role, _ in hers) == ["address", "note", "note"]
