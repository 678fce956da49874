"""Down to vouchers and lines, in one file and in several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from etterlev.sources.saft.tests.making import Accounts, Contact, Dimension, Line, Party, Voucher, look, who

NINA = Party("10001", "Nina Vik", (Contact(email="nina@vik.example"),), type="Private")
PER = Party("10002", "Per Moe", type="Private")
BY_EMAIL = who("nina", email="nina@vik.example")
LEDGER = ("Transaction", "Line")


def ledger(path: Path, *, like: Path | None = None, **identifiers: str) -> dict[tuple[str, str], str]:
    """What Nina finds in vouchers and lines."""
    seen = look(path, who("nina", **(identifiers or {"email": "nina@vik.example"})), like=like)
    assert seen.states == {"searched"}
    return {place: what for place, what in seen.of().items() if place[0] in LEDGER}


def one(
    folder: Path,
    *vouchers: Voucher,
    customers: Sequence[Party] = (NINA, PER),
    suppliers: Sequence[Party] = (),
    owners: Sequence[Party] = (),
) -> Path:
    accounts = Accounts(customers=customers, suppliers=suppliers, owners=owners, vouchers=vouchers)
    return accounts.write(folder / "regnskap.xml")


class TestOneFile:
    def test_only_lines_that_carry_the_number_are_the_customer_s(self, tmp_path: Path) -> None:
        path = one(
            tmp_path, Voucher("1", [Line(customer="10001"), Line(), Line(customer="10001")]), Voucher("2", [Line()])
        )
        assert ledger(path) == {("Transaction", "1"): "own A", ("Line", "1/1"): "own A", ("Line", "1/3"): "own A"}

    def test_the_head_of_a_voucher_of_several_is_shared_and_the_others_lines_are_not_found(
        self, tmp_path: Path
    ) -> None:
        for other in (Line(customer="10002"), Line(supplier="20001"), Line(owner="E1")):
            for lines in ([other, Line(customer="10001")], [Line(customer="10001"), other]):
                mine = 1 + lines.index(Line(customer="10001"))
                assert ledger(one(tmp_path, Voucher("1", lines))) == {
                    ("Transaction", "1"): "shared A",
                    ("Line", f"1/{mine}"): "own A",
                }

    def test_a_line_that_carries_another_s_number_too_is_shared(self, tmp_path: Path) -> None:
        path = one(tmp_path, Voucher("1", [Line(customer="10001", owner="E1")]))
        assert ledger(path) == {("Transaction", "1"): "shared A", ("Line", "1/1"): "shared A"}

    def test_two_numbers_of_the_same_person_share_nothing(self, tmp_path: Path) -> None:
        own = Party("E1", "Nina Vik", (Contact(email="nina@vik.example"),), "13097248022")
        path = one(tmp_path, Voucher("1", [Line(customer="10001", owner="E1"), Line(owner="E1")]), owners=[own])
        assert ledger(path) == {("Transaction", "1"): "own A", ("Line", "1/1"): "own A", ("Line", "1/2"): "own A"}

    def test_suppliers_and_owners_have_lines_as_customers_have(self, tmp_path: Path) -> None:
        path = one(
            tmp_path,
            Voucher("1", [Line(supplier="10001")]),
            Voucher("2", [Line(owner="10001")]),
            Voucher("3", [Line(customer="10001")]),
            customers=[],
            suppliers=[NINA],
            owners=[replace(NINA, type="", registered="13097248022")],
        )
        assert {key for unit, key in ledger(path) if unit == "Transaction"} == {"1", "2"}

    def test_vouchers_with_the_same_number_stay_apart(self, tmp_path: Path) -> None:
        mine, others = [Line(customer="10001", amount="1.00")], [Line(customer="10002", amount="2.00")]
        path = one(tmp_path, Voucher("1", others), Voucher("1", mine), Voucher("1", others), Voucher("1", mine))
        seen = look(path, BY_EMAIL)
        assert [f.key for f in seen.findings if f.unit == "Line"] == ["1 #2/1", "1 #4/1"]
        assert {seen.values("Line", key)["DebitAmount/Amount"] for key in ("1 #2/1", "1 #4/1")} == {"1.00"}

    def test_no_two_elements_have_the_same_key_however_they_are_numbered(self, tmp_path: Path) -> None:
        numbers = ("1", "1", "1 #2", "1/1", "1/1", "1%2F1")
        vouchers = [Voucher(n, [Line(customer="10001", record=r) for r in numbers]) for n in numbers]
        seen = look(one(tmp_path, *vouchers), BY_EMAIL)
        keys = [(f.unit, f.key) for f in seen.findings]
        assert len(keys) == len(set(keys)) == 3 + 6 + 36
        assert [record.finding for record in seen.records] == seen.findings

    def test_a_number_that_was_asked_by_is_followed_when_there_is_no_customer_with_it(self, tmp_path: Path) -> None:
        path = one(
            tmp_path,
            Voucher("1", [Line(customer="0777"), Line(customer="10001")]),
            Voucher("2", [Line(supplier="777")]),
        )
        assert ledger(path, customer_number="777") == {("Transaction", "1"): "shared A", ("Line", "1/1"): "own A"}

    def test_but_not_when_the_customer_with_it_is_a_firm(self, tmp_path: Path) -> None:
        path = one(tmp_path, Voucher("1", [Line(customer="777")]), customers=[Party("777", "Nordlys AS")])
        assert ledger(path, customer_number="777") == {}

    def test_a_voucher_of_many_more_lines_than_fit_in_memory_at_once(self, tmp_path: Path) -> None:
        lines = [Line(customer="10001" if n % 1000 == 500 else "10002") for n in range(20_000)]
        found = ledger(one(tmp_path, Voucher("1", lines)))
        assert found == {("Transaction", "1"): "shared A"} | {
            ("Line", f"1/{n}"): "own A" for n in range(501, 20_000, 1000)
        }

    def test_several_of_the_same_element_stay_side_by_side(self, tmp_path: Path) -> None:
        accounts = Accounts(
            customers=[replace(NINA, accounts=["1", "2"], iban="NO1")],
            dimensions=[Dimension("A", "Avdeling", "1", "Salg"), Dimension("P", "Prosjekt", "2", "Hus")],
            vouchers=[Voucher("1", [Line(customer="10001", dimensions=[("A", "1"), ("P", "2")])])],
        )
        seen = look(accounts.write(tmp_path / "regnskap.xml"), BY_EMAIL)
        customer, line = seen.values("Customer", "10001"), seen.values("Line", "1/1")
        assert customer["BankAccount/BankAccountNumber"] == ["1", "2", None]
        assert customer["BankAccount/IBANNumber"] == [None, None, "NO1"]
        assert (line["Analysis/AnalysisType"], line["Analysis/AnalysisID"]) == (["A", "P"], ["1", "2"])

    def test_who_entered_a_voucher_is_not_told_to_the_customer(self, tmp_path: Path) -> None:
        path = one(tmp_path, Voucher("1", [Line(customer="10001")], user="kari"))
        assert "kari" not in look(path, BY_EMAIL).values("Transaction", "1").values()


class TestSeveralFiles:
    def test_lines_in_a_later_or_an_earlier_file_follow_the_master_file_of_the_same_accounts(
        self, tmp_path: Path
    ) -> None:
        ledger_only = Accounts(vouchers=[Voucher("1", [Line(customer="10001")])])
        for masters, vouchers in (("a.xml", "b.xml"), ("b.xml", "a.xml")):
            folder = tmp_path / masters
            folder.mkdir()
            Accounts(customers=[NINA]).write(folder / masters)
            ledger_only.write(folder / vouchers)
            assert ledger(folder) == {("Transaction", f"{vouchers}:1"): "own A", ("Line", f"{vouchers}:1/1"): "own A"}

    def test_a_number_in_another_company_s_accounts_is_somebody_else_s(self, tmp_path: Path) -> None:
        Accounts(customers=[NINA]).write(tmp_path / "a.xml")
        other = Party("", "Fjordtall Bergen AS", registered="974760673")
        Accounts(company=other, vouchers=[Voucher("1", [Line(customer="10001")])]).write(tmp_path / "b.xml")
        assert ledger(tmp_path) == {}

    def test_a_number_that_was_given_to_somebody_else_later_is_theirs_there(self, tmp_path: Path) -> None:
        vouchers = [Voucher("1", [Line(customer="10001")])]
        Accounts(customers=[NINA], vouchers=vouchers).write(tmp_path / "2024.xml")
        Accounts(customers=[replace(PER, number="10001")], vouchers=vouchers).write(tmp_path / "2025.xml")
        assert ledger(tmp_path) == {("Transaction", "2024.xml:1"): "own A", ("Line", "2024.xml:1/1"): "own A"}

    def test_a_number_asked_by_is_not_followed_past_a_firm_in_a_later_file(self, tmp_path: Path) -> None:
        Accounts(vouchers=[Voucher("1", [Line(customer="777")])]).write(tmp_path / "a.xml")
        Accounts(customers=[Party("777", "Nordlys AS")]).write(tmp_path / "b.xml")
        assert ledger(tmp_path, customer_number="777") == {}

    def test_master_files_that_come_after_the_vouchers_are_followed_all_the_same(self, tmp_path: Path) -> None:
        whole = (
            Accounts(customers=[NINA, PER], vouchers=[Voucher("1", [Line(customer="10001")])], prefix="").xml().decode()
        )
        before, masters = whole.index("<MasterFiles>"), whole.index("<GeneralLedgerEntries>")
        end = whole.index("</AuditFile>")
        path = tmp_path / "regnskap.xml"
        path.write_text(whole[:before] + whole[masters:end] + whole[before:masters] + whole[end:])
        assert ledger(path) == {("Transaction", "1"): "own A", ("Line", "1/1"): "own A"}

    def test_files_whose_names_look_like_keys_stay_apart(self, tmp_path: Path) -> None:
        accounts = Accounts(customers=[NINA], vouchers=[Voucher("1", [Line(customer="10001")])])
        for name in ("a.xml", "a.xml:a.xml", "a%3Aa.xml"):
            accounts.write(tmp_path / (name if name.endswith(".xml") else f"{name}.xml"))
        seen = look(tmp_path, BY_EMAIL)
        keys = [(f.unit, f.key) for f in seen.findings]
        assert len(keys) == len(set(keys)) == 3 * 5
