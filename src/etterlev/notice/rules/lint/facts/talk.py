"""What sort of talk a sentence is: about the processing, a definition, about rights, or about others' duties."""

from __future__ import annotations

import re
from typing import Final

from etterlev.notice.rules.lint.statement import HEADING, ITEM, Sentence

# «Databehandler: Dette er den som …»
_LABELLED: Final = re.compile(
    r"[^\W\d][\w\s-]{2,30}:\s+(?:this is|these are|dette er|det er|disse er)\b", re.IGNORECASE
)
_WE: Final = frozenset({"vi", "me", "we"})
# Under «Hva er informasjonskapsler?» it is often told what is done with them.
_OWN_DEED: Final = re.compile(r"\W*(?:vi|me|we)\s", re.IGNORECASE)
_OWN_WORDS: Final = "vi me vår vårt våre oss jeg eg min mitt mine we our us"
_OURS: Final = frozenset(_OWN_WORDS.split())
_ASKS_OURS: Final = re.compile(
    r"\b(?:hva|kva|kven|hvem) er (?:det |de |dei |den |vår|mine |dine |formål|føremål|hensikt|grunnlag|"
    r"behandlingsgrunnlaget|rettsgrunnlaget|rettighetene|rettane)|"
    r"\bwhat (?:is|are) (?:the (?!gdpr|personal)|your |our |my )",
    re.IGNORECASE,
)
_MEANS: Final = re.compile(
    r"\b(?:mener vi|meiner vi|meiner me|menes|meinast|siktes|betyr|tyder|vil si|vil seie|forstås|kalles|kallast|"
    r"we mean|means|refers to|is called)\b",
    re.IGNORECASE,
)
_LAW_SAYS: Final = re.compile(
    r"\W*(?:personvern(?:regl|forordning|lov)\w*|personopplysningslov\w*|(?:the )?gdpr|the personal data act|"
    r"\w+lov(?:en|a))\s"
    r"(?:\w+\s){0,3}?(?:seier|sier|regulerer|regulerar|(?:gir|gjev)(?!\s+(?:oss|deg|us))|inneholder|inneheld|gjelder|gjeld|"
    r"stiller|stillar|says|"
    r"regulates|governs|applies|contains)\b",
    re.IGNORECASE,
)
# «Retten til sletting gjelder ikke dersom …».
_RIGHT_ITSELF: Final = re.compile(
    r"\W*(?:retten til|rettigheten til|the right (?:to|of))\b.*\b(?:gjelder|gjeld|kan|er|applies|apply|may|is)\b",
    re.IGNORECASE,
)
_EXAMPLE: Final = re.compile(
    r"\W*(?:dette|det|slike opplysning[ae]r|this|it|these|such (?:data|information))\s"
    r"(?:kan|er|may|can|could|is|are|include)\b.{0,40}"
    r"\b(?:eksempel|eks\.|døme|blant annet|mellom anna|for example|such as|e\.g\.)",
    re.IGNORECASE,
)
RIGHTS: Final = (
    "right.access",
    "right.copy",
    "right.rectification",
    "right.rectification-noun",
    "right.erasure",
    "right.erasure-noun",
    "right.restriction",
    "right.restriction-noun",
    "right.portability",
    "right.objection",
    "right.withdrawal",
)
_STRONG: Final = ("right.portability", "right.objection", "right.restriction", "right.restriction-noun")


def is_definition(sentence: Sentence) -> bool:
    """Whether it explains a word, or what the law says, rather than what is done."""
    if _is_under_definition(sentence) and not _is_own(sentence):
        return True
    if _LAW_SAYS.match(sentence.text) or _goes_on_defining(sentence):
        return True
    if sentence.mentions("form.examples") and not _follows_own_deed(sentence):
        return True
    if sentence.mentions("form.called") or _LABELLED.match(sentence.text):
        return True
    return any(match.first <= 1 for match in sentence.own.get("form.defines", ())) and not sentence.has(
        "people.enumerated"
    )


def _is_under_definition(sentence: Sentence) -> bool:
    """Under «Hva er personopplysninger?»; but «Hva er formålet med behandlingen?» asks what is done here."""
    if not sentence.under("form.definition"):
        return False
    heading = sentence.section.heading
    return heading is None or not _ASKS_OURS.search(heading.text)


def _is_own(sentence: Sentence) -> bool:
    """«Vi bruker dem til …», «Grunnlaget vårt er …»: what is done here, though the heading promises a definition."""
    if _OWN_DEED.match(sentence.text):
        return True
    if sentence.has("form.defines") or _MEANS.search(sentence.text):
        return False
    words = set(sentence.tokens.words)
    return bool(_OURS & words) and sentence.has("clause.use", "basis-word.said")


def _follows_own_deed(sentence: Sentence) -> bool:
    """«… kan vi be om personopplysninger. Eksempler på personopplysninger er navn …»: those we ask for."""
    before = _before(sentence)
    return before is not None and before.has("collecting.verb") and bool(_WE & set(before.tokens.words))


def _before(sentence: Sentence) -> Sentence | None:
    """The sentence before it in the same paragraph."""
    beside = sentence.section.sentences
    place = next((at for at, each in enumerate(beside) if each is sentence), 0)
    before = beside[place - 1] if place else None
    return before if before is not None and before.paragraph == sentence.paragraph else None


def _goes_on_defining(sentence: Sentence) -> bool:
    """«Personopplysninger er … Dette kan for eksempel være navn»: the examples belong to the definition."""
    before = _before(sentence)
    if before is None:
        return False
    if _LABELLED.match(before.text) and before.block is sentence.block and not _is_own(sentence):
        return True
    return bool(_EXAMPLE.match(sentence.text)) and is_definition(before)


def is_rights_talk(sentence: Sentence) -> bool:
    """Whether it tells of a right: what it says of bases and marketing then describes the right, not the processing."""
    if sentence.kind == HEADING:
        return False
    if _RIGHT_ITSELF.match(sentence.text):
        return True
    if sentence.mentions("entitled.own") and (sentence.mentions(*_STRONG) or _is_conditional(sentence)):
        return True
    return in_rights_context(sentence) and sentence.mentions(*RIGHTS, "entitled.own")


def _is_conditional(sentence: Sentence) -> bool:
    return sentence.mentions("entitled.conditional") and sentence.mentions("right.withdrawal")


def in_rights_context(sentence: Sentence) -> bool:
    """Whether a heading or the opening of the list says that rights follow."""
    return sentence.under("entitled.context") or "entitled.context" in sentence.opened


# «Det samme gjelder om du er kunde eller ansatt»: what holds for whoever it may be, and nothing is done here.
_WHOEVER: Final = re.compile(
    r"\b(?:gjelder|gjeld|applies|apply|holds)\b[^.]{0,40}\b(?:om|enten|anten|whether|if)\s+(?:du|you)\s+(?:er|are)\b",
    re.IGNORECASE,
)


def is_whoever(sentence: Sentence) -> bool:
    """What holds for whoever the reader may be."""
    return bool(_WHOEVER.search(sentence.text))


_WHEN: Final = re.compile(
    r"^\W*(?:når|dersom|hvis|om|when|if|kjøper|bestiller|melder|søker|søkjer|besøker|ringer)\b", re.IGNORECASE
)
_YOU: Final = frozenset({"du", "de", "dere", "dykk", "you"})
# «Har du spørsmål, …», «Når avtalen er avsluttet, slettes …».
_NO_OCCASION: Final = re.compile(
    r"^\W*(?:når|dersom|hvis|viss|om|when|if)\b[^,]{0,60}\b(?:spørsmål|questions?|mener|meiner|lurer|think|believe|"
    r"avslutt\w*|opphør\w*|terminat\w*|closed)\b"
    r"|\b(?:slett(?:es|ast|et|a)|(?:bli|blir|vert) informert|informeres|får du beskjed|be informed|deleted|erased)\b",
    re.IGNORECASE,
)
# «… lagrer vi følgende informasjon:»: the items are data.
_OPENS_DATA: Final = re.compile(
    r"\b(?:følgende|følgjande|following)\b[^:]{0,30}(?:opplysning|informasjon|data|information)|"
    r"(?:informasjon\w*|opplysning\w*|data|er|følgende|følgjande|information|details|following|are|includes?|"
    r"eks|eksemp\w+|døme|examples?)\W*$|\b(?:be|ber|bed|spør|ask)\b[^:]{0,20}\b(?:om|for)\W*$",
    re.IGNORECASE,
)
_AT_LARGE: Final = re.compile(
    r"\b(?:noen|nokre|mange|some|many)\s+(?:nettsteder|nettstader|nettsider|sites|websites)\b", re.IGNORECASE
)


# «Fødselsnummer blir sletta før innsending», “Names are removed before …”.
_TAKEN_OUT: Final = re.compile(
    r"\b(?:slett|fjern|sladd|stryk|strok|strøk|anonymiser|removed?\b|delet|redact|strip)\w*\b(?!\s+(?:ikke|ikkje|not|aldri|never))"
    r"[^.,;]{0,40}\b(?:før|before)\b(?!\s+(?:\d|to|tre|fem|ti|two|three|five|ten)\b)",
    re.IGNORECASE,
)


def is_taken_out(sentence: Sentence) -> bool:
    """What is removed before anybody gets it is not collected."""
    return bool(_TAKEN_OUT.search(sentence.text))


def is_of_cookies_at_large(sentence: Sentence) -> bool:
    """What cookies can do anywhere, such as remember a password: not what these do."""
    return sentence.mentions("cookie.passwords") or bool(_AT_LARGE.search(sentence.text))


def is_occasion(sentence: Sentence) -> bool:
    """Whether it tells when data are collected: «når du …», or an item under such words."""
    if (
        is_rights_talk(sentence)
        or sentence.mentions("implied.verb", "right.complaint")
        or _NO_OCCASION.search(sentence.text)
    ):
        return False
    if sentence.kind == ITEM and "source.own" in sentence.opened and "collecting.verb" in sentence.opened:
        return not (sentence.opening and _OPENS_DATA.search(sentence.opening.text))
    return bool(_WHEN.search(sentence.text)) and _collects(sentence) and sentence.has("source.own", "clause.use")


def _collects(sentence: Sentence) -> bool:
    """Somebody collects; «når du bruker tjenestene» is what the reader does."""
    words = sentence.tokens.words
    return any(
        not (match.first and words[match.first - 1] in _YOU)
        for match in sentence.own.get("collecting.verb", ())
        if not match.is_denied
    )
