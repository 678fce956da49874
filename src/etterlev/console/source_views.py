"""Sources: what they hold, and the map a person confirms."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from etterlev.access import queries as access
from etterlev.access.rules import Area
from etterlev.controllers.actors import Reason
from etterlev.doors import open_to
from etterlev.errors import EtterlevError
from etterlev.project.edge import language
from etterlev.requests import queries as requests
from etterlev.sources import actions
from etterlev.sources import queries as asked
from etterlev.sources.actions import mapping
from etterlev.sources.fides import LARGEST, Imported
from etterlev.sources.owners import USUAL_DAYS

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest


@open_to(Area.SOURCES)
def sources(request: StaffRequest) -> HttpResponse:
    """Every source of the actor's controllers."""
    listed = asked.sources(request.actor.scope(Reason.EVIDENCE))
    waiting = requests.waiting_for_sources(request.actor.scope(Reason.EVIDENCE))
    shown = {
        "here": "sources",
        "sources": [(each, len(waiting.get(each.id, ()))) for each in listed],
        "waiting": bool(waiting),
        "unconfirmed": sum(each.needs_map and each.confirmed_at is None for each in listed),
        "several": len(request.actor.controllers) > 1,
    }
    return render(request, "console/sources.html", shown)


@open_to(Area.SOURCES)
def source(request: StaffRequest, source_id: UUID) -> HttpResponse:
    """One source and its map."""
    return show_source(request, source_id)


def show_source(
    request: StaffRequest, source_id: UUID, error: EtterlevError | None = None, imported: Imported | None = None
) -> HttpResponse:
    """The page of a source: with what stopped something, or what a file gave."""
    scope = request.actor.scope(Reason.EVIDENCE)
    card, newest = asked.source(scope, source_id), asked.newest_map(scope, source_id)
    shown = {
        "here": "sources",
        "source": card,
        "map": newest,
        "drift": next((each.drift for each in asked.changed(scope) if each.id == source_id), None),
        "fields": sum(len(unit.fields) for unit in newest.units) if newest else 0,
        "may_map": card.controller_id in access.within(request.visitor.actor, Area.SOURCE_MAPS).controllers,
        "ownership": asked.ownership(scope, source_id),
        "typed": request.POST if error else {},
        "languages": settings.LANGUAGES,
        "usual_days": USUAL_DAYS,
        "imported": imported,
        "field": error and error.field,
        "error": error and error.sentence(language()),
    }
    return render(request, "console/source.html", shown, status=error.http_status if error else 200)


@open_to(Area.SOURCE_MAPS)
@require_POST
def describe(request: StaffRequest, source_id: UUID) -> HttpResponse:
    """Look at the source's structure again."""
    asked.source(request.actor.scope(Reason.EVIDENCE), source_id)
    try:
        actions.describe(source_id, by=request.actor, now=timezone.now())
    except EtterlevError as error:
        return show_source(request, source_id, error)
    return redirect("source", source_id)


@open_to(Area.SOURCE_MAPS)
@require_POST
def confirm(request: StaffRequest, source_id: UUID) -> HttpResponse:
    """Confirm the map as it is shown."""
    asked.source(request.actor.scope(Reason.EVIDENCE), source_id)
    try:
        actions.confirm(
            source_id,
            request.POST.get("fingerprint", ""),
            seen=_id(request.POST.get("map", "")),
            by=request.actor,
            now=timezone.now(),
        )
    except EtterlevError as error:
        return show_source(request, source_id, error)
    return redirect("source", source_id)


def _id(text: str) -> UUID | None:
    """Which map was shown; None from a page of before it was said."""
    try:
        return UUID(text)
    except ValueError:
        return None


@open_to(Area.SOURCE_MAPS)
@require_POST
def import_map(request: StaffRequest, source_id: UUID) -> HttpResponse:
    """Propose a map from a Fides dataset, and show what could not be translated."""
    asked.source(request.actor.scope(Reason.EVIDENCE), source_id)
    file = request.FILES.get("file")
    text = "" if file is None else file.read(LARGEST + 1).decode("utf-8", "replace")
    try:
        imported = mapping.import_fides(source_id, text, by=request.actor, now=timezone.now())
    except EtterlevError as error:
        return show_source(request, source_id, error)
    return show_source(request, source_id, imported=imported)


@open_to(Area.SOURCE_MAPS)
@require_POST
def choose_link(request: StaffRequest, source_id: UUID) -> HttpResponse:
    """Say whether a proposed link holds."""
    asked.source(request.actor.scope(Reason.EVIDENCE), source_id)
    said, is_followed = request.POST.get("link", ""), request.POST.get("follow") == "yes"
    try:
        mapping.choose_link(source_id, said, is_followed=is_followed, by=request.actor, now=timezone.now())
    except EtterlevError as error:
        return show_source(request, source_id, error)
    return redirect("source", source_id)
