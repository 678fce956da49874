"""A statement as the rules see it: sections of sentences, each with what is said in it, over it and before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Protocol

from etterlev.languages import Language
from etterlev.notice.rules.lint.phrases import Lexicon, Match, lexicon, words
from etterlev.notice.rules.lint.sentences import Words, split, words_of

HEADING: Final = "heading"
ITEM: Final = "item"
ROW: Final = "row"
# No more words than these, and an opening says nothing by itself.
_LEADS_ON: Final = 3
_OPENS: Final = (":", ";", "…")


class Hyperlink(Protocol):
    """A link in a block."""

    @property
    def text(self) -> str: ...
    @property
    def href(self) -> str: ...


class TextBlock(Protocol):
    """What the rules need to know of a block. `etterlev.sources.text.Block` is one."""

    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def level(self) -> int: ...
    @property
    def links(self) -> Sequence[Hyperlink]: ...
    @property
    def cells(self) -> tuple[str, ...]: ...
    @property
    def head(self) -> tuple[str, ...]: ...


@dataclass(slots=True, eq=False)
class Sentence:
    """One sentence, heading, item or row, and where it stands."""

    text: str
    line: int
    kind: str
    block: TextBlock
    paragraph: int
    section: Section
    # Concepts of the sentence itself, and those that only stand there together with the one opening the list.
    own: dict[str, list[Match]] = field(default_factory=dict)
    opened: frozenset[str] = frozenset()
    tokens: Words = field(default_factory=lambda: words_of(""))
    # Of an item or a row: the sentence that opens the list.
    opening: Sentence | None = None

    def has(self, *concepts: str) -> bool:
        """Whether one of them is said here and not denied."""
        return any(not match.is_denied for concept in concepts for match in self.own.get(concept, ()))

    def denies(self, *concepts: str) -> bool:
        """Whether one of them is said here only to be denied."""
        return any(concept in self.own for concept in concepts) and not self.has(*concepts)

    def mentions(self, *concepts: str) -> bool:
        """Whether one of them stands here, denied or not."""
        return any(concept in self.own for concept in concepts)

    def near(self, *concepts: str) -> bool:
        """Said here, or by the sentence that opens the list this belongs to."""
        return self.has(*concepts) or any(concept in self.opened for concept in concepts)

    def under(self, *concepts: str) -> bool:
        """Said by a heading over this."""
        return self.section.is_about(*concepts)

    def told(self, group: str) -> tuple[str, ...]:
        """The names in a group of concepts said here and not denied: `told("data")` gives `name`, `email` …"""
        start = f"{group}."
        return tuple(
            concept.removeprefix(start)
            for concept, found in self.own.items()
            if concept.startswith(start) and any(not match.is_denied for match in found)
        )

    def quote_of(self, concept: str) -> str:
        """The words themselves, as they stand in the statement."""
        match = next(iter(self.own[concept]))
        return self.text[self.tokens.spans[match.first][0] : self.tokens.spans[match.last][1]]


@dataclass(slots=True, eq=False)
class Section:
    """Sentences under one heading. `over` is the section this one is part of."""

    heading: Sentence | None
    level: int
    over: Section | None
    sentences: list[Sentence] = field(default_factory=list)

    def is_about(self, *concepts: str) -> bool:
        """Whether its heading, or one over it, says one of them. A title is about everything, and so about nothing."""
        section: Section | None = self
        while section is not None:
            heading = section.heading
            if heading is not None and not section.is_title and heading.mentions(*concepts):
                return True
            section = section.over
        return False

    @property
    def is_title(self) -> bool:
        return self.heading is not None and self.heading.paragraph == 0

    @property
    def title(self) -> str:
        return self.heading.text if self.heading else ""


class Statement:
    """The whole text. Rules ask it for sentences; it has been read, split and searched once."""

    def __init__(self, blocks: Iterable[TextBlock], language: Language) -> None:
        self.language = language
        self.blocks = tuple(blocks)
        self.sections: list[Section] = []
        self.sentences: list[Sentence] = []
        negations = words()["en_negative" if language == "en" else "negative"]
        self._negations = frozenset(negations.split("|"))
        self._lexicon: Lexicon = lexicon(language)
        self._read()

    @cached_property
    def running(self) -> tuple[Sentence, ...]:
        """All but headings."""
        return tuple(each for each in self.sentences if each.kind != HEADING)

    @cached_property
    def paragraphs(self) -> dict[int, list[Sentence]]:
        """Sentences by paragraph; an item or a row is one of its own."""
        found: dict[int, list[Sentence]] = {}
        for each in self.sentences:
            found.setdefault(each.paragraph, []).append(each)
        return found

    def paragraph_of(self, sentence: Sentence) -> list[Sentence]:
        return self.paragraphs[sentence.paragraph]

    def around(self, sentence: Sentence) -> list[Sentence]:
        """The paragraph; for an item or a row, the whole list with the sentence that opens it."""
        if sentence.kind not in (ITEM, ROW):
            return self.paragraph_of(sentence)
        place = self.sentences.index(sentence)
        start = end = place
        while start > 0 and self.sentences[start - 1].section is sentence.section and self._is_listed(start, sentence):
            start -= 1
        while end + 1 < len(self.sentences) and self.sentences[end + 1].kind == sentence.kind:
            end += 1
        return self.sentences[start : end + 1]

    def _is_listed(self, place: int, sentence: Sentence) -> bool:
        before = self.sentences[place - 1]
        return before.kind == sentence.kind or (self.sentences[place].kind == sentence.kind and before.kind != HEADING)

    def where(self, *concepts: str) -> Iterator[Sentence]:
        """Running sentences that say one of them."""
        return (each for each in self.running if each.has(*concepts))

    def first(self, *concepts: str) -> Sentence | None:
        return next(self.where(*concepts), None)

    def says(self, *concepts: str) -> bool:
        return self.first(*concepts) is not None

    def _read(self) -> None:
        section = Section(None, 0, None)
        self.sections.append(section)
        opening: Sentence | None = None
        for number, block in enumerate(self.blocks):
            if block.kind == HEADING:
                section = self._section(block, number, section)
                opening = None
                continue
            if block.kind not in (ITEM, ROW):
                opening = None
            for sentence in self._sentences(block, number, section, opening):
                section.sentences.append(sentence)
                self.sentences.append(sentence)
            opening = self._opening(block, opening)

    def _opening(self, block: TextBlock, opening: Sentence | None) -> Sentence | None:
        """The sentence that opens the list that follows, as «Du har rett til:»."""
        last = self.sentences[-1] if self.sentences else None
        if last is None or last.block is not block:
            return opening
        if block.kind == ITEM:
            return last if opening is None and block.text.endswith(_OPENS) else opening
        if block.kind == ROW:
            return opening
        return last

    def _section(self, block: TextBlock, number: int, before: Section) -> Section:
        level = block.level or 2
        over: Section | None = before
        while over is not None and over.level >= level:
            over = over.over
        section = Section(None, level, over)
        heading = Sentence(block.text, block.line, HEADING, block, number, section)
        self._search(heading, None)
        section.heading = heading
        self.sections.append(section)
        self.sentences.append(heading)
        return section

    def _sentences(
        self, block: TextBlock, number: int, section: Section, opening: Sentence | None
    ) -> Iterator[Sentence]:
        for start, end in split(block.text) if block.kind != ROW else ((0, len(block.text)),):
            line = block.line + block.text.count("\n", 0, start)
            sentence = Sentence(block.text[start:end], line, block.kind, block, number, section)
            sentence.opening = opening if block.kind in (ITEM, ROW) else None
            self._search(sentence, sentence.opening)
            yield sentence

    def _search(self, sentence: Sentence, opening: Sentence | None) -> None:
        tokens = sentence.tokens = words_of(sentence.text)
        for match in self._lexicon.matches(tokens.words):
            is_denied = tokens.denied(match.first, match.last, self._negations)
            found = Match(match.concept, match.first, match.last, is_denied)
            sentence.own.setdefault(match.concept, []).append(found)
        before = [*(self._opening_words(opening) if opening else ()), *self._head(sentence)]
        if before:
            sentence.opened = self._across(before, tokens.words, opening)

    def _opening_words(self, opening: Sentence) -> list[str]:
        """Its words; those of the sentence before too, where it only leads on: «Noen eksempler:», “Such as:”."""
        own = list(opening.tokens.words)
        beside = opening.section.sentences
        place = next((at for at, each in enumerate(beside) if each is opening), 0)
        leads_on = len(own) <= _LEADS_ON and opening.kind not in (HEADING, ITEM, ROW) and place > 0
        return [*beside[place - 1].tokens.words, *own] if leads_on else own

    def _head(self, sentence: Sentence) -> list[str]:
        """The first row of the table a row stands in."""
        return list(words_of(" ".join(sentence.block.head)).words) if sentence.kind == ROW else []

    def _across(self, before: list[str], own: tuple[str, ...], opening: Sentence | None) -> frozenset[str]:
        """What the opening says, and what it and the item say together."""
        reach = len(before)
        said = {match.concept for match in self._lexicon.matches((*before, *own)) if match.first < reach}
        denied = {concept for concept in (opening.own if opening else ()) if opening and opening.denies(concept)}
        return frozenset(said - denied)
