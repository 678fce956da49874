"""What was remembered from the search is what another reading of the files would have given."""

from __future__ import annotations

from pathlib import Path

import pytest

from etterlev.sources.saft import remembered
from etterlev.sources.saft.parts import Part
from etterlev.sources.saft.tests.making import Accounts, Contact, Line, Party, Voucher, look, who
from tests.shared import shared

NINA = who("nina", email="nina@vik.example", phone="+4791234567")
ACCOUNTS = Accounts(
    customers=[
        Party("1", "Nina Vik", (Contact(email="nina@vik.example"),), type="Private", accounts=("15032145678",)),
        Party("2", "Fjell AS", (Contact("Nina", "Vik", mobile="912 34 567"), Contact("Ola", "Dahl")), type="Business"),
    ],
    vouchers=[Voucher(str(n), [Line(customer=str(1 + n % 2)), Line()], user="per") for n in range(9)],
)


@pytest.mark.parametrize("limit", [0, 3])
def test_an_answer_that_is_not_remembered_is_read_again_and_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    path = ACCOUNTS.write(tmp_path / "regnskap.xml")
    quick = look(path, NINA)
    assert {record.finding.unit for record in quick.records} >= {"Customer", "Contact", "Line", "Transaction"}
    monkeypatch.setattr(remembered, "AT_ONCE", limit)
    assert look(path, NINA) == quick


def test_the_authoritys_own_example_gives_the_same_either_way(monkeypatch: pytest.MonkeyPatch) -> None:
    path = shared("saft/example-financial-1.10.xml")
    buyer = who("kjøper", email="supergrossisten@gmail.offline", customer_number="1004")
    quick = look(path, buyer)
    assert {record.finding.unit for record in quick.records} >= {"Contact", "Customer"}
    monkeypatch.setattr(remembered, "AT_ONCE", 0)
    assert look(path, buyer) == quick


def test_a_small_answer_reads_the_file_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ACCOUNTS.write(tmp_path / "regnskap.xml")
    read: list[str] = []
    chunks = Part.chunks
    monkeypatch.setattr(Part, "chunks", lambda part: read.append(part.name) or chunks(part))  # type: ignore[func-returns-value]  # append gives None, so the rest runs
    once = look(path, NINA)
    # Once to describe it, and once to search it.
    assert len(read) == 2
    assert once.records
