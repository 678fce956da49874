"""What data are used for, and whether it is told for everybody."""

from __future__ import annotations

import re
from typing import Final

from etterlev.notice.rules.lint.facts.found import Found
from etterlev.notice.rules.lint.facts.talk import is_definition, is_occasion, is_of_cookies_at_large, is_rights_talk
from etterlev.notice.rules.lint.facts.whose import groups
from etterlev.notice.rules.lint.statement import HEADING, ITEM, ROW, Sentence, Statement

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
_WHEN_YOU: Final = re.compile(r"\b(?:når|dersom|hvis|viss|om) du\b|\b(?:when|if) you\b", re.IGNORECASE)
# «Vi svarer på henvendelsen innen én måned»: about requests, and no purpose.
_ANSWERS: Final = re.compile(
    r"\b(?:svar|besvar|answer|repl|respond)\w*\b.*\b(?:innen|innan|within|senest|seinast|så raskt|as soon)\b",
    re.IGNORECASE,
)
# «Denne erklæringen er laget for å gi deg informasjon»: what the text is for, not the data.
_OF_ITSELF: Final = re.compile(
    r"\W*(?:(?:formålet|føremålet|hensikten|the purpose) (?:med|of) )?(?:denne|dette|disse|this|these)\s+"
    r"(?:\w*erklæring\w*|\w*fråsegn\w*|dokument\w*|\w*policy\w*|\w*retningslinj\w*|siden|sida|(?:privacy |cookie )?"
    r"(?:notice|statement|policy|document|page))\b",
    re.IGNORECASE,
)
# «Regnskapskontoret fører regnskap for oss»: no service of ours.
_FOR_US: Final = re.compile(
    r"\bfor (?:oss|meg|us)\b|\b(?:vårt|our|mitt) (?:regnskap|rekneskap|accounts)", re.IGNORECASE
)
_COLLECTED_FOR: Final = re.compile(
    r"(?:samles|samlast|samla|innhentes|behandles|brukes|nyttes|collected|processed|used)\s+"
    r"(?:inn\s+)?(?:for å|til å|to)\b",
    re.IGNORECASE,
)
_PURPOSE_COLUMN: Final = re.compile(
    r"\W*(?:formål|føremål|hvorfor|kvifor|purpose|why|hva vi gjør|kva vi gjer)", re.IGNORECASE
)
# “To send invoices we use …”
_TO: Final = re.compile(r"\W*to\s+(?!whom|which|the|our|your)\w+\b.*\bwe\s", re.IGNORECASE)


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
    if _FOR_US.search(sentence.text):
        told = tuple(each for each in told if not each.startswith("client-"))
    # An offer made to whoever asked for a price markets nothing.
    return tuple(each for each in told if each != "marketing") if sentence.has("marketing.price") else told


def is_purposeful(sentence: Sentence) -> bool:
    """Whether a sentence says what data are used for. «De formålene de er samlet inn for» says nothing."""
    if sentence.kind == HEADING or is_rights_talk(sentence) or is_definition(sentence):
        return False
    if _says_no_purpose(sentence):
        return False
    if _is_listed_purpose(sentence) or _is_in_purpose_column(sentence):
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
    if _OF_ITSELF.match(sentence.text) and not _COLLECTED_FOR.search(sentence.text):
        return True
    is_answer = bool(_ANSWERS.search(sentence.text)) and not sentence.has("clause.open")
    if is_answer or (sentence.mentions("form.reading") and not sentence.told("purpose")):
        return True
    is_other = sentence.has("breach.said", "people.looking") or sentence.mentions("right.complaint", "role.officer")
    return is_other or is_of_cookies_at_large(sentence)


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


def _is_in_purpose_column(row: Sentence) -> bool:
    """A row under «Formål», whatever the purpose is called; a list of cookies tells theirs otherwise."""
    if row.kind != ROW or row.under("cookie.said") or not row.block.head:
        return False
    pairs = zip(row.block.cells, row.block.head, strict=False)
    return any(cell and _PURPOSE_COLUMN.match(title) for cell, title in pairs)


def _is_deed(sentence: Sentence) -> bool:
    """«Vi sender nyhetsbrev …», «Vi svarer på henvendelser …»: the deed is the purpose."""
    return bool(re.match(r"\W*(?:vi|me|we|nyhetsbrev|nyheitsbrev|newsletters)\b", sentence.text, re.IGNORECASE))


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
