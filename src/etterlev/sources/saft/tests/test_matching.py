"""Whose a party, a contact person or a user is."""

from __future__ import annotations

from pathlib import Path

import pytest

from etterlev.sources.contract import Subject
from etterlev.sources.saft.tests.making import Accounts, Contact, Dimension, Line, Party, Seen, Voucher, look, who

NINA = "nina@vik.example"


def search(folder: Path, accounts: Accounts, *subjects: Subject) -> Seen:
    seen = look(accounts.write(folder / "regnskap.xml"), *subjects)
    assert seen.states == {"searched"}
    return seen


def found(folder: Path, accounts: Accounts, **identifiers: str) -> dict[tuple[str, str], str]:
    """What Nina finds, besides the company whose accounts they are."""
    everything = search(folder, accounts, who("nina", **identifiers)).of()
    return {place: what for place, what in everything.items() if place != ("Company", "Company")}


class TestContactPersons:
    ACCOUNTS = Accounts(
        customers=[
            Party(
                "1",
                "Nordlys AS",
                (
                    Contact("Nina", "Vik", NINA, "22 33 44 55", "+47 412 34 567"),
                    Contact("Ola", "Dahl", "ola@nordlys.example", "22 33 44 55"),
                ),
                "974760673",
                "Company",
                accounts=["86011117947"],
            )
        ],
        vouchers=[Voucher("7", [Line(customer="1")])],
    )

    @pytest.mark.parametrize("written", ["NINA@Vik.Example", " nina@vik.example ", "<nina@vik.example>"])
    def test_an_address_finds_the_contact_person_and_the_organisation_as_context(
        self, tmp_path: Path, written: str
    ) -> None:
        seen = found(tmp_path, self.ACCOUNTS, email=written)
        assert seen == {("Contact", "1/1"): "own A", ("Customer", "1"): "context A"}

    @pytest.mark.parametrize("written", ["41234567", "+47 412 34 567", "004741234567", "412-34-567"])
    def test_a_number_alone_is_a_guess_and_with_the_name_it_is_not(self, tmp_path: Path, written: str) -> None:
        assert found(tmp_path, self.ACCOUNTS, phone=written)["Contact", "1/1"] == "own C"
        assert found(tmp_path, self.ACCOUNTS, phone=written, name="Nina Vik")["Contact", "1/1"] == "own B"

    def test_a_shared_number_does_not_make_a_colleague_surer_than_a_guess(self, tmp_path: Path) -> None:
        seen = found(tmp_path, self.ACCOUNTS, phone="22334455", name="Nina Vik")
        assert (seen["Contact", "1/1"], seen["Contact", "1/2"]) == ("own B", "shared C")

    def test_a_colleague_is_not_reached_through_what_was_learnt_of_the_number(self, tmp_path: Path) -> None:
        assert ("Contact", "1/2") not in found(tmp_path, self.ACCOUNTS, email=NINA)

    def test_a_switchboard_finds_nobody_of_another_name(self, tmp_path: Path) -> None:
        names = ("Nina Vik", "Ola Dahl", "Per Moe", "Kari Lie", "Siv Berg")
        named = ((n, *name.split()) for n, name in enumerate(names))
        several = tuple(
            Contact(str(first), str(last), f"{n}@nordlys.example", "22 33 44 55") for n, first, last in named
        )
        accounts = Accounts(customers=[Party("1", "Nordlys AS", several)])
        seen = found(tmp_path, accounts, phone="22334455", name="Nina Vik")
        assert seen == {("Contact", "1/1"): "own B", ("Customer", "1"): "context B"}

    def test_a_firm_s_account_and_number_and_ledger_are_never_a_contact_person_s(self, tmp_path: Path) -> None:
        numbers = {"bank_account": "86011117947", "organisation_number": "974760673", "customer_number": "1"}
        assert found(tmp_path, self.ACCOUNTS, **numbers) == {}

    def test_a_name_alone_finds_a_guess_also_by_birth_and_turned_round(self, tmp_path: Path) -> None:
        accounts = Accounts(customers=[Party("1", "Nordlys AS", (Contact("Nina Marie", "Lie", birth_name="Vik"),))])
        for name in ("Nina Lie", "Vik, Nina", "nina marie vik", "Nina Marie Lie"):
            assert found(tmp_path, accounts, name=name) == {("Contact", "1/1"): "own C", ("Customer", "1"): "context C"}
        assert found(tmp_path, accounts, name="Nina Dahl") == {}

    def test_a_contact_of_the_company_itself_and_of_whoever_sent_the_file(self, tmp_path: Path) -> None:
        company = Party("", "Fjordtall Oslo AS", (Contact("Nina", "Vik", NINA),), "988077917")
        accounts = Accounts(company=company, sender=Party("", "Regnskap AS", (Contact("Nina", "Vik", NINA),)))
        everything = search(tmp_path, accounts, who("nina", email=NINA)).of()
        assert everything == {
            ("Contact", "Company/1"): "own A",
            ("Contact", "AuditFileSender/1"): "own A",
            ("Company", "Company"): "context A",
            ("Company", "AuditFileSender"): "context A",
        }

    def test_an_address_beside_another_s_name_is_shared(self, tmp_path: Path) -> None:
        accounts = Accounts(customers=[Party("1", "Nordlys AS", (Contact("Per", "Vik", NINA),))])
        assert found(tmp_path, accounts, email=NINA, name="Nina Vik")["Contact", "1/1"] == "shared A"


class TestPersonsAndFirms:
    def test_a_private_customer_is_found_by_the_contact_who_is_the_same(self, tmp_path: Path) -> None:
        for contact in (Contact(email=NINA), Contact("Nina", "Vik", NINA), Contact("NotUsed", "Nina Vik", NINA)):
            accounts = Accounts(customers=[Party("1", "Nina Vik", (contact,), type="Private")])
            assert found(tmp_path, accounts, email=NINA) == {("Contact", "1/1"): "own A", ("Customer", "1"): "own A"}

    def test_a_private_customer_s_other_contact_person_is_somebody_else(self, tmp_path: Path) -> None:
        contacts = (Contact("Nina", "Vik", NINA), Contact("Per", "Moe", "per@moe.example"))
        accounts = Accounts(customers=[Party("1", "Nina Vik", contacts, type="Private")])
        assert ("Contact", "1/2") not in found(tmp_path, accounts, email=NINA)
        assert found(tmp_path, accounts, email="per@moe.example") == {
            ("Contact", "1/2"): "own A",
            ("Customer", "1"): "context A",
        }

    def test_a_customer_number_is_a_private_customer_s_own(self, tmp_path: Path) -> None:
        accounts = Accounts(customers=[Party("00123", "Nina Vik", type="Private")])
        assert found(tmp_path, accounts, customer_number="123") == {("Customer", "00123"): "own A"}

    def test_a_firm_is_nobody_s_however_alike_the_name_is(self, tmp_path: Path) -> None:
        for party in (
            Party("1", "Nina Vik AS", type="Company", registered="974760673"),
            Party("1", "Nina Vik AS", type="Private"),
            Party("1", "Nina Vik", type="Government"),
        ):
            seen = found(tmp_path, Accounts(customers=[party]), customer_number="1", name="Nina Vik")
            assert seen == {}

    def test_a_sole_trader_s_firm_is_theirs_by_number_and_name(self, tmp_path: Path) -> None:
        accounts = Accounts(customers=[Party("1", "Rørlegger Nina Vik", (), "912 345 602", "Company")])
        assert found(tmp_path, accounts, organisation_number="912345602", name="Nina Vik")["Customer", "1"] == "own A"
        assert found(tmp_path, accounts, customer_number="1", name="Nina Vik")["Customer", "1"] == "own A"
        assert found(tmp_path, accounts, name="Nina Vik")["Customer", "1"] == "own C"

    def test_a_sole_trader_may_be_known_by_the_organisation_number_alone(self, tmp_path: Path) -> None:
        accounts = Accounts(customers=[Party("1", "Blomsterbua", (), "912345602", "Company")])
        seen = found(tmp_path, accounts, organisation_number="912345602", name="Nina Vik")
        assert seen == {("Customer", "1"): "own B"}

    def test_a_business_is_at_most_a_guess_when_nothing_but_a_number_agrees(self, tmp_path: Path) -> None:
        accounts = Accounts(customers=[Party("1", "Oslo kommune", (), "958935420", "Company")])
        assert found(tmp_path, accounts, customer_number="1")["Customer", "1"] == "own C"

    def test_an_unnamed_contact_of_a_business_does_not_make_it_anybody_s(self, tmp_path: Path) -> None:
        for party in (
            Party("1", "Oslo kommune", (Contact(email=NINA),), "958935420", "Company"),
            Party("1", "Oslo kommune", (Contact(email=NINA),)),
        ):
            seen = found(tmp_path, Accounts(customers=[party]), email=NINA, name="Nina Vik")
            assert seen == {("Contact", "1/1"): "own A", ("Customer", "1"): "context A"}

    def test_a_party_that_says_nothing_is_a_person_s_unless_it_has_another_name(self, tmp_path: Path) -> None:
        accounts = Accounts(customers=[Party("1", "Nina Vik"), Party("2", "Ola Dahl")])
        assert found(tmp_path, accounts, customer_number="1") == {("Customer", "1"): "own A"}
        assert found(tmp_path, accounts, customer_number="2", name="Nina Vik")["Customer", "2"] == "shared C"

    def test_a_registration_number_may_be_the_national_identity_number(self, tmp_path: Path) -> None:
        accounts = Accounts(customers=[Party("1", "Nina Vik", (), "13097248022")])
        assert found(tmp_path, accounts, national_id="130972 48022") == {("Customer", "1"): "own A"}

    def test_what_two_people_have_together_is_shared(self, tmp_path: Path) -> None:
        accounts = Accounts(
            customers=[Party("1", "Nina og Per Vik", type="Private")], vouchers=[Voucher("7", [Line(customer="1")])]
        )
        assert found(tmp_path, accounts, customer_number="1", name="Nina Vik") == {
            ("Customer", "1"): "shared A",
            ("Transaction", "7"): "shared A",
            ("Line", "7/1"): "shared A",
        }

    def test_the_company_itself_may_be_a_sole_trader_s(self, tmp_path: Path) -> None:
        company = Party("", "Nina Vik", (), "912345602")
        accounts = Accounts(
            company=company, customers=[Party("1", "Ola Dahl")], vouchers=[Voucher("7", [Line(customer="1")])]
        )
        seen = search(tmp_path, accounts, who("nina", organisation_number="912345602", name="Nina Vik")).of()
        assert seen == {("Company", "Company"): "own A"}


class TestOtherIdentifiers:
    @pytest.mark.parametrize(
        "party", [Party("1", "Nina Vik", accounts=["8601.11.17947"]), Party("1", "Nina Vik", iban="NO9386011117947")]
    )
    def test_an_account_however_it_is_written(self, tmp_path: Path, party: Party) -> None:
        accounts = Accounts(owners=[party])
        assert found(tmp_path, accounts, bank_account="86011117947") == {("Owner", "1"): "own C"}
        assert found(tmp_path, accounts, bank_account="8601 11 17947", name="Nina Vik") == {("Owner", "1"): "own B"}

    def test_a_customer_number_is_no_supplier_s(self, tmp_path: Path) -> None:
        accounts = Accounts(suppliers=[Party("1", "Ola Dahl", type="Private"), Party("2", "Nina Vik", type="Private")])
        assert found(tmp_path, accounts, customer_number="1", name="Nina Vik") == {("Supplier", "2"): "own C"}
        assert found(tmp_path, accounts, customer_number="2", name="Nina Vik") == {("Supplier", "2"): "own B"}
        assert found(tmp_path, accounts, customer_number="1") == {("Supplier", "1"): "own C"}

    def test_a_user_by_address_name_or_number(self, tmp_path: Path) -> None:
        users = ("nina@vik.example", "Nina Vik", "17")
        accounts = Accounts(vouchers=[Voucher(str(n), [Line()], user) for n, user in enumerate((*users, *users))])
        assert found(tmp_path, accounts, email=NINA) == {("User", "nina@vik.example"): "own A"}
        assert found(tmp_path, accounts, name="Nina Vik") == {("User", "Nina Vik"): "own C"}
        assert found(tmp_path, accounts, employee_number="17") == {("User", "17"): "own C"}
        seen = search(tmp_path, accounts, who("nina", email=NINA))
        assert seen.values("User", NINA) == {"SourceID": NINA, "Transactions": 2}

    def test_an_employee_s_dimension_and_its_lines(self, tmp_path: Path) -> None:
        accounts = Accounts(
            dimensions=[
                Dimension("ANS", "Ansatt", "17", "Nina Vik"),
                Dimension("ANS", "Ansatt", "18", "Ola Dahl"),
                Dimension("A", "Avdeling", "17", "Salg"),
            ],
            vouchers=[
                Voucher("1", [Line(dimensions=[("A", "17"), ("ANS", "17")]), Line(dimensions=[("ANS", "18")])]),
                Voucher("2", [Line(dimensions=[("A", "17")])]),
            ],
        )
        assert found(tmp_path, accounts, employee_number="17", name="Nina Vik") == {
            ("Analysis", "ANS/17"): "own B",
            ("Transaction", "1"): "shared B",
            ("Line", "1/1"): "shared B",
        }

    def test_what_was_learnt_of_a_sure_row_finds_the_next_also_before_it(self, tmp_path: Path) -> None:
        """By e-mail to the owner's contact, by its telephone to a customer before it, and down to its voucher."""
        accounts = Accounts(
            customers=[Party("1", "Nina Vik", (Contact("Nina", "Vik", phone="41234567"),), type="Private")],
            owners=[Party("E", "Nordlys AS", (Contact("Nina", "Vik", NINA, "412 34 567"),))],
            vouchers=[Voucher("7", [Line(customer="1")])],
        )
        assert found(tmp_path, accounts, email=NINA) == {
            ("Customer", "1"): "own B",
            ("Contact", "1/1"): "own B",
            ("Owner", "E"): "context A",
            ("Contact", "E/1"): "own A",
            ("Transaction", "7"): "own B",
            ("Line", "7/1"): "own B",
        }

    def test_a_finding_tells_by_which_steps_it_was_reached(self, tmp_path: Path) -> None:
        accounts = Accounts(
            customers=[Party("1", "Nina Vik", (Contact(email=NINA),), type="Private")],
            vouchers=[Voucher("7", [Line(customer="1")])],
        )
        seen = search(tmp_path, accounts, who("nina", email=NINA))
        paths = {finding.unit: finding.path for finding in seen.findings}
        assert paths["Line"] == ("email", "Customer", "Line")
        assert paths["Transaction"] == ("email", "Customer", "Line", "Transaction")
        assert paths["Company"] == ("email", "Customer", "Company")
