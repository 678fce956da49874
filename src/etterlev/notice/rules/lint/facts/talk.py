"""What sort of talk a sentence is: about the processing, a definition, about rights, or about others' duties."""

from __future__ import annotations

import re
from typing import Final

from etterlev.notice.rules.lint.statement import HEADING, Sentence

# «Databehandler: Dette er den som …»
_LABELLED: Final = re.compile(
    r"[^\W\d][\w\s-]{2,30}:\s+(?:this is|these are|dette er|det er|disse er)\b", re.IGNORECASE
)
RIGHTS: Final = (
    "right.access",
    "right.copy",
    "right.rectification",
    "right.rectification-noun",
    "right.erasure",
    "right.erasure-noun",
    "right.restriction",
    "right.restriction-noun",
    "right.portability",
    "right.objection",
    "right.withdrawal",
)
_STRONG: Final = ("right.portability", "right.objection", "right.restriction", "right.restriction-noun")


def is_definition(sentence: Sentence) -> bool:
    """Whether it explains a word rather than what is done."""
    if sentence.under("form.definition"):
        return True
    if sentence.mentions("form.called", "form.examples") or _LABELLED.match(sentence.text):
        return True
    return any(match.first <= 1 for match in sentence.own.get("form.defines", ())) and not sentence.has(
        "people.enumerated"
    )


def is_rights_talk(sentence: Sentence) -> bool:
    """Whether it tells of a right: what it says of bases and marketing then describes the right, not the processing."""
    if sentence.kind == HEADING:
        return False
    if sentence.mentions("entitled.own") and (sentence.mentions(*_STRONG) or _is_conditional(sentence)):
        return True
    return in_rights_context(sentence) and sentence.mentions(*RIGHTS, "entitled.own")


def _is_conditional(sentence: Sentence) -> bool:
    return sentence.mentions("entitled.conditional") and sentence.mentions("right.withdrawal")


def in_rights_context(sentence: Sentence) -> bool:
    """Whether a heading or the opening of the list says that rights follow."""
    return sentence.under("entitled.context") or "entitled.context" in sentence.opened
