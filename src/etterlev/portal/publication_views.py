"""The statement for programs: a feed of its versions, its words as Markdown, and what machines ask of a site."""

from __future__ import annotations

import json
from datetime import UTC, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from etterlev.controllers import queries as controllers
from etterlev.doors import ANYONE, open_to
from etterlev.law.deadlines import oslo_date
from etterlev.notice import queries as notice
from etterlev.notice.errors import UnknownVersion
from etterlev.notice.queries import Edition
from etterlev.notice.rules.linked_data import based
from etterlev.notice.rules.markdown import markdown
from etterlev.portal.documents import document
from etterlev.project.edge import language

# RFC 9116 asks for less than a year; a file made at every request never goes stale.
SECURITY_TXT_LASTS = timedelta(days=180)


@open_to(ANYONE)
@require_safe
def feed(_request: HttpRequest) -> HttpResponse:
    """Every version as an Atom feed (RFC 4287): what changed in it, and where the changes are shown."""
    origin = settings.PORTAL_ORIGIN
    group, home = controllers.group_name(), origin + reverse("statement")
    made = Atom1Feed(
        title=_("Personvernerklæringen til {group}").format(group=group),
        link=home,
        description="",
        language=language(),
        author_name=group,
        feed_url=origin + reverse("feed"),
        feed_guid=home,
    )
    for edition in notice.editions():
        path = reverse("difference", args=[edition.number]) if edition.number > 1 else reverse("version", args=[1])
        made.add_item(
            title=_("Versjon {n}, gjelder fra {on}").format(n=edition.number, on=edition.effective_on.isoformat()),
            link=origin + path,
            description=edition.change.said(language()),
            unique_id=origin + reverse("version", args=[edition.number]),
            pubdate=edition.published_at,
            updateddate=edition.published_at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@open_to(ANYONE)
@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """The version in force as Markdown (RFC 7763). Raises UnknownVersion before there is one."""
    edition = notice.in_force(oslo_date(timezone.now()))
    if edition is None:
        raise UnknownVersion(number=1)
    text = markdown(notice.statement(edition.id, language()))
    markdown_type = "text/markdown; charset=utf-8; variant=CommonMark"
    return document(request, text.encode(), markdown_type, Content_Language=language())


@open_to(ANYONE)
@require_safe
def newest_linked(request: HttpRequest) -> HttpResponse:
    """The version in force as linked data. Raises UnknownVersion before there is one."""
    return _linked(request, notice.in_force(oslo_date(timezone.now())) or notice.edition(1))


@open_to(ANYONE)
@require_safe
def linked(request: HttpRequest, number: int) -> HttpResponse:
    """A version as linked data (JSON-LD 1.1). Raises UnknownVersion, also for one from before it was kept."""
    return _linked(request, notice.edition(number))


def _linked(request: HttpRequest, edition: Edition) -> HttpResponse:
    graph = notice.linked(edition.id)
    if graph is None:
        raise UnknownVersion(number=edition.number)
    with override("nb"):
        base = settings.PORTAL_ORIGIN + reverse("statement")
    return document(request, json.dumps(based(graph, base), ensure_ascii=False).encode(), "application/ld+json")


@open_to(ANYONE)
@require_safe
def security_txt(_request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116)."""
    group = next(card for card in controllers.controllers() if card.is_group)
    lines = [
        f"Contact: mailto:{group.email}",
        f"Expires: {(timezone.now() + SECURITY_TXT_LASTS).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nb, nn, en",
        f"Canonical: {settings.PORTAL_ORIGIN}/.well-known/security.txt",
    ]
    with override("nb"):
        lines.append(f"Policy: {settings.PORTAL_ORIGIN}{reverse('statement')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@open_to(ANYONE)
@require_safe
def gpc(_request: HttpRequest) -> JsonResponse:
    """That this site abides by Global Privacy Control, and since when. Raises UnknownVersion."""
    newest = notice.newest()
    if newest is None:
        raise UnknownVersion(number=1)
    return JsonResponse({"gpc": True, "lastUpdate": newest.effective_on.isoformat()})
