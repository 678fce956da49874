"""What the fields of SAF-T Financial 1.10 and 1.30 are: the format is fixed, so nothing has to be guessed.

After the schemas of Skatteetaten. The elements that hold no person (accounts, tax codes, units, products) are left out;
those that may but are not in use in these versions (source documents, assets, stock) are named as not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from etterlev.sources.contract import IdentifierKind
from etterlev.sources.saft.rows import (
    COMPANY,
    CONTACT,
    CUSTOMER,
    DIMENSION,
    LINE,
    OWNER,
    SUPPLIER,
    TRANSACTION,
    USER,
)

Kind = IdentifierKind


@dataclass(frozen=True)
class Field:
    """What a field holds, and whom it identifies."""

    category: str
    identifies: IdentifierKind | None = None


Fields = Mapping[str, Field]
AMOUNT: Final = "Amount CurrencyCode CurrencyAmount ExchangeRate"
BALANCES: Final = "AccountID OpeningDebitBalance OpeningCreditBalance ClosingDebitBalance ClosingCreditBalance"
LINE_AMOUNTS: Final = ("DebitAmount", "CreditAmount")
# The two versions name the amounts of a dimension and of the tax each in their way.
DIMENSION_AMOUNTS: Final = ("AnalysisAmount", "DebitAnalysisAmount", "CreditAnalysisAmount")
TAX_AMOUNTS: Final = ("TaxAmount", "DebitTaxAmount", "CreditTaxAmount")


def _all(category: str, names: str, below: str = "") -> dict[str, Field]:
    return {f"{below}/{name}".lstrip("/"): Field(category) for name in names.split()}


def _party(**identifying: IdentifierKind) -> dict[str, Field]:
    """A company structure of the schemas. A private person's registration number may be the identity number."""
    return {
        "RegistrationNumber": Field("national-identity-number", Kind.ORGANISATION_NUMBER),
        "Name": Field("name", Kind.NAME),
        **_all(
            "address",
            "StreetName Number AdditionalAddressDetail Building City PostalCode Region Country AddressType",
            "Address",
        ),
        "TaxRegistration/TaxRegistrationNumber": Field("tax", Kind.ORGANISATION_NUMBER),
        **_all("tax", "TaxType TaxNumber TaxAuthority TaxVerificationDate", "TaxRegistration"),
        "BankAccount/IBANNumber": Field("bank-account", Kind.BANK_ACCOUNT),
        "BankAccount/BankAccountNumber": Field("bank-account", Kind.BANK_ACCOUNT),
        **_all("bank-account", "BankAccountName SortCode BIC CurrencyCode GeneralLedgerAccountID", "BankAccount"),
        **{name: Field("customer-number", kind) for name, kind in identifying.items()},
    }


def _trading() -> dict[str, Field]:
    """What customers and suppliers have besides."""
    terms = "Days Months CashDiscountDays CashDiscountRate FreeBillingMonth"
    return {
        **_all("outstanding-claims", BALANCES),
        **_all("outstanding-claims", BALANCES, "BalanceAccount"),
        **_all("vouchers", "SelfBillingIndicator"),
        **_all("payments", terms, "PartyInfo/PaymentTerms"),
        **_all("vouchers", "NaceCode CurrencyCode Type Status", "PartyInfo"),
        **_all("vouchers", "AnalysisType AnalysisID", "PartyInfo/Analysis"),
        **_all("free-text", "Notes", "PartyInfo"),
    }


_NAMES: Final = ("FirstName", "LastNamePrefix", "LastName", "BirthName")
_CONTACT: Final[Fields] = {
    **{f"ContactPerson/{name}": Field("name", Kind.NAME) for name in _NAMES},
    **_all("name", "Initials Salutation", "ContactPerson"),
    **_all("job-title", "Title OtherTitles", "ContactPerson"),
    "Telephone": Field("phone", Kind.PHONE),
    "MobilePhone": Field("phone", Kind.PHONE),
    "Fax": Field("phone"),
    "Email": Field("email", Kind.EMAIL),
    "Website": Field("organisation"),
}
_TRANSACTION: Final[Fields] = {
    **_all("vouchers", "JournalID Description Type", "Journal"),
    **_all("vouchers", "TransactionID Period PeriodYear TransactionDate VoucherType VoucherDescription"),
    **_all("vouchers", "TransactionType Description BatchID SystemEntryDate GLPostingDate ModificationDate SystemID"),
    "CustomerID": Field("customer-number"),
    "SupplierID": Field("supplier-number"),
}
_LINE: Final[Fields] = {
    **_all("vouchers", "RecordID AccountID ValueDate SourceDocumentID Description ReferenceNumber CID DueDate"),
    **_all("vouchers", "Quantity CrossReference SystemEntryTime"),
    "CustomerID": Field("customer-number"),
    "SupplierID": Field("supplier-number"),
    "OwnerID": Field("ownership"),
    **{path: field for name in LINE_AMOUNTS for path, field in _all("vouchers", AMOUNT, name).items()},
    **_all("vouchers", "AnalysisType AnalysisID", "Analysis"),
    **{p: f for name in DIMENSION_AMOUNTS for p, f in _all("vouchers", AMOUNT, f"Analysis/{name}").items()},
    **_all("vouchers", "TaxType TaxCode TaxPercentage Country TaxBase TaxBaseDescription", "TaxInformation"),
    **_all("vouchers", "TaxExemptionReason TaxDeclarationPeriod", "TaxInformation"),
    **{p: f for name in TAX_AMOUNTS for p, f in _all("vouchers", AMOUNT, f"TaxInformation/{name}").items()},
}
_DIMENSION: Final[Fields] = {
    **_all("vouchers", "AnalysisType AnalysisTypeDescription StartDate EndDate Status"),
    # Departments and projects, but also employees: then the number is the employee's and the words are the name.
    "AnalysisID": Field("vouchers", Kind.EMPLOYEE_NUMBER),
    "AnalysisIDDescription": Field("vouchers", Kind.NAME),
    **_all("vouchers", "AnalysisType AnalysisID", "Analysis"),
}
TRANSACTIONS: Final = "Transactions"
# The order is that of the file, and of findings.
UNITS: Final[Mapping[str, Fields]] = {
    COMPANY: _party(),
    USER: {
        "UserID": Field("login", Kind.EMPLOYEE_NUMBER),
        "SourceID": Field("login", Kind.EMPLOYEE_NUMBER),
        TRANSACTIONS: Field("access-log"),
    },
    CUSTOMER: _party(CustomerID=Kind.CUSTOMER_NUMBER) | _trading(),
    SUPPLIER: _party() | {"SupplierID": Field("supplier-number", Kind.CUSTOMER_NUMBER)} | _trading(),
    DIMENSION: _DIMENSION,
    OWNER: _party() | {"OwnerID": Field("ownership"), "AccountID": Field("vouchers")},
    CONTACT: _CONTACT,
    TRANSACTION: _TRANSACTION,
    LINE: _LINE,
}
# Where in a file each unit's fields stand.
PLACES: Final[tuple[tuple[str, str, str], ...]] = (
    ("Header/Company/", COMPANY, ""),
    ("Header/AuditFileSender/", COMPANY, ""),
    ("Header/UserID", USER, "UserID"),
    ("MasterFiles/Customers/Customer/", CUSTOMER, ""),
    ("MasterFiles/Suppliers/Supplier/", SUPPLIER, ""),
    ("MasterFiles/AnalysisTypeTable/AnalysisTypeTableEntry/", DIMENSION, ""),
    ("MasterFiles/Owners/Owner/", OWNER, ""),
    ("GeneralLedgerEntries/Journal/Transaction/Line/", LINE, ""),
    ("GeneralLedgerEntries/Journal/Transaction/SourceID", USER, "SourceID"),
    ("GeneralLedgerEntries/Journal/Transaction/", TRANSACTION, ""),
    ("GeneralLedgerEntries/Journal/", TRANSACTION, "Journal/"),
)
# No person stands here.
_HEADER: Final = (
    "AuditFileVersion AuditFileCountry AuditFileRegion AuditFileDateCreated SoftwareCompanyName SoftwareID "
    "SoftwareVersion DefaultCurrencyCode SelectionCriteria HeaderComment TaxAccountingBasis TaxEntity"
)
IMPERSONAL: Final = (
    *(f"Header/{name}" for name in _HEADER.split()),
    "MasterFiles/GeneralLedgerAccounts/",
    "MasterFiles/Taxonomies/",
    "MasterFiles/TaxTable/",
    "MasterFiles/UOMTable/",
    "MasterFiles/MovementTypeTable/",
    "MasterFiles/Products/",
    "GeneralLedgerEntries/NumberOfEntries",
    "GeneralLedgerEntries/TotalDebit",
    "GeneralLedgerEntries/TotalCredit",
)
_KNOWN: Final = (*(start for start, _, _ in PLACES), *IMPERSONAL)


def place_of(path: str) -> tuple[str, str] | None:
    """The unit and the field a path of a leaf is; None where no person stands.

    A path the format does not have, or that is not read, is a field of its section, and nobody knows what it holds.
    """
    for start, unit, field in PLACES:
        if path.startswith(start):
            rest = field + path[len(start) :]
            below = rest.removeprefix("Contact/")
            return (CONTACT, below) if below != rest and unit not in (LINE, TRANSACTION) else (unit, rest)
    if path.startswith(IMPERSONAL) or any(start.startswith(f"{path}/") for start in _KNOWN):
        return None
    section = "/".join(path.split("/")[:2])
    return section, path.removeprefix(section).lstrip("/") or "."
