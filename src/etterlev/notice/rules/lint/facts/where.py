"""Where in the world the data go."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from etterlev.notice.rules.lint.facts.talk import is_definition, is_rights_talk
from etterlev.notice.rules.lint.statement import ITEM, ROW, Sentence, Statement

# Data that are kept or handled somewhere, not only a law that holds there.
_KEPT: Final = re.compile(
    r"lagr|oppbevar|\bligg|server|tjener|tenar|datasent|drift|overfør|prosesser|flytt|stored|\bkept\b|hosted|located|"
    r"data cent|stay|remain|transfer",
    re.IGNORECASE,
)
_LAW: Final = re.compile(
    r"\b(?:\w*lov(?:en|a|er|verk\w*|givning\w*|gjeving\w*)?|\w*forordning\w*|regelverk\w*|gdpr|laws?|legislation|"
    r"regulations?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Transfers:
    """What the statement says of countries outside the EEA."""

    # Said to happen, with and without what it rests on.
    founded: list[Sentence]
    unfounded: list[Sentence]
    # Said to rest on what no longer holds, such as the Privacy Shield.
    fallen: list[Sentence]
    # Said not to happen.
    denied: list[Sentence]


def transfers(statement: Statement) -> Transfers:
    """Who says what goes where."""
    founded: list[Sentence] = []
    unfounded: list[Sentence] = []
    fallen: list[Sentence] = []
    denied: list[Sentence] = []
    for sentence in statement.running:
        if is_definition(sentence) or (sentence.mentions("right.portability") and is_rights_talk(sentence)):
            continue
        if sentence.has("transfer.fallen") and not sentence.mentions("outdated.admitted"):
            fallen.append(sentence)
        elif sentence.has("transfer.mechanism"):
            founded.append(sentence)
        elif _denies_transfer(sentence):
            denied.append(sentence)
        elif _says_transfer(statement, sentence):
            unfounded.append(sentence)
    return Transfers(founded, unfounded, fallen, denied)


def _denies_transfer(sentence: Sentence) -> bool:
    if sentence.denies("transfer.outside") or (
        sentence.mentions("transfer.outside") and sentence.denies("transfer.verb", "share.verb")
    ):
        return True
    if re.search(
        r"\b(?:forlater ikke|forlet ikkje|aldri ut av|do(?:es)? not leave|"
        r"(?:nothing|no data)(?: else)? (?:leaves?|is sent))\b",
        sentence.text,
        re.IGNORECASE,
    ):
        return True
    if sentence.kind in (ITEM, ROW) or sentence.mentions("kind.privacy-law"):
        return False
    # «… etter personvernlovgivningen i Norge» says where the law is from.
    if _LAW.search(sentence.text) and not _KEPT.search(sentence.text):
        return False
    return (
        sentence.has("transfer.inside")
        and not sentence.has("transfer.outside", "transfer.country")
        and not sentence.has("role.representative")
    )


def _says_transfer(statement: Statement, sentence: Sentence) -> bool:
    """A country or the world outside the EEA, together with data going or being reached there."""
    if not sentence.has("transfer.outside", "transfer.country") or sentence.has(
        "role.responsible", "role.representative"
    ):
        return False
    if sentence.under("transfer.outside") or "transfer.outside" in sentence.opened:
        return True
    if not sentence.has("transfer.verb", "share.role", "share.verb"):
        return False
    # Its basis may follow in the next sentence.
    return not any(each.has("transfer.mechanism") for each in statement.around(sentence))


def with_copy(statement: Statement) -> bool:
    """Whether it says how to get a copy of the safeguards."""
    said = re.compile(r"\b(?:kopi|copy)\b", re.IGNORECASE)
    return any(
        each.has("transfer.mechanism") and any(said.search(one.text) for one in statement.paragraph_of(each))
        for each in statement.running
    )
