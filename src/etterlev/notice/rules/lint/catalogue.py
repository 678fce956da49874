"""The systems and suppliers Norwegian firms name, from `catalogue.toml`, and finding them in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from etterlev.notice.rules.lint.lines import read_lines, strings

FILE: Final = Path(__file__).with_name("catalogue.toml")
_WORD: Final = re.compile(r"[^\W_]+|&")


@dataclass(frozen=True, slots=True)
class Supplier:
    """One entry. `transfer` is none, possible or third; `mechanism` is what a transfer may rest on."""

    name: str
    provider: str
    kind: str
    role: str
    country: str
    transfer: str
    mechanism: str
    source: str
    on: str
    status: str
    cased: bool
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A supplier named in a text, and where."""

    supplier: Supplier
    start: int
    end: int


def suppliers_in(text: str) -> Iterator[Named]:
    """Each supplier a text names, the longest name first, none twice in the same place."""
    index = _index()
    found = list(_WORD.finditer(text))
    words = [each[0].lower() for each in found]
    place = 0
    while place < len(words):
        for alias, supplier in index.get(words[place], ()) or index.get(words[place].removesuffix("s"), ()):
            end = place + len(alias) - 1
            if end < len(words) and _fits(words, place, alias) and _is_name(found[place][0], supplier):
                yield Named(supplier, found[place].start(), found[end].end())
                place = end
                break
        place += 1


def _fits(words: list[str], place: int, alias: tuple[str, ...]) -> bool:
    """«Googles» and «PowerOffices» are the names with a genitive."""
    return all(
        words[place + at] == word or (at == len(alias) - 1 and words[place + at] == f"{word}s")
        for at, word in enumerate(alias)
    )


def _is_name(written: str, supplier: Supplier) -> bool:
    return not supplier.cased or written[0].isupper()


@cache
def suppliers() -> Mapping[str, Supplier]:
    """Every entry by its name."""
    entries = read_lines(FILE)["supplier"]
    return {
        each["name"]: Supplier(
            name=each["name"],
            provider=each["provider"],
            kind=each["kind"],
            role=each["role"],
            country=each["country"],
            transfer=each["transfer"],
            mechanism=each.get("mechanism", ""),
            source=each["source"],
            on=each["on"],
            status=each["status"],
            cased=each.get("cased", False),
            aliases=strings(each, "aliases"),
        )
        for each in entries
    }


@cache
def _index() -> Mapping[str, tuple[tuple[tuple[str, ...], Supplier], ...]]:
    """By the first word of an alias, longest alias first."""
    found: dict[str, list[tuple[tuple[str, ...], Supplier]]] = {}
    for supplier in suppliers().values():
        for alias in supplier.aliases:
            words = tuple(each.lower() for each in _WORD.findall(alias))
            found.setdefault(words[0], []).append((words, supplier))
    return {first: tuple(sorted(several, key=lambda one: -len(one[0]))) for first, several in found.items()}
