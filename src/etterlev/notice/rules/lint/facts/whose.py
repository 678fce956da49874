"""Whose data are processed."""

from __future__ import annotations

import re
from typing import Final

from etterlev.notice.rules.lint.facts.found import Found
from etterlev.notice.rules.lint.facts.talk import is_occasion, is_rights_talk, is_whoever
from etterlev.notice.rules.lint.facts.what import data_in
from etterlev.notice.rules.lint.statement import HEADING, ITEM, ROW, Sentence, Statement

# Those told of besides the main groups; a statement need not speak of them one by one.
_MINOR: Final = frozenset(
    [
        "website-visitor",
        "customer-employee",
        "customer-contact",
        "customer-counterparty",
        "referee",
        "next-of-kin",
        "representative",
        "prospect",
        "former-customer",
        "former-employee",
        "beneficial-owner",
        "board-member",
        "child",
        "guardian",
        "speaker",
        "volunteer",
        "donor",
        "resident",
        "hired-worker",
        "office-visitor",
        "guest",
        "user",
    ]
)
# A veterinary's patients are no persons; “the Health Personnel Act” is about no employees.
# «… som leverandør av lønnstjenester»: ourselves.
_AS_SUPPLIER: Final = re.compile(
    r"\b(?:som|as(?: a)?)\s+(?:leverandør|supplier|vendor)\w*\s+(?:av|of)\b", re.IGNORECASE
)
_ANIMALS: Final = re.compile(r"\b(?:dyr\w*|kjæledyr\w*|animals?|pets?)\b", re.IGNORECASE)
_NAMED_ACT: Final = re.compile(r"\b(?:Personnel|Employment|Employee\w*) Act\b")
_LEADING: Final = 3
_COMMAS: Final = re.compile(r",[^,]*,")
# «For motparter er grunnlaget …», «Når klienten er en privatperson, er grunnlaget …».
_FOR: Final = re.compile(r"\W*(?:for|når|when)\b", re.IGNORECASE)
# «… rekruttering av nye ansatte»: those who apply.
_HIRING: Final = re.compile(
    r"\b(?:rekruttering|ansettelse|tilsetjing|recruitment|hiring)\s+(?:av|of)\s+"
    r"(?:nye |new )?(?:ansatte|tilsette|medarbeid\w+|employees|staff)\b",
    re.IGNORECASE,
)
_MEMBER_STATE: Final = re.compile(
    r"\b(?:medlem\w*\s+(?:av|i)\s+(?:EU|EØS|EEA)|medlem\w*\s?land|member(?:s of| states?))\b", re.IGNORECASE
)


def subjects(statement: Statement) -> list[Found]:
    """Categories of people."""
    return [Found(each, sentence) for sentence in statement.sentences for each in subjects_in(sentence)]


def subjects_in(sentence: Sentence) -> tuple[str, ...]:
    """The categories a sentence, item or heading speaks about as those whose data are processed."""
    told = _meant(sentence)
    if not told or is_rights_talk(sentence) or sentence.mentions("form.examples") or is_whoever(sentence):
        return ()
    if sentence.has("people.looking", "share.only-us", "role.processor"):
        return ()
    if sentence.kind == HEADING:
        return told if not sentence.mentions("share.heading") else ()
    is_listed_person = sentence.kind in (ITEM, ROW) and "people.enumerated" in sentence.opened
    is_said = sentence.has("people.about", "people.enumerated") or is_listed_person or is_occasion(sentence)
    is_said = is_said or (bool(_FOR.match(sentence.text)) and sentence.has("basis-word.said"))
    is_listed = len(told) >= 2 and sentence.has("clause.use", "kind.privacy", "basis-word.said")
    used = sentence.has("collecting.verb") and sentence.has("collecting.data")
    if sentence.has("share.role", "breach.said") or (sentence.has("share.verb") and not is_said):
        told = tuple(each for each in told if each not in ("supplier", "partner", "customer"))
    return told if is_said or is_listed or used or data_in(sentence) else ()


def _meant(sentence: Sentence) -> tuple[str, ...]:
    """Those named, but for words that name somebody or something else there."""
    if sentence.kind == ROW and not sentence.block.head:
        # The first row names the columns: «Leverandør», «Formål».
        return ()
    others = {
        *(["patient"] if _ANIMALS.search(sentence.text) else []),
        *(["supplier"] if _AS_SUPPLIER.search(sentence.text) else []),
        *(["employee"] if _NAMED_ACT.search(sentence.text) or _HIRING.search(sentence.text) else []),
        *(["member"] if _MEMBER_STATE.search(sentence.text) else []),
    }
    told = tuple(each for each in sentence.told("subject") if each not in others)
    is_data = sentence.kind == ITEM and sentence.under("collecting.heading")
    if is_data and "people.enumerated" not in sentence.opened:
        return tuple(each for each in told if _leads(sentence, each))
    return told


def _leads(item: Sentence, subject: str) -> bool:
    """Whether the item is about them, as «Ansatte: …»: no entry in its list, as “salon, services, staff, time”."""
    return any(
        match.first < _LEADING or not _COMMAS.search(item.text[: item.tokens.spans[match.first][0]])
        for match in item.own.get(f"subject.{subject}", ())
    )


def enumerations(statement: Statement) -> list[Sentence]:
    """Sentences that list whose data are processed, and the items of such lists."""
    return [each for each in statement.running if _is_enumeration(each) and not is_rights_talk(each)]


def _is_enumeration(sentence: Sentence) -> bool:
    if sentence.kind == ITEM and "people.enumerated" in sentence.opened:
        return bool(subjects_in(sentence))
    return sentence.has("people.enumerated") and len(sentence.told("subject")) >= 2


def groups(statement: Statement) -> list[Found]:
    """The main groups of people a statement is about, each where it is first named."""
    kept: dict[str, Found] = {}
    for each in subjects(statement):
        if each.id not in _MINOR:
            kept.setdefault(each.id, each)
    return list(kept.values())
