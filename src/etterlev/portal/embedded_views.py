"""The statement inside the group's own site: the page for a frame, and the two small scripts that size it."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from etterlev.doors import ANYONE, open_to
from etterlev.law.deadlines import oslo_date
from etterlev.notice import queries as notice
from etterlev.notice.errors import UnknownVersion
from etterlev.portal import embedding, sentence_page, statement_page
from etterlev.project.edge import language

_HERE = Path(__file__).parent
_SCRIPTS = {name: (_HERE / name).read_text(encoding="utf-8") for name in ("element.js", "embedded.js")}


@open_to(ANYONE)
@require_safe
def sentence(request: HttpRequest, key: str) -> HttpResponse:
    """One sentence by its permalink, also when it is no longer said. Raises UnknownSentence."""
    page = sentence_page.page(key, language(), timezone.now())
    return render(request, "portal/sentence.html", {"here": "statement", "page": page})


@open_to(ANYONE)
@require_safe
def embedded(request: HttpRequest) -> HttpResponse:
    """The statement without header and menu, for a frame on the group's own site. Raises UnknownVersion."""
    now = timezone.now()
    edition = notice.in_force(oslo_date(now))
    if edition is None:
        raise UnknownVersion(number=1)
    response = render(request, "portal/embedded.html", {"page": statement_page.page(edition, language(), now)})
    response["Content-Security-Policy"] = embedding.policy()
    # The page around may be of another origin: that is what the allow list is for.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@open_to(ANYONE)
@require_safe
def element(_: HttpRequest) -> HttpResponse:
    """The web component, for any page that wants it; where it may show anything is decided by the frame."""
    return _script("element.js", "cross-origin")


@open_to(ANYONE)
@require_safe
def height(_: HttpRequest) -> HttpResponse:
    """What the embedded page runs."""
    return _script("embedded.js", "same-origin")


def _script(name: str, who: str) -> HttpResponse:
    response = HttpResponse(_SCRIPTS[name], content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    response["Cross-Origin-Resource-Policy"] = who
    return response
