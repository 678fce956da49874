"""Cookies and statistics: by consent (ekomloven § 3-15), and said of the group's site only when the register speaks of it."""

from __future__ import annotations

from etterlev.law.bases import LegalBasis
from etterlev.notice.rules.writer import Sentences, Writer
from etterlev.register.document import Activity

VISITOR = "website-visitor"
COOKIE = "cookie-identifier"


def cookies(writer: Writer) -> Sentences:
    visited = [activity for activity in writer.own if VISITOR in activity.subjects]
    lawful = bool(visited) and not any(has_cookies_without_consent(activity) for activity in visited)
    return (
        *((*writer.say("kapsler-samtykke"), *writer.say("kapsler-nei")) if lawful else ()),
        *(writer.say("statistikk") if visited else ()),
        *writer.say("denne-siden"),
    )


def has_cookies_without_consent(activity: Activity) -> bool:
    """Cookies that are not strictly necessary need consent; a legitimate interest is no basis for them."""
    return COOKIE in activity.categories and any(p.basis is LegalBasis.LEGITIMATE_INTEREST for p in activity.purposes)
