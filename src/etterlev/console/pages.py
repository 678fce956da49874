"""Today, the register, and the signed-in person's own account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from etterlev.access import queries as access
from etterlev.access.rules import Area
from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Reason
from etterlev.doors import SIGNED_IN, open_to
from etterlev.notice import queries as notice
from etterlev.project.work import queue
from etterlev.promises import PROMISES, State
from etterlev.register import queries as registers
from etterlev.requests import queries as requests

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest


@open_to(Area.TODAY)
def today(request: StaffRequest) -> HttpResponse:
    """What runs out first, on top."""
    now = timezone.now()
    scope = request.actor.scope(Reason.CASE)
    cases, standings = requests.open_cases(scope, now), notice.standings(now)
    shown = {
        "now": now,
        "cases": cases,
        "this_week": [case for case in cases if case.clock.left <= 7],
        "departments": len(scope.controllers),
        "promises": len(standings),
        "kept": sum(standing.state in (State.KEPT, State.ATTESTED) for standing in standings.values()),
        "broken": [PROMISES[code] for code, standing in standings.items() if standing.state is State.BROKEN],
        "red_jobs": queue.red(),
    }
    return render(request, "console/today.html", shown)


@open_to(Area.REGISTER)
def register(request: StaffRequest) -> HttpResponse:
    """Every processing activity of the actor's controllers."""
    scope = request.actor.scope(Reason.EVIDENCE)
    cards = [card for card in controllers.controllers() if card.id in scope.controllers]
    listed = [(card, registers.activities(scope, card.id)) for card in cards]
    return render(request, "console/register.html", {"listed": listed, "count": sum(len(a) for _, a in listed)})


@open_to(Area.REGISTER)
def activity(request: StaffRequest, controller: str, code: str) -> HttpResponse:
    """One activity, whole."""
    scope = request.actor.scope(Reason.EVIDENCE)
    card = controllers.controller_by_slug(controller)
    found = registers.activity(scope, card.id, code)
    systems = [system for system in registers.systems(scope, card.id) if system.slug in found.systems]
    return render(request, "console/activity.html", {"controller": card, "activity": found, "systems": systems})


@open_to(SIGNED_IN)
def account(request: StaffRequest) -> HttpResponse:
    """Who is signed in, with which roles."""
    card = access.card(request.staff, timezone.localdate())
    roles = [(controllers.controller(at), sorted(roles)) for at, roles in card.roles.items()]
    return render(request, "console/account.html", {"card": card, "roles": roles})
