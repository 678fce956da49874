"""What a column seems to hold, by its header and by a sample of its values. Pure; the sample is forgotten.

A value speaks for a category by its shape or its check digits. Random eleven digits pass for an account one time in
eleven, and for an identity number four times in a thousand, so a column is only called one when most of its values
pass; and every identity number passes for an account, so it is tried first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Final

from etterlev.law.identifiers import (
    recognise_bank_account,
    recognise_iban,
    recognise_national_identity_number,
    recognise_organisation_number,
)
from etterlev.sources.common_names import FAMILY, FIRM_WORDS, GIVEN, PERSON_WORDS
from etterlev.sources.contract import IdentifierKind
from etterlev.sources.header_words import BARE_NAME, TOPICS, Meaning, folded, meaning, table_meaning, words
from etterlev.sources.normalise import birth_date, is_firm, written

# The share of a sample that must have the shape before the values speak for a category.
HITS: Final = 0.8
# Below this the values speak against what the header says.
DENIES: Final = 0.2
# With fewer values than this they cannot speak alone.
ENOUGH: Final = 5
# Half a column of Norwegian names has one of the most common in it; a column of things hardly one.
NAMED: Final = 0.4
BY_BOTH: Final = 0.98
BY_HEADER: Final = 0.7
BY_HEADER_AGAINST_MOST: Final = 0.5
BY_TABLE: Final = 0.5
# What people say to one another.
_SAID: Final = frozenset({"correspondence", "free-text"})

_EMAIL: Final = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[A-Za-zÆØÅæøå]{2,}")
_PHONE: Final = re.compile(r"(\(?(\+|00)47\)?)?[ .-]*[2-9]([ .-]?\d){7}|(\+|00)[1-9]([ .()-]?\d){6,13}")
_PLAIN_DIGITS: Final = re.compile(r"\d+")
_STREET: Final = re.compile(
    r".*(gata|gate|gaten|veien|vei|vegen|veg|allé|alle|plass|plassen|torget|bakken|lia|svingen|stien|kroken|terrasse|gt\.?|vn\.?)"
    r"\s+\d{1,4}\s?[A-Za-z]?([ ,].*)?|(postboks|pb\.?)\s+\d+.*",
    re.IGNORECASE,
)
_CAPITALISED: Final = re.compile(r"[A-ZÆØÅÄÖÉ][\w'’.-]*([ ,-]+([A-ZÆØÅÄÖÉ][\w'’.-]*|av|von|van|de|der|al)){0,4}")
_PASSWORD: Final = re.compile(r"\$2[aby]\$\d\d\$.{53}|\$argon2.*|pbkdf2.*\$.*|\{SSHA\}.*|scrypt[:$].*")


@dataclass(frozen=True)
class Judgement:
    """A category, or None; how sure, from 0 to 1; and why, in the words `grounds` speaks."""

    category: str | None
    confidence: float
    evidence: str
    identifies: IdentifierKind | None = None


@dataclass(frozen=True)
class Shape:
    """A form that values can have. `alone` is how sure it makes us without a header; 0 when it cannot speak alone.

    `denies` whether the header is wrong when values do not have it: a town is part of an address, and no street.
    `fewest` different values must all have it, when there are too few for a share: none of these comes by chance.
    """

    meaning: Meaning
    fits: Callable[[str], bool]
    alone: float
    denies: bool = True
    fewest: int = ENOUGH


def classify(unit: str, header: str, values: Sequence[Any], *, is_link: bool = False) -> Judgement:
    """Judge a column of a unit. `is_link` columns refer to rows: they identify no person themselves."""
    texts = [text for value in values if (text := written(value))]
    said = meaning(header)
    if said is None and BARE_NAME.search(folded(header)):
        return _bare_name(unit, texts)
    if folded(header) in TOPICS and (about := table_meaning(unit)):
        return Judgement(about, BY_TABLE, "table")
    if is_link and not (said is not None and _speaks(said, texts)):
        return _UNKNOWN
    judged = _by_header(said, texts) if said is not None else None
    if judged is not None:
        return judged
    found = _by_values(texts)
    if found.category is None and (about := table_meaning(unit)) and not _is_key(header, texts):
        return Judgement(about, BY_TABLE, "table")
    return found


def together(judged: Mapping[str, Judgement]) -> dict[str, Judgement]:
    """The columns of one unit, weighed by one another: a topic is of a letter only beside a person or what was said."""
    is_letter = any(
        each.identifies is not None or each.category in _SAID
        for header, each in judged.items()
        if folded(header) not in TOPICS
    )
    if is_letter:
        return dict(judged)
    return {
        header: _UNKNOWN if folded(header) in TOPICS and each.evidence == "header" else each
        for header, each in judged.items()
    }


def _by_header(said: Meaning, texts: Sequence[str]) -> Judgement | None:
    """What the header says, unless the values deny it."""
    shapes = [shape for shape in SHAPES if shape.meaning == said and shape.denies]
    if not shapes or not texts:
        return Judgement(said.category, BY_HEADER, "header", said.identifies)
    # An account may be mislabelled as an identity number, and the other way round: the stricter one decides.
    strictest = next((shape for shape in SHAPES if shape.alone and _share(shape, texts) >= HITS), None)
    if strictest is not None and strictest.meaning.category != said.category and said.identifies is not None:
        return None
    share = max(_share(shape, texts) for shape in shapes)
    if share >= HITS:
        return Judgement(said.category, BY_BOTH, f"header+values:{share:.0%}:{len(texts)}", said.identifies)
    if share >= DENIES or _share_of(texts, _LENGTHS.get(said.identifies, _never)) >= HITS:
        return Judgement(
            said.category,
            BY_HEADER_AGAINST_MOST,
            f"header+values:{share:.0%}:{len(texts)}",
            said.identifies,
        )
    return None


def _by_values(texts: Sequence[str]) -> Judgement:
    """What the values say alone: the first shape that most of them have."""
    different = len(set(texts))
    for shape in SHAPES:
        share = _share(shape, texts) if different >= shape.fewest else 0.0
        if shape.alone and share >= (HITS if different >= ENOUGH else 1.0):
            meant = shape.meaning
            return Judgement(
                meant.category, round(shape.alone * share, 2), f"values:{share:.0%}:{len(texts)}", meant.identifies
            )
    return _by_look(texts) if different >= ENOUGH else _UNKNOWN


def _by_look(texts: Sequence[str]) -> Judgement:
    """Names, firms, birth dates and free text are known by the look of the whole column."""
    if _share_of(texts, _is_firm_name) >= 0.5:
        return Judgement("organisation", 0.8, "firm-names")
    if _are_people(texts):
        return Judgement("name", 0.85, "person-names", IdentifierKind.NAME)
    if _are_births(texts):
        return Judgement("birth-date", 0.6, "births", IdentifierKind.BIRTH_DATE)
    if _share_of(texts, lambda text: len(text.split()) >= 5 and any(c.islower() for c in text)) >= 0.5:
        return Judgement("free-text", 0.6, "sentences")
    return _UNKNOWN


def _bare_name(unit: str, texts: Sequence[str]) -> Judgement:
    """«Navn» means what the table is of, and what the values look like."""
    about = words(unit)
    if texts and _share_of(texts, _is_firm_name) >= 0.5:
        return Judgement("organisation", 0.9, "header+firm-names")
    if _are_people(texts):
        return Judgement("name", BY_BOTH, "header+person-names", IdentifierKind.NAME)
    if any(word in about for word in PERSON_WORDS):
        return Judgement("name", BY_HEADER, "header+table", IdentifierKind.NAME)
    category = "organisation" if any(word in about for word in FIRM_WORDS) else table_meaning(unit)
    return Judgement(category, BY_TABLE, "header+table") if category else _UNKNOWN


def _speaks(said: Meaning, texts: Sequence[str]) -> bool:
    return any(_share(shape, texts) >= HITS for shape in SHAPES if shape.meaning == said and shape.alone)


def _is_key(header: str, texts: Sequence[str]) -> bool:
    compact = folded(header)
    return compact in ("id", "uuid", "guid", "pk", "key") or (
        compact.endswith("id") and all(map(_PLAIN_DIGITS.fullmatch, texts))
    )


def _share(shape: Shape, texts: Sequence[str]) -> float:
    return _share_of(texts, shape.fits)


def _share_of(texts: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, texts)) / len(texts) if texts else 0.0


def _never(text: str) -> bool:
    del text
    return False


def _digits(text: str) -> str:
    return re.sub(r"[ .-]", "", text) if re.fullmatch(r"[\d .-]+", text) else ""


def _is_national_id(text: str) -> bool:
    return recognise_national_identity_number(_eleven(text)) is not None


def _is_account(text: str) -> bool:
    return recognise_bank_account(_eleven(text)) is not None or recognise_iban(text) is not None


def _eleven(text: str) -> str:
    """Ten digits alone are eleven that were kept as a number."""
    return text.zfill(11) if len(text) == 10 and text.isdigit() else text


def _is_birth_date(text: str) -> bool:
    return (born := birth_date(text)) is not None and "1900" <= born[:4] <= "2100"


def _is_phone_alone(text: str) -> bool:
    """Eight bare digits may be anything; written as people write numbers, and not as dates, they are one."""
    return _is_phone(text) and not _PLAIN_DIGITS.fullmatch(text) and birth_date(text) is None


def _is_phone(text: str) -> bool:
    return _PHONE.fullmatch(text) is not None


def _is_ip(text: str) -> bool:
    try:
        ip_address(text.partition("/")[0])
    except ValueError:
        return False
    return "." in text or ":" in text


def _is_firm_name(text: str) -> bool:
    return is_firm(text.lower())


def _looks_like_name(text: str) -> bool:
    return _CAPITALISED.fullmatch(text) is not None or (text.isupper() and text.replace(" ", "").isalpha())


def _has_known_name(text: str) -> bool:
    return any(word in GIVEN or word in FAMILY for word in re.split(r"[ ,-]+", text.lower()))


def _are_people(texts: Sequence[str]) -> bool:
    """Whether these are people's names, with some firms among them: customers are both."""
    named = [text for text in texts if not _is_firm_name(text)]
    return (
        len(set(named)) >= min(ENOUGH, len(texts)) > 0
        and _share_of(named, _looks_like_name) >= HITS
        and _share_of(named, _has_known_name) >= NAMED
    )


def _are_births(texts: Sequence[str]) -> bool:
    """Dates without time, over thirty years or more, none of them like a date of something that happens every day."""
    dates = [born for text in texts if len(text) <= 10 and (born := birth_date(text))]
    if len(dates) < len(texts) or not dates:
        return False
    years = sorted(int(each[:4]) for each in dates)
    return years[0] >= 1900 and years[-1] - years[0] >= 30 and years[len(years) // 2] < 2005


SHAPES: Final = (
    Shape(Meaning("email", IdentifierKind.EMAIL), lambda text: _EMAIL.fullmatch(text) is not None, 0.95, fewest=1),
    Shape(Meaning("national-identity-number", IdentifierKind.NATIONAL_ID), _is_national_id, 0.95, fewest=2),
    Shape(Meaning("bank-account", IdentifierKind.BANK_ACCOUNT), _is_account, 0.9),
    Shape(
        Meaning("organisation", IdentifierKind.ORGANISATION_NUMBER),
        lambda t: recognise_organisation_number(t) is not None,
        0.9,
    ),
    Shape(Meaning("ip-address"), _is_ip, 0.9),
    Shape(Meaning("password"), lambda text: _PASSWORD.fullmatch(text) is not None, 0.9),
    Shape(Meaning("phone", IdentifierKind.PHONE), _is_phone_alone, 0.85),
    Shape(Meaning("phone", IdentifierKind.PHONE), _is_phone, 0.0),
    Shape(Meaning("birth-date", IdentifierKind.BIRTH_DATE), _is_birth_date, 0.0),
    Shape(Meaning("address"), lambda text: _STREET.fullmatch(text) is not None, 0.85, denies=False),
)
# The right number of digits, whatever their check digits: enough where the header says what they are.
_LENGTHS: Final[Mapping[IdentifierKind | None, Callable[[str], bool]]] = {
    IdentifierKind.NATIONAL_ID: lambda text: len(_digits(text)) in (10, 11),
    IdentifierKind.BANK_ACCOUNT: lambda text: len(_digits(text)) in (10, 11),
    IdentifierKind.ORGANISATION_NUMBER: lambda text: len(_digits(text)) == 9,
}
_UNKNOWN: Final = Judgement(None, 0.0, "")
