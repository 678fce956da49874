"""N11a to N13, N18, X18: the rights, how they are set out, and whether they are made harder than the law allows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from etterlev.notice.rules.lint.facts import Facts, rights, why
from etterlev.notice.rules.lint.facts.talk import in_rights_context
from etterlev.notice.rules.lint.outcome import Amiss, Check, Met, Result
from etterlev.notice.rules.lint.statement import Sentence

_DAYS: Final = re.compile(
    r"\b(\d{1,3}|to|tre|two|three|fire|four|seks|six)\s+(?:\w+\s+)?(dag\w*|day\w*|uk\w*|vek\w*|week\w*|måned\w*|månad\w*|month\w*)",
    re.IGNORECASE,
)
_SMALL: Final = {"to": 2, "two": 2, "tre": 3, "three": 3, "fire": 4, "four": 4, "seks": 6, "six": 6}
_MONTH: Final = 31


def told(item: str, facts: Facts) -> Iterator[Result]:
    """N11a to N11f but N11e: the right is told of."""
    found = rights.told(facts.statement, item)
    yield Met(found) if found else Amiss("missing")


def copy(facts: Facts) -> Iterator[Result]:
    """N11a2: a copy, which Article 15(3) gives with access; no statement must say so."""
    if found := rights.copy(facts.statement):
        yield Met(found)


def objection(facts: Facts) -> Iterator[Result]:
    """N11e: the right to object, and the absolute one against marketing where there is any."""
    found = rights.told(facts.statement, "N11e")
    against = rights.marketing_objection(facts.statement)
    if found is None:
        yield Amiss("missing")
    elif facts.is_marketed and against is None:
        yield Amiss("marketing", found)
    else:
        yield Met(found)


def withdrawal(facts: Facts) -> Iterator[Result]:
    """N12: consent can be withdrawn."""
    found = rights.withdrawal(facts.statement)
    consented = next((use.sentence for use in facts.uses if why.WORDS["consent"] in use.bases), None)
    if found is not None:
        yield Met(found)
    elif consented is not None:
        yield Amiss("missing", consented)


def complaint(facts: Facts) -> Iterator[Result]:
    """N13: complaint to the authority."""
    found = rights.complaint(facts.statement)
    yield Met(found) if found else Amiss("missing")


def apart(facts: Facts) -> Iterator[Result]:
    """N18: the right to object is set apart, where there is something to object to."""
    told_of = rights.objections(facts.statement)
    bases = {why.WORDS["interest"], why.WORDS["public"]}
    if not told_of or not (bases & facts.bases or facts.is_marketed):
        return
    set_apart = next((each for each in told_of if rights.is_set_apart(facts.statement, each)), None)
    yield Met(set_apart) if set_apart else Amiss("among", told_of[0])


def harder(facts: Facts) -> Iterator[Result]:
    """X18: a fee, a long wait, once a year, or the controller before the authority."""
    for sentence in facts.statement.running:
        if sentence.has("hard.fee") and not sentence.mentions("hard.free") and _is_request(sentence):
            yield Amiss("fee", sentence)
        elif sentence.has("hard.yearly") and _is_request(sentence):
            yield Amiss("yearly", sentence)
        elif _is_late(sentence):
            yield Amiss("late", sentence)
        elif sentence.has("hard.first-us") and not sentence.mentions("hard.not-first"):
            yield Amiss("first-us", sentence)


def _is_request(sentence: Sentence) -> bool:
    if sentence.mentions("data.identity-document"):
        # «… må vi ta kopi av legitimasjon»: ours to take.
        return False
    words = {"access", "request", "requests", "innsyn"}
    return (
        sentence.mentions("right.access", "right.copy")
        or in_rights_context(sentence)
        or bool(words & set(sentence.tokens.words))
    )


def _is_late(sentence: Sentence) -> bool:
    """A promised answer later than a month (Article 12(3)); the two further months may be told of."""
    if not sentence.has("hard.answer") or sentence.mentions("hard.extension", "retention.verb"):
        return False
    return any(_days(found[1].lower(), found[2].lower()) > _MONTH for found in _DAYS.finditer(sentence.text))


def _days(count: str, unit: str) -> int:
    number = int(count) if count.isdigit() else _SMALL.get(count, 0)
    if unit.startswith(("dag", "day")):
        return number
    return number * (7 if unit.startswith(("uk", "vek", "week")) else _MONTH if number > 1 else 30)


CHECKS: Final[dict[str, Check]] = {
    **{item: partial(told, item) for item in ("N11a", "N11b", "N11c", "N11d", "N11f")},
    "N11a2": copy,
    "N11e": objection,
    "N12": withdrawal,
    "N13": complaint,
    "N18": apart,
    "X18": harder,
}
