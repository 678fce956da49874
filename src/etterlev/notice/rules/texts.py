"""The words of the statement, from `texts/*.toml`: sentences, section headings, phrases and gaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from etterlev.languages import Language
from etterlev.law.packs import Entry, Pack, Text, read_pack
from etterlev.notice.rules.statement import RestsOn

FOLDER: Final = Path(__file__).parent / "texts"
SENTENCE_FILES: Final = ("responsible", "processing", "recipients", "storing", "rights", "website")


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A sentence before it is filled. `softer` is said instead while no promise backs the stronger one."""

    id: str
    rests_on: RestsOn
    promises: tuple[str, ...]
    items: tuple[str, ...]
    articles: tuple[str, ...]
    door: str
    say: Text
    softer: Text | None
    heading: Text | None
    act: Text | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading."""

    id: str
    say: Text
    is_apart: bool


@dataclass(frozen=True, slots=True)
class GapText:
    """What the editor is told is missing, and which item of the notice it leaves open."""

    id: str
    item: str
    say: Text


def template(key: str) -> Template:
    """The sentence with that key. Raises KeyError for a key nobody wrote."""
    return templates()[key]


def phrase(key: str, language: Language, **blanks: str) -> str:
    """A label or a part of a sentence."""
    return _phrases()[key].said(language, **blanks)


@cache
def templates() -> Mapping[str, Template]:
    """Every sentence by its key."""
    found: dict[str, Template] = {}
    for name in SENTENCE_FILES:
        found |= _pack(name).read("sentence", _template)
    return found


@cache
def headings() -> Mapping[str, Heading]:
    """The sections in the order of the statement."""
    return _pack("headings").read("section", _heading)


@cache
def gap_texts() -> Mapping[str, GapText]:
    return _pack("gaps").read("gap", _gap)


@cache
def _phrases() -> Mapping[str, Text]:
    return {**_pack("headings").read("phrase", _phrase), **_pack("processing").read("phrase", _phrase)}


@cache
def _pack(name: str) -> Pack:
    return read_pack(FOLDER / f"{name}.toml")


def _strings(entry: Entry, key: str) -> tuple[str, ...]:
    return entry.strings(key) if entry.has(key) else ()


def _optional(entry: Entry, key: str) -> Text | None:
    return entry.text(key) if entry.has(key) else None


def _template(entry: Entry) -> Template:
    return Template(
        id=entry.name,
        rests_on=entry.one_of("rests_on", RestsOn),
        promises=_strings(entry, "promises"),
        items=_strings(entry, "items"),
        articles=_strings(entry, "articles"),
        door=entry.string("door", default=""),
        say=entry.text("say", _strings(entry, "blanks")),
        softer=_optional(entry, "softer"),
        heading=_optional(entry, "heading"),
        act=_optional(entry, "act"),
    )


def _heading(entry: Entry) -> Heading:
    return Heading(entry.name, entry.text("say"), entry.flag("is_apart"))


def _gap(entry: Entry) -> GapText:
    return GapText(entry.name, entry.string("item"), entry.text("say", _strings(entry, "blanks")))


def _phrase(entry: Entry) -> Text:
    return entry.text("say", _strings(entry, "blanks"))


def country(code: str, language: Language) -> str:
    """A country's name, or its code where we have none."""
    top = _pack("countries").top
    return top.text(code).said(language) if top.has(code) else code
