"""Dates and lengths of time as a reader says them, in bokmål, nynorsk and English."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from etterlev.languages import Language
from etterlev.law.periods import Period

_MONTHS: Final[dict[Language, str]] = {
    "nb": "januar februar mars april mai juni juli august september oktober november desember",
    "nn": "januar februar mars april mai juni juli august september oktober november desember",
    "en": "January February March April May June July August September October November December",
}
_NUMBERS: Final[dict[Language, str]] = {
    "nb": "to tre fire fem seks sju åtte ni ti elleve tolv",
    "nn": "to tre fire fem seks sju åtte ni ti elleve tolv",
    "en": "two three four five six seven eight nine ten eleven twelve",
}
# One, then many: Norwegian says one year and one month with different words.
_UNITS: Final[dict[Language, dict[str, tuple[str, str]]]] = {
    "nb": {"years": ("ett år", "år"), "months": ("én måned", "måneder"), "days": ("én dag", "dager")},
    "nn": {"years": ("eitt år", "år"), "months": ("éin månad", "månader"), "days": ("éin dag", "dagar")},
    "en": {"years": ("one year", "years"), "months": ("one month", "months"), "days": ("one day", "days")},
}
_ARTICLE: Final = re.compile(r"artikkel (\d+)(?: nr\. (\d+)(?: og (\d+))?)?(?: bokstav ([a-z]))?")
# The end of an act's or a regulation's name, in bokmål and in nynorsk.
_TELEPHONE: Final = re.compile(r"(\+47)?([2-9]\d{7})")
_NAMES: Final = (("forordningen", "forordninga"), ("forskriften", "forskrifta"), ("loven", "lova"))
_AND: Final[dict[Language, str]] = {"nb": "og", "nn": "og", "en": "and"}


def date_in_words(on: date, language: Language) -> str:
    """«31. desember 2031» in bokmål and nynorsk, “31 December 2031” in English."""
    stop = "" if language == "en" else "."
    return f"{on.day}{stop} {_MONTHS[language].split()[on.month - 1]} {on.year}"


def period_in_words(period: Period, language: Language) -> str:
    """«tre år og seks måneder», «30 dager»: words up to twelve, figures above."""
    parts = [
        _counted(count, unit, language)
        for unit, count in (("years", period.years), ("months", period.months), ("days", period.days))
        if count
    ]
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {_AND[language]} {parts[-1]}"


def _counted(count: int, unit: str, language: Language) -> str:
    one, many = _UNITS[language][unit]
    return one if count == 1 else f"{number_in_words(count, language)} {many}"


def telephone_in_words(number: str) -> str:
    """A Norwegian number grouped as it is said: 412 34 567 for mobiles, 22 33 44 55 for others, +47 kept.

    Anything else is given back as it was written.
    """
    found = _TELEPHONE.fullmatch(number.replace(" ", ""))
    if found is None:
        return number
    prefix, digits = found.groups()
    sizes = (3, 2, 3) if digits[0] in "489" else (2, 2, 2, 2)
    starts = [sum(sizes[:n]) for n in range(len(sizes))]
    groups = (digits[start : start + size] for start, size in zip(starts, sizes, strict=True))
    return " ".join((*([prefix] if prefix else []), *groups))


def number_in_words(count: int, language: Language) -> str:
    """«to» to «tolv» in words, every other number in figures: one bends to what it counts."""
    words = _NUMBERS[language].split()
    return words[count - 2] if 0 <= count - 2 < len(words) else str(count)


def citation_in_words(citation: str, language: Language) -> str:
    """A citation of the packs, which stand in bokmål: «personvernforordninga artikkel 6 nr. 1», “GDPR Article 6(1)”.

    Norwegian acts keep their Norwegian names in English.
    """
    if language == "nn":
        for nb, nn in _NAMES:
            citation = re.sub(rf"{nb}\b", nn, citation)
    if language == "en":
        citation = _ARTICLE.sub(_english_article, citation.replace("personvernforordningen ", "GDPR "))
        citation = citation.replace(" og ", " and ")
    return citation


def _english_article(found: re.Match[str]) -> str:
    article, paragraph, other, letter = found.groups()
    first = f"Article {article}" + "".join(f"({part})" for part in (paragraph, letter) if part)
    return f"{first} and ({other})" if other else first
