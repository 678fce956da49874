"""Small SAF-T files for tests, valid in either version, and a way to look into what was made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from etterlev.sources.contract import (
    Coverage,
    Finding,
    Identifier,
    IdentifierKind,
    Record,
    Subject,
    proposed_map,
)
from etterlev.sources.saft import SaftSource

NAMESPACE = "urn:StandardAuditFile-Taxation-Financial:NO"
K = IdentifierKind


@dataclass(frozen=True)
class Contact:
    first: str = "NotUsed"
    last: str = "NotUsed"
    email: str = ""
    phone: str = ""
    mobile: str = ""
    birth_name: str = ""


@dataclass(frozen=True)
class Party:
    """A customer, a supplier or an owner."""

    number: str
    name: str
    contacts: Sequence[Contact] = ()
    registered: str = ""
    type: str = ""
    accounts: Sequence[str] = ()
    iban: str = ""
    notes: str = ""


@dataclass(frozen=True)
class Line:
    account: str = "3000"
    customer: str = ""
    supplier: str = ""
    owner: str = ""
    dimensions: Sequence[tuple[str, str]] = ()
    record: str = ""
    amount: str = "100.00"


@dataclass(frozen=True)
class Voucher:
    number: str
    lines: Sequence[Line]
    user: str = ""
    text: str = "Bilag"


@dataclass(frozen=True)
class Dimension:
    type: str
    description: str
    number: str
    name: str


@dataclass(frozen=True)
class Accounts:
    """One file."""

    version: str = "1.30"
    customers: Sequence[Party] = ()
    suppliers: Sequence[Party] = ()
    owners: Sequence[Party] = ()
    dimensions: Sequence[Dimension] = ()
    vouchers: Sequence[Voucher] = ()
    company: Party = field(
        default_factory=lambda: Party("", "Fjordtall Oslo AS", (Contact("Siv", "Berg"),), "988077917")
    )
    sender: Party | None = None
    user: str = ""
    entries: int | None = None
    # Elements that are in no schema, before the end of the header, the masters and the file.
    extra: tuple[str, str, str] = ("", "", "")
    prefix: str = "n1"
    encoding: str = "UTF-8"

    def xml(self) -> bytes:
        body = self._header() + self._masters() + self._ledger() + self.extra[2]
        prefix = f"{self.prefix}:" if self.prefix else ""
        named = f":{self.prefix}" if self.prefix else ""
        text = _prefixed(body, prefix)
        opening = f'<?xml version="1.0" encoding="{self.encoding}"?>\n<{prefix}AuditFile xmlns{named}="{NAMESPACE}">'
        return f"{opening}\n{text}</{prefix}AuditFile>\n".encode(self.encoding)

    def write(self, path: Path) -> Path:
        path.write_bytes(self.xml())
        return path

    def _header(self) -> str:
        return _element(
            "Header",
            _leaf("AuditFileVersion", self.version),
            _leaf("AuditFileCountry", "NO"),
            _leaf("AuditFileDateCreated", "2026-02-14"),
            _leaf("SoftwareCompanyName", "Eksempel AS"),
            _leaf("SoftwareID", "Eksempelregnskap"),
            _leaf("SoftwareVersion", "1"),
            _element("Company", self._party(self.company, is_company=True)),
            _leaf("DefaultCurrencyCode", "NOK"),
            _element(
                "SelectionCriteria",
                _leaf("PeriodStart", "1"),
                _leaf("PeriodStartYear", "2025"),
                _leaf("PeriodEnd", "12"),
                _leaf("PeriodEndYear", "2025"),
            ),
            _leaf("TaxAccountingBasis", "A"),
            _leaf("UserID", self.user),
            _element("AuditFileSender", self._party(self.sender)) if self.sender else "",
            self.extra[0],
        )

    def _masters(self) -> str:
        return _element(
            "MasterFiles",
            self._parties("Customer", self.customers),
            self._parties("Supplier", self.suppliers),
            self._dimensions(),
            self._parties("Owner", self.owners),
            self.extra[1],
        )

    def _parties(self, kind: str, several: Iterable[Party]) -> str:
        parts = []
        for each in several:
            info = [_leaf("Type", each.type), _leaf("Notes", each.notes)] if kind != "Owner" else [""]
            parts.append(
                _element(
                    kind,
                    self._party(each),
                    _leaf(f"{kind}ID", each.number),
                    self._balance() if kind != "Owner" else "",
                    _element("PartyInfo", *info) if any(info) else "",
                )
            )
        return _element(f"{kind}s", *parts) if parts else ""

    def _party(self, each: Party, *, is_company: bool = False) -> str:
        address = _element("Address", _leaf("StreetName", "Storgata 1"), _leaf("City", "Oslo"), _leaf("Country", "NO"))
        contacts = each.contacts or ((Contact(),) if is_company else ())
        banks = [_leaf("BankAccountNumber", account) for account in each.accounts]
        banks += [_leaf("IBANNumber", each.iban)] if each.iban else []
        return "".join(
            [
                _leaf("RegistrationNumber", each.registered),
                _leaf("Name", each.name),
                address,
                *map(self._contact, contacts),
                *(_element("BankAccount", bank) for bank in banks),
            ]
        )

    def _contact(self, each: Contact) -> str:
        return _element(
            "Contact",
            _element(
                "ContactPerson",
                _leaf("FirstName", each.first),
                _leaf("LastName", each.last),
                _leaf("BirthName", each.birth_name),
            ),
            _leaf("Telephone", each.phone),
            _leaf("Email", each.email),
            _leaf("MobilePhone", each.mobile),
        )

    def _balance(self) -> str:
        leaves = _leaf("OpeningDebitBalance", "0.00") + _leaf("ClosingDebitBalance", "100.50")
        return leaves if self.version == "1.10" else _element("BalanceAccount", leaves)

    def _dimensions(self) -> str:
        parts = [
            _element(
                "AnalysisTypeTableEntry",
                _leaf("AnalysisType", each.type),
                _leaf("AnalysisTypeDescription", each.description),
                _leaf("AnalysisID", each.number),
                _leaf("AnalysisIDDescription", each.name),
            )
            for each in self.dimensions
        ]
        return _element("AnalysisTypeTable", *parts) if parts else ""

    def _ledger(self) -> str:
        if not self.vouchers:
            return ""
        count = len(self.vouchers) if self.entries is None else self.entries
        return _element(
            "GeneralLedgerEntries",
            _leaf("NumberOfEntries", str(count)),
            _leaf("TotalDebit", "0"),
            _leaf("TotalCredit", "0"),
            _element(
                "Journal",
                _leaf("JournalID", "GL"),
                _leaf("Description", "Hovedbok"),
                _leaf("Type", "GL"),
                *map(self._voucher, self.vouchers),
            ),
        )

    def _voucher(self, each: Voucher) -> str:
        return _element(
            "Transaction",
            _leaf("TransactionID", each.number),
            _leaf("Period", "01"),
            _leaf("PeriodYear", "2025"),
            _leaf("TransactionDate", "2025-01-15"),
            _leaf("SourceID", each.user),
            _leaf("Description", each.text),
            _leaf("SystemEntryDate", "2025-01-15"),
            _leaf("GLPostingDate", "2025-01-16"),
            *(_line(line, turn) for turn, line in enumerate(each.lines, 1)),
        )


def _line(each: Line, turn: int) -> str:
    return _element(
        "Line",
        _leaf("RecordID", each.record or str(turn)),
        _leaf("AccountID", each.account),
        *(_element("Analysis", _leaf("AnalysisType", t), _leaf("AnalysisID", n)) for t, n in each.dimensions),
        _leaf("CustomerID", each.customer),
        _leaf("SupplierID", each.supplier),
        _leaf("Description", "Linje"),
        _element("DebitAmount", _leaf("Amount", each.amount)),
        _leaf("OwnerID", each.owner),
    )


def _leaf(name: str, text: str) -> str:
    return f"<@{name}>{escape(text)}</@{name}>\n" if text else ""


def _element(name: str, *inside: str) -> str:
    return f"<@{name}>\n{''.join(inside)}</@{name}>\n"


def _prefixed(body: str, prefix: str) -> str:
    return body.replace("<@", f"<{prefix}").replace("</@", f"</{prefix}")


def who(key: str, **identifiers: str | Sequence[str]) -> Subject:
    """A subject: `who("nina", email="…", phone=["…", "…"])`."""
    found = [
        Identifier(K(kind), value)
        for kind, values in identifiers.items()
        for value in ([values] if isinstance(values, str) else values)
    ]
    return Subject(key, tuple(found))


@dataclass(frozen=True)
class Seen:
    """One whole look."""

    findings: list[Finding]
    records: list[Record]
    coverage: tuple[Coverage, ...]

    def of(self, key: str = "nina") -> dict[tuple[str, str], str]:
        """What was found for a subject: unit and key, with relation and tier as in «own A»."""
        return {(f.unit, f.key): f"{f.relation} {f.tier}" for f in self.findings if f.subject == key}

    def values(self, unit: str, key: str) -> dict[str, object]:
        return dict(next(r.values for r in self.records if (r.finding.unit, r.finding.key) == (unit, key)))

    @property
    def states(self) -> set[str]:
        return {str(each.state) for each in self.coverage}

    @property
    def reasons(self) -> set[str]:
        return {each.reason for each in self.coverage if each.reason}


def look(path: Path, *subjects: Subject, like: Path | None = None) -> Seen:
    """Look for people at a path, by the map of that path or of another."""
    confirmed = proposed_map(SaftSource(like or path).describe())
    with SaftSource(path).snapshot(confirmed) as snapshot:
        findings = list(snapshot.locate(subjects))
        records = list(snapshot.export(findings))
        return Seen(findings, records, snapshot.coverage())
