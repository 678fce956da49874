"""The official schemas and the official example, both versions, and however the file is written as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from etterlev.law import vocabulary
from etterlev.sources.contract import CoverageState, Relation, proposed_map
from etterlev.sources.saft import SaftSource
from etterlev.sources.saft.format import TRANSACTIONS, UNITS, place_of
from etterlev.sources.saft.tests.making import Accounts, Contact, Dimension, Line, Party, Voucher, look, who
from tests.shared import shared

etree = pytest.importorskip("lxml.etree")
SCHEMA = "{http://www.w3.org/2001/XMLSchema}"
VERSIONS = ("1.10", "1.30")
FULL = Accounts(
    customers=[
        Party(
            "1", "Åse Øy", (Contact("Åse", "Øy", "åse@øy.example", "41234567", birth_name="Sæther"),), type="Private"
        ),
        Party("2", "Nordlys AS", (Contact("Ola", "Dahl"),), "974760673", "Company", ["86011117947"], notes="Notat"),
    ],
    suppliers=[Party("3", "Rør & Varme «Sør»", iban="NO9386011117947")],
    dimensions=[Dimension("A", "Avdeling", "1", "Salg")],
    owners=[Party("E1", "Åse Øy")],
    vouchers=[
        Voucher("1", [Line(customer="1"), Line(supplier="3", dimensions=[("A", "1")])], "kari"),
        Voucher("2", [Line(owner="E1")]),
    ],
    sender=Party("", "Regnskap AS", (Contact("Siv", "Berg"),)),
    user="kari",
)
ASE = who("nina", email="åse@øy.example", name="Åse Øy")
EXPECTED = {
    ("Company", "Company"): "context A",
    ("Customer", "1"): "own A",
    ("Contact", "1/1"): "own A",
    ("Transaction", "1"): "shared A",
    ("Line", "1/1"): "own A",
    ("Owner", "E1"): "own C",
    ("Transaction", "2"): "own C",
    ("Line", "2/1"): "own C",
}


@cache
def official_paths(version: str) -> frozenset[str]:
    """Every leaf of the schema, by path below the root."""
    root = etree.parse(shared(f"saft/schema-{version}.xsd")).getroot()
    types = {each.get("name"): each for each in root.iter(SCHEMA + "complexType") if each.get("name")}

    def below(node: Any, path: str) -> Iterator[str]:
        for child in node:
            if child.tag == SCHEMA + "element":
                name = f"{path}/{child.get('name')}"
                inner = child.find(SCHEMA + "complexType")
                inner = types.get(child.get("type")) if inner is None else inner
                yield from (name,) if inner is None else below(inner, name)
                continue
            if child.tag == SCHEMA + "extension" and child.get("base") in types:
                yield from below(types[child.get("base")], path)
            yield from below(child, path)

    start = root.find(SCHEMA + "element")
    assert start is not None
    return frozenset(
        path.lstrip("/") for path in below(start[-1] if start[-1].tag.endswith("complexType") else start, "")
    )


class TestSchemas:
    @pytest.mark.parametrize("version", VERSIONS)
    def test_every_field_of_a_unit_is_known_and_has_a_category(self, version: str) -> None:
        paths = official_paths(version)
        assert len(paths) > 500
        places = {path: place_of(path) for path in paths}
        unknown = {
            path: place
            for path, place in places.items()
            if place and place[0] in UNITS and place[1] not in UNITS[place[0]]
        }
        assert not unknown
        assert {place[0] for place in places.values() if place} >= set(UNITS)
        unread = {place[0].split("/")[0] for place in places.values() if place and place[0] not in UNITS}
        assert unread <= {"SourceDocuments", "MasterFiles"}
        masters = {place[0] for place in places.values() if place and place[0].startswith("MasterFiles")}
        assert masters == {"MasterFiles/PhysicalStock", "MasterFiles/Assets"}

    def test_no_field_is_known_that_neither_version_has(self) -> None:
        official = {place_of(path) for version in VERSIONS for path in official_paths(version)}
        ours = {(unit, field) for unit, fields in UNITS.items() for field in fields if field != TRANSACTIONS}
        assert ours <= official

    def test_every_category_is_in_the_vocabulary(self) -> None:
        assert {field.category for fields in UNITS.values() for field in fields.values()} <= set(
            vocabulary.data_categories()
        )

    @pytest.mark.parametrize("version", VERSIONS)
    def test_what_the_tests_make_is_valid(self, version: str, tmp_path: Path) -> None:
        schema = etree.XMLSchema(etree.parse(shared(f"saft/schema-{version}.xsd")))
        schema.assertValid(etree.parse(replace(FULL, version=version).write(tmp_path / "x.xml")))


class TestExample:
    def test_the_official_example_is_described_whole(self) -> None:
        description = SaftSource(shared("saft/example-financial-1.10.xml")).describe()
        rows = {unit.name: unit.rows for unit in description.units}
        assert rows == {
            "Company": 1,
            "Customer": 6,
            "Supplier": 6,
            "Analysis": 8,
            "Contact": 13,
            "Transaction": 53,
            "Line": 170,
        }
        assert description.unclassified == ()
        assert {field.confidence for unit in description.units for field in unit.fields} == {1.0}

    def test_a_contact_person_of_the_official_example(self) -> None:
        seen = look(shared("saft/example-financial-1.10.xml"), who("nina", email="pm@nyeleker.offline"))
        assert seen.states == {"searched"}
        assert seen.of() == {("Contact", "1004/1"): "own A", ("Customer", "1004"): "context A"}
        assert seen.values("Customer", "1004") == {"Name": "NYE LEKER AS"}
        assert seen.values("Contact", "1004/1")["Telephone"] == "99872023"

    def test_a_sole_trader_s_ledger_in_the_official_example(self) -> None:
        trader = who("nina", organisation_number="988 886 666")
        seen = look(shared("saft/example-financial-1.10.xml"), trader)
        own = [f for f in seen.findings if f.relation is Relation.OWN and f.unit == "Line"]
        assert len(own) == 2
        assert {seen.values("Line", f.key)["CustomerID"] for f in own} == {"1005"}


class TestText:
    @pytest.mark.parametrize("version", VERSIONS)
    @pytest.mark.parametrize("prefix", ["", "n1", "saft"])
    @pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1", "windows-1252", "UTF-16"])
    def test_the_same_is_found_however_the_file_is_written(
        self, tmp_path: Path, version: str, prefix: str, encoding: str
    ) -> None:
        path = replace(FULL, version=version, prefix=prefix, encoding=encoding).write(tmp_path / "x.xml")
        seen = look(path, ASE)
        assert seen.states == {"searched"}
        assert seen.of() == EXPECTED
        assert seen.values("Customer", "1")["Name"] == "Åse Øy"

    def test_a_byte_order_mark_and_references_and_cdata_and_comments(self, tmp_path: Path) -> None:
        path = tmp_path / "x.xml"
        text = FULL.xml().decode().replace("Åse", "&#197;se").replace("åse@øy.example", "<![CDATA[åse@øy.example]]>")
        text = text.replace("<n1:CustomerID>1</n1:CustomerID>", "<!-- x --><n1:CustomerID>\n &#49;\t</n1:CustomerID>")
        path.write_bytes(b"\xef\xbb\xbf" + text.encode())
        assert look(path, ASE).of() == EXPECTED

    def test_letters_in_the_wrong_encoding_are_not_guessed_at(self, tmp_path: Path) -> None:
        path = FULL.write(tmp_path / "x.xml")
        confirmed = proposed_map(SaftSource(path).describe())
        path.write_bytes(FULL.xml().decode().encode("latin-1"))
        with SaftSource(path).snapshot(confirmed) as snapshot:
            assert list(snapshot.locate([ASE])) == []
            assert {each.state for each in snapshot.coverage()} == {CoverageState.UNREADABLE}

    def test_the_same_shapes_in_pieces_of_any_size(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = FULL.write(tmp_path / "x.xml")
        for size in (1, 2, 3, 7, 64, 1000):
            monkeypatch.setattr("etterlev.sources.saft.parts.AT_A_TIME", size)
            assert look(path, ASE).of() == EXPECTED
