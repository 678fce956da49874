"""The edge of both surfaces: headers, languages, and errors turned into pages that say what to do."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import translate_url
from django.utils.translation import get_language, gettext

from etterlev.errors import EtterlevError
from etterlev.languages import Language
from etterlev.project import views

log = logging.getLogger("etterlev.edge")
Respond = Callable[[HttpRequest], HttpResponse]

CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# Where a sentence ends, and not «nr.» or an ordinal.
SENTENCE_ENDS = re.compile(r"(?:(?<=[^\W\d_]{2})(?<!\bnr)|(?<=»))[.] (?=[A-ZÆØÅ«])")
LONGEST_HEADING = 90


class Headers:
    """A strict content policy on every answer: our own style, fonts and forms, and nothing else. There are no
    scripts.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        response.setdefault("Content-Security-Policy", CONTENT_POLICY)
        response.setdefault("Permissions-Policy", "interest-cohort=(), geolocation=(), camera=(), microphone=()")
        response.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        return response


class Errors:
    """Our own errors become a page with their sentence; any other is logged by class and place, and answered with an
    apology that says what to do.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, EtterlevError):
            return refused(request, error)
        if isinstance(error, Http404):
            return _page(request, gettext("Siden finnes ikke. Gå til forsiden, eller bruk menyen øverst."), 404)
        log.error("unhandled", exc_info=error)
        return _page(
            request, gettext("Noe gikk galt hos oss, og det du gjorde, er ikke lagret. Prøv igjen om litt."), 500
        )


def language() -> Language:
    """The language of the page now being made."""
    current = get_language() or "nb"
    return "nn" if current == "nn" else "en" if current == "en" else "nb"


def refused(request: HttpRequest, error: EtterlevError) -> HttpResponse:
    """The page of one of our own errors."""
    return _page(request, error.sentence(language()), error.http_status)


def parted(sentence: str) -> tuple[str, str]:
    """What is wrong, as a heading, and the way out of it, as the text under it."""
    first, *rest = SENTENCE_ENDS.split(sentence, maxsplit=1)
    return (first, rest[0]) if rest and len(first) <= LONGEST_HEADING else (gettext("Dette gikk ikke"), sentence)


def _page(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    heading, way_out = parted(sentence)
    return render(request, "project/error.html", {"heading": heading, "way_out": way_out}, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # Django's signature
    """A form that is not ours, or that stood open too long."""
    return _page(
        request,
        gettext(
            "Skjemaet var åpent for lenge, eller kom ikke fra denne siden. Last siden på nytt og send en gang til."
        ),
        403,
    )


def page(request: HttpRequest) -> dict[str, Any]:
    """What every page needs: the group's name, the surface, and the same page in the other languages."""
    path = request.get_full_path()
    others = [(code, name, translate_url(path, code)) for code, name in settings.LANGUAGES if code != language()]
    return {"group": views.group_name(), "surface": settings.SURFACE, "language": language(), "other_languages": others}
