"""X03, X04, X06, X07, X14: breaches, security and promises nobody can keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from etterlev.notice.rules.lint.facts import Facts, breach, whom
from etterlev.notice.rules.lint.outcome import Amiss, Check, Met, Result
from etterlev.notice.rules.lint.statement import Sentence

_EXCEPTION: Final = re.compile(r"\W*(?:det eneste |the only )?(?:unntak|unnatak|exception)", re.IGNORECASE)
_DENIALS: Final = frozenset({"ikke", "ikkje", "ingen", "inga", "aldri", "not", "no", "never", "cannot", "neither"})


def authority(facts: Facts) -> Iterator[Result]:
    """X03: whoever tells what happens after a breach tells that Datatilsynet is notified (Article 33)."""
    found = facts.breaches
    if not found.sentences:
        return
    told = breach.authority_told(found)
    acting = next((s for s in found.sentences if s.has("breach.act")), found.sentences[0])
    yield Met(told) if told else Amiss("missing", acting)


def affected(facts: Facts) -> Iterator[Result]:
    """X04: those whose data it is are told (Article 34), not only customers."""
    only = breach.clients_only(facts.breaches)
    if only is not None:
        yield Amiss("clients", only)
    elif told := breach.affected_told(facts.breaches):
        yield Met(told)


def measures(facts: Facts) -> Iterator[Result]:
    """X06: measures are told of; each is a promise that needs evidence."""
    told = next((s for s in facts.statement.running if s.has("security.measure")), None)
    if told is not None:
        yield Met(told)


def absolute(facts: Facts) -> Iterator[Result]:
    """X07: promises without exception about access, sharing or safety."""
    for sentence in facts.statement.running:
        if whom.is_exclusive(sentence):
            yield Amiss("exclusive", sentence)
        elif _is_promised(facts, sentence):
            yield Amiss("sharing", sentence)
        elif sentence.mentions("absolute.secure") and not _is_denied(sentence):
            yield Amiss("secure", sentence)


def _is_promised(facts: Facts, sentence: Sentence) -> bool:
    """«… aldri med andre», unless the next sentence begins «Unntaket er»."""
    if not whom.absolute_sharing(sentence) or sentence.mentions(
        "cookie.anonymous", "cookie.cookieless", "transfer.outside"
    ):
        return False
    around = facts.statement.paragraph_of(sentence)
    following = around[around.index(sentence) + 1 :][:1]
    return not any(_EXCEPTION.match(each.text) for each in following)


def _is_denied(sentence: Sentence) -> bool:
    """«Vi kan ikke garantere», “No method is 100 % secure”: denied before it is said."""
    words, clauses = sentence.tokens.words, sentence.tokens.clauses
    return all(
        any(words[place] in _DENIALS and clauses[place] == clauses[match.first] for place in range(match.first))
        for match in sentence.own["absolute.secure"]
    )


def report(facts: Facts) -> Iterator[Result]:
    """X14: whoever writes of breaches says where one can report a weakness (RFC 9116)."""
    if not facts.breaches.sentences:
        return
    told = next((s for s in facts.statement.running if s.has("security.report-contact", "breach.report-contact")), None)
    yield Met(told) if told else Amiss("missing")


CHECKS: Final[dict[str, Check]] = {
    "X03": authority,
    "X04": affected,
    "X06": measures,
    "X07": absolute,
    "X14": report,
}
