"""A department's accounts as a SAF-T Financial file, version 1.10 or 1.30, written as it is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO
from xml.sax.saxutils import escape

from examples import ledger, plan, spelling
from examples.facts import World
from examples.group import Department
from examples.ledger import BANK, COSTS, INPUT_VAT, OUTPUT_VAT, PAYABLE, RECEIVABLE, SALES, Ledger, Line, Party, Voucher
from examples.people import Block, Person

NAMESPACE: Final = "urn:StandardAuditFile-Taxation-Financial:NO"
EQUITY: Final = "2000"
OPENING: Final = 500_000
VAT_CODES: Final = (("1", "Inngående avgift, høy sats"), ("3", "Utgående avgift, høy sats"))
JOURNAL_TYPES: Final = {"SALG": "AR", "KJØP": "AP", "BANK": "B"}
# Number, name, and the category and code of the income statement (Skatteetaten's code list for 1.30).
ACCOUNTS: Final = (
    (RECEIVABLE, "Kundefordringer", "balanseverdiForOmloepsmiddel", "1500"),
    (BANK, "Bankinnskudd", "balanseverdiForOmloepsmiddel", "1920"),
    (EQUITY, "Aksjekapital", "egenkapital", "2000"),
    (PAYABLE, "Leverandørgjeld", "kortsiktigGjeld", "2400"),
    (OUTPUT_VAT, "Utgående merverdiavgift", "kortsiktigGjeld", "2740"),
    (INPUT_VAT, "Inngående merverdiavgift", "kortsiktigGjeld", "2740"),
    (SALES, "Salg av regnskapstjenester", "salgsinntekt", "3000"),
    (COSTS, "Fremmede tjenester", "annenDriftskostnad", "6700"),
)


class AuditFile:
    """One file. `version` is 1.10 or 1.30."""

    def __init__(self, world: World, department: Department, version: str) -> None:
        self.world, self.department, self.version = world, department, version
        self._blocks = tuple(world.people.blocks(department.number))

    def write(self, path: Path) -> None:
        """The whole file: once through the vouchers for the totals, once to write them."""
        balances, count, turnover = self._totals()
        with path.open("w", encoding="utf-8", newline="\n") as file:
            self._to = file
            file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<n1:AuditFile xmlns:n1="{NAMESPACE}">\n')
            self._header()
            with self._element("MasterFiles"):
                self._accounts(balances)
                self._parties("Customer")
                self._parties("Supplier")
                self._tax_table()
            with self._element("GeneralLedgerEntries"):
                self._leaves(NumberOfEntries=str(count), TotalDebit=_money(turnover), TotalCredit=_money(turnover))
                for journal in ledger.JOURNALS:
                    self._journal(journal)
            file.write("</n1:AuditFile>\n")

    def _totals(self) -> tuple[Counter[str], int, int]:
        """Movement on each account, number of vouchers, and the sum of debits."""
        balances, count, turnover = Counter[str](), 0, 0
        for _, voucher in self._vouchers(*ledger.JOURNALS):
            count += 1
            for line in voucher.lines:
                balances[line.account] += line.amount
                turnover += max(line.amount, 0)
        return balances, count, turnover

    def _vouchers(self, *journals: str) -> Iterator[tuple[Block, Voucher]]:
        for journal in journals:
            for block in self._blocks:
                for voucher in Ledger(self.world, block).vouchers(journal):
                    yield block, voucher

    def _header(self) -> None:
        manager = self.world.staff_of(self.department.slug)[0]
        with self._element("Header"):
            self._leaves(
                AuditFileVersion=self.version,
                AuditFileCountry="NO",
                AuditFileDateCreated=f"{plan.LEDGER_YEAR + 1}-02-14",
                SoftwareCompanyName=self.world.group.company.legal_name,
                SoftwareID="Eksempelregnskap",
                SoftwareVersion="1",
            )
            with self._element("Company"):
                self._leaves(RegistrationNumber=self.department.organisation_number, Name=self.department.legal_name)
                self._address(self.department.street, self.department.postal_code, self.department.place)
                self._contact(
                    manager.full_name.first, manager.full_name.last, self.department.phone, self.department.email
                )
                with self._element("TaxRegistration"):
                    self._leaves(TaxRegistrationNumber=f"{self.department.organisation_number}MVA")
            self._leaves(DefaultCurrencyCode="NOK")
            with self._element("SelectionCriteria"):
                self._leaves(
                    PeriodStart="1",
                    PeriodStartYear=str(plan.LEDGER_YEAR),
                    PeriodEnd="12",
                    PeriodEndYear=str(plan.LEDGER_YEAR),
                )
            self._leaves(TaxAccountingBasis="A")

    def _accounts(self, balances: Counter[str]) -> None:
        opening = {BANK: OPENING, EQUITY: -OPENING}
        with self._element("GeneralLedgerAccounts"):
            for number, name, category, code in ACCOUNTS:
                with self._element("Account"):
                    self._leaves(AccountID=number, AccountDescription=name)
                    if self.version == "1.10":
                        self._leaves(StandardAccountID=number[:2])
                    else:
                        self._leaves(GroupingCategory=category, GroupingCode=code)
                    self._leaves(AccountType="GL")
                    self._balances(opening.get(number, 0), opening.get(number, 0) + balances[number])

    def _parties(self, kind: str) -> None:
        with self._element(f"{kind}s"):
            for block in self._blocks:
                books = Ledger(self.world, block)
                several = books.customers() if kind == "Customer" else books.suppliers()
                for party in sorted(several, key=lambda each: each.number):
                    self._party(kind, party, [self.world.people.person(block, slot) for slot in party.contacts])

    def _party(self, kind: str, party: Party, contacts: list[Person]) -> None:
        with self._element(kind):
            if party.registered:
                self._leaves(RegistrationNumber=party.registered)
            self._leaves(Name=party.name)
            self._address(*party.address)
            for turn, person in enumerate(contacts):
                phone = spelling.phone(person.phone, turn + 1)
                self._contact(person.full_name.first, person.full_name.last, phone, person.email)
            self._leaves(**{f"{kind}ID": party.number})
            account = RECEIVABLE if kind == "Customer" else PAYABLE
            if self.version == "1.10":
                self._leaves(AccountID=account)
                self._balances(0, party.balance)
            else:
                with self._element("BalanceAccount"):
                    self._leaves(AccountID=account)
                    self._balances(0, party.balance)
            with self._element("PartyInfo"):
                self._leaves(Type="Company" if party.registered else "Private", Status="Active")

    def _tax_table(self) -> None:
        with self._element("TaxTable"), self._element("TaxTableEntry"):
            self._leaves(TaxType="MVA", Description="Merverdiavgift")
            for code, description in VAT_CODES:
                with self._element("TaxCodeDetails"):
                    self._leaves(TaxCode=code, Description=description, TaxPercentage="25", Country="NO")
                    self._leaves(StandardTaxCode=code, BaseRate="100")

    def _journal(self, journal: str) -> None:
        with self._element("Journal"):
            self._leaves(JournalID=journal, Description=journal.capitalize(), Type=JOURNAL_TYPES[journal])
            for _, voucher in self._vouchers(journal):
                on = voucher.on.isoformat()
                with self._element("Transaction"):
                    self._leaves(
                        TransactionID=voucher.number,
                        Period=str(voucher.on.month),
                        PeriodYear=str(voucher.on.year),
                        TransactionDate=on,
                        Description=voucher.description,
                        SystemEntryDate=on,
                        GLPostingDate=on,
                    )
                    for turn, line in enumerate(voucher.lines, 1):
                        self._line(turn, line, voucher.description)

    def _line(self, turn: int, line: Line, description: str) -> None:
        side = "Debit" if line.amount > 0 else "Credit"
        with self._element("Line"):
            self._leaves(RecordID=str(turn), AccountID=line.account)
            if line.customer:
                self._leaves(CustomerID=line.customer)
            if line.supplier:
                self._leaves(SupplierID=line.supplier)
            self._leaves(Description=description)
            self._amount(f"{side}Amount", abs(line.amount))
            if line.tax_code:
                with self._element("TaxInformation"):
                    base = abs(line.amount)
                    self._leaves(TaxType="MVA", TaxCode=line.tax_code, TaxPercentage="25", TaxBase=_money(base))
                    self._amount("TaxAmount" if self.version == "1.10" else f"{side}TaxAmount", base // 4)

    def _amount(self, name: str, kroner: int) -> None:
        with self._element(name):
            self._leaves(Amount=_money(kroner))

    def _balances(self, opening: int, closing: int) -> None:
        for word, kroner in (("Opening", opening), ("Closing", closing)):
            self._leaves(**{f"{word}{'Debit' if kroner >= 0 else 'Credit'}Balance": _money(abs(kroner))})

    def _address(self, street: str, postal_code: str, town: str) -> None:
        with self._element("Address"):
            self._leaves(StreetName=street, City=town, PostalCode=postal_code, Country="NO")

    def _contact(self, first: str, last: str, phone: str, email: str) -> None:
        with self._element("Contact"):
            with self._element("ContactPerson"):
                self._leaves(FirstName=first, LastName=last)
            self._leaves(Telephone=phone, Email=email)

    @contextmanager
    def _element(self, name: str) -> Iterator[None]:
        self._to.write(f"<n1:{name}>\n")
        yield
        self._to.write(f"</n1:{name}>\n")

    def _leaves(self, **texts: str) -> None:
        for name, text in texts.items():
            self._to.write(f"<n1:{name}>{escape(text)}</n1:{name}>\n")

    _to: TextIO


def _money(kroner: int) -> str:
    return f"{kroner}.00"
