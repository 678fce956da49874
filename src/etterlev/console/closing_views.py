"""When a relation ends: the lists that are open, one list, and what becomes of each line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from etterlev.access import actions as access
from etterlev.access import queries as staff
from etterlev.access.rules import Area
from etterlev.closings import actions, queries
from etterlev.closings.actions import Ending
from etterlev.closings.errors import ItemUnknown
from etterlev.closings.rules import Kind, Outcome
from etterlev.console.errors import NotADepartment, day
from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Reason
from etterlev.doors import open_to
from etterlev.errors import EtterlevError
from etterlev.languages import LANGUAGES
from etterlev.ledger.events import Event
from etterlev.project.edge import language

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest


@open_to(Area.CASES)
@never_cache
def closings(request: StaffRequest) -> HttpResponse:
    """Every closing of the actor's controllers, what is due first on top. Nothing about who it is."""
    return _list(request)


@open_to(Area.CASE_DECISIONS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_closing(request: StaffRequest) -> HttpResponse:
    """Somebody knows that an engagement or an employment ends."""
    if request.method != "POST":
        return _list(request)
    try:
        made = actions.open_by_hand(_ending(request), by=request.actor, now=timezone.now())
    except EtterlevError as error:
        return _list(request, error)
    return redirect("closing", made)


@open_to(Area.CASES)
@never_cache
def closing(request: StaffRequest, closing_id: UUID) -> HttpResponse:
    """A closing from the outside: when it ended and how far it has come."""
    card = queries.closing(request.actor.scope(Reason.CASE), closing_id, timezone.now())
    return render(request, "console/closing.html", {"here": "cases", "card": card, **_may(request, card.controller_id)})


@open_to(Area.CASE_CONTENTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_closing(request: StaffRequest, closing_id: UUID) -> HttpResponse:
    """Who it is about, and every line. The look is written in the log before anything is opened."""
    return redirect("closing", closing_id) if request.method != "POST" else _inside(request, closing_id)


@open_to(Area.CASE_DECISIONS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settle_line(request: StaffRequest, closing_id: UUID, code: str) -> HttpResponse:
    """Say what became of one line."""
    if request.method != "POST":
        return redirect("closing", closing_id)
    words, chosen = request.POST.get("words", ""), request.POST.get("outcome", "")

    def do() -> None:
        if chosen not in set(Outcome):
            raise ItemUnknown(field=code)
        actions.settle(closing_id, code, Outcome(chosen), words, by=request.actor, now=timezone.now())

    return _step(request, closing_id, do, code)


@open_to(Area.CASE_DECISIONS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def finish_closing(request: StaffRequest, closing_id: UUID) -> HttpResponse:
    """Everything is done: confirm it."""
    if request.method != "POST":
        return redirect("closing", closing_id)
    return _step(
        request, closing_id, partial(actions.finish, closing_id, by=request.actor, now=timezone.now()), "finish"
    )


def _step(request: StaffRequest, closing_id: UUID, do: Callable[[], None], at: str) -> HttpResponse:
    queries.closing(request.actor.scope(Reason.CASE), closing_id, timezone.now())
    try:
        do()
    except EtterlevError as error:
        return _inside(request, closing_id, error, at)
    return _inside(request, closing_id)


def _inside(request: StaffRequest, closing_id: UUID, error: EtterlevError | None = None, at: str = "") -> HttpResponse:
    scope, now = request.actor.scope(Reason.CASE), timezone.now()
    card = queries.closing(scope, closing_id, now)
    access.look(
        Event.CLOSING_SEEN,
        controller=card.controller_id,
        holder=card.holder_id,
        about=card.id,
        reason=Reason.CASE,
        by=request.actor,
        now=now,
    )
    opened = queries.contents(scope, closing_id, now)
    shown = {
        "here": "cases",
        "card": opened.card,
        "opened": opened,
        "error": error and error.sentence(language()),
        "at": at,
        "typed": request.POST if error else {},
        **_may(request, card.controller_id),
    }
    return render(request, "console/closing.html", shown, status=422 if error else 200)


def _may(request: StaffRequest, controller: UUID) -> dict[str, bool]:
    actor = request.visitor.actor
    return {
        "may_open": controller in staff.within(actor, Area.CASE_CONTENTS).controllers,
        "may_decide": controller in staff.within(actor, Area.CASE_DECISIONS).controllers,
    }


def _list(request: StaffRequest, error: EtterlevError | None = None) -> HttpResponse:
    scope, now = request.actor.scope(Reason.CASE), timezone.now()
    decides = staff.within(request.visitor.actor, Area.CASE_DECISIONS).controllers
    shown = {
        "here": "cases",
        "open": queries.open_closings(scope, now),
        "finished": queries.finished(scope, now),
        "several": len(request.actor.controllers) > 1,
        "places": [card for card in controllers.controllers() if card.id in decides],
        "kinds": list(Kind),
        "languages": settings.LANGUAGES,
        "origin": request.POST.get("origin") or uuid4(),
        "error": error and error.sentence(language()),
        "field": error and error.field,
        "typed": request.POST if error else {},
    }
    return render(request, "console/closings.html", shown, status=422 if error else 200)


def _ending(request: StaffRequest) -> Ending:
    typed = request.POST
    decides = staff.within(request.visitor.actor, Area.CASE_DECISIONS).controllers
    place = next((each for each in decides if str(each) == typed.get("controller")), None)
    if place is None:
        raise NotADepartment(field="controller")
    kind = Kind.EMPLOYMENT if typed.get("kind") == Kind.EMPLOYMENT else Kind.ENGAGEMENT
    try:
        origin = UUID(typed.get("origin", ""))
    except ValueError:
        origin = uuid4()
    return Ending(
        place,
        kind,
        day(typed.get("ended_on", ""), "ended_on"),
        typed.get("name", ""),
        typed.get("email", ""),
        typed.get("language", "nb") if typed.get("language") in LANGUAGES else "nb",
        origin,
    )
