"""The outside systems of the fictional group: whole, consistent with one another, and the same in every engine."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from etterlev.law import vocabulary
from etterlev.sources.contract import IdentifierKind
from examples.generate import Example, generate
from examples.loading import load
from examples.saft import NAMESPACE
from examples.sources import Source, saft_version
from tests.postgres import cluster
from tests.shared import shared

pytestmark = pytest.mark.seeded

SEED = int(os.environ.get("ETTERLEV_SEED", "0"))


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    return generate(tmp_path_factory.mktemp("example"), seed=SEED)


def databases(example: Example) -> Iterator[Source]:
    return (each for each in example.sources if each.kind == "sql")


def counts(source: Source) -> dict[str, int]:
    with sqlite3.connect(source.path) as connection:
        return {
            table.role: connection.execute(f'SELECT count(*) FROM "{source.table(table.role)}"').fetchone()[0]
            for table in source.tables
        }


def test_no_reference_leads_nowhere(example: Example) -> None:
    for source in databases(example):
        with sqlite3.connect(source.path) as connection:
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            declared = sum(
                len(list(connection.execute(f'PRAGMA foreign_key_list("{source.table(table.role)}")')))
                for table in source.tables
            )
        assert declared == sum(bool(column.refers) for table in source.tables for column in table.columns)


def test_every_column_s_meaning_is_in_the_vocabulary(example: Example) -> None:
    columns = [c for source in databases(example) for table in source.tables for c in table.columns]
    assert {c.category for c in columns if c.category} <= set(vocabulary.data_categories())
    assert {c.identifies for c in columns if c.identifies} <= set(IdentifierKind)


def test_the_lists_beside_say_the_same(example: Example) -> None:
    people = [json.loads(line) for line in (example.folder / "people.jsonl").read_text().splitlines()]
    assert [each["name"] for each in people] == [each.name for each in example.people]
    truth = json.loads((example.folder / "truth.json").read_text())
    nina = [
        [row.source, row.role, row.table, row.key, str(row.held)]
        for row in example.truth.rows_of(example.cast.nina.key)
    ]
    assert truth["subjects"][example.cast.nina.key] == nina
    assert truth["in_no_register"]["email"] == example.cast.mallory.email


@pytest.mark.parametrize("department", [0, 1, 2])
def test_the_accounts_are_valid_saft(example: Example, department: int) -> None:
    etree = pytest.importorskip("lxml.etree")
    at = example.group.departments[department]
    schema = etree.XMLSchema(etree.parse(shared(f"saft/schema-{saft_version(at)}.xsd")))
    schema.assertValid(etree.parse(example.source(f"saft-{at.slug}").path))


def test_both_versions_of_saft_are_there(example: Example) -> None:
    assert [saft_version(each) for each in example.group.departments] == ["1.30", "1.10", "1.30"]


def test_every_voucher_balances_and_the_totals_are_right(example: Example) -> None:
    for each in example.group.departments:
        root = ElementTree.parse(example.source(f"saft-{each.slug}").path).getroot()
        vouchers = [[amounts(line) for line in found(v, "Line")] for v in found(root, ".//Transaction")]
        assert all(sum(debit - credit for debit, credit in lines) == 0 for lines in vouchers)
        total = sum(debit for lines in vouchers for debit, _ in lines)
        entries = found(root, "GeneralLedgerEntries")[0]
        assert [text(entries, name) for name in ("NumberOfEntries", "TotalDebit")] == [
            str(len(vouchers)),
            f"{total:.2f}",
        ]


def test_the_accounts_know_the_customers_as_the_customer_system_does(example: Example) -> None:
    for each in example.group.departments:
        root = ElementTree.parse(example.source(f"saft-{each.slug}").path).getroot()
        booked = {text(c, "CustomerID"): text(c, "Name") for c in found(root, ".//Customer")}
        crm = example.source(f"crm-{each.slug}")
        with sqlite3.connect(crm.path) as connection:
            number, name = crm.column("customer", "customer_number"), crm.column("customer", "name")
            known = dict(connection.execute(f'SELECT "{number}", "{name}" FROM "{crm.table("customer")}"').fetchall())
        assert booked.items() <= known.items()
        assert len(booked) > 30


def test_another_engine_gets_the_same_content(example: Example, tmp_path: Path) -> None:
    for source in databases(example):
        load(source, f"sqlite:///{tmp_path / source.path.name}")
        with sqlite3.connect(source.path) as one, sqlite3.connect(tmp_path / source.path.name) as two:
            for table in source.tables:
                query = f'SELECT * FROM "{source.table(table.role)}" ORDER BY 1'
                assert [row[:5] for row in plain(one, query)] == [row[:5] for row in plain(two, query)]


def test_postgresql_gets_it_too_each_source_in_its_own_schema(example: Example) -> None:
    with cluster() as server:
        for source in databases(example):
            load(source, server.sqlalchemy_url(), schema=source.slug)
            for role, count in counts(source).items():
                assert server.run(f'SELECT count(*) FROM "{source.slug}"."{source.table(role)}"') == [(count,)]
        keys = server.run("SELECT count(*) FROM pg_constraint WHERE contype = 'f'")
    assert keys == [(sum(bool(c.refers) for s in databases(example) for t in s.tables for c in t.columns),)]


def plain(connection: sqlite3.Connection, query: str) -> list[tuple[str, ...]]:
    """Moments without the fraction SQLAlchemy writes."""
    return [tuple(str(value).removesuffix(".000000") for value in row) for row in connection.execute(query)]


def found(element: Any, path: str) -> list[Any]:
    return list(element.findall(re.sub(r"(\w+)$", rf"{{{NAMESPACE}}}\1", path)))


def text(element: Any, name: str) -> str:
    return str(found(element, name)[0].text)


def amounts(line: Any) -> tuple[float, float]:
    return tuple(
        sum(float(text(each, "Amount")) for each in found(line, f"{side}Amount")) for side in ("Debit", "Credit")
    )  # type: ignore[return-value]
