"""A department's own accounts for one year: what it has sold to its customers and bought from its suppliers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from examples import plan
from examples.facts import Fact, World
from examples.people import Block

RECEIVABLE, BANK, PAYABLE, OUTPUT_VAT, INPUT_VAT, SALES, COSTS = "1500", "1920", "2400", "2700", "2710", "3000", "6700"


@dataclass(frozen=True, slots=True)
class Line:
    """One posting in whole kroner: a debit when positive, a credit when negative."""

    account: str
    amount: int
    customer: str = ""
    supplier: str = ""
    tax_code: str = ""


@dataclass(frozen=True, slots=True)
class Voucher:
    """`about` is the person whose sale or purchase it is; empty for an organisation's."""

    number: str
    journal: str
    on: date
    description: str
    lines: tuple[Line, ...]
    about: tuple[str, ...]
    workplace: int | None


@dataclass(frozen=True, slots=True)
class Party:
    """A customer or a supplier as the accounts know it. `contacts` are slots."""

    number: str
    name: str
    registered: str
    address: tuple[str, str, str]
    contacts: tuple[int, ...]
    slot: int | None
    workplace: int | None
    balance: int


@dataclass(frozen=True)
class Ledger:
    """One hundred of one department."""

    world: World
    block: Block

    def customers(self) -> Iterator[Party]:
        """Those who have been invoiced in the year, as the customer system has them."""
        people = self.world.people
        for party in plan.PARTIES:
            invoices = [each for each in _INVOICES if each.party == party.number]
            if not invoices:
                continue
            colleagues = tuple(each.slot for each in plan.CONTACT_PERSONS if each.party == party.number)
            yield Party(
                number=self._customer(party.number),
                name=self._name(party.slot, party.organisation),
                registered=people.organisation_number(self.block, party.number) if party.is_registered else "",
                address=self._address(party.address),
                contacts=colleagues,
                slot=party.slot,
                workplace=party.organisation,
                balance=sum(each.net + each.vat for each in invoices if not each.is_paid),
            )

    def suppliers(self) -> Iterator[Party]:
        people = self.world.people
        for supplier in plan.SUPPLIERS:
            purchases = [each for each in plan.PURCHASES if each.supplier == supplier.number]
            workplace = None if supplier.slot is not None else _FIRST_SUPPLIER + supplier.number
            yield Party(
                number=self._supplier(supplier.number),
                name=self._name(supplier.slot, workplace),
                registered=people.organisation_number(self.block, len(plan.PARTIES) + supplier.number),
                address=self._address(plan.ADDRESSES + supplier.number),
                contacts=supplier.contacts,
                slot=supplier.slot,
                workplace=workplace,
                balance=-sum(each.net + each.net // 4 for each in purchases if not each.is_paid),
            )

    def vouchers(self, journal: str) -> Iterator[Voucher]:
        """The journal's vouchers: SALG, KJØP or BANK."""
        if journal == "SALG":
            yield from self._sales()
        elif journal == "KJØP":
            yield from self._purchases()
        else:
            yield from self._payments()

    def facts(self) -> Iterator[Fact]:
        """Every element of the file, with whom it is about."""
        for role, parties in (("customer", self.customers()), ("supplier", self.suppliers())):
            for party in parties:
                colleagues = tuple(map(self.block.key_of, party.contacts))
                yield Fact(role, (party.number,), self._about(party.slot), colleagues, party.workplace)
                for turn, key in enumerate(colleagues, 1):
                    yield Fact("contact", (f"{party.number}/{turn}",), (key,), workplace=party.workplace)
        for journal in JOURNALS:
            for voucher in self.vouchers(journal):
                yield Fact("transaction", (voucher.number,), voucher.about, workplace=voucher.workplace)
                for turn, line in enumerate(voucher.lines, 1):
                    about = voucher.about if line.customer or line.supplier else ()
                    yield Fact("line", (f"{voucher.number}/{turn}",), about, workplace=voucher.workplace)

    def _sales(self) -> Iterator[Voucher]:
        for invoice in _INVOICES:
            number = self._invoice_number(invoice.number)
            lines = (
                Line(RECEIVABLE, invoice.net + invoice.vat, customer=self._customer(invoice.party)),
                Line(SALES, -invoice.net, tax_code="3"),
                Line(OUTPUT_VAT, -invoice.vat),
            )
            yield self._sale(invoice, f"S{number}", invoice.issued_on, f"Faktura {number}", lines)

    def _payments(self) -> Iterator[Voucher]:
        for invoice in (each for each in _INVOICES if each.is_paid):
            number, gross = self._invoice_number(invoice.number), invoice.net + invoice.vat
            lines = (Line(BANK, gross), Line(RECEIVABLE, -gross, customer=self._customer(invoice.party)))
            paid_on = min(invoice.due_on, date(plan.LEDGER_YEAR, 12, 30))
            yield self._sale(invoice, f"B{number}", paid_on, f"Innbetaling faktura {number}", lines)
        for purchase in (each for each in plan.PURCHASES if each.is_paid):
            number, gross = self._purchase_number(purchase.number), purchase.net + purchase.net // 4
            lines = (Line(PAYABLE, gross, supplier=self._supplier(purchase.supplier)), Line(BANK, -gross))
            paid_on = purchase.issued_on + timedelta(days=21)
            yield self._bought(purchase, f"B{number}", paid_on, f"Betalt faktura {number}", lines)

    def _purchases(self) -> Iterator[Voucher]:
        for purchase in plan.PURCHASES:
            number, vat = self._purchase_number(purchase.number), purchase.net // 4
            lines = (
                Line(COSTS, purchase.net, tax_code="1"),
                Line(INPUT_VAT, vat),
                Line(PAYABLE, -purchase.net - vat, supplier=self._supplier(purchase.supplier)),
            )
            yield self._bought(purchase, f"K{number}", purchase.issued_on, f"Inngående faktura {number}", lines)

    def _sale(self, invoice: plan.Invoice, number: str, on: date, text: str, lines: tuple[Line, ...]) -> Voucher:
        party = plan.PARTIES[invoice.party]
        journal, name = "SALG" if number.startswith("S") else "BANK", self._name(party.slot, party.organisation)
        return Voucher(number, journal, on, f"{text} {name}", lines, self._about(party.slot), party.organisation)

    def _bought(self, purchase: plan.Purchase, number: str, on: date, text: str, lines: tuple[Line, ...]) -> Voucher:
        slot = plan.SUPPLIERS[purchase.supplier].slot
        workplace = None if slot is not None else _FIRST_SUPPLIER + purchase.supplier
        journal, name = "KJØP" if number.startswith("K") else "BANK", self._name(slot, workplace)
        return Voucher(number, journal, on, f"{text} {name}", lines, self._about(slot), workplace)

    def _name(self, slot: int | None, workplace: int | None) -> str:
        if slot is not None:
            return str(self.world.people.name(self.block, slot))
        assert workplace is not None
        return self.world.people.organisation(self.block, workplace)

    def _address(self, number: int) -> tuple[str, str, str]:
        """As the customer system numbers them, then the suppliers'."""
        ordinal = self.world.people.workplace_ordinal(self.block, 0) * 10 + number
        return self.world.naming.address(ordinal, self.block.department)

    def _about(self, slot: int | None) -> tuple[str, ...]:
        return () if slot is None else (self.block.key_of(slot),)

    def _customer(self, party: int) -> str:
        return self.world.keys.customer_number(self.block.department, self.block.hundred, party)

    def _supplier(self, supplier: int) -> str:
        return self.world.keys.supplier_number(self.block.department, self.block.hundred, supplier)

    def _invoice_number(self, invoice: int) -> str:
        return self.world.keys.invoice_number(self.block.department, self.block.hundred, invoice)

    def _purchase_number(self, purchase: int) -> str:
        key = self.world.keys.key(self.block.department, "purchase", self.block.hundred, purchase)
        return str(90_000 + key)


JOURNALS: Final = ("SALG", "KJØP", "BANK")
_INVOICES: Final = tuple(each for each in plan.INVOICES if each.issued_on.year == plan.LEDGER_YEAR)
_FIRST_SUPPLIER: Final = len(plan.CONTACTS_OF)
