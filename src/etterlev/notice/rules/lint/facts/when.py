"""On which occasions data are collected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from etterlev.notice.rules.lint.facts.found import Found
from etterlev.notice.rules.lint.facts.talk import is_occasion
from etterlev.notice.rules.lint.facts.whose import subjects_in
from etterlev.notice.rules.lint.statement import Sentence, Statement

_OCCASIONS: Final = (
    ("seminar", "subject.seminar-guest"),
    ("newsletter", "subject.newsletter-reader"),
    ("application", "subject.applicant"),
    ("employment", "subject.employee"),
    ("supplier", "subject.supplier"),
    ("enquiry", "subject.enquirer"),
    ("visit", "subject.website-visitor"),
    ("membership", "subject.member"),
)
_PURCHASE: Final = re.compile(
    r"\b(?:kjøp\w*|handl\w*|bestill\w*|tinga|buy|order\w*|purchase\w*|shop\w*|service from us)\b", re.IGNORECASE
)


def occasions(statement: Statement) -> list[Found]:
    """When data are collected."""
    found: list[Found] = []
    for sentence in statement.running:
        if is_occasion(sentence) or (
            sentence.has("source.own") and sentence.has("collecting.verb") and subjects_in(sentence)
        ):
            found.extend(_occasions_in(sentence))
    return found


def _occasions_in(sentence: Sentence) -> Iterator[Found]:
    known = [name for name, concept in _OCCASIONS if sentence.has(concept)]
    if _PURCHASE.search(sentence.text):
        known.append("purchase")
    yield from (Found(name, sentence) for name in known or ["other"])
