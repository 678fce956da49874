"""Today, the register, and the signed-in person's own account."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from etterlev.access import actions
from etterlev.access import queries as access
from etterlev.access.rules import Area
from etterlev.closings import queries as endings
from etterlev.console.away_views import away
from etterlev.console.errors import NotALanguage
from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Reason
from etterlev.database.wall import behind_wall
from etterlev.doors import SIGNED_IN, open_to
from etterlev.languages import LANGUAGES
from etterlev.law.retention_rules import retention_rule
from etterlev.notice import queries as notice
from etterlev.notice.rules.standing import Standing
from etterlev.project.work import queue
from etterlev.promises import PROMISES, State
from etterlev.register import agreeing
from etterlev.register import queries as registers
from etterlev.register.agreements import DUE
from etterlev.requests import desk_queries
from etterlev.requests import queries as requests
from etterlev.sources import queries as sources

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest

MONTH = timedelta(days=30)


@open_to(Area.TODAY)
@never_cache
def today(request: StaffRequest) -> HttpResponse:
    """What runs out first, on top."""
    now = timezone.now()
    scope = access.within(request.actor, Area.CASES).scope(Reason.CASE)
    holding = access.within(request.actor, Area.SOURCES).scope(Reason.EVIDENCE)
    # One transaction for all of it where the database keeps the wall.
    with behind_wall(scope.controllers):
        desk = desk_queries.desk(scope, now)
        answered, late = requests.answered_since(scope, now - MONTH, now)
        changed = sources.changed(holding)
        closings = endings.open_closings(scope, now)
        agreed = agreeing.all_agreements(scope, timezone.localdate())
    shown = {
        "here": "today",
        "now": now,
        "sees_cases": bool(scope.controllers),
        "several": len(scope.controllers) > 1,
        "desk": desk,
        "cases": desk.cases,
        "overdue": desk.late,
        "this_week": desk.this_week,
        "controllers": len(request.actor.controllers),
        "answered": answered,
        "answered_late": late,
        "closings": closings,
        "agreements_due": sum(each.standing in DUE for each in agreed),
        "closings_late": sum(each.is_late for each in closings),
        **_statement(notice.standings(now)),
        "red_jobs": queue.red(),
        "changed_sources": changed,
    }
    return render(request, "console/today.html", shown)


def _statement(standings: Mapping[str, Standing]) -> dict[str, Any]:
    """How the promises stand, and a meter a thousand wide."""
    count = {state: sum(each.state is state for each in standings.values()) for state in State}
    kept, broken = count[State.KEPT] + count[State.ATTESTED], count[State.BROKEN]
    every = max(1, len(standings))
    return {
        "promises": len(standings),
        "kept": kept,
        "kept_wide": 1_000 * kept // every,
        "broken_at": 1_000 - 1_000 * broken // every,
        "broken_wide": 1_000 * broken // every,
        "broken": [PROMISES[code] for code, each in standings.items() if each.state is State.BROKEN],
        "unseen": count[State.NOT_YET_CHECKED],
    }


@open_to(Area.REGISTER)
def register(request: StaffRequest) -> HttpResponse:
    """Every processing activity of the actor's controllers."""
    scope = request.actor.scope(Reason.EVIDENCE)
    cards = [card for card in controllers.controllers() if card.id in scope.controllers]
    listed = registers.activities_of(scope)
    due = registers.due_for_review(scope, timezone.localdate())
    may = access.within(request.visitor.actor, Area.REGISTER_CHANGES).controllers
    shown = {
        "here": "register",
        "listed": [(card, listed.get(card.id, []), due.get(card.id, frozenset()), card.id in may) for card in cards],
        "due": sum(map(len, due.values())),
        "count": sum(map(len, listed.values())),
        "may_draft": controllers.controller_ids() <= access.within(request.visitor.actor, Area.PUBLISH).controllers,
    }
    return render(request, "console/register.html", shown)


@open_to(Area.REGISTER)
def activity(request: StaffRequest, controller: str, code: str) -> HttpResponse:
    """One activity, whole."""
    scope = request.actor.scope(Reason.EVIDENCE)
    card = controllers.controller_by_slug(controller)
    found = registers.activity(scope, card.id, code)
    others = registers.elsewhere(scope, card.id, code)
    names = {each.id: each.legal_name for each in controllers.controllers()}
    shown = {
        "here": "register",
        "controller": card,
        "activity": found,
        "systems": [system for system in registers.systems(scope, card.id) if system.slug in found.systems],
        "elsewhere": [(names[each.controller_id], each.own_fields) for each in others],
        "history": registers.history(scope, card.id, code),
        "may_change": card.id in access.within(request.visitor.actor, Area.REGISTER_CHANGES).controllers,
        "unverified": any(not retention_rule(rule).is_verified for rule in found.retention),
    }
    return render(request, "console/activity.html", shown)


@open_to(SIGNED_IN)
@never_cache
def account(request: StaffRequest) -> HttpResponse:
    """Who is signed in, with which roles, and in which language."""
    card = access.card(request.staff, timezone.localdate())
    roles = [(each, sorted(card.roles[each.id])) for each in controllers.controllers() if each.id in card.roles]
    shown = {"here": "account", "card": card, "roles": roles, "languages": settings.LANGUAGES}
    return render(request, "console/account.html", {**shown, **away(request)})


@open_to(SIGNED_IN)
@require_POST
def choose_language(request: StaffRequest) -> HttpResponse:
    """The language the console speaks to whoever is signed in."""
    chosen = next((each for each in LANGUAGES if each == request.POST.get("language")), None)
    if chosen is None:
        raise NotALanguage(field="language")
    actions.speak(request.staff.id, chosen, by=request.actor)
    return redirect("account")
