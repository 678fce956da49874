"""Cookies, statistics and marketing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from etterlev.notice.rules.lint.facts.systems import System
from etterlev.notice.rules.lint.facts.talk import is_occasion, is_rights_talk
from etterlev.notice.rules.lint.facts.why import WORDS, Use, is_implied
from etterlev.notice.rules.lint.statement import HEADING, ITEM, Sentence, Statement

# Kinds of suppliers that write on or read from the visitor's device.
_TRACKING: Final = frozenset({"analytics", "advertising"})
# These can run without.
_COOKIELESS: Final = frozenset({"Matomo", "Plausible", "Piwik PRO", "Siteimprove"})


@dataclass(frozen=True, slots=True)
class Cookies:
    """What is said of cookies and the like."""

    sentences: list[Sentence]
    # Statistics and advertising, which need consent.
    optional: list[Sentence]
    consented: list[Sentence]
    # «Ved å bruke siden godtar du …», «slå av i nettleseren».
    implied: list[Sentence]
    browser: list[Sentence]
    # On legitimate interests.
    on_interest: list[Sentence]
    is_only_necessary: bool
    is_without: bool


def cookies(statement: Statement, systems: list[System], uses: list[Use]) -> Cookies:
    """Everything in the sections and paragraphs that speak of cookies or web statistics."""
    tracking = [each for each in systems if each.kind in _TRACKING and not _is_other_google(each)]
    sentences = _web_sentences(statement, tracking)
    said = [each for each in sentences if each.has("cookie.said") and each.kind != HEADING]
    interest = {id(each.sentence) for each in uses if WORDS["interest"] in each.bases}
    return Cookies(
        sentences=sentences,
        optional=[each for each in sentences if _is_optional(each, tracking)],
        consented=[
            each
            for each in sentences
            if each.has("cookie.consent")
            and not is_implied(each)
            and not _is_cookie_deal(each)
            and not each.mentions("cookie.browser")
        ],
        implied=[each for each in statement.running if _is_cookie_deal(each)],
        browser=[each for each in sentences if each.mentions("cookie.browser")],
        on_interest=[
            each
            for each in sentences
            if id(each) in interest and _needs_consent(each) and _follows_cookies(each, sentences)
        ],
        is_only_necessary=any(each.has("cookie.necessary") for each in said)
        or any(each.has("cookie.necessary") for each in sentences),
        is_without=_is_without(statement, said, tracking),
    )


def _is_other_google(system: System) -> bool:
    """«Google og Zendesk til e-post», «Google skjema», “sign in with Google”: nothing that follows anybody."""
    return system.name == "Google" and not system.sentence.mentions(
        "cookie.said", "cookie.tool", "cookie.statistics", "cookie.advertising"
    )


def _follows_cookies(sentence: Sentence, sentences: list[Sentence]) -> bool:
    """Cookies or tracking are what the paragraph has spoken of so far, not something it comes to later."""
    if sentence.under("cookie.said") or sentence.mentions("cookie.said"):
        return True
    paragraph = [each for each in sentences if each.paragraph == sentence.paragraph]
    before = paragraph[: next(n for n, each in enumerate(paragraph) if each is sentence)]
    spoken_of = [each for each in before if each.mentions("cookie.said", "cookie.statistics", "cookie.advertising")]
    return bool(spoken_of) and not spoken_of[-1].mentions("cookie.cookieless", "cookie.none")


def _needs_consent(sentence: Sentence) -> bool:
    """Neither the strictly necessary nor counting without cookies."""
    return not sentence.has("cookie.necessary") and not sentence.mentions("cookie.cookieless", "cookie.none")


def _web_sentences(statement: Statement, tracking: list[System]) -> list[Sentence]:
    """Sentences about cookies: of the same paragraph, or under a heading about them."""
    named = {id(each.sentence) for each in tracking}
    paragraphs = {
        each.paragraph for each in statement.running if each.mentions("cookie.said", "cookie.tool") or id(each) in named
    }
    sections = {id(each.section) for each in statement.running if each.under("cookie.said")}
    return [
        each
        for each in statement.running
        if (each.paragraph in paragraphs or id(each.section) in sections) and not is_rights_talk(each)
    ]


def _is_optional(sentence: Sentence, tracking: list[System]) -> bool:
    """Cookies or a tracking supplier for statistics or advertising; not those said to work without cookies."""
    if sentence.mentions("cookie.cookieless"):
        return False
    named = [each for each in tracking if each.sentence is sentence]
    if any(each.name not in _COOKIELESS for each in named):
        return True
    if sentence.has("cookie.tool") and not named:
        return True
    lasts = sentence.has("cookie.permanent") and sentence.has("cookie.identifying")
    return (
        sentence.has("cookie.said")
        and (lasts or sentence.has("cookie.statistics", "cookie.advertising"))
        and not sentence.mentions("cookie.none")
    )


def _is_cookie_deal(sentence: Sentence) -> bool:
    return sentence.mentions("cookie.said") and is_implied(sentence)


def _is_without(statement: Statement, said: list[Sentence], tracking: list[System]) -> bool:
    if [each for each in said if not each.mentions("cookie.none")] or any(
        each.name not in _COOKIELESS for each in tracking
    ):
        return False
    return any(each.mentions("cookie.none") or each.has("cookie.cookieless") for each in statement.running)


def claims_of_anonymity(statement: Statement, found: Cookies, systems: list[System]) -> list[Sentence]:
    """Sentences that say what is measured is nobody's, where something is measured that tells visitors apart."""
    is_counted = any(each.mentions("cookie.cookieless") for each in statement.running)
    is_measured = any(each.has("cookie.said") or _measures(each) for each in found.sentences) and not is_counted
    if not found.optional and not is_measured:
        return []
    last = {each.paragraph: each.section for each in found.sentences}
    return [
        each
        for each in statement.running
        if each.mentions("cookie.anonymous")
        and not each.mentions("cookie.not-anonymous", "cookie.cookieless")
        and any(last.get(each.paragraph - back) is each.section for back in range(3))
    ]


def _measures(sentence: Sentence) -> bool:
    """«Nettsiden bruker ikke identifiserbare opplysninger via kapsler for å måle trafikken»: measured all the same."""
    is_said = sentence.mentions("cookie.said") and sentence.mentions("cookie.statistics")
    return is_said and not sentence.mentions("cookie.none", "cookie.cookieless")


@dataclass(frozen=True, slots=True)
class Marketing:
    """Marketing by e-mail and the like, and whether its basis is told beside it."""

    sentences: list[Sentence]
    tied: list[Sentence]
    untied: list[Sentence]


def marketing(statement: Statement, web: Cookies, uses: list[Use]) -> Marketing:
    """Newsletters and offers to persons."""
    inside = {id(each) for each in web.sentences}
    sentences = [
        each
        for each in statement.running
        if _is_marketing(each) and not (id(each) in inside and not each.has("marketing.newsletter"))
    ]
    bases = {id(each.sentence): each for each in uses}
    strong = [each for each in sentences if _has_basis(statement, each, bases)]
    strong_ids = {id(each) for each in strong}
    signed = {id(each) for each in sentences if each.has("marketing.signed-up") and not each.has("marketing.offers")}
    rest = [each for each in sentences if id(each) not in strong_ids and not _is_mere_mention(each)]
    if strong:
        # Told once beside the matter is told; what contradicts it still counts.
        rest = [each for each in rest if _is_on_interest(statement, each, bases)]
    else:
        rest = [
            each
            for each in rest
            if id(each) not in signed
            and not (each.has("marketing.newsletter") and not each.has("marketing.offers") and _is_signed(statement))
        ]
    return Marketing(sentences, strong, rest)


def _is_signed(statement: Statement) -> bool:
    """Somewhere it says that one signs up for the newsletter oneself."""
    return any(each.has("marketing.newsletter") and each.has("marketing.signed-up") for each in statement.running)


def _is_marketing(sentence: Sentence) -> bool:
    if is_rights_talk(sentence) or sentence.mentions("marketing.role") or sentence.has("marketing.price"):
        return False
    return sentence.has("marketing.offers", "marketing.newsletter")


def _is_mere_mention(sentence: Sentence) -> bool:
    """A list of suppliers, a storage period or a way out: no marketing is announced here."""
    if sentence.kind == ITEM and "people.enumerated" in sentence.opened:
        return True
    if sentence.has("marketing.offers") and not sentence.has("marketing.newsletter"):
        return sentence.mentions("right.marketing")
    return sentence.mentions("right.withdrawal", "right.marketing", "retention.verb", "share.role") and not is_occasion(
        sentence
    )


def _has_basis(statement: Statement, sentence: Sentence, bases: dict[int, Use]) -> bool:
    """Consent, the act, or an existing customer with a way out, told beside it."""
    around = statement.paragraph_of(sentence)
    heading = sentence.section.heading
    if heading is not None and heading.mentions("marketing.newsletter", "purpose.marketing"):
        around = [each for each in statement.running if each.section is sentence.section]
    if sentence.kind == "row":
        around = [sentence]
    real = [each for each in around if not is_implied(each)]
    if any(each.has("marketing.act", "marketing.chosen") for each in real):
        return True
    consents = any(each.has("basis.consent") for each in real) or any(
        WORDS["consent"] in bases[id(each)].bases for each in real if id(each) in bases
    )
    is_bundled = any(len(bases[id(each)].of_article_6) > 2 for each in real if id(each) in bases)
    if consents and not is_bundled:
        return True
    is_stoppable = any(each.mentions("marketing.stop", "right.marketing") for each in real)
    if sentence.has("marketing.newsletter") and sentence.has("marketing.signed-up") and is_stoppable:
        return True
    return any(each.has("marketing.customer") for each in real) and is_stoppable


def _is_on_interest(statement: Statement, sentence: Sentence, bases: dict[int, Use]) -> bool:
    use = bases.get(id(sentence))
    return use is not None and use.of_article_6 == frozenset({WORDS["interest"]})
