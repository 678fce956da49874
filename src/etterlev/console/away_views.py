"""When the privacy contact is away: somebody stands in, for a time, with the same role and the same letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from etterlev.access import actions, queries
from etterlev.access.errors import NobodyToStandIn
from etterlev.console.errors import day
from etterlev.controllers.actors import Role
from etterlev.doors import SIGNED_IN, open_to
from etterlev.errors import EtterlevError
from etterlev.project.edge import language

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest


@open_to(SIGNED_IN)
@never_cache
@require_POST
def stand_in(request: StaffRequest) -> HttpResponse:
    """Choose who stands in, from which day to which."""
    typed = request.POST
    try:
        first, last = (day(typed.get(name, ""), name) for name in ("from_on", "to_on"))
        chosen = _colleague(request, typed.get("deputy", ""))
        actions.delegate(chosen, from_on=first, to_on=last, by=request.visitor.actor, now=timezone.now())
    except EtterlevError as error:
        shown = {"here": "account", "error": error.sentence(language()), "field": error.field, "typed": typed}
        return render(request, "console/away.html", {**shown, **away(request)}, status=422)
    return redirect("account")


def away(request: StaffRequest) -> dict[str, Any]:
    """What the form needs: who may stand in, and who does. Empty for whoever is contact nowhere."""
    actor, today = request.visitor.actor, timezone.localdate()
    places = [each for each in actor.controllers if actor.has(each, Role.PRIVACY_CONTACT)]
    if not places:
        return {}
    return {
        "deputies": queries.may_stand_in(actor, today),
        "standing_in": queries.standing_in(places, today),
        "today": today.isoformat(),
    }


def _colleague(request: StaffRequest, text: str) -> UUID:
    """Raises NobodyToStandIn for anybody but those in the list."""
    chosen = [each.id for each in queries.may_stand_in(request.visitor.actor, timezone.localdate())]
    found = next((each for each in chosen if str(each) == text), None)
    if found is None:
        raise NobodyToStandIn(field="deputy")
    return found
