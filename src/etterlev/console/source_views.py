"""Sources: what they hold, and the map a person confirms."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from etterlev.access.rules import Area
from etterlev.controllers.actors import Reason
from etterlev.doors import open_to
from etterlev.sources import actions
from etterlev.sources import queries as asked

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest


@open_to(Area.SOURCES)
def sources(request: StaffRequest) -> HttpResponse:
    """Every source of the actor's controllers."""
    return render(request, "console/sources.html", {"sources": asked.sources(request.actor.scope(Reason.EVIDENCE))})


@open_to(Area.SOURCES)
def source(request: StaffRequest, source_id: UUID) -> HttpResponse:
    """One source and its map."""
    scope = request.actor.scope(Reason.EVIDENCE)
    return render(
        request,
        "console/source.html",
        {"source": asked.source(scope, source_id), "map": asked.newest_map(scope, source_id)},
    )


@open_to(Area.SOURCE_MAPS)
@require_POST
def describe(request: StaffRequest, source_id: UUID) -> HttpResponse:
    """Look at the source's structure again."""
    actions.describe(source_id, by=request.actor, now=timezone.now())
    return redirect("source", source_id)


@open_to(Area.SOURCE_MAPS)
@require_POST
def confirm(request: StaffRequest, source_id: UUID) -> HttpResponse:
    """Confirm the map as it is shown."""
    actions.confirm(source_id, request.POST.get("fingerprint", ""), by=request.actor, now=timezone.now())
    return redirect("source", source_id)
