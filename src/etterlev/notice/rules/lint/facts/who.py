"""Who is responsible: controllers, how to reach them, the data protection officer, joint control, the processor's
role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from etterlev.notice.rules.lint import names
from etterlev.notice.rules.lint.catalogue import suppliers_in
from etterlev.notice.rules.lint.facts.found import Found
from etterlev.notice.rules.lint.statement import HEADING, ROW, Sentence, Statement

_GENERIC: Final = re.compile(
    r"^(?:daglig leder|dagleg leiar|hver|hvert|kvar|kvart|each|every|our|the|vi|we|kunden|kunde|selskap|leder|"
    r"\w*lov(?:en|a|givning\w*|gjeving\w*|verket)|\w*forordning\w*|\w*regelverk\w*|gdpr|personvernombod\w*|personvernombud\w*|"
    r"arbeidsgiver|arbeidsgivar|oppdragsgiver|oppdragsgivar|arrangør\w*|utleier|eier|employer|data|"
    r"managing)\b",
    re.IGNORECASE,
)
_RESPONSIBLE: Final = re.compile(r"behandlingsansvar|dataansvar|\bcontroller", re.IGNORECASE)
# «Behandlingsansvarlig for opplysningene er Kari Nes», without a legal form.
_IS: Final = re.compile(
    r"(?:[Bb]ehandlingsansvarl[ie]g\w*|[Dd]ataansvarl[ie]g\w*|[Cc]ontroller)\b[^.:]{0,70}?\b(?:er|is)\s+"
    r"((?!Daglig|Dagleg|Styre|Den|Det|The|Each|Every|Hver|Kvar)[A-ZÆØÅ][\wæøå.-]*(?:\s+(?:&\s+|og\s+)?[A-ZÆØÅ][\wæøå.-]*){1,4})\s*(?:[.,(;]|$|ved\s|v/)"
)
_DOES: Final = re.compile(
    r"([A-ZÆØÅ][\wæøå.&-]*(?:\s(?:[A-ZÆØÅ&][\wæøå.&-]*|og|i|for|of)){0,4})(?:\s\([^)]{2,40}\))?\s(?:behandler|behandlar|handsamar|"
    r"samler inn|samlar inn|tar|tek|registrerer|registrerar|processes|collects|respects|takes|is committed)\b"
)
# «… for deg som kunde hos Klipp og Krøll».
_CUSTOMER_OF: Final = re.compile(
    r"\b(?i:vi|me|oss|kunde|kunder|pasient|medlem|gjest|ansatt|tilsett|customer|member|patient|guest)\w*\s+(?:hos|hjå|i|ved|of|at)\s+"
    r"([A-ZÆØÅ][\wæøå.&-]*(?:\s(?:[A-ZÆØÅ&][\wæøå.&-]*|og|for)){1,4})"
)
# «Fjordbu Norge» on a line of its own, over its number and address.
_BARE_NAME: Final = re.compile(r"[A-ZÆØÅ][\wæøåÆØÅ&.'-]*(?:\s(?:[A-ZÆØÅ&][\wæøåÆØÅ&.'-]*|og|i|for|av)){0,4}")
_LINE: Final = 90
# «Havsule AS (“Havsule”, “vi”)».
_INTRODUCES: Final = re.compile(r"\([^)]{0,60}\b(?:vi|oss|me|we|us)\b[^)]{0,20}\)", re.IGNORECASE)
_SELF: Final = re.compile(
    r"\b(?:vi|me|we|vår\w*|våre|our|us|oss|heretter|personvernerklæring\w*|privacy (?:policy|notice|statement)|"
    r"behandlar|behandler|opptatt|oppteken|respects|values|tek vare|tar vare|provides)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Controller:
    """A named controller. `form` is its legal form, `number` its organisation number; either may be empty."""

    name: str
    form: str
    number: str
    sentence: Sentence
    # Named in the very words that say who is responsible.
    is_said: bool
    is_outside: bool


def controllers(statement: Statement) -> list[Controller]:
    """Those named as responsible; where nobody is, those who speak of themselves by their legal name."""
    said = [each for sentence in statement.running for each in _said(statement, sentence)]
    said = said or [each for sentence in statement.running for each in _headed(sentence)]
    found = said or [
        each for sentence in statement.sentences for each in _spoken(sentence, statement.paragraph_of(sentence))
    ]
    found = found or list(_by_name_alone(statement))
    kept: dict[str, Controller] = {}
    for each in found:
        name = each.name.lower()
        if name in kept and each.number and kept[name].number not in ("", each.number):
            # Two of one name, as an association and its company.
            name = f"{name} {each.number}"
        kept[name] = _merged(kept[name], each) if name in kept else each
    full = [_in_full(statement, each) for each in kept.values()]
    return [each if each.number else _numbered(statement, each, found) for each in full]


def _by_name_alone(statement: Statement) -> Iterator[Controller]:
    """«Fjord Dans behandler personopplysninger …»: a name without a legal form, said to do it, and said again."""
    whole = "\n".join(each.text for each in statement.sentences).casefold()
    for sentence in statement.running:
        if sentence.mentions("right.authority"):
            continue
        for found in filter(None, (_DOES.match(sentence.text), _CUSTOMER_OF.search(sentence.text))):
            name = found[1].rstrip(".")
            if _is_name(name) and whole.count(name.casefold()) > 1:
                yield Controller(name, "", "", sentence, is_said=False, is_outside=False)
                return


def _is_name(name: str) -> bool:
    """Several words of a name, and neither a supplier nor a common noun that begins the sentence."""
    several = name.split()
    is_noun = bool(_GENERIC.match(name)) or several[0].lower() in names.NO_NAMES
    return len(several) > 1 and not is_noun and not any(True for _ in suppliers_in(name))


def _in_full(statement: Statement, one: Controller) -> Controller:
    """«Havsule og Lunde AS («Havsule») … Havsule er behandlingsansvarlig»: the name it is short for."""
    if one.form or one.number:
        return one
    short = re.compile(rf"\([^()]{{0,30}}[«\"“']{re.escape(one.name)}[»\"”']")
    for sentence in statement.sentences:
        found = short.search(sentence.text)
        before = names.organisations(sentence.text[: found.start()]) if found else ()
        if before:
            return replace(one, name=before[-1].name, form=before[-1].form)
    return one


def _merged(first: Controller, again: Controller) -> Controller:
    """Named a second time, perhaps with the form or the number that was left out at first."""
    return replace(first, form=first.form or again.form, number=first.number or again.number)


def _numbered(statement: Statement, one: Controller, found: list[Controller]) -> Controller:
    """«… er Tun borettslag. Organisasjonsnummer 988 077 917.»: the number of whoever was named just before."""
    if len({each.name for each in found if each.sentence is one.sentence}) > 1:
        return one
    named = [each for each in statement.sentences if f"{one.name} {one.form}" in each.text] if one.form else []
    for each in [
        near for sentence in (one.sentence, *named) for near in (sentence, *_following(statement, sentence, 6))
    ]:
        if any(other.name.lower() != one.name.lower() for other in names.organisations(each.text)):
            return one
        if numbers := names.organisation_numbers(each.text):
            return replace(one, number=numbers[0])
    return one


def _said(statement: Statement, sentence: Sentence) -> Iterator[Controller]:
    if sentence.kind == ROW and (cell := _under_responsible(sentence)):
        yield from _organisations(cell, sentence)
        return
    if not sentence.has("role.responsible") or _is_about_others(sentence):
        return
    numbers = names.organisation_numbers(sentence.text)
    named = [each for each in _organisations(sentence.text, sentence) if not _is_processor(each.name, sentence.text)]
    yield from named
    if named:
        return
    if found := _IS.search(sentence.text):
        yield Controller(found[1], "", numbers[0] if numbers else "", sentence, is_said=True, is_outside=False)
        return
    listed = list(_listed(statement, sentence)) if sentence.text.rstrip().endswith(":") else []
    yield from listed
    if not listed and (name := _plain_subject(sentence)):
        yield Controller(name, "", numbers[0] if numbers else "", sentence, is_said=True, is_outside=False)


def _is_processor(name: str, text: str) -> bool:
    """«…, Kvitral AS er databehandler»: not responsible, in the same sentence."""
    return bool(
        re.search(
            rf"{re.escape(name)}\W+(?:\w+\W+){{0,2}}?(?:er|is)\s+(?:\w+\s)?(?:databehandl|processor|data processor)",
            text,
        )
    )


def _organisations(text: str, sentence: Sentence) -> Iterator[Controller]:
    """Each organisation named in a text, with the number that stands after it and before the next."""
    several = names.organisations(text)
    starts = [_place(text, one) for one in several]
    for one, start in zip(several, starts, strict=True):
        end = min((each for each in starts if each > start), default=len(text))
        numbers = names.organisation_numbers(text[start:end])
        number = numbers[0] if numbers else ""
        yield Controller(one.name, one.form, number, sentence, is_said=True, is_outside=one.is_outside)


def _place(text: str, one: names.Organisation) -> int:
    """Where it is named: «Tun (org.nr. …) og Tun AS (org.nr. …)» are two."""
    found = re.search(
        rf"{re.escape(one.name)}\s+{re.escape(one.form)}(?!\w)" if one.form else re.escape(one.name), text
    )
    return found.start() if found else 0


def _under_responsible(row: Sentence) -> str:
    """The cell in the column «Behandlingsansvarlig», or nothing."""
    cells, head = row.block.cells, row.block.head
    column = next((place for place, each in enumerate(head) if _RESPONSIBLE.search(each)), len(cells))
    return cells[column] if column < len(cells) else ""


def _listed(statement: Statement, sentence: Sentence) -> Iterator[Controller]:
    """«… er hver for seg behandlingsansvarlig:» and then a line for each."""
    start = statement.sentences.index(sentence) + 1
    for each in statement.sentences[start : start + 40]:
        if each.section is not sentence.section:
            return
        yield from _organisations(each.text, each)


def _plain_subject(sentence: Sentence) -> str:
    """«Lysning menighet er behandlingsansvarlig»: a name without a legal form."""
    match = sentence.own["role.responsible"][0]
    name = names.subject_of(sentence.text, sentence.tokens.spans[match.first][0])
    is_one = bool(re.search(r"\b(?:er|is|har|avgjør|bestemmer)\b", sentence.text[len(name) :][:200]))
    return name if name and is_one and not _GENERIC.match(name) and not sentence.has("role.each") else ""


def _headed(sentence: Sentence) -> Iterator[Controller]:
    """Under «Behandlingsansvarlig» or «Hvem vi er»: the name, or what stands before its number and address."""
    if not sentence.under("role.responsible", "form.who") or sentence.has("role.processor"):
        return
    numbers = names.organisation_numbers(sentence.text)
    number = numbers[0] if numbers else ""
    named = names.organisations(sentence.text)
    if not named and sentence.section.sentences[:1] == [sentence] and _BARE_NAME.fullmatch(sentence.text.strip()):
        below = [each.text for each in sentence.section.sentences[1:7]]
        if any(names.organisation_numbers(each) or names.has_postal_address(each) for each in below):
            yield Controller(sentence.text.strip(), "", "", sentence, is_said=True, is_outside=False)
            return
    several = list(_organisations(sentence.text, sentence))
    yield from several[:1] if _is_of_others(sentence) else several
    if not named and number and (name := names.subject_of(sentence.text, len(sentence.text))):
        yield Controller(name, "", number, sentence, is_said=True, is_outside=False)


def _is_about_others(sentence: Sentence) -> bool:
    """«Kunden er behandlingsansvarlig», «Klarna er selv behandlingsansvarlig», “another controller”."""
    if sentence.mentions("right.portability") or sentence.has("role.processor"):
        return not re.search(r"\bfor (?:behandling|denne|personopplysning)", sentence.text)
    return bool(
        re.search(r"\b(?:er selve?|er sjølve?|is itself|are themselves|annen behandlingsansvarlig)\b", sentence.text)
    )


def _spoken(sentence: Sentence, paragraph: list[Sentence]) -> Iterator[Controller]:
    """A legal name in the title, or in a sentence or paragraph that goes on about «vi»."""
    numbers = names.organisation_numbers(sentence.text)
    introduces = bool(_INTRODUCES.search(sentence.text))
    is_card = bool(numbers and contact_kinds(sentence)) and not _is_of_others(sentence)
    if (sentence.paragraph > 12 and not is_card) or (
        _is_of_others(sentence) and not numbers and sentence.paragraph >= 3 and not introduces
    ):
        return
    is_self = (
        introduces
        or sentence.kind == HEADING
        or bool(numbers)
        or bool(_SELF.search(sentence.text))
        or any(_SELF.search(each.text) for each in paragraph)
        or sentence.paragraph < 3
    )
    if is_self:
        for place, one in enumerate(names.organisations(sentence.text)):
            if _works_for_us(one, sentence.text):
                continue
            number = numbers[place] if place < len(numbers) else ""
            yield Controller(one.name, one.form, number, sentence, is_said=False, is_outside=one.is_outside)


def _works_for_us(one: names.Organisation, text: str) -> bool:
    """«Totalis AS fører regnskap for oss»."""
    name = re.escape(f"{one.name} {one.form}".strip())
    deed = r"(?:fører|førar|leverer|leverar|drifter|driftar|kjører|køyrer|keeps|provides|runs|hosts)"
    return bool(re.search(rf"{name},?\s+{deed}\b[^.]*\b(?:for oss|for meg|for us|vårt?|våre|our)\b", text))


def _is_of_others(sentence: Sentence) -> bool:
    return sentence.has("share.role", "share.verb", "supplier.said", "transfer.country")


def contacts(statement: Statement) -> list[Found]:
    """E-mail, telephone and postal addresses of those responsible; the authority's and the security desk's are not
    theirs.
    """
    found: list[Found] = []
    for sentence in statement.sentences:
        if sentence.mentions("right.authority") and not sentence.has("role.responsible"):
            continue
        if sentence.has("security.report-contact"):
            continue
        found.extend(Found(kind, sentence) for kind in contact_kinds(sentence))
    return found


def contact_kinds(sentence: Sentence) -> tuple[str, ...]:
    """Which ways of reaching somebody a sentence gives."""
    text = sentence.text
    linked = (link for link in sentence.block.links if link.text in text)
    mailed = bool(names.emails(text)) or any(link.href.startswith("mailto:") for link in linked)
    kinds = (("email", mailed), ("phone", names.has_phone(text)), ("postal", names.has_postal_address(text)))
    return tuple(kind for kind, is_given in kinds if is_given)


def officers(statement: Statement) -> list[Sentence]:
    """Sentences and headings that speak of a data protection officer or privacy contact and do not deny one."""
    return [each for each in statement.sentences if each.has("role.officer")]


def has_reach(statement: Statement, sentence: Sentence) -> bool:
    """Whether the officer named here can be reached by what stands in the same paragraph, list or section."""
    near = [*statement.around(sentence)]
    if sentence.kind == HEADING:
        near = [each for each in statement.sentences if each.section is sentence.section]
    elif sentence.under("role.officer"):
        near = [each for each in statement.running if each.section is sentence.section]
    else:
        near += _following(statement, sentence)
    return any(
        contact_kinds(each) or any(link.href for link in each.block.links) for each in near if not _is_authority(each)
    )


def _following(statement: Statement, sentence: Sentence, count: int = 4) -> list[Sentence]:
    """Lines right after, as when name, e-mail and telephone stand on a line each."""
    start = statement.sentences.index(sentence) + 1
    following = statement.sentences[start : start + count]
    return [each for each in following if each.section is sentence.section and _is_card(each.text)]


def _is_card(text: str) -> bool:
    """A short line, or several under each other."""
    return len(text) < _LINE or ("\n" in text and min(map(len, text.split("\n"))) < _LINE // 2)


def _is_authority(sentence: Sentence) -> bool:
    return sentence.mentions("right.authority")
