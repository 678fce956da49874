"""What an answer must not tell about other people (Article 15(4)) or other clients (an accountant's duty of secrecy).

Found in three ways, the surest first: whoever a row names besides the person; addresses, numbers and identity numbers
in running text that are not the person's; and names in running text. No program finds every name, so whoever decides
reads the text as well, and may hide words of their own. Everything found is hidden until somebody shows it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final

from etterlev.law.identifiers import recognise_national_identity_number
from etterlev.sources import normalise
from etterlev.sources.common_names import FAMILY, GIVEN

# A client's secrets are shown only with a reason.
STAFF: Final = frozenset({"employee", "former-employee", "hired-worker"})
_CLIENTS: Final = frozenset({"customer-number", "organisation"})
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DIGITS: Final = re.compile(r"(?<![\w.,])\+?\d(?:[ \u00a0]?\d){7,13}(?![\w,])")
_WORD: Final = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
# What makes a street or a firm of what looked like a name.
_NOT_A_PERSON: Final = re.compile(
    r"(?:gate|gaten|gata|vei|veien|veg|vegen|plass|allé|as|asa|ans|da|sa|ks|enk)\b", re.IGNORECASE
)
_MOST_NAMES: Final = 4
# An identifier, and the table it stands in.
_CARD_STEPS: Final = 2


class Kind(StrEnum):
    """What is hidden."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    IDENTITY_NUMBER = "national-identity-number"
    CLIENT = "client"
    # Chosen by whoever decides.
    WORD = "word"


_OF_CATEGORY: Final[Mapping[str, Kind]] = {each.value: each for each in (Kind.NAME, Kind.EMAIL, Kind.PHONE)} | {
    Kind.IDENTITY_NUMBER.value: Kind.IDENTITY_NUMBER
}


@dataclass(frozen=True)
class Decisions:
    """What somebody chose: what is shown after all, by key, and words they hide besides."""

    shown: frozenset[str] = frozenset()
    hidden: tuple[str, ...] = ()

    @classmethod
    def of(cls, found: Iterable[Mapping[str, Any]]) -> Decisions:
        """As they are kept beside what was found."""
        kept = [each.get("others", {}) for each in found]
        words = dict.fromkeys(word for each in kept for word in each.get("hidden", ()))
        return cls(frozenset(key for each in kept for key in each.get("shown", ())), tuple(words))

    def as_json(self) -> dict[str, list[str]]:
        """To keep beside what was found."""
        return {"shown": sorted(self.shown), "hidden": list(self.hidden)}


@dataclass(frozen=True)
class Own:
    """Who asks: their names, whatever else is theirs in one spelling, and whether they work or worked here."""

    names: tuple[str, ...]
    values: frozenset[str]
    is_staff: bool

    @classmethod
    def of(cls, names: Iterable[str], values: Iterable[str], categories: Collection[str]) -> Own:
        """From a person's record and what they wrote to us."""
        known = frozenset(_plain(value) for value in values if value)
        return cls(tuple(name.casefold() for name in names if name), known, bool(STAFF & set(categories)))

    def is_own_name(self, name: str) -> bool:
        """Whether every word of a name is one of theirs."""
        words = {word for each in self.names for word in _WORD.findall(each)}
        return set(_WORD.findall(name.casefold())) <= words


@dataclass(frozen=True)
class Other:
    """One thing that is another's: `n` is its number in the answer, `places` how often it stands there."""

    kind: Kind
    text: str
    n: int
    places: int
    is_shown: bool

    @property
    def key(self) -> str:
        return key(self.kind, self.text)


@dataclass
class Survey:
    """Everything in a case's findings that is another's. `cell` gives a value as it may leave the house."""

    own: Own
    decisions: Decisions
    say: Callable[[Kind, int], str]
    _known: dict[str, tuple[Kind, str]] = field(default_factory=dict)
    _starts: dict[str, list[str]] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _texts: dict[str, tuple[Kind, str]] = field(default_factory=dict)
    _places: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for word in self.decisions.hidden:
            self.learn(Kind.WORD, word)

    def learn(self, kind: Kind, text: str) -> None:
        """From now on this is hidden wherever it stands, also in running text."""
        folded = _folded(text.strip())
        first = _WORD.search(folded) or re.search(r"\w+", folded)
        if first is None or folded in self._known or len(folded) < 2:
            return
        self._known[folded] = (kind, text.strip())
        self._starts.setdefault(first.group(), []).append(folded)

    def cell(self, kind: Kind | None, value: Any) -> Any:
        """A value, hidden whole when it is another's altogether (`kind`), else with what is another's in it hidden."""
        if kind is not None and value not in (None, ""):
            return self._hide(kind, str(value))
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, list):
            return [self.cell(None, each) for each in value]
        if isinstance(value, dict):
            return {name: self.cell(None, each) for name, each in value.items()}
        return value

    def others(self) -> tuple[Other, ...]:
        """What was met, in the order it was."""
        return tuple(
            Other(kind, text, self._numbers.get(name, 0), self._places[name], name in self.decisions.shown)
            for name, (kind, text) in self._texts.items()
        )

    def is_left_in(self, tables: Iterable[Any]) -> bool:
        """Whether anything that was to be hidden still stands in a table that goes out: read once more, to be sure."""
        texts = (text for table in tables for row in table.rows for text in row if isinstance(text, str))
        return any(self._is_left(text) for text in texts)

    def _is_left(self, text: str) -> bool:
        marks = (self.say(self._texts[name][0], n) for name, n in self._numbers.items())
        return any(self._learnt_hidden(text)) and any(self._learnt_hidden(without(text, marks)))

    def _learnt_hidden(self, text: str) -> Iterator[bool]:
        for start, end, kind in self._learnt(text):
            if key(kind, text[start:end]) not in self.decisions.shown:
                yield True

    def _hide(self, kind: Kind, text: str) -> str:
        name = key(kind, text)
        self._texts.setdefault(name, (kind, text.strip()))
        self._places[name] += 1
        if name in self.decisions.shown:
            return text
        number = self._numbers.setdefault(name, len(self._numbers) + 1)
        return self.say(kind, number)

    def _text(self, text: str) -> str:
        spans = _apart([*self._learnt(text), *patterns(text, self.own)])
        if not spans:
            return text
        parts, at = [], 0
        for start, end, kind in spans:
            parts += [text[at:start], self._hide(kind, text[start:end])]
            at = end
        return "".join([*parts, text[at:]])

    def _learnt(self, text: str) -> Iterator[tuple[int, int, Kind]]:
        folded = _folded(text)
        for word in re.finditer(r"\w+(?:['’-]\w+)*", folded) if self._starts else ():
            for known in self._starts.get(word.group(), ()):
                start = word.start()
                end = start + len(known)
                if folded.startswith(known, start) and not re.match(r"\w", folded[end : end + 1]):
                    yield start, end, self._known[known][0]


def without(text: str, marks: Iterable[str]) -> str:
    """A text without the marks that stand where something was hidden."""
    for mark in marks:
        text = text.replace(mark, "")
    return text


def key(kind: Kind, text: str) -> str:
    """A name for one thing that is another's, that says nothing about it."""
    return f"{kind}-{sha256(_plain(text).encode()).hexdigest()[:16]}"


def patterns(text: str, own: Own) -> Iterator[tuple[int, int, Kind]]:
    """Where in running text something looks like another person's: address, number or name."""
    for found in _EMAIL.finditer(text):
        if _plain(found.group()) not in own.values:
            yield found.start(), found.end(), Kind.EMAIL
    for found in _DIGITS.finditer(text):
        kind = _number(found.group(), alone=found.group() == text.strip())
        if kind is not None and _plain(found.group()) not in own.values:
            yield found.start(), found.end(), kind
    yield from _names(text, own)


def _number(text: str, *, alone: bool) -> Kind | None:
    """Elevens with check digits that fit are identity numbers, and what is written like a telephone is one: a mobile,
    a country code, or pairs. A number that is all there is in a field is a voucher's as often.
    """
    digits = re.sub(r"\D", "", text)
    if recognise_national_identity_number(digits) is not None:
        return Kind.IDENTITY_NUMBER
    is_telephone = digits[0] in "49" or re.fullmatch(r"[235679]\d(?:[ \u00a0]\d\d){3}", text)
    if text.startswith(("+", "00")):
        return Kind.PHONE
    return Kind.PHONE if len(digits) == 8 and is_telephone and not alone else None


def _names(text: str, own: Own) -> Iterator[tuple[int, int, Kind]]:
    """Runs of capitalised words that begin with a common given name, or end with a common family name."""
    run: list[re.Match[str]] = []
    for word in [*_WORD.finditer(text), None]:
        follows = word is not None and (not run or text[run[-1].end() : word.start()] in (" ", "\u00a0", ". "))
        if word is not None and word.group()[0].isupper() and follows:
            run.append(word)
            continue
        yield from _name(run, text, own)
        run = [word] if word is not None and word.group()[0].isupper() else []


def _name(run: list[re.Match[str]], text: str, own: Own) -> Iterator[tuple[int, int, Kind]]:
    begin = next((n for n, word in enumerate(run) if word.group().casefold() in GIVEN), None)
    if begin is None:
        begin = next((n - 1 for n, word in enumerate(run) if n and word.group().casefold() in FAMILY), None)
    if begin is None:
        return
    words = run[begin : begin + _MOST_NAMES]
    start, end = words[0].start(), words[-1].end()
    behind = text[end : end + 9].lstrip(" ")
    if len(words) < 2 or _NOT_A_PERSON.match(behind) or _NOT_A_PERSON.fullmatch(words[-1].group()):
        return
    if not own.is_own_name(text[start:end]):
        yield start, end, Kind.NAME


def _apart(spans: Iterable[tuple[int, int, Kind]]) -> list[tuple[int, int, Kind]]:
    """Spans in order, none inside another: the one that begins first and reaches furthest stands."""
    kept: list[tuple[int, int, Kind]] = []
    for span in sorted(spans, key=lambda each: (each[0], -each[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _folded(text: str) -> str:
    """A text without capitals, every letter in its place: where folding makes two of one, it stays as it is."""
    return "".join(small if len(small := each.casefold()) == 1 else each for each in text)


def _plain(value: str) -> str:
    """One spelling of a value: digits without spaces and country code, the rest folded."""
    text = value.strip().casefold()
    digits = re.sub(r"[\s.-]", "", text)
    if re.fullmatch(r"\+?\d{8,14}", digits):
        digits = digits.lstrip("+").removeprefix("00")
        return digits.removeprefix(normalise.NORWAY) if len(digits) == 10 else digits
    return text


def survey(
    found: Iterable[Mapping[str, Any]], own: Own, decisions: Decisions, say: Callable[[Kind, int], str]
) -> Survey:
    """Learn from the findings of a case who else they name. Nothing is hidden yet: `Survey.cell` does."""
    units = [unit for each in found for unit in each["units"] if not unit.get("silent")]
    surely = [(unit, record) for unit in units for record in unit["records"] if _is_card(record)]
    theirs = {_plain(str(value)) for unit, record in surely for value in _own_values(unit, record)}
    made = Survey(replace(own, values=own.values | theirs), decisions, say)
    for unit in units:
        for record in unit["records"]:
            if record["included"] is not False:
                _learn(made, unit, record)
    return made


def _learn(made: Survey, unit: Mapping[str, Any], record: Mapping[str, Any]) -> None:
    for name, kind in whole(unit, record, made.own).items():
        value = record["values"].get(name)
        # Short codes and numbers of clients would be found in every amount.
        if kind in (Kind.NAME, Kind.CLIENT) and isinstance(value, str) and _WORD.search(value):
            made.learn(kind, value)


def whole(unit: Mapping[str, Any], record: Mapping[str, Any], own: Own) -> dict[str, Kind]:
    """The fields of a row whose whole value is another's, and what it is."""
    several = Counter(each["category"] for each in unit["fields"])
    # Whoever works here is no client of ours: what their own rows hang together with is a client's business.
    client = own.is_staff and record["relation"] == "context"
    found: dict[str, Kind] = {}
    for each in unit["fields"]:
        name, category = each["name"], each["category"]
        value = record["values"].get(name)
        if value in (None, "") or _is_own(str(value), category, own):
            continue
        if client and (category in _CLIENTS or (category == "name" and _is_firm(str(value)))):
            found[name] = Kind.CLIENT
        elif category == "name" and _is_firm(str(value)):
            continue
        elif category in _OF_CATEGORY and (not _is_card(record) or several[category] > 1):
            found[name] = _OF_CATEGORY[category]
    return found


def _is_card(record: Mapping[str, Any]) -> bool:
    """Whether a row is the person's own card: found by what stands in it. A note about them, found through the card,
    may well hold the address of whoever wrote it.
    """
    return record["relation"] != "context" and record["included"] is True and len(record["path"]) <= _CARD_STEPS


def _own_values(unit: Mapping[str, Any], record: Mapping[str, Any]) -> Iterator[Any]:
    """What a person's own row says of them, where nobody else can be meant: one field alone has that category."""
    several = Counter(each["category"] for each in unit["fields"])
    for each in unit["fields"]:
        if each["category"] in _OF_CATEGORY.keys() | {"customer-number"} and several[each["category"]] == 1:
            value = record["values"].get(each["name"])
            if value not in (None, ""):
                yield value


def _is_own(value: str, category: str, own: Own) -> bool:
    if category != "name":
        return _plain(value) in own.values
    return own.is_own_name(value)


def _is_firm(name: str) -> bool:
    """Whether a name is a firm's by its last word."""
    words = name.split()
    return len(words) > 1 and words[-1].casefold().strip(".") in normalise.FIRMS
