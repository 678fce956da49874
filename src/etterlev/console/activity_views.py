"""Change the register by hand: one activity, here or wherever it is the same, with a reason and a history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from etterlev.access import queries as access
from etterlev.access.rules import Area
from etterlev.console.activity_form import form_of, typed
from etterlev.console.templatetags.desk import register_fields
from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Reason
from etterlev.controllers.queries import ControllerCard
from etterlev.doors import open_to
from etterlev.errors import EtterlevError
from etterlev.project.edge import language
from etterlev.register import actions, editing, queries
from etterlev.register.actions import Change
from etterlev.register.errors import StaleActivity

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest


@open_to(Area.REGISTER_CHANGES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_activity(request: StaffRequest, controller: str) -> HttpResponse:
    """An activity that is not in the register yet."""
    card = my_controller(request, controller)
    code = request.POST.get("code", "").strip()
    if request.method != "POST":
        return _form(request, card, "", {}, [])
    document = typed(request.POST, code, {})
    change = Change(code, document, "", request.POST.get("why", ""), everywhere="everywhere" in request.POST)
    return _changed(request, card, change, "")


@open_to(Area.REGISTER_CHANGES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_activity(request: StaffRequest, controller: str, code: str) -> HttpResponse:
    """What stands in the register, to be changed."""
    card = my_controller(request, controller)
    held = queries.document(request.actor.scope(Reason.EVIDENCE), card.id, code)
    if request.method != "POST":
        return _form(request, card, code, held, [])
    change = Change(
        code,
        typed(request.POST, code, held),
        request.POST.get("seen", ""),
        request.POST.get("why", ""),
        everywhere="everywhere" in request.POST,
    )
    return _changed(request, card, change, code)


@open_to(Area.REGISTER_CHANGES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end_activity(request: StaffRequest, controller: str, code: str) -> HttpResponse:
    """It is not done any more. What it was stays in the history."""
    card = my_controller(request, controller)
    if request.method != "POST":
        return redirect("change_activity", controller, code)
    held = queries.document(request.actor.scope(Reason.EVIDENCE), card.id, code)
    why, everywhere = request.POST.get("end_why", ""), "everywhere" in request.POST
    change = Change(code, None, request.POST.get("seen", ""), why, everywhere)
    try:
        actions.change_activity(card.id, change, by=request.actor, now=timezone.now())
    except EtterlevError as error:
        return _form(request, card, code, held, [error], at="end")
    return redirect("register")


def _changed(request: StaffRequest, card: ControllerCard, change: Change, code: str) -> HttpResponse:
    document = change.document or {}
    faults = editing.faults(document)
    if not faults:
        try:
            actions.change_activity(card.id, change, by=request.actor, now=timezone.now())
            return redirect("activity", card.slug, change.code)
        except StaleActivity as stale:
            fields = register_fields(str(stale.facts["fields"]).split(", "))
            faults = [StaleActivity(fields=fields)]
        except EtterlevError as error:
            faults = [error]
    return _form(request, card, code, document, faults)


def _form(
    request: StaffRequest,
    card: ControllerCard,
    code: str,
    document: dict[str, Any],
    faults: list[EtterlevError],
    *,
    at: str = "",
) -> HttpResponse:
    scope = request.actor.scope(Reason.EVIDENCE)
    held = queries.document(scope, card.id, code) if code else None
    others = queries.elsewhere(scope, card.id, code) if code else []
    names = {each.id: each.legal_name for each in controllers.controllers()}
    posted = request.POST if faults else {}
    beside = {each.field for each in faults} - {None}
    shown = {
        "here": "register",
        "controller": card,
        "code": code,
        "typed_code": posted.get("code", ""),
        "seen": editing.fingerprint(held),
        "form": form_of(document, queries.systems(scope, card.id), faults),
        "alike": [names[each.controller_id] for each in others if not each.own_fields],
        "several": len(request.actor.controllers) > 1,
        "errors": [each.sentence(language()) for each in faults],
        "wrong": {each.field: each.sentence(language()) for each in faults if each.field},
        "beside": beside,
        "why": posted.get("why", ""),
        "everywhere": "everywhere" in posted,
        "at": at,
        "end_why": posted.get("end_why", ""),
    }
    return render(request, "console/activity_edit.html", shown, status=_status(faults))


def _status(faults: list[EtterlevError]) -> int:
    if not faults:
        return 200
    return 409 if any(each.http_status == 409 for each in faults) else 422


def my_controller(request: StaffRequest, slug: str) -> ControllerCard:
    """Raises Http404 for a controller whose register this person may not change."""
    may: frozenset[UUID] = access.within(request.visitor.actor, Area.REGISTER_CHANGES).controllers
    found = next((card for card in controllers.controllers() if card.slug == slug and card.id in may), None)
    if found is None:
        raise Http404
    return found
