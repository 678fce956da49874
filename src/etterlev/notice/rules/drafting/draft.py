"""A draft of a register, read out of a statement."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from etterlev.languages import Language

Entry = Mapping[str, Any]


class RowKind(StrEnum):
    """The parts of a register; its document has a list of each."""

    CONTROLLER = "controller"
    SYSTEM = "system"
    ACTIVITY = "activity"


@dataclass(frozen=True, order=True)
class Said:
    """The sentence of the statement a row was read from."""

    line: int
    quote: str


@dataclass(frozen=True)
class Row:
    """One controller, system or activity, in the words of the register's document (register/1).

    `document` is what the YAML would hold, without what nobody knows yet: it may be incomplete, never invented.
    `is_sectors` tells that the sector's template filled it; with `said` as well, the statement asked for the row and
    the template completed it. `unsure` names the fields that come from a catalogue nobody has checked against the
    supplier's own terms.
    """

    kind: RowKind
    key: str
    document: Mapping[str, Any]
    said: tuple[Said, ...] = ()
    is_sectors: bool = False
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True)
class Claim:
    """A sentence that promises something, the row of the product's table it is (`S18`), and the checks behind that row.

    No checks: what the sentence says is not controlled by anybody yet.
    """

    line: int
    quote: str
    row: str
    checks: tuple[str, ...]


@dataclass(frozen=True)
class Unplaced:
    """A category the statement names and no row holds. `code` is the law's vocabulary's."""

    line: int
    quote: str
    code: str


@dataclass(frozen=True)
class Draft:
    """All that was read. `group` is the name the statement calls itself by, or empty."""

    file: str
    language: Language
    group: str
    website: str
    rows: tuple[Row, ...]
    claims: tuple[Claim, ...]
    unplaced: tuple[Unplaced, ...] = ()

    def of(self, kind: RowKind) -> tuple[Row, ...]:
        """The rows of one kind, in their order."""
        return tuple(each for each in self.rows if each.kind is kind)


@dataclass(frozen=True)
class Missing:
    """One field of a row that nobody has filled. Needed ones keep the register from being taken into use."""

    field: str
    is_needed: bool


def said(entries: Iterable[Entry]) -> tuple[Said, ...]:
    """Where these were recognised, each sentence once, in the order of the text."""
    return tuple(sorted({Said(each["line"], " ".join(str(each["quote"]).split())) for each in entries}))


def slug(name: str) -> str:
    """A name as a key: «Lønn & personal AS» is `lonn-personal-as`."""
    plain = name.lower().replace("æ", "ae").replace("ø", "o").replace("å", "a")
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:60] or "uten-navn"
