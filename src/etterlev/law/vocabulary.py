"""The words of a register and a statement: categories of data and of people, purposes, recipients, operations.

Articles 4(2), 4(9), 9(1), 10, 13(1), 14(1) and 30(1). Each has a stable id of ours, the nearest term of the W3C Data
Privacy Vocabulary in short form (`pd:` is https://w3id.org/dpv/pd#, `dpv:` is https://w3id.org/dpv#) and plain words in
three languages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from etterlev.law import packs
from etterlev.law.packs import Entry, Text
from etterlev.law.retention_classes import BY_WORD, RetentionClass

NAMESPACES: Final = {"dpv": "https://w3id.org/dpv#", "pd": "https://w3id.org/dpv/pd#"}
_SHORT: Final = re.compile(r"(dpv|pd):[A-Z][A-Za-z]+")


class Sensitivity(StrEnum):
    """Which article guards a category besides Article 6."""

    ORDINARY = "ordinary"
    # Article 9(1): health, trade union membership and the others.
    SPECIAL = "special"
    # Article 10: criminal convictions and offences.
    CRIMINAL = "criminal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A term with an id, its place in the Data Privacy Vocabulary, and its name in the three languages."""

    id: str
    dpv: str
    name: Text

    @property
    def iri(self) -> str:
        """The whole address of the vocabulary's term."""
        prefix, _, term = self.dpv.partition(":")
        return NAMESPACES[prefix] + term


@dataclass(frozen=True, slots=True, kw_only=True)
class DataCategory(Word):
    """A category of personal data, and the retention class its values get when nothing else is said."""

    sensitivity: Sensitivity
    retention_class: RetentionClass

    @property
    def is_special(self) -> bool:
        """Whether Article 9 asks for a condition besides the legal basis."""
        return self.sensitivity is Sensitivity.SPECIAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose(Word):
    """A purpose: `name` for lists, `clause` for a sentence, beginning with the infinitive («å føre regnskapet …»)."""

    clause: Text


def data_category(entry: str) -> DataCategory:
    """The category with that id, such as `bank-account`. Raises UnknownEntry, as do the four below."""
    return packs.found(data_categories(), "data_categories", entry)


def subject_category(entry: str) -> Word:
    return packs.found(subject_categories(), "subject_categories", entry)


def purpose(entry: str) -> Purpose:
    return packs.found(purposes(), "purposes", entry)


def recipient_category(entry: str) -> Word:
    return packs.found(recipient_categories(), "recipients", entry)


def operation(entry: str) -> Word:
    return packs.found(operations(), "operations", entry)


@cache
def data_categories() -> Mapping[str, DataCategory]:
    """Every category of personal data by its id."""
    return packs.pack("data_categories").read("category", _read_data_category)


@cache
def subject_categories() -> Mapping[str, Word]:
    """Every category of data subjects by its id; names are in the plural."""
    return packs.pack("subject_categories").read("category", read_word)


@cache
def purposes() -> Mapping[str, Purpose]:
    """Every purpose by its id."""
    return packs.pack("purposes").read("purpose", _read_purpose)


@cache
def recipient_categories() -> Mapping[str, Word]:
    """Every category of recipients by its id."""
    return packs.pack("recipients").read("recipient", read_word)


@cache
def operations() -> Mapping[str, Word]:
    """The operations of Article 4(2) by id, in the order of the article."""
    return packs.pack("operations").read("operation", read_word)


def _dpv(entry: Entry) -> str:
    term = entry.string("dpv")
    if not _SHORT.fullmatch(term):
        raise entry.refused("dpv", "dpv:Term, pd:Term")
    return term


def read_word(entry: Entry) -> Word:
    """One term. Raises ValueRefused for an address that is not of the vocabulary."""
    return Word(id=entry.name, dpv=_dpv(entry), name=entry.text("name"))


def _read_purpose(entry: Entry) -> Purpose:
    return Purpose(id=entry.name, dpv=_dpv(entry), name=entry.text("name"), clause=entry.text("clause"))


def _read_data_category(entry: Entry) -> DataCategory:
    return DataCategory(
        id=entry.name,
        dpv=_dpv(entry),
        name=entry.text("name"),
        sensitivity=entry.one_of("sensitivity", Sensitivity) if entry.has("sensitivity") else Sensitivity.ORDINARY,
        retention_class=entry.named("retention_class", BY_WORD),
    )
