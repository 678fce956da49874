"""Promises: checks that back the sentences a group publishes. Each declares how far its evidence reaches.

A room's `promises.py` registers its checks here, in the words of its `promises.toml`; the room `notice` runs them,
keeps what they found, and binds them to sentences. Evidence about Etterlev never makes a sentence about another system
true: `systems` names what was covered, `uncovered` what was not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

from etterlev.law.packs import Entry, Text, found, read_pack


class State(StrEnum):
    """What is known about a promise."""

    KEPT = "kept"
    BROKEN = "broken"
    NOT_YET_CHECKED = "not-yet-checked"
    ATTESTED = "attested"


class Reach(StrEnum):
    """How far evidence reaches: measured in the system the sentence names, a named supplier's word, or not at all."""

    MEASURED = "measured"
    ATTESTED = "attested"
    UNCHECKED = "unchecked"


@dataclass(frozen=True)
class Evidence:
    """What one check found. `figures` are counts that may be published; nothing about a person."""

    state: State
    figures: Mapping[str, int] = field(default_factory=dict)
    systems: tuple[str, ...] = ()
    uncovered: tuple[str, ...] = ()


class Check(Protocol):
    """Looks, and says what it found. It may write nothing but the ledger."""

    def __call__(self, *, now: datetime) -> Evidence: ...


@dataclass(frozen=True)
class Promise:
    """One check and what it says about itself, in the three languages (the room's `promises.toml`)."""

    code: str
    sentence: str
    reach: Reach
    every: timedelta
    articles: tuple[str, ...]
    check: Check
    short: Text
    looks_at: Text
    cannot_see: Text | None
    figures: Mapping[str, Text]


PROMISES: Final[dict[str, Promise]] = {}


def promise(promised: Callable[[Check], Promise]) -> Callable[[Check], Check]:
    """Register a check as the promise that `promised` makes of it."""

    def register(check: Check) -> Check:
        made = promised(check)
        PROMISES[made.code] = made
        return check

    return register


def by_row() -> dict[str, tuple[str, ...]]:
    """The codes of the promises behind each row of the product's table (`S18`), read without starting any room."""
    rows: dict[str, tuple[str, ...]] = {}
    for path in sorted(Path(__file__).parent.glob("*/promises.toml")):
        for code, each in read_pack(path).read("promise", _written).items():
            rows[each.sentence] = (*rows.get(each.sentence, ()), code)
    return rows


@dataclass(frozen=True)
class Written:
    """What a promise says about itself, before its check is known."""

    sentence: str
    reach: Reach
    every: timedelta
    articles: tuple[str, ...]
    short: Text
    looks_at: Text
    cannot_see: Text | None
    figures: Mapping[str, Text]


def as_written(module: str, code: str) -> Callable[[Check], Promise]:
    """The promise that `promises.toml` beside `module` (a `__file__`) describes under `code`. Raises UnknownEntry."""
    pack = read_pack(Path(module).with_suffix(".toml"))
    written = found(pack.read("promise", _written), pack.name, code)
    return lambda check: Promise(code=code, check=check, **vars(written))


def _written(entry: Entry) -> Written:
    figures = {each.string("id"): _figure(each) for each in entry.entries("figure")} if entry.has("figure") else {}
    blanks = entry.strings("blanks") if entry.has("blanks") else ()
    if not set(blanks) <= set(figures):
        raise entry.refused("blanks", ", ".join(figures))
    return Written(
        sentence=entry.string("sentence"),
        reach=entry.one_of("reach", Reach),
        every=timedelta(hours=entry.number("hours")),
        articles=entry.strings("articles"),
        short=entry.text("short", blanks),
        looks_at=entry.text("looks_at"),
        cannot_see=entry.text("cannot_see") if entry.has("cannot_see") else None,
        figures=figures,
    )


def _figure(entry: Entry) -> Text:
    name = entry.text("name")
    entry.done()
    return name
