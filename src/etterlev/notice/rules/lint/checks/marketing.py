"""X01, X02, X10, X11: cookies and statistics (ekomloven § 3-15), marketing (markedsføringsloven § 15)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from etterlev.notice.rules.lint.facts import Facts, web
from etterlev.notice.rules.lint.outcome import Amiss, Check, Met, Result
from etterlev.notice.rules.lint.statement import Sentence

# “We never see or store your password”.
_NEVER: Final = re.compile(
    r"\b(?:never|not|aldri|ikke|ikkje)\s+(?:\w+\s){0,3}?(?:stor|sav|keep|lagr|husk|hugs)", re.IGNORECASE
)


def consent(facts: Facts) -> Iterator[Result]:
    """X01: nothing but the strictly necessary is stored or read without consent."""
    found = facts.cookies
    if found.on_interest:
        yield Amiss("interest", found.on_interest[0])
    elif found.implied:
        yield Amiss("implied", found.implied[0])
    elif found.consented:
        yield Met(found.consented[0])
    elif (found.is_only_necessary and not found.optional) or found.is_without:
        yield Met(next((each for each in found.sentences if each.has("cookie.necessary")), None))
    elif found.browser:
        yield Amiss("browser", found.browser[0])
    elif found.optional:
        yield Amiss("missing", found.optional[0])


def linking(facts: Facts) -> Iterator[Result]:
    """X02: nobody who tells visitors apart can say that the data are nobody's."""
    claims = web.claims_of_anonymity(facts.statement, facts.cookies, facts.systems)
    yield from (Amiss("claimed", each) for each in claims[:1])


def marketing(facts: Facts) -> Iterator[Result]:
    """X10: marketing by e-mail and the like rests on consent, or on the exception for one's own customers."""
    found = facts.marketing
    if found.untied:
        yield Amiss("untied", min(found.untied, key=_is_of_suppliers))
    elif found.tied:
        yield Met(found.tied[0])


def _is_of_suppliers(sentence: Sentence) -> bool:
    """«Mailchimp sender nyhetsbrevet for oss»: quoted only where nothing else announces marketing."""
    return sentence.has("share.role", "share.verb") or sentence.under("share.heading")


def cookies_explained(facts: Facts) -> Iterator[Result]:
    """X11: a cookie stores no passwords and gathers nothing by itself."""
    wrong = next(
        (
            s
            for s in facts.statement.running
            if s.mentions("cookie.passwords") and not _NEVER.search(s.text) and _is_about_cookies(facts, s)
        ),
        None,
    )
    if wrong is not None:
        yield Amiss("passwords", wrong)


def _is_about_cookies(facts: Facts, sentence: Sentence) -> bool:
    return any(each is sentence for each in facts.cookies.sentences)


CHECKS: Final[dict[str, Check]] = {"X01": consent, "X02": linking, "X10": marketing, "X11": cookies_explained}
