"""What a search of the example's databases finds, held against whose row is whose: nobody else's, and none left out.

The map is the one proposed, as a person would see it before touching anything; under another seed, tables and columns
have other names, some of them without meaning.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from etterlev.sources.contract import Finding, Identifier, IdentifierKind, Subject, Tier, proposed_map
from etterlev.sources.kinds import open_source
from examples.facts import Held
from examples.generate import Example, generate
from examples.people import Person
from examples.sources import Source

pytestmark = pytest.mark.seeded

SEED = int(os.environ.get("ETTERLEV_SEED", "0"))
# A note may name somebody it does not hang on: only reading its words would find that.
READ_BY_PEOPLE = {"note"}

Place = tuple[str, str]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    return generate(tmp_path_factory.mktemp("example"), seed=SEED)


@pytest.fixture(scope="module")
def found(example: Example) -> dict[str, dict[str, dict[Place, Finding]]]:
    """Source -> person -> what is surely theirs. Every source is asked once for everybody."""
    return {source.slug: located(source, list(subjects(example, source))) for source in databases(example)}


def databases(example: Example) -> list[Source]:
    return [each for each in example.sources if each.kind == "sql"]


def subjects(example: Example, source: Source) -> Iterator[Subject]:
    """Who would ask this department: by their own address and name, as the portal has them."""
    place = source.slug.partition("-")[2]
    for each in example.people:
        if each.department == place and each.email:
            yield subject(each.key, each.email, each.name)
    if source.slug.startswith("payroll"):
        for staff in example.staff:
            if staff.department == place:
                yield subject(staff.key, staff.email, staff.name)


def subject(key: str, email: str, name: str) -> Subject:
    return Subject(key, (Identifier(IdentifierKind.EMAIL, email), Identifier(IdentifierKind.NAME, name)))


def located(source: Source, asking: list[Subject]) -> dict[str, dict[Place, Finding]]:
    opened = open_source("sql", {"address": f"sqlite:///{source.path}"})
    theirs: dict[str, dict[Place, Finding]] = {each.key: {} for each in asking}
    with opened.snapshot(proposed_map(opened.describe())) as snapshot:
        for finding in snapshot.locate(asking):
            # What is less sure waits for a person, who sees whose it is.
            if finding.tier is Tier.A:
                theirs[finding.subject][finding.unit, finding.key] = finding
    return theirs


def test_nobody_is_given_a_row_that_is_not_theirs(
    example: Example, found: dict[str, dict[str, dict[Place, Finding]]]
) -> None:
    for source, theirs in found.items():
        for key, findings in theirs.items():
            true = {(row.table, str(row.key)) for row in example.truth.rows_of(key) if row.source == source}
            assert not findings.keys() - true, (source, key)


def test_every_row_of_theirs_is_found_however_the_columns_are_called(
    example: Example, found: dict[str, dict[str, dict[Place, Finding]]]
) -> None:
    for source, theirs in found.items():
        for key, findings in theirs.items():
            own = {
                (row.table, str(row.key))
                for row in example.truth.rows_of(key)
                if row.source == source and row.held is Held.OWN and row.role not in READ_BY_PEOPLE
            }
            assert not own - findings.keys(), (source, key)


def test_whoever_keeps_the_books_is_no_customer_of_their_own(
    example: Example, found: dict[str, dict[str, dict[Place, Finding]]]
) -> None:
    """The accountant's address stands in every engagement; it once led from one customer to all of theirs."""
    nina: Person = example.cast.nina
    source = f"crm-{nina.department}"
    invoices = [row for row in example.truth.rows_of(nina.key) if row.source == source and row.role == "invoice"]
    table = example.source(source).table("invoice")
    assert len(invoices) == sum(unit == table for unit, _ in found[source][nina.key])
