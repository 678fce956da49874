"""One written form for each kind of identifier, so that the same person is recognised however it was typed.

Pure: values in, values out. A value that cannot be what it is said to be has no normal form, and is never searched for.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from etterlev.sources.contract import IdentifierKind

NORWAY: Final = "47"
# No identifier is a larger number.
LARGEST: Final = 1e18
# A shorter number is an extension or a short number of a firm.
SHORTEST_PHONE: Final = 7
LONGEST_PHONE: Final = 15
_NOT_DIGIT: Final = re.compile(r"[^0-9]")
_HALF_A_PAIR: Final = re.compile("[\ud800-\udfff]")
# Longer than any name; a text in the field for a name is not one.
MOST_WORDS: Final = 12
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
# Last words of a firm's name in Norway: whoever is called so is not a person.
FIRMS: Final = frozenset(
    {"as", "asa", "ans", "da", "sa", "ba", "ks", "nuf", "iks", "kf", "hf", "stiftelse", "forening"}
)


def normal(kind: IdentifierKind, value: Any) -> str | None:
    """The normal form of a value of that kind, or None when there is none. Numbers may have lost a leading zero."""
    text = written(value)
    return _FORMS[kind](text) if text else None


def written(value: Any) -> str:
    """A value as text: whole numbers without decimals, however the system keeps them."""
    if isinstance(value, str) and value.isascii() and value.isprintable():
        return value.strip()
    if value is None or isinstance(value, bytes):
        return ""
    if isinstance(value, float | Decimal):
        return f"{value:.0f}" if math.isfinite(value) and abs(float(value)) < LARGEST else ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return unicodedata.normalize("NFC", str(value)).strip() if _is_text(str(value)) else ""


def _is_text(value: str) -> bool:
    """Databases take neither the null character nor half a pair of UTF-16."""
    return "\x00" not in value and not _HALF_A_PAIR.search(value)


def email(text: str) -> str | None:
    """Lower case, without what a mail programme puts around it."""
    bare = text.lower().removeprefix("mailto:").strip("<> ")
    local, at, domain = bare.rpartition("@")
    return bare if at and local and domain and not any(c.isspace() for c in bare) else None


def phone(text: str) -> str | None:
    """Norwegian numbers as eight digits; others as digits beginning with the country's code."""
    digits = _digits(text)
    if not text.startswith("+"):
        digits = digits.removeprefix("00")
    if len(digits) == len(NORWAY) + 8 and digits.startswith(NORWAY):
        digits = digits[len(NORWAY) :]
    return digits if SHORTEST_PHONE <= len(digits) <= LONGEST_PHONE else None


def eleven_digits(text: str) -> str | None:
    """National identity numbers and accounts. Ten digits are eleven kept as a number."""
    digits = _digits(text)
    return digits.zfill(11) if len(digits) in (10, 11) else None


def account(text: str) -> str | None:
    """Eleven digits, also out of a Norwegian IBAN."""
    compact = text.replace(" ", "").upper()
    return eleven_digits(compact[4:] if compact.startswith("NO") else compact)


def organisation(text: str) -> str | None:
    digits = _digits(text)
    return digits if len(digits) == 9 else None


def number(text: str) -> str | None:
    """A customer's or an employee's number: leading zeros say nothing."""
    return text.lower().lstrip("0") or None


def name(text: str) -> str | None:
    """Lower case, one space between words, «Vik, Nina» turned round."""
    last, comma, first = text.partition(",")
    turned = f"{first} {last}" if comma else text
    words = turned.lower().split()
    return " ".join(words) if 0 < len(words) <= MOST_WORDS else None


def birth_date(text: str) -> str | None:
    """As ISO 8601, also from «1.2.1990»."""
    day_first = _DAY_FIRST.match(text)
    try:
        if day_first:
            day, month, year = map(int, day_first.groups())
            return date(year, month, day).isoformat()
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return None


def same_name(one: str, other: str) -> bool:
    """Whether two names in normal form may be one person's: first and last agree, or one holds all of the other."""
    first, second = one.split(), other.split()
    if not first or not second:
        return False
    if (first[0], first[-1]) == (second[0], second[-1]):
        return True
    fewer, more = sorted((set(first), set(second)), key=len)
    return len(fewer) > 1 and fewer <= more


def is_firm(text: str) -> bool:
    """Whether a name in normal form is a firm's."""
    return text.rpartition(" ")[2].replace("/", "") in FIRMS


def _digits(text: str) -> str:
    return _NOT_DIGIT.sub("", text)


_FORMS: Final[Mapping[IdentifierKind, Callable[[str], str | None]]] = {
    IdentifierKind.EMAIL: email,
    IdentifierKind.PHONE: phone,
    IdentifierKind.NATIONAL_ID: eleven_digits,
    IdentifierKind.CUSTOMER_NUMBER: number,
    IdentifierKind.EMPLOYEE_NUMBER: number,
    IdentifierKind.ORGANISATION_NUMBER: organisation,
    IdentifierKind.BANK_ACCOUNT: account,
    IdentifierKind.NAME: name,
    IdentifierKind.BIRTH_DATE: birth_date,
}
