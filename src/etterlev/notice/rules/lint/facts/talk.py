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
    if sentence.under("form.definition") and not _OWN_DEED.match(sentence.text):
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
    if not _EXAMPLE.match(sentence.text):
        return False
    before = _before(sentence)
    return before is not None and is_definition(before)


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
    if is_rights_talk(sentence) or sentence.mentions("implied.verb"):
        return False
    if sentence.kind == ITEM and "source.own" in sentence.opened and "collecting.verb" in sentence.opened:
        return True
    return (
        bool(_WHEN.search(sentence.text))
        and sentence.has("collecting.verb")
        and sentence.has("source.own", "clause.use")
    )
