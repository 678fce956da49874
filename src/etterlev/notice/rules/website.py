"""Cookies and statistics: by consent (ekomloven § 3-15), and only when the register speaks of the group's site."""

from __future__ import annotations

from etterlev.law.bases import LegalBasis
from etterlev.notice.rules.writer import Sentences, Writer
from etterlev.register.document import Activity

VISITOR = "website-visitor"
COOKIE = "cookie-identifier"
# Purposes for which a cookie is never strictly necessary.
NEEDS_CONSENT = ("website-statistics", "marketing", "newsletter")


def cookies(writer: Writer) -> Sentences:
    visited = [activity for activity in writer.own if VISITOR in activity.subjects]
    lawful = bool(visited) and not any(has_cookies_without_consent(activity) for activity in visited)
    return (
        *((*writer.say("kapsler-samtykke"), *writer.say("kapsler-nei")) if lawful else ()),
        *(writer.say("statistikk") if visited else ()),
        *writer.say("denne-siden"),
    )


def has_cookies_without_consent(activity: Activity) -> bool:
    """Whether cookies serve statistics or marketing on a legitimate interest; the strictly necessary may."""
    return COOKIE in activity.categories and any(
        purpose.basis is LegalBasis.LEGITIMATE_INTEREST and purpose.code in NEEDS_CONSENT
        for purpose in activity.purposes
    )
