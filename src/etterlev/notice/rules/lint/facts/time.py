"""How long data are kept and where; when the statement is from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from etterlev.notice.rules.lint import names
from etterlev.notice.rules.lint.facts.talk import is_definition, is_rights_talk
from etterlev.notice.rules.lint.statement import HEADING, ROW, Sentence, Statement

_EXCEPTION: Final = re.compile(
    r"gjelder ikke|gjeld ikkje|does not apply|med mindre|unless|"
    r"\b(?:annen|anna|andre|other)\s+(?:lov|lovgiv|lovgjev|law|legislation)",
    re.IGNORECASE,
)
# «… oppbevart i henhold til loven», «… lagres i fem år»: no place.
_ACCORDING: Final = re.compile(
    r"\b(?:lagr|oppbevar)\w*\s+(?:\w+\s+){0,3}?i\s+"
    r"(?:henhold|samsvar|tråd|inntil|opptil|minst|maks\w*|\d+|ett|eitt|to|tre|fem|ti)\b[^.]*$",
    re.IGNORECASE,
)
# What ends a sentence like «… slettes ikke».
_UNTIL: Final = re.compile(
    r"\b(?:før|inntil|fram til|frem til|med mindre|dersom|hvis|viss|om|når|umiddelbart|straks|"
    r"until|before|unless|if|when|immediately)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Keeping:
    """Sentences that say how long: by a period or an event, by a named law, and those that say nothing."""

    periods: list[Sentence]
    laws: list[Sentence]
    vague: list[Sentence]
    # How long a cookie lasts, or what it has gathered is kept: nothing of the other data.
    of_cookies: list[Sentence]
    # «… blir ikke slettet»: no end at all.
    endless: list[Sentence]


def keeping(statement: Statement) -> Keeping:
    """What is said of storage periods."""
    periods: list[Sentence] = []
    laws: list[Sentence] = []
    vague: list[Sentence] = []
    of_cookies = [each for each in statement.running if _is_lifetime(each)]
    for sentence in statement.running:
        if not _is_about_keeping(sentence):
            continue
        if _has_period(sentence):
            periods.append(sentence)
        elif sentence.has("retention.named-law") and not _is_exception(sentence):
            laws.append(sentence)
        elif sentence.mentions("retention.vague"):
            vague.append(sentence)
    endless = [each for each in statement.running if _is_endless(each)]
    return Keeping(periods, laws, vague, of_cookies, endless)


def _is_endless(sentence: Sentence) -> bool:
    """Not «… slettes ikke før fem år er gått», nor what is said of rights or cookies."""
    if not sentence.mentions("retention.endless") or is_rights_talk(sentence) or is_definition(sentence):
        return False
    return not (_UNTIL.search(sentence.text) or sentence.mentions("retention.period") or _is_of_device(sentence))


def _is_lifetime(sentence: Sentence) -> bool:
    return _is_of_device(sentence) and sentence.has("retention.verb") and sentence.has("retention.period")


def _is_about_keeping(sentence: Sentence) -> bool:
    if is_definition(sentence) or sentence.kind == HEADING or sentence.has("response.time") or _is_of_device(sentence):
        return False
    headed = sentence.under("retention.heading") or "retention.heading" in sentence.opened
    is_by_law = sentence.has("retention.period") and sentence.has("retention.named-law")
    if is_rights_talk(sentence) and not headed and not is_by_law:
        return False
    return sentence.mentions("retention.verb") or headed


def _is_exception(sentence: Sentence) -> bool:
    """«Dette gjelder ikke hvis annen lov, som bokføringsloven, krever lagring»: how long is still not told."""
    return bool(_EXCEPTION.search(sentence.text))


def _has_period(sentence: Sentence) -> bool:
    if sentence.kind == ROW:
        return sentence.mentions("retention.period", "retention.event") or "retention.period" in sentence.opened
    if sentence.mentions("retention.vague") and not sentence.mentions("retention.period"):
        return False
    return sentence.mentions("retention.period", "retention.event")


def places(statement: Statement) -> list[Sentence]:
    """Sentences that say where data are stored."""
    return [
        each
        for each in statement.running
        if each.has("retention.place")
        and not _ACCORDING.search(each.text)
        and not is_definition(each)
        and not _is_of_device(each)
        and not each.has("role.processor")
    ]


def _is_of_device(sentence: Sentence) -> bool:
    """Cookies are stored with the visitor: that is not where the controller keeps data."""
    if sentence.mentions("cookie.said") or not sentence.under("cookie.said"):
        return sentence.mentions("cookie.said")
    # What is added at the end often stands under the last heading, whatever it is about.
    return not (sentence.told("subject") or sentence.told("data") or sentence.has("retention.named-law"))


def dated(statement: Statement) -> Sentence | None:
    """Where the statement gives its own date or version."""
    for sentence in statement.sentences:
        date = next(names.dates(sentence.text), "")
        version = next(names.versions(sentence.text), "")
        if version and len(sentence.tokens.words) < 25:
            return sentence
        if date and sentence.has("form.dated") and not sentence.mentions("retention.named-law", "outdated.law"):
            return sentence
        if date and len(sentence.tokens.words) <= 6:
            return sentence
    return None


def changing(statement: Statement) -> Sentence | None:
    """Where it says that it may change."""
    return next((each for each in statement.running if each.mentions("form.change")), None)
