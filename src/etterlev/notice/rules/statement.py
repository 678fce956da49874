"""A statement as plain values, and the same as JSON: this is what a published version keeps for good."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from etterlev.languages import Language

LONG: Final = 8


class RestsOn(StrEnum):
    """Why a sentence may be said: the law says it, the register says it, or a promise proves it."""

    LAW = "law"
    REGISTER = "register"
    PROMISE = "promise"


@dataclass(frozen=True)
class Row:
    """One row of a table; `link` is a path on the portal, without language, or empty."""

    cells: tuple[str, ...]
    link: str = ""


@dataclass(frozen=True)
class Table:
    """Facts that belong to a sentence."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def is_long(self) -> bool:
        """Whether a page may fold it; a document never does."""
        return len(self.rows) > LONG


@dataclass(frozen=True)
class Fact:
    """A labelled fact under a sentence."""

    label: str
    value: str

    @property
    def said(self) -> str:
        """Both, as running text. A label that asks has its mark already."""
        return f"{self.label} {self.value}" if self.label.endswith("?") else f"{self.label}: {self.value}"


@dataclass(frozen=True)
class Sentence:
    """What is said in one breath. `key` is its permalink: it stays when the words change."""

    key: str
    text: str
    rests_on: RestsOn
    promises: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    heading: str = ""
    door: str = ""
    act: str = ""
    facts: tuple[Fact, ...] = ()
    table: Table | None = None


@dataclass(frozen=True)
class Section:
    """Sentences under one heading. `is_apart` sections are set apart from all others (Article 21(4))."""

    key: str
    heading: str
    sentences: tuple[Sentence, ...]
    is_apart: bool = False


@dataclass(frozen=True)
class Statement:
    """The whole statement in one language."""

    language: Language
    group: str
    title: str
    number: int
    effective_on: date
    sections: tuple[Section, ...]

    def sentences(self) -> Iterator[Sentence]:
        for section in self.sections:
            yield from section.sentences

    def sentence(self, key: str) -> Sentence | None:
        return next((each for each in self.sentences() if each.key == key), None)

    def section(self, key: str) -> Section | None:
        return next((each for each in self.sections if each.key == key), None)

    def section_of(self, key: str) -> Section | None:
        """The section a sentence stands in."""
        return next((each for each in self.sections if any(s.key == key for s in each.sentences)), None)


def as_json(statement: Statement) -> dict[str, Any]:
    """The statement as JSON values."""
    document = asdict(statement)
    document["effective_on"] = statement.effective_on.isoformat()
    return document


def from_json(document: Mapping[str, Any]) -> Statement:
    """The statement a version keeps."""
    return Statement(
        language=document["language"],
        group=document["group"],
        title=document["title"],
        number=document["number"],
        effective_on=date.fromisoformat(document["effective_on"]),
        sections=tuple(_section(each) for each in document["sections"]),
    )


def _section(document: Mapping[str, Any]) -> Section:
    sentences = tuple(_sentence(each) for each in document["sentences"])
    return Section(document["key"], document["heading"], sentences, document["is_apart"])


def _sentence(document: Mapping[str, Any]) -> Sentence:
    table = document["table"]
    return Sentence(
        key=document["key"],
        text=document["text"],
        rests_on=RestsOn(document["rests_on"]),
        promises=tuple(document["promises"]),
        articles=tuple(document["articles"]),
        items=tuple(document["items"]),
        heading=document["heading"],
        door=document["door"],
        act=document["act"],
        facts=tuple(Fact(**each) for each in document["facts"]),
        table=table and _table(table),
    )


def _table(document: Mapping[str, Any]) -> Table:
    rows = tuple(Row(tuple(row["cells"]), row["link"]) for row in document["rows"])
    return Table(tuple(document["head"]), rows)
