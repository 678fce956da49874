"""Systems and suppliers, and recipients."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from etterlev.notice.rules.lint.catalogue import Named, Supplier, suppliers_in
from etterlev.notice.rules.lint.facts.found import Found
from etterlev.notice.rules.lint.facts.talk import is_definition, is_rights_talk
from etterlev.notice.rules.lint.names import organisations
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
    r"(?:med mindre|uten|utan|unntatt|bortsett fra|unless|except|without)\b[^.]*"
    r"\b(?:lov\w*|rettslig|rettsleg|law|legal\w*|samtyk\w*|consent\w*)",
    re.IGNORECASE,
)
# «… ikke uten gyldig rettsgrunnlag»: as the law says of all sharing, so that it says nothing of whom.
_BUT_FOR_BASIS: Final = re.compile(
    r"(?:uten|utan|med mindre|without|unless)\b[^.]*\b(?:rettsgrunnlag|hjemmel|heimel|"
    r"(?:lovlig|lovleg|rettslig|rettsleg|gyldig|juridisk)\w*\s+(?:\w+\s+)?(?:\w*grunnlag|hjemmel|heimel)|"
    r"(?:legal|lawful|valid)\s+(?:\w+\s+)?(?:basis|ground))",
    re.IGNORECASE,
)
_DENIALS: Final = frozenset({"ikke", "ikkje", "ingen", "not", "no", "never", "aldri"})
_BUT: Final = frozenset({"bare", "berre", "kun", "utelukkende", "men", "only", "but"})
_STORED: Final = ("lagr", "oppbevar", "stored", "kept", "saved", "held")
# Links lead to them; they are given nothing.
_OTHER_SITES: Final = re.compile(
    r"\b(?:andre|other|third[- ]party)\s+(?:nettst|nettsid|heimesid|hjemmesid|websites?|sites?)", re.IGNORECASE
)
_KEEPS_OUT: Final = re.compile(
    r"\b(?:hindr\w*|forhindr\w*|unngå\w*|prevent\w*|avoid\w*)\s(?:\w+\s){0,4}?(?:andre|uvedkommende|uvedkomande|others|anyone|"
    r"third part\w*)",
    re.IGNORECASE,
)
# “ProvetCloud keeps our records, Tripletex our accounts”: a name beside one that is known.
_KEEPER: Final = re.compile(
    rf"^\W*{_NAME}\s+(?:keeps|hosts|stores|runs|handles|lagrer|lagrar|drifter|driftar|oppbevarer|oppbevarar|leverer|leverar)\s+"
    r"(?:our|vår\w*|journal\w*|for oss)"
)
# Said by the words over a list of suppliers.
_SUPPLIERS: Final = frozenset({"supplier.said", "share.heading", "share.role", "recipient.it-operations"})
# An item that is a name, with at most something about it after a mark.
_LISTED: Final = re.compile(
    r"^\W*([A-ZÆØÅ0-9][\w&.-]*(?:\s+(?:&\s+)?[A-ZÆØÅ0-9][\w&.-]*){0,3})\s*(?:$|[.,;]\s*$|[(–:,]|\s-\s|som\s|who\s|which\s)"
)
# A common noun that begins the item: «Betalingsformidlere», “Carriers”.
_KIND: Final = re.compile(
    r"^\w*(?:ere|ører|arar|ørar|byrå\w*|selskap\w*|system\w*|tjenester?|tenester?|leverandør\w*|foretak\w*|firma\w*|"
    r"myndighet\w*|partner\w*|part\w*|kunder|kundar|banker|bankar|etaten|verket|retten|providers?|agenc\w+|"
    r"companies|authorit\w+|vendors?|suppliers?|services?|carriers?)$",
    re.IGNORECASE,
)
# «… ikke med andre enn regnskapsføreren»: with the accountant.
_OTHER_THAN: Final = re.compile(r"\b(?:andre enn|other than|anyone but|except)\b", re.IGNORECASE)
# «Jeg mottar betaling gjennom Vipps», «Vi sender informasjonskapsler til nettleseren»: nobody is given anything.
_GETS: Final = re.compile(
    r"\b(?:jeg|eg|vi|me|we)\s+(?:\w+\s)?(?:mottar|mottek|får|receive|get)\b|\b(?:mottar|mottek|får)\s+(?:jeg|eg|vi|me)\b"
    r"|\b(?:mottar|mottek|receives?)\b[^.]{0,60}\b(?:via|gjennom|fra|frå|from|through)\b"
    r"|\bsend\w*\b[^.]{0,30}(?:kaps\w+|cookie\w*)",
    re.IGNORECASE,
)
# «Kortnummer lagres ikke hos oss, men hos betalingsleverandøren».
_KEPT_ELSEWHERE: Final = re.compile(
    r"\b(?:lagr|oppbevar|ligg|stored|kept|held)\w*\b[^.]{0,20}\b(?:ikke|ikkje|aldri|not|never)\b[^.]{0,40}"
    r"\b(?:men|bare|berre|kun|but|only)\b[^.]{0,20}\b(?:hos|hjå|i|by|with|at)\b",
    re.IGNORECASE,
)
_SOCIAL_USE: Final = re.compile(
    r"bruk\w*|del(?:er|e|ar|t)\b|annons\w*|pixel|piksel|publis\w*|vis(?:er|e|ning)\w*|legg\w*|use|share|"
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
    listed = {id(each) for each in _supplier_lists(statement)}
    for sentence in statement.running:
        for each in (*_systems_in(sentence), *(_listed(sentence) if id(sentence) in listed else ())):
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
    cues = [*_CUES.finditer(sentence.text), *(_KEEPER.finditer(sentence.text) if taken else ())]
    for found in cues:
        name = found[1]
        is_taken = any(start < found.end(1) and found.start(1) < end for start, end in taken)
        if not is_taken and name.lower() not in _NOT_SUPPLIERS and not is_rights_talk(sentence):
            yield System(name, None, sentence)


def _supplier_lists(statement: Statement) -> list[Sentence]:
    """Items under words like «Våre underleverandører er:», in lists where at least one is a supplier or a firm."""
    kept: list[Sentence] = []
    several: list[Sentence] = []
    for sentence in (*statement.running, None):
        is_item = sentence is not None and sentence.kind == ITEM and _SUPPLIERS & sentence.opened
        if is_item and sentence is not None:
            several.append(sentence)
            continue
        kept += several if any(_is_supplier(each.text) for each in several) else []
        several = []
    return kept


def _is_supplier(text: str) -> bool:
    return any(True for _ in suppliers_in(text)) or bool(organisations(text))


def _listed(item: Sentence) -> Iterator[System]:
    """«Norkap», «Norkap AS (tilbud)»: a name the catalogue does not have, and no kind of recipients."""
    found = _LISTED.match(item.text)
    is_kind = item.told("recipient") or item.told("subject") or item.told("data") or item.told("purpose")
    if found is None or is_kind or any(True for _ in suppliers_in(item.text)) or _KIND.search(found[1]):
        return
    yield System(found[1].strip(), None, item)


def _is_name_denied(sentence: Sentence, place: int) -> bool:
    """«Vi bruker ikke Klarna»; but not «Klarnas data er ikke lagret hos oss», nor «… ikke hos oss, bare i Klarna»."""
    if not sentence.tokens.denied(place, place, _DENIALS):
        return False
    words = sentence.tokens.words
    denials = [at for at, word in enumerate(words) if word in _DENIALS]
    before = [at for at in denials if at < place]
    if before and _BUT & set(words[before[-1] : place]):
        return False
    return not (denials and not before and any(word.startswith(_STORED) for word in words[denials[0] :]))


def _is_in_use(sentence: Sentence, supplier: Supplier, start: int) -> bool:
    place = next((at for at, (begin, end) in enumerate(sentence.tokens.spans) if begin <= start < end), None)
    if place is not None and _is_name_denied(sentence, place) and not sentence.has("transfer.outside"):
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
        if not told and (_is_empty(sentence) or (_is_sharing(sentence) and _is_vague(sentence))):
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
        and not _KEEPS_OUT.search(sentence.text)
        and not _OTHER_SITES.search(sentence.text)
    )


def _is_empty(sentence: Sentence) -> bool:
    """«… deles ikke med tredjeparter uten gyldig rettsgrunnlag»: shared, then, with whomever the law allows."""
    if not (sentence.mentions("share.verb", "share.sell") and sentence.mentions("vague.others")):
        return False
    return bool(_BUT_FOR_BASIS.search(sentence.text)) and not is_rights_talk(sentence)


def _is_sharing(sentence: Sentence) -> bool:
    if _GETS.search(sentence.text) and not sentence.has("share.role"):
        return False
    return (
        bool(_KEPT_ELSEWHERE.search(sentence.text))
        or sentence.has("share.verb", "share.role")
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
    told = [each for each in sentence.told("recipient") if not _is_source(sentence, each)]
    public = [one for one in suppliers_in(sentence.text) if one.supplier.kind in NO_SYSTEM]
    told = [each for each in told if each != "public-bodies" or not _covers(sentence, [each], public)]
    own = [each.name for each in named if each.sentence is sentence] or [
        one.supplier.name
        for one in suppliers_in(sentence.text)
        if one.supplier.kind != "social" and not _covers(sentence, told, [one])
    ]
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


def _covers(sentence: Sentence, recipients: list[str], named: list[Named]) -> bool:
    """Whether a body told by its name, as «Skatteetaten», is one of these recipients: it is listed once."""
    starts = [
        sentence.tokens.spans[match.first][0]
        for each in recipients
        for match in sentence.own.get(f"recipient.{each}", ())
    ]
    return any(one.start <= start < one.end for one in named for start in starts)


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
    if is_definition(sentence):
        return False
    if _is_empty(sentence):
        return False
    if sentence.has("share.exception") or sentence.mentions("share.exception", "transfer.outside", "source.from"):
        return False
    return sentence.mentions("vague.others") and sentence.mentions(
        "collecting.data", "clause.use", "kind.privacy", "absolute.sharing"
    )


def _is_conditional(sentence: Sentence) -> bool:
    """«Vi deler ikke opplysninger med andre, med mindre loven krever det»."""
    if not sentence.denies("share.verb", "share.sell") or is_rights_talk(sentence) or _is_empty(sentence):
        return False
    return sentence.mentions("vague.others") and bool(_BUT_FOR_LAW.search(sentence.text))


def absolute_sharing(sentence: Sentence) -> bool:
    """«Vi deler aldri opplysningene dine med noen»."""
    return (
        sentence.mentions("absolute.sharing")
        and not sentence.mentions("share.exception")
        and not is_rights_talk(sentence)
    )
