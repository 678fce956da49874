"""N17, N20, X12, X16, X17, X19, X20, X23: the statement itself: its date, its language, what it presumes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from etterlev.notice.rules.lint.articles import Reference
from etterlev.notice.rules.lint.facts import Facts, time, why
from etterlev.notice.rules.lint.facts.talk import is_rights_talk
from etterlev.notice.rules.lint.outcome import Amiss, Check, Met, Result
from etterlev.notice.rules.lint.statement import HEADING, ITEM, ROW, Sentence

_LONGEST: Final = 55
_REPEATED: Final = re.compile(r"(?<![\w-])([a-zæøå]{2,})\s+\1(?![\w@-])")
# Words that may stand twice in a row.
_MAY_REPEAT: Final = frozenset({"som", "at", "det", "that", "had", "den", "de", "mer", "meir", "more", "er"})
_PLACEHOLDER: Final = re.compile(
    r"\[[^\]\d@/]{0,40}(?:navn|namn|name|adresse|address|firma|company|dato|date|e-?post|e-?mail|telefon|phone|org|"
    r"nettside|website|sett inn|set inn|insert|fyll)[^\]]{0,40}\]"
    r"|\{\{[^}]+\}\}|<\s*(?:sett inn|set inn|insert|firmanavn|navn|company)[^>]*>|\b(?:xxx+|yyy+)@|@xxx+\b|\bX{4,}\b",
    re.IGNORECASE,
)
_EMAIL_PROTECTED: Final = re.compile(r"\[email\s?protected\]", re.IGNORECASE)


def dated(facts: Facts) -> Iterator[Result]:
    """N17: a date or version, so that a reader can see what changed."""
    found, changing = time.dated(facts.statement), time.changing(facts.statement)
    if found is not None:
        yield Met(found)
    else:
        yield Amiss("undated", changing) if changing is not None else Amiss("missing")


def plain(facts: Facts) -> Iterator[Result]:
    """N20: lists that are lists, sentences that can be read, words that are words."""
    previous: Sentence | None = None
    following = [*facts.statement.sentences[1:], None]
    for sentence, after in zip(facts.statement.sentences, following, strict=True):
        if sentence.kind == ITEM and _opens_its_own_list(sentence, previous, after):
            yield Amiss("bullets", sentence)
        elif _is_repeating(sentence):
            yield Amiss("repeated", sentence)
        elif sentence.kind not in (HEADING, ROW) and len(sentence.tokens.words) > _LONGEST and _is_prose(sentence):
            yield Amiss("long", sentence, {"count": str(len(sentence.tokens.words))})
        elif sentence.mentions("misspelt.words"):
            yield Amiss("misspelt", sentence, {"word": sentence.quote_of("misspelt.words")})
        previous = sentence


def _opens_its_own_list(sentence: Sentence, previous: Sentence | None, after: Sentence | None) -> bool:
    """«• Vi samler inn når du:» followed by items as deep as itself: its own list's first item."""
    if after is None or after.kind != ITEM or after.block.level > sentence.block.level:
        return False
    is_first = previous is None or previous.kind != ITEM or previous.section is not sentence.section
    return is_first and sentence.text.rstrip().endswith((":", ";")) and len(sentence.tokens.words) > 2


def _is_repeating(sentence: Sentence) -> bool:
    return any(found[1] not in _MAY_REPEAT for found in _REPEATED.finditer(sentence.text))


def _is_prose(sentence: Sentence) -> bool:
    """Long by its clauses, not by a list of things."""
    return sentence.text.count(",") < len(sentence.tokens.words) / 6


def definition(facts: Facts) -> Iterator[Result]:
    """X12: personal data are about identified or identifiable persons (Article 4(1))."""
    for sentence in facts.statement.running:
        if not sentence.has("form.defines") or not sentence.mentions("kind.privacy"):
            continue
        if not any(word.startswith(("personoppl", "personal")) for word in sentence.tokens.words[:2]):
            continue
        if any(each.mentions("form.identifiable") for each in facts.statement.paragraph_of(sentence)):
            yield Met(sentence)
        elif _is_defining(sentence):
            yield Amiss("narrow", sentence)
        return


def _is_defining(sentence: Sentence) -> bool:
    """«Personopplysninger er opplysninger som …», not «Personopplysninger er trygge hos oss»."""
    return bool(
        re.search(
            r"(?:opplysning\w*|informasjon|information|data|menes|meiner|mener|navn|namn|name)\b",
            sentence.text[12:90],
            re.IGNORECASE,
        )
    )


def implied(facts: Facts) -> Iterator[Result]:
    """X16: using a service is no consent to a privacy statement (Articles 4(11) and 7)."""
    for sentence in facts.statement.running:
        if why.is_implied(sentence) and sentence.has("implied.object") and not sentence.mentions("cookie.said"):
            yield Amiss("implied", sentence)
            return


def outdated(facts: Facts) -> Iterator[Result]:
    """X17: law and arrangements that no longer hold."""
    for sentence in facts.statement.running:
        if sentence.has("outdated.law") and not sentence.mentions("outdated.admitted"):
            yield Amiss("outdated", sentence, {"what": sentence.quote_of("outdated.law")})
            return


def letters(facts: Facts) -> Iterator[Result]:
    """X19: the letter is that of the basis named in words."""
    for use in facts.uses:
        wrong = _mismatch(use)
        if wrong is not None:
            said, reference = wrong
            yield Amiss("mismatch", use.sentence, {"basis": why.WORDS[said], "letter": reference.letter})
            return


def _mismatch(use: why.Use) -> tuple[str, Reference] | None:
    """One basis in words and one letter in a sentence, and they differ."""
    made = [each for each in use.references if each.article == 6]
    words = [name for name in why.WORDS if use.sentence.has(f"basis.{name}")]
    if len(words) != 1 or len({each.letter for each in made}) != 1:
        return None
    return None if why.WORDS[words[0]] == made[0].code else (words[0], made[0])


def placeholder(facts: Facts) -> Iterator[Result]:
    """X20: nothing is left of the template."""
    for sentence in facts.statement.sentences:
        text = _EMAIL_PROTECTED.sub("", sentence.text)
        if sentence.mentions("placeholder.words") or _PLACEHOLDER.search(text):
            yield Amiss("left", sentence)


def open_ended(facts: Facts) -> Iterator[Result]:
    """X23: purposes are those told, not any the controller may think of (Article 5(1)(b))."""
    for sentence in facts.statement.running:
        if (
            sentence.has("open.purpose")
            and not sentence.mentions("open.purpose-bound")
            and not is_rights_talk(sentence)
        ):
            yield Amiss("open", sentence)
            return


CHECKS: Final[dict[str, Check]] = {
    "N17": dated,
    "N20": plain,
    "X12": definition,
    "X16": implied,
    "X17": outdated,
    "X19": letters,
    "X20": placeholder,
    "X23": open_ended,
}
