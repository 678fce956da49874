"""Numbers for example groups and tests: right by checksum, and the identity numbers never a living person's.

Identity numbers have 80 added to the month, as in the Norwegian authorities' own test populations. Organisation numbers
begin with 800 and accounts with 9999, so that an example is easily told from a real one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from etterlev.law import errors
from etterlev.law.identifiers import (
    FIRST_CHECK,
    ORGANISATION_CHECK,
    SECOND_CHECK,
    BankAccount,
    NationalIdentityNumber,
    OrganisationNumber,
    individual_numbers,
    read_national_identity_number,
    remainder,
)

# Of ten numbers in a row at most one has no check digit, so nine of them can always be used.
_USED_OF_TEN: Final = 9


def synthetic_national_identity_number(born_on: date, serial: int) -> NationalIdentityNumber:
    """The `serial`-th synthetic number of a birth date. The same arguments always give the same number.

    Raises NoSuchYear outside 1854 to 2039, NoSuchSerial when the date has no more numbers (it has some 180 or more).
    """
    individual = individual_numbers(born_on.year)
    if not individual:
        raise errors.NoSuchYear(year=born_on.year)
    start = f"{born_on.day:02}{born_on.month + 80}{born_on.year % 100:02}"
    numbers = [number for each in individual if (number := _with_both_checks(f"{start}{each:03}"))]
    if not 0 <= serial < len(numbers):
        raise errors.NoSuchSerial(serial=serial, last=len(numbers) - 1)
    return read_national_identity_number(numbers[serial])


def organisation_number(serial: int) -> OrganisationNumber:
    """The `serial`-th example organisation number, counted from 0. Raises NoSuchSerial."""
    return OrganisationNumber(_numbered("800", 5, serial, ORGANISATION_CHECK))


def bank_account(serial: int) -> BankAccount:
    """The `serial`-th example account, counted from 0. Raises NoSuchSerial."""
    return BankAccount(_numbered("9999", 6, serial, SECOND_CHECK))


def _numbered(start: str, width: int, serial: int, weights: Sequence[int]) -> str:
    """`start`, a running number and its check digit, skipping running numbers that have none."""
    last = 10 ** (width - 1) * _USED_OF_TEN - 1
    if not 0 <= serial <= last:
        raise errors.NoSuchSerial(serial=serial, last=last)
    tens, place = divmod(serial, _USED_OF_TEN)
    ten = (f"{start}{tens * 10 + unit:0{width}}" for unit in range(10))
    return [number for each in ten if (number := _with_check(each, weights))][place]


def _with_both_checks(nine: str) -> str:
    ten = _with_check(nine, FIRST_CHECK)
    return _with_check(ten, SECOND_CHECK) if ten else ""


def _with_check(digits: str, weights: Sequence[int]) -> str:
    """The digits and the one that makes the weighted sum divisible by eleven; empty when that takes a ten."""
    check = -remainder(digits, weights) % 11
    return f"{digits}{check}" if check < 10 else ""
