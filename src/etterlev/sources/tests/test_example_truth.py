"""The example group, every database and every ledger, searched as it stands and held against whose row is whose.

Not only that nothing is missing and nothing is another's: what is shared and what is only context is compared too, and
how sure each finding is. Under each seed people, tables and columns are called something else.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pytest

from etterlev.sources.contract import (
    CoverageState,
    Finding,
    Identifier,
    IdentifierKind,
    Relation,
    Subject,
    Tier,
    proposed_map,
)
from etterlev.sources.kinds import open_source
from etterlev.sources.normalise import normal, same_name
from examples.facts import Held
from examples.generate import Example, generate
from examples.group import Staff
from examples.loading import load
from examples.people import Person
from examples.sources import Source
from examples.truth import Row
from tests.postgres import Server

pytestmark = pytest.mark.seeded

SEED: Final = int(os.environ.get("ETTERLEV_SEED", "0"))
# Unit and key.
Place = tuple[str, str]
Found = Mapping[str, Mapping[Place, Finding]]


@dataclass(frozen=True)
class Asking:
    """Somebody who asks a department, and what is truly theirs in one of its systems."""

    key: str
    name: str
    email: str
    phone: str
    rows: tuple[Row, ...]

    def is_like(self, other: Alike) -> bool:
        return Alike(self.name, self.phone).is_like(other)

    def subject(self, *more: Identifier) -> Subject:
        email, name = Identifier(IdentifierKind.EMAIL, self.email), Identifier(IdentifierKind.NAME, self.name)
        return Subject(self.key, (email, name, *more))

    def keys(self, role: str, held: Held = Held.OWN) -> set[str]:
        return {str(row.key) for row in self.rows if row.role == role and row.held is held}


@pytest.fixture(scope="module", params=[SEED, SEED + 101, SEED + 202])
def example(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Example:
    return generate(tmp_path_factory.mktemp("example"), seed=request.param)


def systems(example: Example, kind: str, word: str = "") -> Iterator[tuple[Source, list[Asking]]]:
    for source in example.sources:
        if source.kind == kind and source.slug.startswith(word):
            yield source, list(asking(example, source))


def asking(example: Example, source: Source) -> Iterator[Asking]:
    """Everybody of the department who has an address; its staff too, where they are paid."""
    everybody: list[Person | Staff] = [each for each in example.people if each.email]
    everybody += [each for each in example.staff if source.slug.startswith("payroll")]
    for each in everybody:
        if each.department == source.department:
            rows = tuple(row for row in example.truth.rows_of(each.key) if row.source == source.slug)
            yield Asking(each.key, str(each.name), str(each.email), str(getattr(each, "phone", "")), rows)


def located(kind: str, address: str, subjects: list[Subject]) -> Found:
    opened = open_source(kind, {"address": address})
    found: dict[str, dict[Place, Finding]] = {each.key: {} for each in subjects}
    with opened.snapshot(proposed_map(opened.describe())) as snapshot:
        findings = list(snapshot.locate(subjects))
        records = [record.finding for record in snapshot.export(findings)]
        assert {each.state for each in snapshot.coverage()} == {CoverageState.SEARCHED}
    assert records == findings
    for each in findings:
        found[each.subject][each.unit, each.key] = each
    return found


def sure(found: Mapping[Place, Finding]) -> dict[Place, tuple[str, str]]:
    return {place: (str(f.relation), str(f.tier)) for place, f in found.items() if f.tier is Tier.A}


def guesses(found: Mapping[Place, Finding]) -> dict[Place, Finding]:
    """What a person must look at before it goes anywhere."""
    return {place: finding for place, finding in found.items() if finding.tier is not Tier.A}


def holders_at(example: Example, source: Source) -> dict[Place, list[Alike]]:
    """Whose rows are whose: everybody's, also of those who have no address."""
    holders: dict[Place, list[Alike]] = {}
    for each in (*example.people, *example.staff):
        for row in example.truth.rows_of(each.key):
            if row.source == source.slug:
                phone = getattr(each, "phone", "")
                holders.setdefault((row.table, str(row.key)), []).append(Alike(str(each.name), str(phone)))
    return holders


@dataclass(frozen=True)
class Alike:
    """What makes one person be taken for another."""

    name: str
    phone: str

    def is_like(self, other: Alike) -> bool:
        """Whether a careful reader who sees only this must ask."""
        one, another = (normal(IdentifierKind.NAME, each.name) for each in (self, other))
        phones = [normal(IdentifierKind.PHONE, each.phone) for each in (self, other)]
        is_named = one is not None and another is not None and same_name(one, another)
        return is_named or (phones[0] is not None and phones[0] == phones[1])


class TestDatabases:
    def test_each_row_is_found_as_what_it_is(self, example: Example) -> None:
        for source, everybody in systems(example, "sql"):
            found = located("sql", f"sqlite:///{source.path}", [each.subject() for each in everybody])
            for person in everybody:
                assert sure(found[person.key]) == self.expected(source, person), (source.slug, person.key)

    def test_a_guess_is_of_somebody_with_the_same_name_or_telephone(self, example: Example) -> None:
        for source, everybody in systems(example, "sql"):
            holders = holders_at(example, source)
            found = located("sql", f"sqlite:///{source.path}", [each.subject() for each in everybody])
            for person in everybody:
                for place in guesses(found[person.key]):
                    assert any(map(person.is_like, holders[place])), (source.slug, person.key, place)

    def test_postgresql_gives_the_same(self, example: Example, server: Server) -> None:
        source, everybody = next(systems(example, "sql", "crm"))
        server.drop_database("example")
        server.create_database("example")
        load(source, server.sqlalchemy_url("example"))
        subjects = [each.subject() for each in everybody]
        assert located("sql", server.url("example"), subjects) == located("sql", f"sqlite:///{source.path}", subjects)

    def expected(self, source: Source, person: Asking) -> dict[Place, tuple[str, str]]:
        true = {}
        for row in person.rows:
            relation = str(row.held)
            if row.role == "note":
                if not hangs_on(source, row, person):
                    # Only its words would tell, and words are read by people.
                    continue
                relation = str(Relation.OWN)
            if row.role == "address" and row.held is Held.OWN:
                # One step up, whoever else lives there or not.
                relation = str(Relation.CONTEXT)
            true[row.table, str(row.key)] = (relation, str(Tier.A))
        return true


def hangs_on(source: Source, note: Row, person: Asking) -> bool:
    """Whether a note is about a customer or a contact person that is theirs, as the table itself says."""
    customer, contact = source.column("note", "customer_id"), source.column("note", "contact_person_id")
    query = f'SELECT "{customer}", "{contact}" FROM "{note.table}" WHERE "{source.column("note", "id")}" = ?'
    connection = sqlite3.connect(source.path)
    try:
        of_customer, of_contact = connection.execute(query, (note.key,)).fetchone()
    finally:
        connection.close()
    return str(of_customer) in person.keys("customer") or str(of_contact) in person.keys("contact_person")


def numbers_of(person: Asking) -> Iterator[Identifier]:
    for key in sorted(person.keys("customer")):
        yield Identifier(IdentifierKind.CUSTOMER_NUMBER, key)


class TestLedgers:
    """A ledger has no addresses of private customers: their name is a guess, and their number makes it sure."""

    COMPANY: Final = ("Company", "Company")

    def test_by_address_contact_persons_are_sure_and_private_customers_a_guess(self, example: Example) -> None:
        for source, everybody in systems(example, "saft"):
            holders = holders_at(example, source)
            found = located("saft", str(source.path), [each.subject() for each in everybody])
            for person in everybody:
                own = {(row.table, str(row.key)): row for row in person.rows}
                certain = {p: row for p, row in own.items() if row.role == "contact" or row.held is Held.CONTEXT}
                assert sure(found[person.key]) == {
                    place: (str(row.held), str(Tier.A)) for place, row in certain.items()
                }, (source.slug, person.key)
                guessed = guesses(found[person.key])
                assert own.keys() - certain.keys() == {p for p in guessed if p in own}
                for place in guessed.keys() - own.keys() - {self.COMPANY}:
                    assert any(map(person.is_like, holders[place])), (source.slug, person.key, place)
                parties = [f for f in guessed.values() if f.unit in ("Customer", "Supplier")]
                if any(finding.relation is Relation.OWN for finding in parties):
                    assert guessed[self.COMPANY].relation is Relation.CONTEXT

    def test_by_number_everything_of_a_customer_is_sure(self, example: Example) -> None:
        checked = 0
        for source, everybody in systems(example, "saft"):
            customers = [each for each in everybody if each.keys("customer")]
            subjects = [
                each.subject(
                    *(Identifier(IdentifierKind.CUSTOMER_NUMBER, key) for key in sorted(each.keys("customer")))
                )
                for each in customers
            ]
            found = located("saft", str(source.path), subjects)
            for person in customers:
                expected = {
                    (row.table, str(row.key)): (str(row.held), str(Tier.A))
                    for row in person.rows
                    if row.role in ("customer", "contact") or row.held is Held.CONTEXT
                }
                of_parties = {place: told for place, told in sure(found[person.key]).items() if place[0] != "Company"}
                ledger = {p: told for p, told in of_parties.items() if p[0] in ("Transaction", "Line")}
                parties = {place: told for place, told in of_parties.items() if place not in ledger}
                assert parties == expected, (source.slug, person.key)
                true = {
                    (r.table, str(r.key)): (str(r.held), "A") for r in person.rows if r.role in ("transaction", "line")
                }
                assert ledger.items() <= true.items(), (source.slug, person.key)
                if not person.keys("supplier"):
                    assert ledger == true, (source.slug, person.key)
                    checked += len(ledger)
        assert checked > 100
