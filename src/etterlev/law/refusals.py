"""Grounds for refusing a right, the sentence each puts in the letter, and what must never be mentioned in one.

Articles 11(2), 12(5), 12(6), 15(4), 17(3), 18, 20, 21 and 22(2), personopplysningsloven §§ 16 and 17. Under Article
12(4) every refusal carries the reason, the complaint to Datatilsynet and the way to the courts. No ground exists
against the objection to direct marketing (Article 21(3)), the withdrawal of consent or the complaint.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from etterlev.languages import Language
from etterlev.law import errors, packs
from etterlev.law.bases import Right
from etterlev.law.packs import Cited, Entry, Text
from etterlev.law.words import date_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalGround(Cited):
    """One ground. Its sentence tells the person what we do not do, why, under which provision and until when."""

    id: str
    name: Text
    rights: frozenset[Right]
    # Part of what was asked for only; the rest must be given.
    is_partial: bool
    # The ground lasts until a day that the letter must name.
    needs_until: bool
    sentence: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission(Cited):
    """What is left out of an answer without a word, because the law forbids telling even that it exists."""

    id: str
    name: Text
    rights: frozenset[Right]
    # Categories of data by their id in `packs/data_categories.toml`.
    categories: frozenset[str]


@dataclass(frozen=True, slots=True)
class Refusal:
    """The paragraphs of a refusal, in the reader's language (Article 12(4))."""

    ground: str
    reason: str
    complaint: str
    court: str

    @property
    def paragraphs(self) -> tuple[str, str, str]:
        return self.reason, self.complaint, self.court


def refuse(ground: RefusalGround, right: Right, language: Language, *, until: date | None = None) -> Refusal:
    """The words of a refusal. Raises NotAGround for another right, UntilMissing or UntilNotUsed for the date."""
    if right not in ground.rights:
        raise errors.NotAGround(entry=ground.id)
    if ground.needs_until and until is None:
        raise errors.UntilMissing(entry=ground.id)
    if until is not None and not ground.needs_until:
        raise errors.UntilNotUsed(entry=ground.id)
    blanks = {"until": date_in_words(until, language)} if until else {}
    complaint, court = _remedy("complaint"), _remedy("court")
    return Refusal(ground.id, ground.sentence.said(language, **blanks), complaint.said(language), court.said(language))


def refusal_ground(entry: str) -> RefusalGround:
    """The ground with that id, such as `RF-17-3-B`. Raises UnknownEntry."""
    return packs.found(refusal_grounds(), "refusals", entry)


def grounds_against(right: Right) -> tuple[RefusalGround, ...]:
    """The grounds that may be used against a right, in the order of the pack."""
    return tuple(each for each in refusal_grounds().values() if right in each.rights)


@cache
def refusal_grounds() -> Mapping[str, RefusalGround]:
    """Every ground by its id."""
    return packs.pack("refusals").read("ground", _read_ground)


@cache
def omissions() -> Mapping[str, Omission]:
    """What is left out of answers unsaid, by id."""
    return packs.pack("refusals").read("omission", _read_omission)


def _remedy(entry: str) -> Text:
    return packs.found(_remedies(), "refusals", entry)


@cache
def _remedies() -> Mapping[str, Text]:
    return packs.pack("refusals").read("remedy", _read_remedy)


def _read_remedy(entry: Entry) -> Text:
    entry.cited()
    return entry.text("sentence")


def _read_ground(entry: Entry) -> RefusalGround:
    needs_until = entry.flag("until")
    return RefusalGround(
        id=entry.name,
        name=entry.text("name"),
        rights=frozenset(entry.many_of("rights", Right)),
        is_partial=entry.flag("partial"),
        needs_until=needs_until,
        sentence=entry.text("sentence", blanks=["until"] if needs_until else []),
        **entry.cited(),
    )


def _read_omission(entry: Entry) -> Omission:
    rights = frozenset(entry.many_of("rights", Right))
    categories = frozenset(entry.strings("categories"))
    return Omission(id=entry.name, name=entry.text("name"), rights=rights, categories=categories, **entry.cited())
