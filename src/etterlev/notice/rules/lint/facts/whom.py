"""Who gets the data, and who is said not to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from etterlev.notice.rules.lint.catalogue import Named, suppliers_in
from etterlev.notice.rules.lint.facts.found import Found
from etterlev.notice.rules.lint.facts.systems import NO_SYSTEM, System
from etterlev.notice.rules.lint.facts.talk import is_definition, is_rights_talk
from etterlev.notice.rules.lint.statement import HEADING, ITEM, ROW, Sentence, Statement

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
# Links lead to them; they are given nothing.
_OTHER_SITES: Final = re.compile(
    r"\b(?:andre|other|third[- ]party)\s+(?:nettst|nettsid|heimesid|hjemmesid|websites?|sites?)", re.IGNORECASE
)
_KEEPS_OUT: Final = re.compile(
    r"\b(?:hindr\w*|forhindr\w*|unngå\w*|prevent\w*|avoid\w*)\s(?:\w+\s){0,4}?(?:andre|uvedkommende|uvedkomande|others|anyone|"
    r"third part\w*)",
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
        if _is_denial(each)
        and (each.paragraph not in beside or each.mentions("absolute.sharing"))
        and not _is_of_traffic(statement, each)
    ]
    exclusive = [each for each in statement.running if is_exclusive(each)]
    conditional = [each for each in statement.running if _is_conditional(each)]
    return Sharing(recipients, vague, denials, conditional, exclusive)


def _is_of_traffic(statement: Statement, sentence: Sentence) -> bool:
    """«Trafikken spores ikke …, og vi deler ingen data»: of visits, whatever is told of other data."""
    around = statement.paragraph_of(sentence)
    return any(each.mentions("cookie.cookieless", "cookie.none") for each in around)


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
