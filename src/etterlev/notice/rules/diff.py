"""What changed from one version to the next, sentence by sentence and word by word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from etterlev.notice.rules.statement import Sentence, Statement


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Piece:
    """Some words that stand in both versions, or in one of them."""

    words: str
    kind: Kind | None = None


@dataclass(frozen=True)
class Change:
    """One sentence that is not what it was."""

    kind: Kind
    key: str
    section: str
    pieces: tuple[Piece, ...]


# These say the version's own number and date: they differ by their nature.
ALWAYS_DIFFERENT = frozenset({"versjon"})


def changes(old: Statement, new: Statement) -> tuple[Change, ...]:
    """Every difference, in the order of the new statement; what was removed comes last."""
    return tuple(_changes(old, new))


def _changes(old: Statement, new: Statement) -> Iterator[Change]:
    before = {sentence.key: sentence for sentence in old.sentences()}
    for section in new.sections:
        for sentence in section.sentences:
            was = before.pop(sentence.key, None)
            if sentence.key in ALWAYS_DIFFERENT:
                continue
            if was is None:
                yield Change(Kind.ADDED, sentence.key, section.heading, (Piece(plain(sentence), Kind.ADDED),))
            elif plain(was) != plain(sentence):
                yield Change(Kind.CHANGED, sentence.key, section.heading, pieces(plain(was), plain(sentence)))
    for key, sentence in before.items():
        section_of = old.section_of(key)
        yield Change(
            Kind.REMOVED, key, section_of.heading if section_of else "", (Piece(plain(sentence), Kind.REMOVED),)
        )


def plain(sentence: Sentence) -> str:
    """Everything a sentence says, facts and table included, as running text."""
    facts = (f"{fact.label}: {fact.value}" for fact in sentence.facts)
    rows = (" – ".join(cell for cell in row.cells if cell) for row in (sentence.table.rows if sentence.table else ()))
    return "\n".join(part for part in (sentence.heading, sentence.text, *facts, *rows) if part)


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The words of both, marked."""
    before, after = old.split(" "), new.split(" ")
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece(" ".join(before[a:b])))
            continue
        if b > a:
            found.append(Piece(" ".join(before[a:b]), Kind.REMOVED))
        if d > c:
            found.append(Piece(" ".join(after[c:d]), Kind.ADDED))
    return tuple(found)
