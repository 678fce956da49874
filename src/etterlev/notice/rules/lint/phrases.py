"""Finds phrases in sentences: words, beginnings of words, alternatives and gaps (see `vocabulary/README.md`).

A word is looked at once for all phrases: which atoms (`slett*`, `innsyn`) it satisfies. A phrase is then a row of
atoms, and
only phrases whose first atom stands somewhere are tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Final

from etterlev.languages import Language
from etterlev.notice.rules.lint.lines import read_lines, strings

FOLDER: Final = Path(__file__).parent / "vocabulary"
_PARTS: Final = re.compile(r"\([^)]*\)|\S+")
_NUMBER: Final = "<number>"
_SHORT_GAP: Final = 4
_LONG_GAP: Final = 10
Atoms = frozenset[int]


@dataclass(frozen=True, slots=True)
class Match:
    """A concept found in a sentence, from one word to another. `is_denied` is set by the clause it stands in."""

    concept: str
    first: int
    last: int
    is_denied: bool = False


@dataclass(frozen=True, slots=True)
class _Phrase:
    concept: str
    # Atoms of each element, and how many words may stand before it.
    elements: tuple[tuple[int, Atoms], ...]


class Lexicon:
    """The phrases of one language."""

    def __init__(self, concepts: Mapping[str, Iterable[str]], macros: Mapping[str, str]) -> None:
        self._macros = macros
        self._ids: dict[str, int] = {}
        self._exact: dict[str, int] = {}
        self._prefix: dict[str, int] = {}
        self._suffix: dict[str, int] = {}
        self._inside: list[tuple[str, int]] = []
        self._elements: dict[str, Atoms] = {}
        self._of_word: dict[str, Atoms] = {}
        self._starts: dict[int, list[_Phrase]] = {}
        for concept, phrases in concepts.items():
            for phrase in phrases:
                self._add(concept, phrase)

    def atoms(self, word: str) -> Atoms:
        """What a word in small letters satisfies."""
        known = self._of_word.get(word)
        if known is None:
            known = self._of_word[word] = frozenset(self._satisfied(word))
        return known

    def matches(self, words: Sequence[str]) -> Iterator[Match]:
        """Every concept in a row of words."""
        atoms = [self.atoms(word) for word in words]
        for place, held in enumerate(atoms):
            for atom in held:
                for phrase in self._starts.get(atom, ()):
                    end = _end(phrase.elements, 1, atoms, place)
                    if end >= 0:
                        yield Match(phrase.concept, place, end)

    def _satisfied(self, word: str) -> Iterator[int]:
        if word in self._exact:
            yield self._exact[word]
        for length in range(1, len(word) + 1):
            if (found := self._prefix.get(word[:length])) is not None:
                yield found
            if (found := self._suffix.get(word[-length:])) is not None:
                yield found
        for part, atom in self._inside:
            if part in word:
                yield atom
        if word.isdigit():
            yield self._atom(_NUMBER)

    def _add(self, concept: str, phrase: str) -> None:
        for written in self._expanded(phrase):
            elements: list[tuple[int, Atoms]] = []
            gap = 0
            for part in written:
                if part.startswith(".."):
                    gap = _gap(part)
                else:
                    elements.append((gap, self._element(part)))
                    gap = 0
            made = _Phrase(concept, tuple(elements))
            for atom in elements[0][1]:
                self._starts.setdefault(atom, []).append(made)

    def _expanded(self, phrase: str) -> Iterator[list[str]]:
        """Alternatives of several words make a phrase each; the others stay together in one element."""
        choices: list[list[list[str]]] = []
        for part in _PARTS.findall(phrase):
            if " " not in part:
                choices.append([[part.strip("()")]])
                continue
            alternatives = part.strip("()").split("|")
            single = "|".join(each for each in alternatives if " " not in each)
            several = [each.split() for each in alternatives if " " in each]
            choices.append([*([[single]] if single else []), *several])
        for chosen in product(*choices):
            yield [word for each in chosen for word in each]

    def _element(self, part: str) -> Atoms:
        known = self._elements.get(part)
        if known is None:
            words = (
                each
                for named in part.split("|")
                for each in (self._macros[named[1:]].split("|") if named.startswith("$") else (named,))
            )
            known = self._elements[part] = frozenset(self._atom(each) for each in words)
        return known

    def _atom(self, written: str) -> int:
        known = self._ids.get(written)
        if known is not None:
            return known
        number = self._ids[written] = len(self._ids)
        bare = written.strip("*")
        if written.startswith("*") and written.endswith("*"):
            self._inside.append((bare, number))
        elif written.startswith("*"):
            self._suffix[bare] = number
        elif written.endswith("*"):
            self._prefix[bare] = number
        elif written != _NUMBER:
            self._exact[bare] = number
        return number


def _gap(part: str) -> int:
    if part == "..":
        return _SHORT_GAP
    return _LONG_GAP if part == "..." else int(part[2:])


def _end(elements: tuple[tuple[int, Atoms], ...], at: int, atoms: Sequence[Atoms], place: int) -> int:
    """The place of the last word of the phrase whose element before `at` stands at `place`, or -1."""
    if at == len(elements):
        return place
    gap, wanted = elements[at]
    for following in range(place + 1, min(place + 2 + gap, len(atoms))):
        if wanted & atoms[following]:
            end = _end(elements, at + 1, atoms, following)
            if end >= 0:
                return end
    return -1


@cache
def lexicon(language: Language) -> Lexicon:
    """The phrases for a statement in that language; both written forms of Norwegian share theirs."""
    key = "en" if language == "en" else "no"
    concepts: dict[str, tuple[str, ...]] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for group, table in read_lines(path).items():
            if group != "words":
                concepts |= {f"{group}.{name}": strings(phrases, key) for name, phrases in table.items()}
    return Lexicon(concepts, words())


@cache
def words() -> Mapping[str, str]:
    """The named alternatives."""
    table: dict[str, Any] = read_lines(FOLDER / "words.toml")
    return dict(table["words"])
