"""A request that came some other way than through the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from etterlev.access import queries as access
from etterlev.access.rules import Area
from etterlev.console.intake_form import IntakeForm
from etterlev.controllers import queries as controllers
from etterlev.doors import open_to
from etterlev.errors import EtterlevError
from etterlev.project.edge import language
from etterlev.requests.actions import receive
from etterlev.requests.actions.receive import Intake

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest


@open_to(Area.CASE_DECISIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_case(request: StaffRequest) -> HttpResponse:
    """Register a request with the day it came, and send the person the code that proves the address."""
    within = access.within(request.visitor.actor, Area.CASE_DECISIONS).controllers
    if request.method != "POST":
        form = IntakeForm(within=within, initial={"received_on": timezone.localdate(), "language": language()})
        return _show(request, form)
    form = IntakeForm(request.POST, within=within)
    if not form.is_valid():
        return _show(request, form, status=422)
    try:
        case = receive.register(_intake(form), form.cleaned_data["received_on"], by=request.actor, now=timezone.now())
    except EtterlevError as error:
        form.add_error(error.field, error.sentence(language()))
        return _show(request, form, status=422)
    return redirect("staff_case", case)


def _intake(form: IntakeForm) -> Intake:
    said = form.cleaned_data
    department = controllers.department(said["department"])
    told = {
        name: said[name] for name in ("right", "language", "email", "name", "message", "form_key", "door", "due_on")
    }
    return Intake(controller=department.controller.id, department_slug=department.slug, **told)


def _show(request: StaffRequest, form: IntakeForm, status: int = 200) -> HttpResponse:
    return render(request, "console/new_case.html", {"here": "cases", "form": form}, status=status)
