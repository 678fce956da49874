"""Which data are processed, and which of them the law guards more closely."""

from __future__ import annotations

import re
from typing import Final

from etterlev.notice.rules.lint.facts.found import Found
from etterlev.notice.rules.lint.facts.talk import (
    is_definition,
    is_occasion,
    is_of_cookies_at_large,
    is_rights_talk,
    is_taken_out,
)
from etterlev.notice.rules.lint.statement import ITEM, ROW, Sentence, Statement

# Article 9(1). «special-in-documents» is the words themselves: «særlige kategorier».
SPECIAL: Final = frozenset(
    [
        "sickness-absence",
        "health",
        "allergies",
        "trade-union",
        "religion",
        "ethnicity",
        "sexuality",
        "politics",
        "biometrics",
        "genetics",
    ]
)
_SEVERAL: Final = 2
_ABSENCE: Final = re.compile(r"fravær|fråvær|absence", re.IGNORECASE)
# «E-postadresse: post@firma.no», «Tlf. 22 00 00 00»: the controller's own, not what it collects.
_GIVEN: Final = re.compile(
    r"^[\W\d]*(?:e-?post\w*|e-?mail\w*|epost\w*|mail|telefon\w*|tlf|phone|mobil\w*|adresse|postadresse|besøksadresse|address)"
    r"[\s.:]*(?:address)?[\s.:]*(?:\S+@\S+|\+?[\d][\d\s]{6,}|.*\b\d{4}\s+[A-ZÆØÅ]\w+)\W*$",
    re.IGNORECASE,
)
# «… pliktene våre som arbeidsgiver»: ourselves.
_AS_EMPLOYER: Final = re.compile(
    r"\b(?:som|as(?: an)?|vår rolle som)\s+(?:arbeidsgiver|arbeidsgivar|employer)\b", re.IGNORECASE
)
# «… å nå deg ved endringer, sykdom eller annet»: when, not what is kept.
_CIRCUMSTANCE: Final = re.compile(
    r"\b(?:ved|i tilfelle|grunnet|på grunn av|in case of|due to)\s+(?:[\wæøå]+,?\s+){0,3}?"
    r"(?:sykdom|sjukdom|illness|sickness)\b",
    re.IGNORECASE,
)
# «opptak i menigheten».
_ADMISSION: Final = re.compile(r"\bopptak\s+(?:i|til|av (?:nye |)(?:medlem|barn|elev|studen))", re.IGNORECASE)
# «… via kontaktopplysningene nedenfor»: the controller's.
_OWN_CONTACT: Final = re.compile(
    r"\b(?:kontakt(?:informasjon|opplysning)\w*|contact (?:details|information))\s+"
    r"(?:nedenfor|nedanfor|under|over|ovenfor|below|above|til oss)"
    r"|\b(?:vår|våre|our)\s+(?:kontakt(?:informasjon|opplysning)\w*|contact (?:details|info\w*))",
    re.IGNORECASE,
)
# «lønn-, regnskaps- og konsulenttjenester».
_BEFORE_HYPHEN: Final = re.compile(r"\bløn+s?-(?:,|\s+og\b|\s+eller\b)", re.IGNORECASE)
_OTHER_ADDRESSES: Final = frozenset({"e-mail", "email", "mail", "ip", "web", "mac", "e-post", "epost"})
# «Vi skal unngå å behandle …», “avoid collecting …”.
_AVOIDED: Final = re.compile(
    r"\b(?:unngå\w*|avstå\w* (?:fra|frå)|lar være|let vere|avoids?|avoiding|refrains? from)\s+(?:å\s+)?(?:\w+\s+){0,2}?"
    r"(?:behandl|handsam|saml|registrer|lagr|innhent|motta|motte|process|collect|stor|record|regist|receiv|ask)",
    re.IGNORECASE,
)
_CHANNEL: Final = frozenset({"via", "per", "pr", "over", "denne", "this"})
_WRITTEN: Final = {
    "email": re.compile(r"[\s:(-]{1,4}(?:på\s|til\s|at\s|is\s|er\s)?\s?(?:[\w.+-]+@[\w-]+\.|\[email)"),
    "phone": re.compile(r"[\s:(-]{1,4}(?:på\s|at\s|is\s|er\s)?\s?\+?\d[\d\s]{4,}"),
}
# «PC, nettbrett eller mobil»: things one reads on, not numbers one gives.
_DEVICE: Final = re.compile(
    r"\b(?:pc-?\w*|datamaskin\w*|nettbrett\w*|mobil(?:enhet|eining)\w*|laptop\w*|computers?|tablets?|"
    r"mobile (?:device|app)\w*)\b",
    re.IGNORECASE,
)


def data(statement: Statement) -> list[Found]:
    """Categories of personal data that are collected or used."""
    return [Found(each, sentence) for sentence in statement.running for each in data_in(sentence)]


def data_in(sentence: Sentence) -> tuple[str, ...]:
    """The categories one sentence says are processed: not those it defines, denies or gives as contact details."""
    told = sentence.told("data")
    if not told or is_definition(sentence) or sentence.has("right.authority") or is_of_cookies_at_large(sentence):
        return ()
    told = tuple(each for each in told if each not in _WRITTEN or not _is_written_out(sentence, each))
    if not told or is_taken_out(sentence) or _is_refused(sentence) or _GIVEN.search(sentence.text):
        return ()
    meant = set(told) - _not_meant(sentence)
    told = tuple(each for each in told if each in meant)
    is_purpose = sentence.under("form.purposes") and not sentence.under("collecting.heading")
    if sentence.kind == ITEM and len(told) < _SEVERAL and (is_purpose or is_occasion(sentence)):
        return ()
    is_listed = sentence.kind in (ITEM, ROW) and (
        "collecting.verb" in sentence.opened
        or "collecting.data" in sentence.opened
        or sentence.under("collecting.heading")
    )
    if sentence.kind == ROW and sentence.block.head:
        return told
    if is_rights_talk(sentence) and len(told) < 3:
        return ()
    is_said = sentence.has("collecting.verb") or len(told) >= 2 or is_listed or sentence.under("collecting.heading")
    return told if is_said else ()


def _not_meant(sentence: Sentence) -> set[str]:
    """Categories whose words stand there for something else."""
    others = {name for name in ("health", "biometrics") if sentence.mentions(f"special.not-{name}")}
    if not _is_place(sentence):
        others.add("address")
    if sentence.mentions("criminal.reporting"):
        # «… for å hindre straffbare handlinger»: what is prevented.
        others.add("criminal-offences")
    if sentence.has("source.from") or _AS_EMPLOYER.search(sentence.text):
        # «… får vi fra arbeidsgiveren din»: whom it comes from.
        others.add("organisation")
    if _CIRCUMSTANCE.search(sentence.text):
        others.add("health")
    if _ADMISSION.search(sentence.text):
        others.add("recording")
    if _OWN_CONTACT.search(sentence.text):
        others.add("contact")
    if _BEFORE_HYPHEN.search(sentence.text):
        others.add("salary")
    if sentence.has("basis.contract"):
        # «… før ein arbeidsavtale»: the basis.
        others.add("employment-contract")
    if _DEVICE.search(sentence.text) and sentence.mentions("data.phone"):
        others |= {"phone"} if "num" not in sentence.quote_of("data.phone").lower() else set()
    return others


def _is_written_out(sentence: Sentence, kind: str) -> bool:
    """«… på e-post: post@firma.no», «via telefon», «denne e-posten»: a way to be in touch, not what is collected."""
    matches = sentence.own.get(f"data.{kind}", ())
    ends = [sentence.tokens.spans[match.last][1] for match in matches]
    if any(_WRITTEN[kind].match(sentence.text, end) for end in ends):
        return True
    words = sentence.tokens.words
    return all(
        _CHANNEL & set(words[max(0, match.first - 3) : match.first])
        or words[match.first - 1 : match.first] in (("på",), ("by",))
        for match in matches
    )


def _is_place(sentence: Sentence) -> bool:
    """“Address”, but not in “e-mail address” or “IP address”."""
    words = sentence.tokens.words
    return any(
        not match.first or words[match.first - 1] not in _OTHER_ADDRESSES
        for match in sentence.own.get("data.address", ())
        if not match.is_denied
    )


def _is_refused(sentence: Sentence) -> bool:
    """«Vi samler ikke inn særlige kategorier (som helse) …»: the parenthesis is part of what is denied."""
    if _AVOIDED.search(sentence.text):
        return True
    return sentence.mentions("data.special-in-documents") and sentence.denies("collecting.verb")


def special(statement: Statement) -> list[Found]:
    """Special categories (Article 9) said to be processed, and where."""
    found = [each for each in data(statement) if each.id in SPECIAL]
    return [each for each in found if not _is_only_mentioned(each.sentence) and not _is_mere_absence(statement, each)]


def _is_mere_absence(statement: Statement, found: Found) -> bool:
    """«Fravær» from a course says nothing of health; an employee's does, for it is mostly sickness."""
    if found.id != "sickness-absence" or not _ABSENCE.match(found.sentence.quote_of("data.sickness-absence")):
        return False
    near = [
        *statement.paragraph_of(found.sentence),
        *([found.sentence.section.heading] if found.sentence.section.heading else []),
    ]
    return not any(
        each.mentions("subject.employee", "data.salary", "purpose.payroll", "purpose.personnel") for each in near
    )


def _is_only_mentioned(sentence: Sentence) -> bool:
    """«Retten til journal», «Ta hensyn til …» without the data being kept."""
    return is_rights_talk(sentence) and not sentence.has("collecting.verb")
