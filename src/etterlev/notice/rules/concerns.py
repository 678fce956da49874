"""Whom a new version concerns: which kinds of people, at which controllers, and in which sentences.

Articles 13(3) and 14(4): whoever's data is used for something new is told before it happens. Typing errors, the
version's own lines and other words for the same thing concern nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from etterlev.languages import Language
from etterlev.law import vocabulary
from etterlev.notice.rules import texts
from etterlev.notice.rules.diff import ALWAYS_DIFFERENT, Kind, plain
from etterlev.notice.rules.statement import Sentence, Statement


class Matter(StrEnum):
    """What a change is about."""

    PURPOSE = "purpose"
    SOURCE = "source"
    RECIPIENT = "recipient"
    RETENTION = "retention"
    RIGHT = "right"
    CONTROLLER = "controller"


# By section. What is not named here (words explained, security, cookies, how the statement changes) tells nobody that
# their data is used in another way.
MATTERS: Final[Mapping[str, Matter]] = {
    "ansvarlig": Matter.CONTROLLER,
    "innsamling": Matter.SOURCE,
    "behandlinger": Matter.PURPOSE,
    "mottakere": Matter.RECIPIENT,
    "lagring": Matter.RETENTION,
    "rettigheter": Matter.RIGHT,
    "protest": Matter.RIGHT,
    "klage": Matter.RIGHT,
}
# They only sum up what each activity says by itself.
SUMMARIES: Final = frozenset({"behandlinger", "kategorier", "hvem", "hvem-flere"})
ACTIVITY: Final = "behandling-"
# Words this alike are one word with a typing error.
ALIKE: Final = 0.75
_WEIGHTY: Final = re.compile(r"\d[\d .]*|\b(?:ikke|ikkje|aldri|ingen|not|never|no)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Concern:
    """One sentence that matters. Empty `controllers` or `subjects` stand for all of them."""

    key: str
    kind: Kind
    matter: Matter
    controllers: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()

    def reaches(self, controller: str, subject: str) -> bool:
        """Whether somebody who is `subject` to the controller with this legal name is concerned."""
        return (not self.controllers or controller in self.controllers) and (
            not self.subjects or subject in self.subjects
        )


@dataclass(frozen=True)
class _Entry:
    """What the statement says of one activity, as far as a concern needs it."""

    name: str
    systems: str
    controllers: frozenset[str]
    subjects: frozenset[str]


def concerns(old: Statement | None, new: Statement, controllers: Iterable[str]) -> tuple[Concern, ...]:
    """What matters in the step from one version to the next, in the same language. `controllers` are legal names.

    The first version of all concerns nobody: there is nothing it changes.
    """
    if old is None:
        return ()
    names = tuple(controllers)
    entries = [*_entries(new, names), *_entries(old, names)]
    return tuple(_found(old, new, names, entries))


def keys_for(found: Iterable[Concern], controller: str, subjects: Iterable[str]) -> tuple[str, ...]:
    """The sentences that concern somebody with these relations to a controller."""
    several = tuple(subjects)
    return tuple(each.key for each in found if any(each.reaches(controller, subject) for subject in several))


def _found(old: Statement, new: Statement, names: tuple[str, ...], entries: list[_Entry]) -> Iterator[Concern]:
    before = {each.key: each for each in old.sentences()}
    after = {each.key: each for each in new.sentences()}
    for key in dict.fromkeys((*after, *before)):
        section = new.section_of(key) or old.section_of(key)
        matter = MATTERS.get(section.key) if section else None
        if matter is None or key in ALWAYS_DIFFERENT | SUMMARIES:
            continue
        was, is_now = before.get(key), after.get(key)
        if was is None or is_now is None:
            kind, told = (Kind.ADDED, is_now) if was is None else (Kind.REMOVED, was)
            assert told is not None
            yield _concern(told, kind, matter, _about(told, told, new.language, names, entries))
        elif _matters(was, is_now):
            yield _concern(is_now, Kind.CHANGED, matter, _about(was, is_now, new.language, names, entries))


def _concern(sentence: Sentence, kind: Kind, matter: Matter, about: tuple[frozenset[str], frozenset[str]]) -> Concern:
    return Concern(sentence.key, kind, matter, *about)


def _matters(was: Sentence, now: Sentence) -> bool:
    if plain(was) == plain(now) and was.articles == now.articles:
        return False
    if now.key.startswith(ACTIVITY):
        # The words are the purposes and what they rest on: other words may be another purpose.
        return was.articles != now.articles or not is_typing_error(plain(was), plain(now))
    return _substance(was) != _substance(now) and not is_typing_error(plain(was), plain(now))


def _substance(sentence: Sentence) -> tuple[object, ...]:
    """What is left of a sentence when its wording is taken away: facts, table, articles, numbers and denials."""
    rows = sentence.table.rows if sentence.table else ()
    weighty = tuple(found.strip(" .").lower() for found in _WEIGHTY.findall(sentence.text))
    return sentence.articles, sentence.facts, rows, weighty


def is_typing_error(old: str, new: str) -> bool:
    """Whether two texts are one, but for letters: word by word alike, with the same figures and the same denials."""
    if _WEIGHTY.findall(old) != _WEIGHTY.findall(new):
        return False
    before, after = old.casefold().split(), new.casefold().split()
    if len(before) != len(after):
        return "".join(before) == "".join(after)
    return all(_alike(a, b) for a, b in zip(before, after, strict=True) if a != b)


def _alike(a: str, b: str) -> bool:
    bare_a, bare_b = a.strip(".,;:–-«»()"), b.strip(".,;:–-«»()")
    return bare_a == bare_b or SequenceMatcher(None, bare_a, bare_b, autojunk=False).ratio() >= ALIKE


def _about(
    was: Sentence, now: Sentence, language: Language, names: tuple[str, ...], entries: list[_Entry]
) -> tuple[frozenset[str], frozenset[str]]:
    """The controllers and the kinds of people a sentence is about; nothing where it speaks to everybody."""
    if now.key.startswith(ACTIVITY):
        both = [_entry(each, language, names) for each in (was, now)]
        return _together(both)
    if was.text != now.text or was.articles != now.articles or now.table is None or was.table is None:
        return frozenset(), frozenset()
    rows = set(now.table.rows) ^ set(was.table.rows) or set(now.table.rows)
    said = "\n".join(cell for row in rows for cell in row.cells).casefold()
    named = [each for each in entries if each.name.casefold() in said or _names_a_system(each, rows)]
    if named:
        return _together(named)
    return frozenset(each for each in names if each.casefold() in said), frozenset()


def _names_a_system(entry: _Entry, rows: Iterable[object]) -> bool:
    first = (row.cells[0].split(" (")[0] for row in rows if hasattr(row, "cells"))
    return any(cell and cell in entry.systems for cell in first)


def _together(entries: Iterable[_Entry]) -> tuple[frozenset[str], frozenset[str]]:
    several = list(entries)
    everywhere = any(not each.controllers for each in several)
    everybody = any(not each.subjects for each in several)
    return (
        frozenset() if everywhere else frozenset().union(*(each.controllers for each in several)),
        frozenset() if everybody else frozenset().union(*(each.subjects for each in several)),
    )


def _entries(statement: Statement, names: tuple[str, ...]) -> Iterator[_Entry]:
    for sentence in statement.sentences():
        if sentence.key.startswith(ACTIVITY):
            yield _entry(sentence, statement.language, names)


def _entry(sentence: Sentence, language: Language, names: tuple[str, ...]) -> _Entry:
    facts = {fact.label: fact.value for fact in sentence.facts}
    of: Callable[[str], str] = lambda label: facts.get(texts.phrase(label, language), "")  # noqa: E731  # read thrice
    held_by = of("controller").casefold()
    return _Entry(
        sentence.heading,
        of("systems"),
        frozenset(each for each in names if each.casefold() in held_by),
        subjects_in(of("subjects"), language),
    )


def subjects_in(words: str, language: Language) -> frozenset[str]:
    """The kinds of people a list in words names: the longest name first, so that one inside another is not taken."""
    rest, found = words.casefold(), set()
    known = {word.name.said(language).casefold(): code for code, word in vocabulary.subject_categories().items()}
    for name in sorted(known, key=len, reverse=True):
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", rest):
            found.add(known[name])
            rest = rest.replace(name, "|")
    return frozenset(found)
