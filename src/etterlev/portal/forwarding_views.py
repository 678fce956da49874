"""Our client takes over a request that is theirs to answer, by the link in our letter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Reason, stranger
from etterlev.doors import ANYONE, open_to
from etterlev.portal.request_views import CODES
from etterlev.project.edge import language, parted
from etterlev.project.templatetags.words import right as name_of_right
from etterlev.requests import kinds
from etterlev.requests import queries as requests
from etterlev.requests.actions import forward
from etterlev.requests.errors import ForwardingGone


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forwarding(request: HttpRequest, department: str, secret: str) -> HttpResponse:
    """Looking confirms nothing and shows nothing: a mail scanner that follows the link has not received anything."""
    place, now = controllers.department(department), timezone.now()
    by = stranger(place.controller.id)
    shown = {"department": place, "heading": gettext("En henvendelse som er deres å svare på")}
    try:
        if request.method == "POST":
            CODES.check(request)
            found = forward.receive(secret, by=by, now=now)
            named = name_of_right(found.right) if kinds.is_right(found.right) else gettext("Svar på et spørsmål")
            shown |= {"forwarded": found, "right": named}
        else:
            requests.require_forwarding(by.scope(Reason.SELF), secret, now)
    except ForwardingGone as gone:
        heading, way_out = parted(gone.sentence(language()))
        return render(
            request, "portal/forwarding.html", shown | {"heading": heading, "gone": way_out}, status=gone.http_status
        )
    return render(request, "portal/forwarding.html", shown)
