"""The deadlines in somebody's own calendar, by a link only they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from etterlev.access import actions, queries
from etterlev.access.rules import Area
from etterlev.console import calendar_file
from etterlev.controllers.actors import Reason
from etterlev.doors import ANYONE, SIGNED_IN, open_to
from etterlev.requests import queries as requests

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest


@open_to(ANYONE)
@never_cache
@require_safe
def calendar(_: HttpRequest, secret: str) -> HttpResponse:
    """The open cases of whoever has this link, with the roles they have today. A calendar program cannot sign in."""
    user, now = queries.by_calendar(secret), timezone.now()
    if user is None:
        raise Http404
    actor = queries.within(queries.actor_of(user, timezone.localdate()), Area.CASES)
    with translation.override(user.language):
        made = calendar_file.calendar(requests.open_cases(actor.scope(Reason.CASE), now), now)
    return HttpResponse(made, content_type="text/calendar; charset=utf-8")


@open_to(SIGNED_IN)
@never_cache
@require_POST
def new_calendar(request: StaffRequest) -> HttpResponse:
    """A fresh link, shown this once."""
    secret = actions.renew_calendar(request.staff.id, by=request.actor)
    link = settings.CONSOLE_ORIGIN + reverse("calendar", args=[secret])
    return render(request, "console/calendar.html", {"here": "account", "link": link})
