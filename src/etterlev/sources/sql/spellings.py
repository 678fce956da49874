"""The ways a normal form may stand in a database, in lower case or as digits, for the engine to compare with. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from itertools import product
from typing import Final

from etterlev.law.identifiers import BankAccount
from etterlev.sources.contract import IdentifierKind
from etterlev.sources.normalise import NORWAY

# Six letters like æ, ø and å have 64 spellings in upper and lower case; with more, those that people use are tried.
_MOST_LETTERS: Final = 6
WIDEST_NUMBER: Final = 10
# What Python makes of a capital İ, and as engines keep it or make it small.
_SMALL_I, _LARGE_I, _PLAIN_I = "i\u0307", "\u0130", "i"
# More digits may not fit the widest integer of an engine.
LONGEST_NUMBER: Final = 18
DIGITS: Final = frozenset(
    {
        IdentifierKind.PHONE,
        IdentifierKind.NATIONAL_ID,
        IdentifierKind.BANK_ACCOUNT,
        IdentifierKind.ORGANISATION_NUMBER,
    }
)


def spellings(kind: IdentifierKind, values: Iterable[str]) -> list[str]:
    """Every spelling of these normal forms, sorted, without repetition."""
    return sorted({spelled for value in values for spelled in _SPELLED[kind](value)})


def numbers(kind: IdentifierKind, values: Iterable[str]) -> list[int]:
    """The same for a column of numbers."""
    digits = (each for each in spellings(kind, values) if each.isascii() and each.isdigit())
    return sorted({int(each) for each in digits if len(each) <= LONGEST_NUMBER})


def bare(values: Iterable[str]) -> list[str]:
    """These values with letters outside A to Z as they are, and with their marks apart."""
    return sorted({form for value in values for form in (value, unicodedata.normalize("NFD", value))})


def parts(names: Iterable[str]) -> list[str]:
    """Every run of words of these names: what may stand in a column for given names, or one for family names."""
    runs = {
        " ".join(words[start:end])
        for words in map(str.split, names)
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
    }
    return sorted({spelled for run in runs for spelled in _cased(run)})


def _email(value: str) -> Iterable[str]:
    return (form for each in _cased(value) for form in (each, f"{each} ", f" {each}"))


def _name(value: str) -> Iterable[str]:
    words = value.split()
    turned = (words[-1], *words[:-1])
    # A hard space or a tab comes along when a name is pasted.
    forms = [value, *(between.join(words) for between in ("  ", "\u00a0", "\t")), f"{value} ", " ".join(turned)]
    if len(words) > 1:
        forms += [f"{words[-1]}, {' '.join(words[:-1])}", f"{words[-1]},{' '.join(words[:-1])}"]
    return (each for form in forms for each in _cased(form))


def _phone(value: str) -> Iterable[str]:
    return (value, f"{NORWAY}{value}", f"00{NORWAY}{value}") if len(value) == 8 else (value, f"00{value}")


def _eleven(value: str) -> Iterable[str]:
    return (value, value.lstrip("0"))


def _account(value: str) -> Iterable[str]:
    iban = BankAccount(value).iban
    # An IBAN by its digits alone, and where letters are not taken away.
    return (*_eleven(value), iban.removeprefix("NO"), iban, iban.lower())


def _organisation(value: str) -> Iterable[str]:
    return (value, *(f"{country}{value}{tax}" for country in ("", "NO", "no") for tax in ("", "MVA", "mva")))


def _number(value: str) -> Iterable[str]:
    return (*_cased(value), *(value.zfill(width) for width in range(len(value) + 1, WIDEST_NUMBER + 1)))


def _cased(text: str) -> Iterable[str]:
    """The engine only makes A to Z small, so other letters are tried in both cases, and also with their mark apart."""
    if text.isascii():
        return (text,)
    choices = [(c, c.upper()) if not c.isascii() and len(c.upper()) == 1 and c.upper() != c else (c,) for c in text]
    whole: list[str] = []
    if sum(len(each) > 1 for each in choices) > _MOST_LETTERS:
        whole.append("".join(each[-1] for each in choices))
        # Of the others, those that are written large are the first of their words.
        firsts = [n == 0 or not text[n - 1].isalpha() for n in range(len(text))]
        choices = [each if is_first else each[:1] for each, is_first in zip(choices, firsts, strict=True)]
        if sum(len(each) > 1 for each in choices) > _MOST_LETTERS:
            whole.append("".join(each[-1] for each in choices))
            choices = [each[:1] for each in choices]
    whole += ["".join(each) for each in product(*choices)]
    if _SMALL_I in text:
        whole += [each.replace(_SMALL_I, letter) for each in whole for letter in (_LARGE_I, _PLAIN_I)]
    return {form for each in whole for form in (each, unicodedata.normalize("NFD", each))}


_SPELLED: Final[Mapping[IdentifierKind, Callable[[str], Iterable[str]]]] = {
    IdentifierKind.EMAIL: _email,
    IdentifierKind.NAME: _name,
    IdentifierKind.PHONE: _phone,
    IdentifierKind.NATIONAL_ID: _eleven,
    IdentifierKind.BANK_ACCOUNT: _account,
    IdentifierKind.ORGANISATION_NUMBER: _organisation,
    IdentifierKind.CUSTOMER_NUMBER: _number,
    IdentifierKind.EMPLOYEE_NUMBER: _number,
    IdentifierKind.BIRTH_DATE: lambda value: (value,),
}
