"""The tables of the example's databases by role, and what each source calls them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from examples.dice import Dice

WORDS: Final = Path(__file__).parent / "words"
# Every so many seeds have a few names that say nothing.
MEANINGLESS_EVERY: Final = 3


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` is key, integer, text, day, moment or truth. `category` is a data category of the law's vocabulary.

    `identifies` is the kind of identifier it holds, in the words of the sources' contract. `is_soft` says that it
    refers to a person by that identifier, without a foreign key.
    """

    role: str
    kind: str = "text"
    refers: str = ""
    category: str = ""
    identifies: str = ""
    is_soft: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    role: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What one source calls its tables and columns: by role, and by (role of table, role of column)."""

    tables: Mapping[str, str]
    columns: Mapping[tuple[str, str], str]


KEY: Final = Column("id", "key")
NAME: Final = Column("name", category="name", identifies="name")
EMAIL: Final = Column("email", category="email", identifies="email")
PHONE: Final = Column("phone", category="phone", identifies="phone")
SOFT_EMAIL: Final = Column("email", category="email", identifies="email", is_soft=True)
ADDRESS: Final = tuple(Column(role, category="address") for role in ("street", "postal_code", "city"))


def _refers(role: str) -> Column:
    return Column(f"{role}_id", "integer", refers=role)


CRM: Final = (
    Table("address", (KEY, *ADDRESS)),
    Table(
        "customer",
        (
            KEY,
            Column("customer_number", category="customer-number", identifies="customer_number"),
            Column("kind"),
            NAME,
            Column("is_person", "truth"),
            Column("organisation_number", category="organisation", identifies="organisation_number"),
            EMAIL,
            PHONE,
            Column("bank_account", category="bank-account", identifies="bank_account"),
            _refers("address"),
            Column("since_on", "day"),
        ),
    ),
    Table("contact_person", (KEY, _refers("customer"), NAME, EMAIL, PHONE, Column("title", category="job-title"))),
    Table(
        "engagement",
        (
            KEY,
            _refers("customer"),
            Column("kind"),
            Column("starts_on", "day"),
            Column("ends_on", "day"),
            Column("accountant_email", category="email"),
        ),
    ),
    Table(
        "invoice",
        (
            KEY,
            _refers("customer"),
            _refers("engagement"),
            Column("number", category="invoices"),
            Column("issued_on", "day", category="invoices"),
            Column("due_on", "day", category="invoices"),
            Column("net_amount", "integer", category="invoices"),
            Column("vat_amount", "integer", category="invoices"),
        ),
    ),
    Table(
        "invoice_line",
        (
            KEY,
            _refers("invoice"),
            Column("description", category="invoices"),
            Column("amount", "integer", category="invoices"),
        ),
    ),
    Table(
        "note",
        (
            KEY,
            _refers("customer"),
            _refers("contact_person"),
            Column("written_at", "moment"),
            Column("written_by", category="email"),
            Column("body", category="free-text"),
        ),
    ),
    Table("seminar", (KEY, Column("topic"), Column("held_on", "day"), Column("place"))),
    Table(
        "attendance",
        (
            KEY,
            _refers("seminar"),
            SOFT_EMAIL,
            NAME,
            Column("allergies", category="allergies"),
            Column("came", "truth", category="event-attendance"),
        ),
    ),
    Table(
        "newsletter",
        (
            KEY,
            SOFT_EMAIL,
            Column("list_name", category="newsletter-subscription"),
            Column("subscribed_on", "day", category="newsletter-subscription"),
            Column("unsubscribed_on", "day", category="newsletter-subscription"),
        ),
    ),
)
PAYROLL: Final = (
    Table(
        "employee",
        (
            KEY,
            Column("employee_number", category="employee-number", identifies="employee_number"),
            NAME,
            Column("national_identity_number", category="national-identity-number", identifies="national_id"),
            EMAIL,
            PHONE,
            *ADDRESS,
        ),
    ),
    Table(
        "employment",
        (
            KEY,
            _refers("employee"),
            Column("title", category="job-title"),
            Column("percent", "integer", category="employment-contract"),
            Column("starts_on", "day", category="employment-contract"),
            Column("ends_on", "day", category="employment-contract"),
        ),
    ),
    Table(
        "salary_line",
        (
            KEY,
            _refers("employment"),
            Column("period", category="salary"),
            Column("kind", category="salary"),
            Column("amount", "integer", category="salary"),
        ),
    ),
    Table(
        "bank_account",
        (KEY, _refers("employee"), Column("account_number", category="bank-account", identifies="bank_account")),
    ),
    # Imported from elsewhere: the identity number is an integer, so a leading zero is lost.
    Table(
        "absence",
        (
            KEY,
            Column(
                "national_identity_number",
                "integer",
                category="national-identity-number",
                identifies="national_id",
                is_soft=True,
            ),
            Column("kind", category="sickness-absence"),
            Column("from_on", "day", category="sickness-absence"),
            Column("to_on", "day", category="sickness-absence"),
        ),
    ),
    Table(
        "applicant",
        (
            KEY,
            NAME,
            EMAIL,
            PHONE,
            Column("position", category="application"),
            Column("applied_on", "day", category="application"),
            Column("decided_on", "day", category="application"),
            Column("outcome", category="application"),
        ),
    ),
)


@cache
def words(name: str) -> Mapping[str, Any]:
    """One of the files in `words`."""
    return tomllib.loads((WORDS / f"{name}.toml").read_text(encoding="utf-8"))


def names_for(seed: int, source: str, tables: tuple[Table, ...]) -> Names:
    """What the source calls its tables and columns under this seed."""
    dice, spoken = Dice(seed, f"names of {source}"), words("schema")
    called: dict[str, str] = {}
    columns: dict[tuple[str, str], str] = {}
    for table in tables:
        called[table.role] = _free(dice, seed, spoken["tables"][table.role], set(called.values()))
        taken: set[str] = set()
        for column in table.columns:
            columns[table.role, column.role] = _free(dice, seed, spoken["columns"][column.role], taken)
            taken.add(columns[table.role, column.role])
    if seed and seed % MEANINGLESS_EVERY == 0:
        _blur(dice, called, columns)
    return Names(called, columns)


def _free(dice: Dice, seed: int, synonyms: list[str], taken: set[str]) -> str:
    """A synonym nobody has taken; databases do not tell `Kunde` from `kunde`."""
    folded = {each.casefold() for each in taken}
    free = [each for each in synonyms if each.casefold() not in folded]
    return dice.pick(free) if seed else free[0]


def _blur(dice: Dice, tables: dict[str, str], columns: dict[tuple[str, str], str]) -> None:
    """A few tables and columns whose names say nothing."""
    for number, role in enumerate(dice.shuffled(sorted(tables))[:2]):
        tables[role] = f"tab_{2 * dice.below(50) + number}"
    for number, place in enumerate(dice.shuffled(sorted(columns))[: len(columns) // 6]):
        columns[place] = f"kol_{number:02}"
