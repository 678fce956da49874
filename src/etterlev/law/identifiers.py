"""Norwegian numbers, recognised by shape and check digits: national identity numbers, accounts, organisations.

Two ways in: `recognise_…` returns None for what is not one (a scanner meets mostly those), `read_…` raises the error a
form shows. Sex, age and century are never derived: from 2032 a number does not tell them, and we have no use for them.
The digits are left out of `repr`, so that no log or traceback shows them.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from etterlev.law import errors

# [0-9], not \d or str.isdigit(): those accept the digits of other scripts too.
_ELEVEN: Final = re.compile(r"[0-9]{11}")
_NINE: Final = re.compile(r"[89][0-9]{8}")
_SPACES: Final = str.maketrans("", "", " \u00a0\u202f\u2009")
_SEPARATORS: Final = str.maketrans("", "", " \u00a0\u202f\u2009.-")
FIRST_CHECK: Final = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
SECOND_CHECK: Final = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
ORGANISATION_CHECK: Final = (3, 2, 7, 6, 5, 4, 3, 2, 1)
# From this day the first check may leave 0, 1, 2 or 3; older numbers stay as they are.
NEW_SCHEME_FROM: Final = date(2032, 1, 1)
_NEW_REMAINDERS: Final = range(4)
_LONGEST_MONTHS: Final = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class IdentityNumberKind(StrEnum):
    """What sort of number it is, told by what is added to day or month."""

    BIRTH = "birth"
    # A temporary number given by the state: day + 40.
    D = "d"
    # A help number a business gives when none is known: month + 40.
    H = "h"
    # A help number of the health service: begins with 8 or 9, no date inside.
    FH = "fh"


class Synthetic(StrEnum):
    """Whether the number was made for testing. Months + 40 are used both for that and for help numbers."""

    NO = "no"
    MAYBE = "maybe"
    YES = "yes"


class CheckScheme(StrEnum):
    """Which rule the first check digit meets. Numbers under the old one also meet the new."""

    ORIGINAL = "original"
    FROM_2032 = "from-2032"


@dataclass(frozen=True, slots=True)
class NationalIdentityNumber:
    """Eleven digits whose date is possible and whose check digits fit."""

    digits: str = field(repr=False)
    kind: IdentityNumberKind
    synthetic: Synthetic
    scheme: CheckScheme

    @property
    def formatted(self) -> str:
        return f"{self.digits[:6]} {self.digits[6:]}"


@dataclass(frozen=True, slots=True)
class BankAccount:
    """A Norwegian account number: four digits for the bank, two for the type, four, and the check digit."""

    digits: str = field(repr=False)

    @property
    def formatted(self) -> str:
        return f"{self.digits[:4]}.{self.digits[4:6]}.{self.digits[6:]}"

    @property
    def iban(self) -> str:
        """The same account internationally, without spaces (ISO 13616)."""
        # ISO 7064 mod 97-10, with the country behind as numbers: N is 23, O is 24.
        return f"NO{98 - int(f'{self.digits}232400') % 97:02}{self.digits}"


@dataclass(frozen=True, slots=True)
class OrganisationNumber:
    """A number of the Norwegian register of legal entities. For a sole trader it is personal data."""

    digits: str

    @property
    def formatted(self) -> str:
        return f"{self.digits[:3]} {self.digits[3:6]} {self.digits[6:]}"


class Identifier(StrEnum):
    """What a run of digits in a text may be."""

    NATIONAL_IDENTITY_NUMBER = "national-identity-number"
    BANK_ACCOUNT = "bank-account"
    ORGANISATION_NUMBER = "organisation-number"


def recognise_national_identity_number(text: str, *, on: date | None = None) -> NationalIdentityNumber | None:
    """The number in `text`, or None. Spaces are ignored.

    Both check schemes are accepted. With `on` before 2032 the old rules decide, except for synthetic numbers: nobody
    has been given a number under the new ones yet, so it is a typing error.
    """
    digits = text.translate(_SPACES)
    if not _ELEVEN.fullmatch(digits) or remainder(digits, SECOND_CHECK):
        return None
    first, sort = remainder(digits, FIRST_CHECK), _sort(digits)
    if first not in _NEW_REMAINDERS or sort is None:
        return None
    kind, synthetic = sort
    if on is not None and on < NEW_SCHEME_FROM and not _could_exist_before_2032(digits, first, kind, synthetic):
        return None
    scheme = CheckScheme.FROM_2032 if first else CheckScheme.ORIGINAL
    return NationalIdentityNumber(digits, kind, synthetic, scheme)


def recognise_bank_account(text: str) -> BankAccount | None:
    """The account in `text`, or None. Spaces, full stops and hyphens are ignored."""
    digits = text.translate(_SEPARATORS)
    if not _ELEVEN.fullmatch(digits) or digits == "0" * 11 or remainder(digits, SECOND_CHECK):
        return None
    return BankAccount(digits)


def recognise_iban(text: str) -> BankAccount | None:
    """The Norwegian account behind an IBAN, or None. The national check digit must fit too."""
    compact = text.translate(_SPACES).upper()
    account = recognise_bank_account(compact[4:])
    return account if account is not None and account.iban == compact else None


def recognise_organisation_number(text: str) -> OrganisationNumber | None:
    """The organisation number in `text`, or None. As on an invoice, NO before it and MVA after it are ignored."""
    digits = text.translate(_SPACES).upper().removeprefix("NO").removesuffix("MVA")
    if not _NINE.fullmatch(digits) or remainder(digits, ORGANISATION_CHECK):
        return None
    return OrganisationNumber(digits)


def read_national_identity_number(text: str, *, on: date | None = None) -> NationalIdentityNumber:
    """As `recognise_national_identity_number`. Raises NotANationalIdentityNumber."""
    number = recognise_national_identity_number(text, on=on)
    if number is None:
        raise errors.NotANationalIdentityNumber
    return number


def read_bank_account(text: str) -> BankAccount:
    """As `recognise_bank_account`. Raises NotABankAccount."""
    account = recognise_bank_account(text)
    if account is None:
        raise errors.NotABankAccount
    return account


def read_iban(text: str) -> BankAccount:
    """As `recognise_iban`. Raises NotAnIban."""
    account = recognise_iban(text)
    if account is None:
        raise errors.NotAnIban
    return account


def read_organisation_number(text: str) -> OrganisationNumber:
    """As `recognise_organisation_number`. Raises NotAnOrganisationNumber."""
    number = recognise_organisation_number(text)
    if number is None:
        raise errors.NotAnOrganisationNumber
    return number


def possible_identifiers(text: str, *, on: date | None = None) -> frozenset[Identifier]:
    """Everything a run of digits may be; `on` as above.

    The last digit of an account follows the same rule as that of an identity number: every identity number is also a
    possible account, and some accounts have a possible date in front.
    """
    found = {
        Identifier.NATIONAL_IDENTITY_NUMBER: recognise_national_identity_number(text, on=on),
        Identifier.BANK_ACCOUNT: recognise_bank_account(text),
        Identifier.ORGANISATION_NUMBER: recognise_organisation_number(text),
    }
    return frozenset(each for each, value in found.items() if value is not None)


def remainder(digits: str, weights: Sequence[int]) -> int:
    """The weighted sum modulo eleven, over as many digits as there are weights."""
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False)) % 11


def _sort(digits: str) -> tuple[IdentityNumberKind, Synthetic] | None:
    """Kind and origin by what is added to day and month; None when no calendar has the date."""
    day, month = int(digits[:2]), int(digits[2:4])
    if day >= 80:
        return IdentityNumberKind.FH, Synthetic.NO
    kind, synthetic = IdentityNumberKind.BIRTH, Synthetic.NO
    if month > 65:
        synthetic = Synthetic.YES
    elif month > 40:
        kind, synthetic = IdentityNumberKind.H, Synthetic.MAYBE
    if day > 40:
        day, kind = day - 40, IdentityNumberKind.D
    return (kind, synthetic) if _is_a_date(day, _month(month), int(digits[4:6])) else None


def _month(written: int) -> int:
    """The calendar month behind one with 80 or 65 (synthetic) or 40 (help number, or synthetic) added."""
    return written - next((added for added in (80, 65, 40) if written > added), 0)


def _is_a_date(day: int, month: int, year_of_century: int) -> bool:
    if not (1 <= month <= 12 and 1 <= day <= _LONGEST_MONTHS[month]):
        return False
    # The century is not in the number, so 29 February stands when any year with these two digits has it: 2000 does.
    return (day, month) != (29, 2) or year_of_century % 4 == 0


def individual_numbers(year: int) -> tuple[int, ...]:
    """Which three digits may follow the birth date of that year, before 2032; none outside 1854 to 2039."""
    if 1854 <= year <= 1899:
        return tuple(range(500, 750))
    if 1900 <= year <= 1999:
        return tuple(range(500)) + (tuple(range(900, 1000)) if year >= 1940 else ())
    return tuple(range(500, 1000)) if 2000 <= year <= 2039 else ()


def _could_exist_before_2032(digits: str, first: int, kind: IdentityNumberKind, synthetic: Synthetic) -> bool:
    """Under the old rules the first check leaves nothing and the three digits after the date fit some century."""
    if first:
        return synthetic is not Synthetic.NO
    if kind is IdentityNumberKind.FH:
        return True
    year, individual = int(digits[4:6]), int(digits[6:9])
    centuries = (each + year for each in (1800, 1900, 2000) if individual in individual_numbers(each + year))
    born_29_february = int(digits[:2]) % 40 == 29 and _month(int(digits[2:4])) == 2
    return any(not born_29_february or isleap(each) for each in centuries)
