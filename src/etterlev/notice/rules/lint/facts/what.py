"""About whom, which data, on which occasions, and for what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from etterlev.notice.rules.lint.facts.found import Found
from etterlev.notice.rules.lint.facts.talk import is_definition, is_rights_talk, is_whoever
from etterlev.notice.rules.lint.statement import HEADING, ITEM, ROW, Sentence, Statement

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
# A purpose that speaks for a category of people, when the people are not named in the same breath.
_SPEAKS_FOR: Final = {
    "customer": "engagements client-bookkeeping client-payroll contracting customer-administration "
    "customer-information invoicing credit-check anti-money-laundering own-delivery own-account own-loan",
    "customer-contact": "customer-administration customer-information engagements contracting",
    "customer-employee": "client-payroll",
    "supplier": "supplier-administration",
    "employee": "personnel payroll sickness-follow-up pension-and-insurance",
    "applicant": "recruitment",
    "seminar-guest": "seminars",
    "newsletter-reader": "newsletter marketing",
    "enquirer": "enquiries customer-administration",
    "website-visitor": "website-statistics website-operation website-advertising own-improvement",
    "member": "own-membership invoicing",
    "patient": "own-treatment",
    "student": "own-teaching contracting",
    "child": "own-teaching own-membership",
    "guardian": "own-teaching own-membership own-parents",
    "donor": "own-fundraising",
    "beneficial-owner": "anti-money-laundering",
    "co-owner": "own-membership invoicing own-delivery contracting customer-administration",
}
# Those told of besides the main groups; a statement need not speak of them one by one.
_MINOR: Final = frozenset(
    [
        "website-visitor",
        "customer-employee",
        "customer-contact",
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
    ]
)
_WHEN: Final = re.compile(
    r"^\W*(?:når|dersom|hvis|om|when|if|kjøper|bestiller|melder|søker|søkjer|besøker|ringer)\b", re.IGNORECASE
)
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
_ABSENCE: Final = re.compile(r"fravær|fråvær|absence", re.IGNORECASE)
_AT_LARGE: Final = re.compile(
    r"\b(?:noen|nokre|mange|some|many)\s+(?:nettsteder|nettstader|nettsider|sites|websites)\b", re.IGNORECASE
)
# «E-postadresse: post@firma.no», «Tlf. 22 00 00 00»: the controller's own, not what it collects.
_GIVEN: Final = re.compile(
    r"^[\W\d]*(?:e-?post\w*|e-?mail\w*|epost\w*|mail|telefon\w*|tlf|phone|mobil\w*|adresse|postadresse|besøksadresse|address)"
    r"[\s.:]*(?:address)?[\s.:]*(?:\S+@\S+|\+?[\d][\d\s]{6,}|.*\b\d{4}\s+[A-ZÆØÅ]\w+)\W*$",
    re.IGNORECASE,
)
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
_MEMBER_STATE: Final = re.compile(
    r"\b(?:medlem\w*\s+(?:av|i)\s+(?:EU|EØS|EEA)|medlem\w*\s?land|member(?:s of| states?))\b", re.IGNORECASE
)
_WHEN_YOU: Final = re.compile(r"\b(?:når|dersom|hvis|viss|om) du\b|\b(?:when|if) you\b", re.IGNORECASE)
# «Vi svarer på henvendelsen innen én måned»: about requests, and no purpose.
_ANSWERS: Final = re.compile(
    r"\b(?:svar|besvar|answer|repl|respond)\w*\b.*\b(?:innen|innan|within|senest|seinast|så raskt|as soon)\b",
    re.IGNORECASE,
)
# “To send invoices we use …”
_TO: Final = re.compile(r"\W*to\s+(?!whom|which|the|our|your)\w+\b.*\bwe\s", re.IGNORECASE)
# «PC, nettbrett eller mobil»: things one reads on, not numbers one gives.
_DEVICE: Final = re.compile(
    r"\b(?:pc-?\w*|datamaskin\w*|nettbrett\w*|mobil(?:enhet|eining)\w*|laptop\w*|computers?|tablets?|"
    r"mobile (?:device|app)\w*)\b",
    re.IGNORECASE,
)
_PURCHASE: Final = re.compile(
    r"\b(?:kjøp\w*|handl\w*|bestill\w*|tinga|buy|order\w*|purchase\w*|shop\w*|service from us)\b", re.IGNORECASE
)


def data(statement: Statement) -> list[Found]:
    """Categories of personal data that are collected or used."""
    return [Found(each, sentence) for sentence in statement.running for each in data_in(sentence)]


def data_in(sentence: Sentence) -> tuple[str, ...]:
    """The categories one sentence says are processed: not those it defines, denies or gives as contact details."""
    told = sentence.told("data")
    if not told or is_definition(sentence) or sentence.has("right.authority") or _is_about_cookies_at_large(sentence):
        return ()
    told = tuple(each for each in told if each not in _WRITTEN or not _is_written_out(sentence, each))
    if not told or _is_refused(sentence) or _GIVEN.search(sentence.text):
        return ()
    not_special = {name for name in ("health", "biometrics") if sentence.mentions(f"special.not-{name}")}
    told = tuple(each for each in told if each not in not_special)
    told = tuple(each for each in told if each != "address" or _is_place(sentence))
    if sentence.mentions("criminal.reporting"):
        # «… for å hindre straffbare handlinger»: what is prevented.
        told = tuple(each for each in told if each != "criminal-offences")
    if sentence.has("source.from"):
        # «… får vi fra arbeidsgiveren din»: whom it comes from.
        told = tuple(each for each in told if each != "organisation")
    if "phone" in told and _DEVICE.search(sentence.text) and "num" not in sentence.quote_of("data.phone").lower():
        told = tuple(each for each in told if each != "phone")
    if is_occasion(sentence) and len(told) < 2 and sentence.kind == ITEM:
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


def _is_written_out(sentence: Sentence, kind: str) -> bool:
    """«… på e-post: post@firma.no», «via telefon», «denne e-posten»: a way to be in touch, not what is collected."""
    matches = sentence.own.get(f"data.{kind}", ())
    ends = [sentence.tokens.spans[match.last][1] for match in matches]
    if any(_WRITTEN[kind].match(sentence.text, end) for end in ends):
        return True
    words = sentence.tokens.words
    return all(_CHANNEL & set(words[max(0, match.first - 3) : match.first]) for match in matches)


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


def _is_about_cookies_at_large(sentence: Sentence) -> bool:
    """What cookies can do anywhere, such as remember a password: not what these do."""
    return sentence.mentions("cookie.passwords") or bool(_AT_LARGE.search(sentence.text))


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


def subjects(statement: Statement) -> list[Found]:
    """Categories of people."""
    return [Found(each, sentence) for sentence in statement.sentences for each in subjects_in(sentence)]


def subjects_in(sentence: Sentence) -> tuple[str, ...]:
    """The categories a sentence, item or heading speaks about as those whose data are processed."""
    told = sentence.told("subject")
    if _MEMBER_STATE.search(sentence.text):
        told = tuple(each for each in told if each != "member")
    if not told or is_rights_talk(sentence) or sentence.mentions("form.examples") or is_whoever(sentence):
        return ()
    if sentence.has("people.looking", "share.only-us", "role.processor"):
        return ()
    if sentence.kind == HEADING:
        return told if not sentence.mentions("share.heading") else ()
    is_listed_person = sentence.kind in (ITEM, ROW) and "people.enumerated" in sentence.opened
    is_said = sentence.has("people.about", "people.enumerated") or is_listed_person or is_occasion(sentence)
    is_listed = len(told) >= 2 and sentence.has("clause.use", "kind.privacy")
    used = sentence.has("collecting.verb") and sentence.has("collecting.data")
    if sentence.has("share.role", "breach.said") or (sentence.has("share.verb") and not is_said):
        told = tuple(each for each in told if each not in ("supplier", "partner", "customer"))
    return told if is_said or is_listed or used or data_in(sentence) else ()


def enumerations(statement: Statement) -> list[Sentence]:
    """Sentences that list whose data are processed, and the items of such lists."""
    return [each for each in statement.running if _is_enumeration(each) and not is_rights_talk(each)]


def _is_enumeration(sentence: Sentence) -> bool:
    if sentence.kind == ITEM and "people.enumerated" in sentence.opened:
        return bool(subjects_in(sentence))
    return sentence.has("people.enumerated") and len(sentence.told("subject")) >= 2


def is_occasion(sentence: Sentence) -> bool:
    """Whether it tells when data are collected: «når du …», or an item under such words."""
    if is_rights_talk(sentence) or sentence.mentions("implied.verb"):
        return False
    if sentence.kind == ITEM and "source.own" in sentence.opened and "collecting.verb" in sentence.opened:
        return True
    return (
        bool(_WHEN.search(sentence.text))
        and sentence.has("collecting.verb")
        and sentence.has("source.own", "clause.use")
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


def purposes(statement: Statement) -> list[Found]:
    """Purposes: those the law room knows by id, the others as `own-…` or `stated`."""
    found: list[Found] = []
    for sentence in statement.running:
        if is_purposeful(sentence):
            told = purposes_in(sentence) or ("stated",)
            found.extend(Found(each, sentence) for each in told)
    return found


def purposes_in(sentence: Sentence) -> tuple[str, ...]:
    """The purposes a sentence names."""
    if is_rights_talk(sentence) or is_definition(sentence):
        return ()
    told = sentence.told("purpose")
    # An offer made to whoever asked for a price markets nothing.
    return tuple(each for each in told if each != "marketing") if sentence.has("marketing.price") else told


def is_purposeful(sentence: Sentence) -> bool:
    """Whether a sentence says what data are used for. «De formålene de er samlet inn for» says nothing."""
    if sentence.kind == HEADING or is_rights_talk(sentence) or is_definition(sentence):
        return False
    if _says_no_purpose(sentence):
        return False
    if _is_listed_purpose(sentence):
        return True
    named = sentence.told("purpose")
    opens = sentence.has("clause.open") or "clause.open" in sentence.opened or bool(_TO.match(sentence.text))
    uses = sentence.has("clause.use") or "clause.use" in sentence.opened
    if opens and (uses or named) and not (sentence.mentions("clause.vague") and not named):
        return True
    is_under = sentence.under("form.purposes") or "form.purposes" in sentence.opened
    heading = sentence.section.heading
    is_headed = heading is not None and bool(heading.told("purpose")) and not sentence.section.is_title
    return bool(named) and (is_under or is_headed or (uses and sentence.kind in (ITEM, ROW)) or _is_deed(sentence))


def _says_no_purpose(sentence: Sentence) -> bool:
    """An occasion, an answer to a request, what to read, or another matter."""
    if sentence.kind == ITEM and (is_occasion(sentence) or _is_when(sentence)) and not sentence.has("clause.open"):
        return True
    is_answer = bool(_ANSWERS.search(sentence.text)) and not sentence.has("clause.open")
    if is_answer or (sentence.mentions("form.reading") and not sentence.told("purpose")):
        return True
    is_other = sentence.has("breach.said", "people.looking") or sentence.mentions("right.complaint", "role.officer")
    return is_other or _is_about_cookies_at_large(sentence)


def _is_when(item: Sentence) -> bool:
    """«Er oppgitt av deg når du … melder deg på nyhetsbrevet»: what comes after is an occasion."""
    found = _WHEN_YOU.search(item.text)
    if found is None:
        return False
    places = [match.first for name in item.told("purpose") for match in item.own[f"purpose.{name}"]]
    return all(item.tokens.spans[place][0] > found.start() for place in places)


def _lists_data(item: Sentence) -> bool:
    """Under «Opplysningene som behandles, er:», whatever the heading over it says."""
    return "collecting.data" in item.opened and "clause.open" not in item.opened


def _is_listed_purpose(item: Sentence) -> bool:
    """Under «Formål» every item is one, whatever it is called; but not the data, bases or recipients listed there."""
    is_headed = item.under("form.purposes") and not item.under("collecting.heading") and not _lists_data(item)
    if item.kind != ITEM or not (is_headed or "form.purposes" in item.opened):
        return False
    others = ("data", "recipient", "basis", "right", "retention")
    return not any(item.told(each) for each in others) and not item.mentions("basis-word.said", "form.reading")


def _is_deed(sentence: Sentence) -> bool:
    """«Vi sender nyhetsbrev …», «Vi svarer på henvendelser …»: the deed is the purpose."""
    return bool(re.match(r"\W*(?:vi|me|we|nyhetsbrev|nyheitsbrev|newsletters)\b", sentence.text, re.IGNORECASE))


def groups(statement: Statement) -> list[Found]:
    """The main groups of people a statement is about, each where it is first named."""
    kept: dict[str, Found] = {}
    for each in subjects(statement):
        if each.id not in _MINOR:
            kept.setdefault(each.id, each)
    return list(kept.values())


def uncovered(statement: Statement) -> list[Found]:
    """Groups no purpose is said for."""
    purposeful = [each for each in statement.running if is_purposeful(each)]
    named = {purpose for each in purposeful for purpose in purposes_in(each)}
    spoken = {subject for each in purposeful for subject in _subjects_around(statement, each)}
    return [
        each
        for each in groups(statement)
        if each.id not in spoken and not named & set(_SPEAKS_FOR.get(each.id, "").split())
    ]


def _subjects_around(statement: Statement, sentence: Sentence) -> set[str]:
    """Whom a purpose is about: those in its sentence, and those its heading names."""
    own = sentence.told("subject")
    found = set(own) or {each for one in statement.paragraph_of(sentence) for each in one.told("subject")}
    heading = sentence.section.heading
    if heading is not None and not sentence.section.is_title:
        found |= set(heading.told("subject"))
    first = statement.paragraph_of(sentence)[0]
    return found | (set(first.told("subject")) if len(first.text.split()) <= 4 else set())
