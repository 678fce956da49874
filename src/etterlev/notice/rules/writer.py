"""What every section is written with: the register, the language, and which promises there are to lean on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from etterlev.languages import Language
from etterlev.law import vocabulary
from etterlev.law.packs import Text
from etterlev.notice.rules import texts
from etterlev.notice.rules.citations import joined_words
from etterlev.notice.rules.statement import Fact, RestsOn, Sentence, Table
from etterlev.register.document import Activity, Held, Register, Role, System

Sentences = tuple[Sentence, ...]


@dataclass(frozen=True)
class Writer:
    """Writes one statement. `backed` holds the promises that exist, by code and by the product's row they are for."""

    register: Register
    language: Language
    backed: frozenset[str]
    number: int
    effective_on: date

    def say(
        self,
        key: str,
        *,
        suffix: str = "",
        heading: str = "",
        facts: Iterable[Fact] = (),
        table: Table | None = None,
        **blanks: str,
    ) -> Sentences:
        """One sentence; nothing when only a promise could carry it and there is none."""
        made = texts.template(key)
        is_backed = bool(made.promises) and self.backed.issuperset(made.promises)
        if made.rests_on is RestsOn.PROMISE and not is_backed:
            return ()
        softened = made.softer is not None and not is_backed
        words = made.softer if made.softer is not None and softened else made.say
        return (
            Sentence(
                key=key + suffix,
                text=words.said(self.language, **blanks),
                rests_on=made.rests_on,
                promises=() if softened else made.promises,
                articles=made.articles,
                items=made.items,
                heading=heading or self.text(made.heading),
                door=made.door,
                act=self.text(made.act),
                facts=tuple(facts),
                table=table,
            ),
        )

    def text(self, text: Text | None) -> str:
        return "" if text is None else text.said(self.language)

    def label(self, key: str, **blanks: str) -> str:
        return texts.phrase(key, self.language, **blanks)

    def joined(self, words: Iterable[str]) -> str:
        """«a, b og c»; only commas when one of them has an «og» of its own, semicolons when one has a comma."""
        several = list(words)
        inside = f" {joined_words(('', ''), self.language).strip()} "
        if any(", " in each for each in several):
            return "; ".join(several)
        return ", ".join(several) if any(inside in each for each in several) else joined_words(several, self.language)

    def subjects(self, codes: Iterable[str]) -> str:
        """Categories of people, joined."""
        return self.joined(self.text(vocabulary.subject_category(code).name) for code in codes)

    def categories(self, codes: Iterable[str]) -> str:
        """Categories of data, joined."""
        return self.joined(self.text(vocabulary.data_category(code).name) for code in codes)

    def names(self, activities: Iterable[Activity]) -> str:
        """The names of activities inside a sentence, each once."""
        return self.joined(dict.fromkeys(lower_first(self.text(each.name)) for each in activities))

    @property
    def activities(self) -> tuple[Held, ...]:
        """The activities in the order of the statement: our own first, then what we do for others."""
        held = self.register.activities
        return tuple(sorted(held, key=lambda each: each.activity.role is Role.PROCESSOR))

    @property
    def own(self) -> tuple[Activity, ...]:
        """The activities in which we are the controller."""
        return tuple(held.activity for held in self.register.activities if held.activity.role is Role.CONTROLLER)

    def systems(self, slugs: Iterable[str]) -> tuple[System, ...]:
        """The systems behind these slugs, each supplier's description once."""
        wanted = set(slugs)
        return tuple(dict.fromkeys(held.system for held in self.register.systems if held.system.slug in wanted))


def lower_first(words: str) -> str:
    """A name inside a sentence begins small, unless its first word has other capitals: PowerOffice, HMS."""
    first = words.partition(" ")[0]
    return words if first[1:].lower() != first[1:] else words[:1].lower() + words[1:]


def upper_first(words: str) -> str:
    return words[:1].upper() + words[1:]


def as_sentence(words: str) -> str:
    """With a capital and a full stop."""
    return upper_first(words) + ("" if words.endswith((".", "!", "?", ":")) else ".")
