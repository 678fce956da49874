"""What kind of text it is. Only a privacy statement is judged; a cookie policy is judged for its cookies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from etterlev.notice.rules.lint import errors
from etterlev.notice.rules.lint.facts.rights import VERBS, told
from etterlev.notice.rules.lint.facts.what import data_in
from etterlev.notice.rules.lint.names import emails, has_phone, organisation_numbers, organisations
from etterlev.notice.rules.lint.sentences import split
from etterlev.notice.rules.lint.statement import HEADING, Section, Sentence, Statement, TextBlock

# «Les mer i personvernerklæringen vår»: it is elsewhere.
_ELSEWHERE: Final = re.compile(
    r"\b(?:i|se|sjå|les\w*|in|see|read|our|vår)\s(?:[\w,]+\s){0,4}?"
    r"(?:personvern(?:erklæring|fråsegn|policy|side)\w*|privacy\s+(?:policy|notice|statement))",
    re.IGNORECASE,
)
_FEWEST_WORDS: Final = 12
_SENTENCE: Final = 5
_SEVERAL: Final = 2
# No more sentences than these speak of privacy in terms that only mention it.
_FEW: Final = 3
_MANY_RIGHTS: Final = 3
_WE: Final = frozenset({"vi", "me", "vår", "våre", "vårt", "jeg", "eg", "we", "our"})
_TITLED: Final = re.compile(
    r"erklæring|fråsegn|policy|politikk|notice|statement|retningslin|\bpersonvern\b|privacy|behandling|handsaming|gdpr|cookie|kaps",
    re.IGNORECASE,
)


class Kind(StrEnum):
    """What can be judged."""

    STATEMENT = "statement"
    COOKIES = "cookies"


def refuse_fragments(blocks: Iterable[TextBlock], file: str) -> None:
    """Whatever the language: raises TextTooShort, or TextIsMenu where hardly any words stand in sentences."""
    words = running = 0
    for block in blocks:
        counts = [len(block.text[start:end].split()) for start, end in split(block.text)]
        words += sum(counts)
        running += sum(count for count in counts if count >= _SENTENCE and block.kind != HEADING)
    if words < _FEWEST_WORDS:
        raise errors.TextTooShort(file=file, words=words)
    if running < words * 0.25:
        raise errors.TextIsMenu(file=file)


def recognise(statement: Statement, file: str) -> Kind:
    """The kind. Raises TextIsTerms, TextIsJobAdvert or TextIsSomethingElse."""
    running = [each for each in statement.running if len(each.tokens.words) >= _SENTENCE]
    private = _count(running, "kind.privacy") + sum(
        1 for each in running if data_in(each) and not each.mentions("kind.privacy")
    )
    _refuse_others(statement, file, private)
    if _is_about_cookies(statement, running):
        return Kind.COOKIES
    if (not private and not _headed(statement)) or _says_nothing_done(statement, running):
        raise errors.TextIsSomethingElse(file=file)
    return Kind.STATEMENT


def _refuse_others(statement: Statement, file: str, private: int) -> None:
    rights = sum(1 for item in VERBS if told(statement, item))
    if _is_titled_terms(statement) and _said_private(statement) <= _FEW and rights < _MANY_RIGHTS:
        raise errors.TextIsTerms(file=file)
    terms = _count(statement.sentences, "kind.terms")
    job = _count(statement.sentences, "kind.job")
    if rights >= _MANY_RIGHTS:
        return
    if terms >= 3 and terms > private * 1.2:
        raise errors.TextIsTerms(file=file)
    if job >= 3 and job > private * 1.2:
        raise errors.TextIsJobAdvert(file=file)


def without_terms(statement: Statement) -> tuple[TextBlock, ...] | None:
    """What is left where terms of sale and a privacy statement share a page: the right to have goods repaired is no
    right of access. None where there are no terms. Blocks that say who and where stay.
    """
    sections = [section for section in statement.sections if section.sentences]
    terms = [section for section in sections if _is_terms(section)]
    private = [place for place, section in enumerate(sections) if _is_private_section(section)]
    if len(terms) < _SEVERAL or not private:
        return None
    outside = {
        id(each) for each in (*sections[: private[0]], *sections[private[-1] + 1 :], *terms) if not each.is_title
    }
    told = [each for section in sections if id(section) in outside for each in section.sentences]
    gone = {id(each.block) for each in told} - {id(each.block) for each in told if _says_who(each)}
    return tuple(block for block in statement.blocks if id(block) not in gone)


def _is_terms(section: Section) -> bool:
    said = [*section.sentences, *([section.heading] if section.heading else [])]
    return any(each.mentions("kind.terms") for each in said) and not _is_private_section(section)


def _is_private_section(section: Section) -> bool:
    said = [*section.sentences, *([section.heading] if section.heading and not section.is_title else [])]
    return any(each.mentions("kind.privacy", "cookie.said", "right.authority") for each in said)


def _says_who(sentence: Sentence) -> bool:
    """A name with its number, or a way to be in touch."""
    text = sentence.text
    return bool(organisations(text) or organisation_numbers(text) or emails(text)) or has_phone(text)


def _is_titled_terms(statement: Statement) -> bool:
    """Called terms, and not also a privacy statement."""
    title = statement.sentences[0]
    return (
        title.mentions("kind.terms-title")
        and not title.mentions("kind.privacy")
        and len(title.tokens.words) < _FEWEST_WORDS
    )


def _said_private(statement: Statement) -> int:
    return _count(statement.sentences, "kind.privacy")


def _says_nothing_done(statement: Statement, running: list[Sentence]) -> bool:
    """About what the law is, or what an officer does: no data, no rights, and no deed of «vi», under no title that
    promises a statement.
    """
    if any(each.kind == HEADING and _TITLED.search(each.text) for each in statement.sentences[:3]):
        return False
    if any(data_in(each) for each in running) or any(told(statement, item) for item in VERBS):
        return False
    if any(each.mentions("retention.period", "retention.event", "retention.vague") for each in running):
        return False
    return not any(_WE & set(each.tokens.words) and each.has("collecting.verb", "clause.use") for each in running)


def _is_about_cookies(statement: Statement, running: list[Sentence]) -> bool:
    """Mostly about cookies, and neither rights nor other processing is told of."""
    cookies = {each.paragraph for each in running if each.mentions("cookie.said") or each.under("cookie.said")}
    if not cookies:
        return False
    about = sum(1 for each in running if each.paragraph in cookies)
    others = [each for each in running if each.paragraph not in cookies]
    title = statement.sentences[0]
    is_titled = title.kind == HEADING and title.mentions("cookie.said") and not title.mentions("kind.privacy")
    processed = sum(1 for each in others if data_in(each) or _is_private(each))
    rights = sum(1 for item in VERBS if told(statement, item))
    if rights >= 2 or (statement.says("role.responsible") and processed >= 2):
        return False
    return about * 2 >= len(running) and processed <= 1 if not is_titled else processed <= max(2, about // 2)


def _is_private(sentence: Sentence) -> bool:
    """Speaks of personal data otherwise than to say where the statement is."""
    return sentence.mentions("kind.privacy") and not _ELSEWHERE.search(sentence.text)


def _headed(statement: Statement) -> bool:
    return any(each.kind == HEADING and each.mentions("kind.privacy") for each in statement.sentences)


def _count(sentences: list[Sentence] | tuple[Sentence, ...], concept: str) -> int:
    return sum(1 for each in sentences if each.mentions(concept))
