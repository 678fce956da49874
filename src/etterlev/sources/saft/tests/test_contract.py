"""The promises every source keeps, in a folder of two files of the same accounts, one of each version."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from etterlev.sources.contract import Relation, Tier, proposed_map
from etterlev.sources.saft import SaftSource
from etterlev.sources.saft.tests.making import Accounts, Contact, Dimension, Line, Party, Voucher, who
from etterlev.sources.tests.contract_suite import Planted, SourceContract, World

OWN, CONTEXT, SHARED = Relation.OWN, Relation.CONTEXT, Relation.SHARED
NINA = Contact("Nina", "Vik", "Nina.Vik@example.no", "+47 412 34 567")
ORGANISATION = Party(
    "10002",
    "Nordlys Regnskap AS",
    (Contact("Ola", "Dahl", "ola@nordlys.example", "22 00 00 00"), Contact("Per", "Moe", "per@nordlys.example")),
    "974760673",
    "Company",
)
ACCOUNTS = Accounts(
    customers=[
        Party("10001", "Nina Vik", (NINA,), type="Private", accounts=["86011117947"], notes="Betaler sent"),
        ORGANISATION,
        Party("10003", "Kari Lie", (Contact("Kari", "Lie", "kari@lie.example"),), type="Private"),
        Party("10004", "Anne Lund", type="Private"),
        Party("10005", "Lund, Anne", type="Private"),
    ],
    suppliers=[Party("20001", "Rørlegger Kari Lie", registered="912345602")],
    owners=[Party("E1", "Nina Vik", accounts=["8601.11.17947"])],
    dimensions=[Dimension("ANS", "Ansatt", "17", "Per Moe")],
    vouchers=[
        Voucher("1", [Line("1500", customer="10001"), Line()], user="kari@fjordtall.example", text="Faktura 1"),
        Voucher(
            "2", [Line("1500", customer="10001"), Line("1500", customer="10003"), Line("1920")], text="Innbetaling"
        ),
        Voucher("3", [Line("1500", customer="10002"), Line()], user="kari@fjordtall.example"),
        Voucher("4", [Line("2400", supplier="20001"), Line()]),
    ],
    user="kari@fjordtall.example",
)


@pytest.fixture
def world(tmp_path: Path) -> World:
    folder = tmp_path / "regnskap"
    folder.mkdir()
    ACCOUNTS.write(folder / "nytt.xml")
    replace(ACCOUNTS, version="1.10", customers=[ORGANISATION], vouchers=[], dimensions=[]).write(
        folder / "gammelt.xml"
    )
    source = SaftSource(folder)
    company = {("Company", "nytt.xml:Company"): Planted(CONTEXT, values={"Name": "Fjordtall Oslo AS"})}
    nina = company | {
        ("Customer", "nytt.xml:10001"): Planted(
            values={
                "Name": "Nina Vik",
                "Address/StreetName": "Storgata 1",
                "Address/City": "Oslo",
                "Address/Country": "NO",
                "BankAccount/BankAccountNumber": "86011117947",
                "CustomerID": "10001",
                "BalanceAccount/OpeningDebitBalance": "0.00",
                "BalanceAccount/ClosingDebitBalance": "100.50",
                "PartyInfo/Type": "Private",
                "PartyInfo/Notes": "Betaler sent",
            }
        ),
        ("Contact", "nytt.xml:10001/1"): Planted(
            values={
                "ContactPerson/FirstName": "Nina",
                "ContactPerson/LastName": "Vik",
                "Telephone": "+47 412 34 567",
                "Email": "Nina.Vik@example.no",
            }
        ),
        ("Owner", "nytt.xml:E1"): Planted(tier=Tier.B),
        ("Company", "gammelt.xml:Company"): Planted(CONTEXT, Tier.B),
        ("Owner", "gammelt.xml:E1"): Planted(tier=Tier.B),
        ("Transaction", "nytt.xml:1"): Planted(
            values={
                "TransactionID": "1",
                "Period": 1,
                "PeriodYear": 2025,
                "TransactionDate": "2025-01-15",
                "Description": "Faktura 1",
                "SystemEntryDate": "2025-01-15",
                "GLPostingDate": "2025-01-16",
                "Journal/JournalID": "GL",
                "Journal/Description": "Hovedbok",
                "Journal/Type": "GL",
            }
        ),
        ("Line", "nytt.xml:1/1"): Planted(
            values={
                "RecordID": "1",
                "AccountID": "1500",
                "CustomerID": "10001",
                "Description": "Linje",
                "DebitAmount/Amount": "100.00",
            }
        ),
        ("Transaction", "nytt.xml:2"): Planted(SHARED),
        ("Line", "nytt.xml:2/1"): Planted(),
    }
    ola = {
        place: planted
        for name in ("gammelt.xml", "nytt.xml")
        for place, planted in (
            (("Contact", f"{name}:10002/1"), Planted()),
            (("Customer", f"{name}:10002"), Planted(CONTEXT, values={"Name": "Nordlys Regnskap AS"})),
        )
    }
    kari = {
        ("User", "nytt.xml:kari@fjordtall.example"): Planted(
            values={"UserID": "kari@fjordtall.example", "SourceID": "kari@fjordtall.example", "Transactions": 2}
        ),
        ("User", "gammelt.xml:kari@fjordtall.example"): Planted(
            values={"UserID": "kari@fjordtall.example", "Transactions": 0}
        ),
        ("Company", "gammelt.xml:Company"): Planted(CONTEXT),
    } | company

    def change() -> None:
        replace(ACCOUNTS, extra=("", "", "<@Nytt>1</@Nytt>")).write(folder / "nytt.xml")

    def remove_unit() -> str:
        for name in ("nytt.xml", "gammelt.xml"):
            path = folder / name
            path.write_bytes(replace(ACCOUNTS, owners=[]).xml())
        return "Owner"

    return World(
        source=source,
        confirmed=proposed_map(source.describe()),
        people=[
            who("nina", email="nina.vik@EXAMPLE.no", name="Nina Vik"),
            who("ola", email="ola@nordlys.example"),
            who("kari", email="Kari@Fjordtall.example"),
        ],
        expected={"nina": nina, "ola": ola, "kari": kari},
        stranger=who(
            "mallory", email="mallory@example.no", phone="99 88 77 66", name="Mallory Tveit", customer_number="77"
        ),
        namesake=who("anne", name="Anne Lund"),
        unreachable=SaftSource(tmp_path / "finnes ikke.xml"),
        bait=frozenset({("Contact", "nytt.xml:10002/2"), ("Transaction", "nytt.xml:3"), ("Line", "nytt.xml:3/1")}),
        change=change,
        remove_unit=remove_unit,
        secrets=("Nina", "Ola", "86011117947", "Nordlys", "Rørlegger", "Fjordtall"),
    )


class TestSaft(SourceContract):
    pass
