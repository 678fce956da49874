"""What is served is what was published, and what was published is in the log (S1)."""

from __future__ import annotations

import urllib.request
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from etterlev.controllers.queries import controller_ids
from etterlev.languages import LANGUAGES, Language
from etterlev.law.deadlines import oslo_date
from etterlev.ledger import queries as ledger
from etterlev.ledger.events import Event
from etterlev.notice import queries, rendering
from etterlev.notice.commitments import commitment_of, of_version
from etterlev.notice.queries import Edition
from etterlev.promises import Evidence, State, as_written, promise

TIMEOUT_SECONDS = 20


@promise(as_written(__file__, "S1-served"))
def served(*, now: datetime) -> Evidence:
    """Every version stands in the log as it stands here, and the portal shows the words of the one in force."""
    current = queries.in_force(oslo_date(now))
    if current is None:
        return Evidence(State.NOT_YET_CHECKED)
    versions = queries.editions()
    pages = {language: _fetch(language) for language in LANGUAGES}
    figures = {
        "versions": len(versions),
        "altered": sum(not _is_in_log(each) for each in versions),
        "pages": len(pages),
        "different": sum(
            rendering.fragment_of_page(page) != current.fragments[each] for each, (page, _) in pages.items()
        ),
        "cookies": sum(sets_cookie for _, sets_cookie in pages.values()),
    }
    wrong = figures["altered"] or figures["different"] or figures["cookies"]
    return Evidence(State.BROKEN if wrong else State.KEPT, figures, systems=("Etterlev",))


def _fetch(language: Language) -> tuple[str, bool]:
    """The page as anybody gets it, and whether it set a cookie."""
    address = settings.PORTAL_ORIGIN + rendering.root(language)
    assert urlsplit(address).scheme in ("http", "https")
    with urllib.request.urlopen(address, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310  # our own address, checked above
        return answer.read().decode(), "Set-Cookie" in answer.headers


def _is_in_log(edition: Edition) -> bool:
    """Whether the words we keep are the words the log has committed to."""
    wanted = commitment_of(of_version(edition.number, edition.fragments))
    lines = [line for line in ledger.about(controller_ids(), edition.id) if line.event == Event.NOTICE_PUBLISHED]
    kept = all(
        rendering.hash_of(queries.pieces(edition.id, each).values()) == edition.fragments[each] for each in LANGUAGES
    )
    if "linked" in edition.fragments:
        kept = kept and commitment_of(queries.linked(edition.id) or {}).hex() == edition.fragments["linked"]
    return kept and any(line.commitment is not None and bytes(line.commitment) == wanted for line in lines)
