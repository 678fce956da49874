"""What came by e-mail or letter: put in as a file, read over, and made a case in a minute, or laid aside."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from etterlev.access import queries as access
from etterlev.access.rules import Area
from etterlev.console.errors import NotAFile
from etterlev.console.intake_form import IntakeForm, today_in
from etterlev.controllers.actors import Reason
from etterlev.doors import open_to
from etterlev.errors import EtterlevError
from etterlev.project.edge import language
from etterlev.project.uploads import in_memory
from etterlev.requests import arrival_queries
from etterlev.requests import queries as requests
from etterlev.requests.actions import arrivals
from etterlev.requests.actions.answering import Upload

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest


@open_to(Area.CASE_DECISIONS)
@csrf_exempt
@never_cache
@require_POST
def take_in(request: StaffRequest) -> HttpResponse:
    """Put in a file, and go on to the form it fills in. The token is checked once files are said to stay in memory."""
    in_memory(request)
    return _take_in(request)


@csrf_protect
def _take_in(request: StaffRequest) -> HttpResponse:
    try:
        file = _file(request)
        department = request.POST.get("department", "")
        made = arrivals.take_in(department, file, by=request.actor, now=timezone.now())
    except EtterlevError as error:
        return form_page(request, _empty(request), error, status=422)
    return _filled(request, made)


def _file(request: StaffRequest) -> Upload:
    found = request.FILES.get("file")
    if found is None:
        raise NotAFile(field="file")
    return Upload(found.name or "", found.read(), found.size or 0)


@open_to(Area.CASE_DECISIONS)
@never_cache
@require_POST
def open_arrival(request: StaffRequest, arrival_id: UUID) -> HttpResponse:
    """Read over what came, in the form it fills in. The look is in the log first."""
    return _filled(request, arrival_id)


@open_to(Area.CASE_DECISIONS)
@require_POST
def dismiss(request: StaffRequest, arrival_id: UUID) -> HttpResponse:
    """It was no request."""
    reasons = request.POST.get("reasons", "")
    do = partial(arrivals.dismiss, arrival_id, reasons, by=request.actor, now=timezone.now())
    try:
        do()
    except EtterlevError as error:
        return _filled(request, arrival_id, error, status=422)
    return redirect("cases")


@open_to(Area.CASE_CONTENTS)
@never_cache
@require_POST
def original(request: StaffRequest, case_id: UUID, arrival_id: UUID) -> HttpResponse:
    """The e-mail or letter as it came: to be saved, never shown in the browser. The look is in the log first."""
    scope, now = request.actor.scope(Reason.CASE), timezone.now()
    requests.card(scope, case_id, now)
    arrivals.look(arrival_id, by=request.actor, now=now)
    name, content = arrival_queries.original(scope, arrival_id, case_id)
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _filled(
    request: StaffRequest, arrival_id: UUID, error: EtterlevError | None = None, status: int = 200
) -> HttpResponse:
    arrivals.look(arrival_id, by=request.actor, now=timezone.now())
    card, facts = arrival_queries.facts(request.actor.scope(Reason.CASE), arrival_id)
    initial: dict[str, Any] = {
        "door": card.door,
        "received_on": timezone.localdate(card.arrived_at).isoformat(),
        "department": card.department_slug,
        "language": language(),
        "message": "\n\n".join(each for each in (facts.get("subject", ""), facts.get("text", "")) if each),
        **{name: facts.get(name, "") for name in ("name", "email", "right")},
        "arrival": arrival_id,
    }
    form = IntakeForm(within=_within(request), initial=initial)
    return form_page(request, form, error, status=status)


def _empty(request: StaffRequest) -> IntakeForm:
    return IntakeForm(within=_within(request), initial=today_in(language()))


def _within(request: StaffRequest) -> frozenset[UUID]:
    return access.within(request.visitor.actor, Area.CASE_DECISIONS).controllers


def form_page(
    request: StaffRequest, form: IntakeForm, error: EtterlevError | None = None, status: int = 200
) -> HttpResponse:
    """The page where a request is registered, by hand or from what came."""
    arrival = form["arrival"].value()
    shown = {"here": "cases", "form": form, "arrival": arrival, "error": error and error.sentence(language())}
    return render(request, "console/new_case.html", shown, status=status)
