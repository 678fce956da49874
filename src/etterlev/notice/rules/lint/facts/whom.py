"""Systems and suppliers, recipients, and where in the world the data go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from etterlev.notice.rules.lint.catalogue import Supplier, suppliers_in
from etterlev.notice.rules.lint.facts.found import Found
from etterlev.notice.rules.lint.facts.talk import is_definition, is_rights_talk
from etterlev.notice.rules.lint.statement import HEADING, ITEM, ROW, Sentence, Statement

_NAME: Final = r"([A-ZÆØÅ][\wæøåÆØÅ&.-]*[\wæøåÆØÅ](?:\s+[A-ZÆØÅ][\wæøåÆØÅ&.-]*[\wæøåÆØÅ]){0,3})"
# A name the catalogue does not have, told by what stands before it.
_CUES: Final = re.compile(
    rf"(?:\b(?:systemet|verktøyet|plattformen|plattforma|programmet|løsningen|løysinga|databehandleren|databehandlaren|"
    rf"medlemsregisteret|journalsystemet|kundesystemet|lønnssystemet|regnskapssystemet|rekneskapssystemet|tjenesten|tenesta)"
    rf"(?:\s+(?:vårt|vår))?(?:\s+(?:er|heter|heiter))?"
    rf"|\bleveres av|\blevert av|\blevert frå|\bdriftes av|\bprovided by|\brun by|\bhosted by|\boperated by"
    rf"|\bleverandør\w*(?:\s+(?:på|av|vår|for)\s+\w+)?,|\bprocessor,|\bsupplier,|\bsystem is)\s+{_NAME}"
)
_PROCESSOR: Final = re.compile(r"databehandl[ea]r|processor")
_BUT_FOR_LAW: Final = re.compile(
    r"(?:med mindre|uten at|utan at|unntatt|bortsett fra|unless|except)\b[^.]*"
    r"\b(?:lov\w*|rettslig|rettsleg|law|legal\w*)",
    re.IGNORECASE,
)
# «… ikke med andre enn regnskapsføreren»: with the accountant.
_OTHER_THAN: Final = re.compile(r"\b(?:andre enn|other than|anyone but|except)\b", re.IGNORECASE)
_SOCIAL_USE: Final = re.compile(
    r"bruk\w*|del(?:er|e|ar|t)\b|annons\w*|pixel|piksel|publis\w*|vis(?:er|e|ning)\w*|legg\w* ut|use|share|"
    r"advert\w*|ads\b",
    re.IGNORECASE,
)
_NOT_SUPPLIERS: Final = frozenset(
    ["norge", "noreg", "norway", "eu", "eøs", "eea", "europa", "usa", "gdpr", "datatilsynet", "oss", "deg"]
)
NO_SYSTEM: Final = frozenset({"public", "e-id"})


@dataclass(frozen=True, slots=True)
class System:
    """A system or supplier the statement names. `supplier` is None where the catalogue does not have it."""

    name: str
    supplier: Supplier | None
    sentence: Sentence

    @property
    def kind(self) -> str:
        return self.supplier.kind if self.supplier else "unknown"

    @property
    def transfer(self) -> str:
        return self.supplier.transfer if self.supplier else "unknown"


def systems(statement: Statement, own: frozenset[str] = frozenset()) -> list[System]:
    """Each system once, where it is first named as one in use. Public bodies are recipients, not systems."""
    kept: dict[str, System] = {}
    for sentence in statement.running:
        for each in _systems_in(sentence):
            if each.supplier is not None or not any(each.name.lower().startswith(name) for name in own):
                kept.setdefault(each.name, each)
    # «Google» alone stands for the Google service named beside it.
    if any(name.startswith("Google ") for name in kept):
        kept.pop("Google", None)
    return list(kept.values())


def _systems_in(sentence: Sentence) -> Iterator[System]:
    if is_definition(sentence) or sentence.mentions("right.complaint", "outdated.admitted"):
        return
    taken: list[tuple[int, int]] = []
    for named in suppliers_in(sentence.text):
        taken.append((named.start, named.end))
        if named.supplier.kind not in NO_SYSTEM and _is_in_use(sentence, named.supplier, named.start):
            yield System(named.supplier.name, named.supplier, sentence)
    for found in _CUES.finditer(sentence.text):
        name = found[1]
        is_taken = any(start < found.end(1) and found.start(1) < end for start, end in taken)
        if not is_taken and name.lower() not in _NOT_SUPPLIERS and not is_rights_talk(sentence):
            yield System(name, None, sentence)


def _is_in_use(sentence: Sentence, supplier: Supplier, start: int) -> bool:
    place = next((at for at, (begin, end) in enumerate(sentence.tokens.spans) if begin <= start < end), None)
    denials = frozenset({"ikke", "ikkje", "ingen", "not", "no", "never", "aldri"})
    if place is not None and sentence.tokens.denied(place, place, denials) and not sentence.has("transfer.outside"):
        return False
    if supplier.kind != "social":
        return True
    # A link to a page, or where candidates are found: no supplier of ours.
    return bool(_SOCIAL_USE.search(sentence.text)) and not sentence.has("source.from")


@dataclass(frozen=True, slots=True)
class Sharing:
    """What the statement says of who gets the data."""

    # Recipients and categories of recipients that are told apart.
    recipients: list[Found]
    # «tredjeparter», “partners”: says nothing.
    vague: list[Sentence]
    # «Vi deler ikke opplysninger med andre», without exceptions.
    denials: list[Sentence]
    # «… med mindre loven krever det»: nobody, but for that.
    conditional: list[Sentence]
    # «Kun våre ansatte har tilgang».
    exclusive: list[Sentence]


def sharing(statement: Statement, named: list[System]) -> Sharing:
    """Who gets the data, who is said not to."""
    recipients: list[Found] = []
    vague: list[Sentence] = []
    for sentence in statement.running:
        told = list(_recipients_in(sentence, named))
        recipients += told
        if not told and _is_sharing(sentence) and _is_vague(sentence):
            vague.append(sentence)
    # «… ikke med uvedkommende. Opplysninger kan deles med databehandlere»: the next sentence makes the room.
    beside = {each.sentence.paragraph for each in recipients if each.sentence.has("collecting.data")}
    denials = [
        each
        for each in statement.running
        if _is_denial(each) and (each.paragraph not in beside or each.mentions("absolute.sharing"))
    ]
    exclusive = [each for each in statement.running if is_exclusive(each)]
    conditional = [each for each in statement.running if _is_conditional(each)]
    return Sharing(recipients, vague, denials, conditional, exclusive)


def is_exclusive(sentence: Sentence) -> bool:
    """«Kun våre ansatte har tilgang», «Ingen utenfor har tilgang»: but not «bare de som trenger det»."""
    is_said = sentence.has("share.only-us") or sentence.mentions("share.nobody")
    return is_said and not sentence.has("share.need")


def _is_vague(sentence: Sentence) -> bool:
    """«Tredjeparter» where it says who gets data: not in a definition, nor where others are kept out."""
    return (
        sentence.has("vague.others")
        and not sentence.mentions("source.from", "breach.avoid", "right.portability", "role.processor")
        and not (sentence.kind in (ITEM, ROW) and "people.enumerated" in sentence.opened)
        and not is_definition(sentence)
    )


def _is_sharing(sentence: Sentence) -> bool:
    return (
        sentence.has("share.verb", "share.role")
        or (sentence.mentions("share.verb") and bool(_OTHER_THAN.search(sentence.text)))
        or sentence.under("share.heading")
        or "share.heading" in sentence.opened
    )


def _recipients_in(sentence: Sentence, named: list[System]) -> Iterator[Found]:
    if (
        is_rights_talk(sentence)
        or is_definition(sentence)
        or sentence.has("right.complaint")
        or sentence.under("form.who")
    ):
        return
    if sentence.has("role.processor") and not sentence.mentions("recipient.sub-processor"):
        return
    is_role = sentence.has("share.role")
    if not (is_role or _is_sharing(sentence)) or sentence.has("breach.said"):
        return
    own = [each.name for each in named if each.sentence is sentence] or [
        each.supplier.name for each in suppliers_in(sentence.text) if each.supplier.kind != "social"
    ]
    told = [each for each in sentence.told("recipient") if not _is_source(sentence, each)]
    if _is_processor_told(sentence):
        told.append("processor")
    for name in own:
        if (
            is_role
            or sentence.has("share.verb")
            or sentence.under("share.heading")
            or "share.heading" in sentence.opened
        ):
            yield Found(name, sentence, {"role": "processor" if is_role else "recipient"})
    if is_role and not own and not told:
        return
    yield from (Found(each, sentence, {"role": "recipient"}) for each in told)


def _is_processor_told(sentence: Sentence) -> bool:
    return any(_PROCESSOR.search(word) for word in sentence.tokens.words) and not sentence.denies("share.role")


def _is_source(sentence: Sentence, recipient: str) -> bool:
    """«Vi henter inntekt fra Skatteetaten»: a source, no recipient."""
    if not sentence.has("source.from"):
        return False
    return not sentence.has("share.verb") or recipient in (
        "employer",
        "business-register",
        "credit-agency",
        "public-bodies",
        "tax-authority",
    )


def _is_denial(sentence: Sentence) -> bool:
    """«Vi deler ikke opplysninger med andre», and nothing that makes room for some."""
    if not sentence.denies("share.verb") or is_rights_talk(sentence) or sentence.kind == HEADING:
        return False
    if sentence.has("share.exception") or sentence.mentions("share.exception", "transfer.outside", "source.from"):
        return False
    return sentence.mentions("vague.others") and sentence.mentions(
        "collecting.data", "clause.use", "kind.privacy", "absolute.sharing"
    )


def _is_conditional(sentence: Sentence) -> bool:
    """«Vi deler ikke opplysninger med andre, med mindre det finnes et lovlig grunnlag»."""
    if not sentence.denies("share.verb", "share.sell") or is_rights_talk(sentence):
        return False
    return sentence.mentions("vague.others") and bool(_BUT_FOR_LAW.search(sentence.text))


def absolute_sharing(sentence: Sentence) -> bool:
    """«Vi deler aldri opplysningene dine med noen»."""
    return (
        sentence.mentions("absolute.sharing")
        and not sentence.mentions("share.exception")
        and not is_rights_talk(sentence)
    )


@dataclass(frozen=True, slots=True)
class Transfers:
    """What the statement says of countries outside the EEA."""

    # Said to happen, with and without what it rests on.
    founded: list[Sentence]
    unfounded: list[Sentence]
    # Said to rest on what no longer holds, such as the Privacy Shield.
    fallen: list[Sentence]
    # Said not to happen.
    denied: list[Sentence]


def transfers(statement: Statement) -> Transfers:
    """Who says what goes where."""
    founded: list[Sentence] = []
    unfounded: list[Sentence] = []
    fallen: list[Sentence] = []
    denied: list[Sentence] = []
    for sentence in statement.running:
        if is_definition(sentence) or (sentence.mentions("right.portability") and is_rights_talk(sentence)):
            continue
        if sentence.has("transfer.fallen") and not sentence.mentions("outdated.admitted"):
            fallen.append(sentence)
        elif sentence.has("transfer.mechanism"):
            founded.append(sentence)
        elif _denies_transfer(sentence):
            denied.append(sentence)
        elif _says_transfer(statement, sentence):
            unfounded.append(sentence)
    return Transfers(founded, unfounded, fallen, denied)


def _denies_transfer(sentence: Sentence) -> bool:
    if sentence.denies("transfer.outside") or (
        sentence.mentions("transfer.outside") and sentence.denies("transfer.verb", "share.verb")
    ):
        return True
    if re.search(r"\b(?:forlater ikke|forlet ikkje|do(?:es)? not leave|aldri ut av)\b", sentence.text, re.IGNORECASE):
        return True
    if sentence.kind in (ITEM, ROW) or sentence.mentions("kind.privacy-law"):
        return False
    return (
        sentence.has("transfer.inside")
        and not sentence.has("transfer.outside", "transfer.country")
        and not sentence.has("role.representative")
    )


def _says_transfer(statement: Statement, sentence: Sentence) -> bool:
    """A country or the world outside the EEA, together with data going or being reached there."""
    if not sentence.has("transfer.outside", "transfer.country") or sentence.has(
        "role.responsible", "role.representative"
    ):
        return False
    if sentence.under("transfer.outside") or "transfer.outside" in sentence.opened:
        return True
    if not sentence.has("transfer.verb", "share.role", "share.verb"):
        return False
    # Its basis may follow in the next sentence.
    return not any(each.has("transfer.mechanism") for each in statement.around(sentence))


def with_copy(statement: Statement) -> bool:
    """Whether it says how to get a copy of the safeguards."""
    said = re.compile(r"\b(?:kopi|copy)\b", re.IGNORECASE)
    return any(
        each.has("transfer.mechanism") and any(said.search(one.text) for one in statement.paragraph_of(each))
        for each in statement.running
    )
