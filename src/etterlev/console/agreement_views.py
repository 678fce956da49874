"""Processor agreements: how each stands, and what Article 28(3) asks it to say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from etterlev.access import queries as access
from etterlev.access.rules import Area
from etterlev.console.activity_views import my_controller
from etterlev.console.errors import day
from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Reason
from etterlev.doors import open_to
from etterlev.errors import EtterlevError
from etterlev.project.edge import language
from etterlev.register import agreeing, queries
from etterlev.register.actions.agreeing import Agreement, correct, write_down
from etterlev.register.agreeing import AgreementCard
from etterlev.register.agreements import POINTS, Direction

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest


@open_to(Area.REGISTER)
@never_cache
def agreements(request: StaffRequest) -> HttpResponse:
    """Every agreement of the actor's controllers, the worst first, and the processors without one."""
    scope = request.actor.scope(Reason.EVIDENCE)
    names = {card.id: card.legal_name for card in controllers.controllers() if card.id in scope.controllers}
    may = access.within(request.visitor.actor, Area.REGISTER_CHANGES).controllers
    shown = {
        "here": "register",
        "agreements": [(each, names[each.controller_id]) for each in agreeing.all_agreements(scope, _today())],
        "uncovered": [(name, agreeing.without(scope, each)) for each, name in names.items()],
        "several": len(names) > 1,
        "places": [card for card in controllers.controllers() if card.id in may],
    }
    return render(request, "console/agreements.html", shown)


@open_to(Area.REGISTER_CHANGES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_agreement(request: StaffRequest, controller: str) -> HttpResponse:
    """Write one down."""
    place = my_controller(request, controller).id
    if request.method != "POST":
        return _form(request, place, None, None)
    try:
        key = UUID(request.POST.get("form_key", ""))
    except ValueError:
        key = uuid4()
    try:
        write_down(place, key, _typed(request), by=request.actor, now=timezone.now())
    except EtterlevError as error:
        return _form(request, place, None, error)
    return redirect("agreements")


@open_to(Area.REGISTER_CHANGES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: StaffRequest, agreement_id: UUID) -> HttpResponse:
    """What is known of one, to be read and corrected."""
    card = agreeing.agreement(request.actor.scope(Reason.EVIDENCE), agreement_id, _today())
    if request.method != "POST":
        return _form(request, card.controller_id, card, None)
    try:
        correct(agreement_id, _typed(request), by=request.actor, now=timezone.now())
    except EtterlevError as error:
        return _form(request, card.controller_id, card, error)
    return redirect("agreements")


def _form(
    request: StaffRequest, controller: UUID, card: AgreementCard | None, error: EtterlevError | None
) -> HttpResponse:
    typed = request.POST
    held: dict[str, Any] = {} if card is None else {name: getattr(card, name) or "" for name in _FIELDS}
    points = set(typed.getlist("points")) if error else {each for each in POINTS if card and card.points.get(each)}
    chosen = set(typed.getlist("systems")) if error else set(card.systems if card else ())
    systems = queries.systems(request.actor.scope(Reason.EVIDENCE), controller)
    shown = {
        "here": "register",
        "card": card,
        "controller": controllers.controller(controller),
        "form_key": typed.get("form_key") or uuid4(),
        "value": {name: typed.get(name, "") for name in _FIELDS} if error else held,
        "points": [(each, each in points) for each in POINTS],
        "systems": [(each.slug, f"{each.name} ({each.supplier})", each.slug in chosen) for each in systems],
        "error": error and error.sentence(language()),
        "field": error and error.field,
    }
    return render(request, "console/agreement.html", shown, status=422 if error else 200)


_FIELDS = ("direction", "party", "owner", "place", "signed_on", "expires_on", "note")


def _typed(request: StaffRequest) -> Agreement:
    typed = request.POST
    return Agreement(
        direction=Direction.FOR_THEM if typed.get("direction") == Direction.FOR_THEM else Direction.FOR_US,
        party=typed.get("party", "")[:120],
        owner=typed.get("owner", "")[:120],
        systems=tuple(typed.getlist("systems")),
        place=typed.get("place", "")[:200],
        signed_on=_day(typed.get("signed_on", ""), "signed_on"),
        expires_on=_day(typed.get("expires_on", ""), "expires_on"),
        points=frozenset(typed.getlist("points")) & set(POINTS),
        note=typed.get("note", "")[:500],
    )


def _day(text: str, field: str) -> date | None:
    return day(text, field) if text.strip() else None


def _today() -> date:
    return timezone.localdate()
