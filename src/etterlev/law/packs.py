"""Reads the rule packs: TOML in, frozen values out.

A pack is read when first asked for, and refused whole when one entry could mislead: no citation, a language missing, an
unknown word, or «verified» without saying where it was seen.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypedDict, TypeVar, cast

from etterlev.languages import LANGUAGES, Language
from etterlev.law import errors
from etterlev.law.periods import Period

FOLDER: Final = Path(__file__).parent / "packs"
_BLANK: Final = re.compile(r"\{(\w*)\}")
_Choice = TypeVar("_Choice", bound=StrEnum)
_Kind = TypeVar("_Kind")
Table = Mapping[str, object]


class Status(StrEnum):
    """Whether a human has checked the rule against its source. Unverified law is shown as such."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in the three languages, with the same {blanks} to fill in each."""

    nb: str
    nn: str
    en: str

    def said(self, language: Language, **blanks: str) -> str:
        """The text in `language` with its blanks filled. Raises KeyError when a blank is not given."""
        sentence = {"nb": self.nb, "nn": self.nn, "en": self.en}[language]
        return sentence.format(**blanks) if "{" in sentence else sentence

    def blanks(self, language: Language) -> frozenset[str]:
        """The names between braces."""
        return frozenset(_BLANK.findall({"nb": self.nb, "nn": self.nn, "en": self.en}[language]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What every rule says about itself: its place in the law, whether that was checked, and where it was seen."""

    citation: str
    status: Status
    seen_in: str = ""

    @property
    def is_verified(self) -> bool:
        return self.status is Status.VERIFIED


class CitedFields(TypedDict):
    """The arguments `Cited` takes, so that a rule's class can be filled with `**entry.cited()`."""

    citation: str
    status: Status
    seen_in: str


class Entry:
    """One TOML table. Each value is asked for once, by its type; `done` refuses what nobody asked for."""

    def __init__(self, pack: str, name: str, values: Table) -> None:
        self.pack, self.name, self._values = pack, name, values
        self._asked: set[str] = {"id"}

    def has(self, key: str) -> bool:
        self._asked.add(key)
        return key in self._values

    def _value(self, key: str) -> object:
        if not self.has(key):
            raise errors.KeyMissing(pack=self.pack, entry=self.name, key=key)
        return self._values[key]

    def refused(self, key: str, allowed: str) -> errors.ValueRefused:
        """The error that names this entry, the key and what may stand there."""
        return errors.ValueRefused(pack=self.pack, entry=self.name, key=key, allowed=allowed)

    def string(self, key: str, *, default: str | None = None) -> str:
        if default is not None and not self.has(key):
            return default
        value = self._value(key)
        if not isinstance(value, str) or not value.strip() or value != value.strip():
            raise self.refused(key, '"…"')
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        value = self._value(key)
        if not isinstance(value, list) or not value or not all(isinstance(each, str) for each in value):
            raise self.refused(key, '["…"]')
        return tuple(cast("list[str]", value))

    def flag(self, key: str, *, default: bool = False) -> bool:
        value = self._value(key) if self.has(key) else default
        if not isinstance(value, bool):
            raise self.refused(key, "true, false")
        return value

    def number(self, key: str) -> int:
        value = self._value(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.refused(key, "0, 1, 2 …")
        return value

    def one_of(self, key: str, choices: type[_Choice]) -> _Choice:
        return self.named(key, {each.value: each for each in choices})

    def many_of(self, key: str, choices: type[_Choice]) -> tuple[_Choice, ...]:
        return self.many_named(key, {each.value: each for each in choices})

    def named(self, key: str, known: Mapping[str, _Kind]) -> _Kind:
        """What a word stands for."""
        return self._known(key, self.string(key), known)

    def many_named(self, key: str, known: Mapping[str, _Kind]) -> tuple[_Kind, ...]:
        return tuple(self._known(key, word, known) for word in self.strings(key))

    def _known(self, key: str, word: str, known: Mapping[str, _Kind]) -> _Kind:
        if word not in known:
            raise self.refused(key, ", ".join(known))
        return known[word]

    def text(self, key: str, blanks: Iterable[str] = ()) -> Text:
        """A text in all three languages. Each must have exactly the `blanks`."""
        value = self._value(key)
        spoken = value if isinstance(value, dict) else {}
        for language in LANGUAGES:
            said = spoken.get(language)
            if not isinstance(said, str) or not said.strip() or said != " ".join(said.split()):
                raise errors.LanguageMissing(pack=self.pack, entry=self.name, key=key, language=language)
        if surplus := set(spoken) - set(LANGUAGES):
            raise errors.KeyUnknown(pack=self.pack, entry=self.name, key=f"{key}.{min(surplus)}")
        text, wanted = Text(**spoken), frozenset(blanks)
        if any(text.blanks(language) != wanted for language in LANGUAGES):
            listed = ", ".join(f"{{{each}}}" for each in sorted(wanted)) or "–"
            raise errors.BlanksDiffer(pack=self.pack, entry=self.name, key=key, allowed=listed)
        return text

    def period(self, key: str) -> Period:
        """`{ years = 3, months = 6 }`. A period of nothing is refused."""
        value = self._value(key)
        if not isinstance(value, dict):
            raise self.refused(key, "{ years, months, days }")
        inner = Entry(self.pack, f"{self.name}.{key}", value)
        units = {unit: inner.number(unit) if inner.has(unit) else 0 for unit in ("years", "months", "days")}
        inner.done()
        if not any(units.values()):
            raise self.refused(key, "{ years, months, days }")
        return Period(**units)

    def entries(self, key: str) -> tuple[Entry, ...]:
        """An array of tables inside this one."""
        value = self._value(key)
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.refused(key, "[[…]]")
        return tuple(Entry(self.pack, f"{self.name}.{key}", each) for each in cast("list[Table]", value))

    def cited(self) -> CitedFields:
        """Citation, status and where it was seen. Raises SourceMissing for «verified» without a source."""
        status, seen_in = self.one_of("status", Status), self.string("seen_in", default="")
        if status is Status.VERIFIED and not seen_in:
            raise errors.SourceMissing(pack=self.pack, entry=self.name)
        return CitedFields(citation=self.string("citation"), status=status, seen_in=seen_in)

    def done(self) -> None:
        """Raises KeyUnknown for a key no reader asked for: most often a misspelt one."""
        for key in sorted(self._values):
            if key not in self._asked:
                raise errors.KeyUnknown(pack=self.pack, entry=self.name, key=key)


class Pack:
    """One file of rules."""

    def __init__(self, name: str, tables: Table) -> None:
        self.name = name
        self.top = Entry(name, name, tables)
        # A running case pins the version it was answered under.
        self.version = self.top.number("version")

    def read(self, table: str, make: Callable[[Entry], _Kind]) -> Mapping[str, _Kind]:
        """Every entry of `[[table]]` by its id, in the order of the file. Raises an EtterlevError naming the fault."""
        made: dict[str, _Kind] = {}
        for each in self.top.entries(table):
            entry = Entry(self.name, each.string("id"), each._values)
            if entry.name in made:
                raise errors.RepeatedEntry(pack=self.name, entry=entry.name)
            made[entry.name] = make(entry)
            entry.done()
        return MappingProxyType(made)


def read_pack(path: Path) -> Pack:
    """The pack in a file. Raises PackUnreadable when it is absent or no TOML."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else str(problem)
        raise errors.PackUnreadable(pack=path.stem, reason=reason) from problem
    return Pack(path.stem, tables)


@cache
def pack(name: str) -> Pack:
    """The pack that ships with Etterlev; read once, and only when asked for."""
    return read_pack(FOLDER / f"{name}.toml")


def found(rules: Mapping[str, _Kind], pack_name: str, entry: str) -> _Kind:
    """The rule with that id. Raises UnknownEntry."""
    try:
        return rules[entry]
    except KeyError:
        raise errors.UnknownEntry(pack=pack_name, entry=entry) from None
