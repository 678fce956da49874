"""X08, X09, X21, X22: data the law guards more closely."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from etterlev.notice.rules.lint.facts import Facts, why
from etterlev.notice.rules.lint.facts.talk import is_definition, is_rights_talk, is_taken_out
from etterlev.notice.rules.lint.facts.whose import subjects_in
from etterlev.notice.rules.lint.outcome import Amiss, Check, Met, Result
from etterlev.notice.rules.lint.statement import ITEM, ROW, Sentence

# «Til det trenger vi …»: the reason stands before.
_FORWARD: Final = re.compile(
    r"\W*(?:til (?:det|dette)|derfor|for å gjøre dette|for å gjere dette|da|då|for (?:that|this)|to do so|therefore)\b",
    re.IGNORECASE,
)
# A sentence that begins so goes on about the one before.
_BACK: Final = frozenset(
    [
        "det",
        "der",
        "there",
        "dette",
        "de",
        "disse",
        "dei",
        "desse",
        "nummeret",
        "numrene",
        "nummera",
        "this",
        "that",
        "these",
        "it",
        "the",
        "we",
        "vi",
        "me",
    ]
)


def identity_number(facts: Facts) -> Iterator[Result]:
    """X08: a national identity number is asked for only with a reason told (personopplysningsloven § 12)."""
    told = [
        s
        for s in facts.statement.running
        if s.has("national.number") and not is_definition(s) and not is_rights_talk(s) and not is_taken_out(s)
    ]
    if not told:
        return
    reasoned = next((s for s in told if _has_reason(facts, s)), None)
    yield Met(reasoned) if reasoned else Amiss("unexplained", told[0])


def _has_reason(facts: Facts, sentence: Sentence) -> bool:
    around = facts.statement.around(sentence)
    if sentence.kind in (ITEM, ROW):
        around = [s for s in around if s is sentence or s.kind not in (ITEM, ROW)]
    place = around.index(sentence)
    near = [sentence, *(s for s in around[place + 1 : place + 2] if s.tokens.words[:1] and s.tokens.words[0] in _BACK)]
    near += [s for s in around if s.mentions("national.number")]
    near += around[max(0, place - 1) : place] if _FORWARD.match(sentence.text) else []
    return any(s.mentions("reason.identity") or _is_for_something(s) for s in near)


def _is_for_something(sentence: Sentence) -> bool:
    """«Fødselsnummer trenger vi for å tinglyse skjøtet»: what this very number is for."""
    leads = any(match.first <= 1 for match in sentence.own.get("national.number", ()))
    return leads and sentence.mentions("clause.open")


def special(facts: Facts) -> Iterator[Result]:
    """X09: a special category comes with its condition in Article 9(2)."""
    if not facts.special:
        return
    condition = why.mentions_article_9(facts.statement)
    yield Met(condition) if condition else Amiss("unfounded", facts.special[0].sentence)


def employees(facts: Facts) -> Iterator[Result]:
    """X21: an employee's consent is seldom free, and not what pay can rest on."""
    bundled = {id(use.sentence) for use in facts.uses if len(use.of_article_6) > 2}
    for sentence in facts.statement.where("employed.consent-basis"):
        is_other = id(sentence) in bundled or sentence.has("data.photo") or is_rights_talk(sentence)
        if not is_other and _is_employees(facts, sentence):
            yield Amiss("employees", sentence)
            return


def _is_employees(facts: Facts, sentence: Sentence) -> bool:
    heading = sentence.section.heading
    is_headed = heading is not None and heading.has("subject.employee") and not sentence.section.is_title
    near = facts.statement.paragraph_of(sentence)
    return is_headed or any(s.has("subject.employee") or "employee" in subjects_in(s) for s in near)


def offences(facts: Facts) -> Iterator[Result]:
    """X22: data on offences need a law that permits them (Article 10, personopplysningsloven § 11)."""
    told = [s for s in facts.statement.running if s.has("data.criminal-offences") and _is_kept(s)]
    if not told:
        return
    lawful = next((s for s in facts.statement.running if s.has("criminal.basis")), None)
    yield Met(lawful) if lawful else Amiss("unfounded", told[0])


def _is_kept(sentence: Sentence) -> bool:
    return not sentence.has("criminal.reporting") and not is_definition(sentence) and not is_rights_talk(sentence)


CHECKS: Final[dict[str, Check]] = {"X08": identity_number, "X09": special, "X21": employees, "X22": offences}
