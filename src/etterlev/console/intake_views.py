"""A request that came some other way than through the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from etterlev.access import queries as access
from etterlev.access.rules import Area
from etterlev.console.arrival_views import form_page
from etterlev.console.intake_form import IntakeForm, today_in
from etterlev.controllers import queries as controllers
from etterlev.doors import open_to
from etterlev.errors import EtterlevError
from etterlev.project.edge import language
from etterlev.requests.actions import arrivals
from etterlev.requests.actions.receive import Intake

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest


@open_to(Area.CASE_DECISIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_case(request: StaffRequest) -> HttpResponse:
    """Register a request with the day it came, and send the person the code that proves the address."""
    within = access.within(request.visitor.actor, Area.CASE_DECISIONS).controllers
    if request.method != "POST":
        form = IntakeForm(within=within, initial=today_in(language()))
        return form_page(request, form)
    form = IntakeForm(request.POST, within=within)
    if not form.is_valid():
        return form_page(request, form, status=422)
    try:
        arrival, received_on = form.cleaned_data["arrival"], form.cleaned_data["received_on"]
        case = arrivals.register(_intake(form), received_on, arrival, by=request.actor, now=timezone.now())
    except EtterlevError as error:
        form.add_error(error.field if error.field in form.fields else None, error.sentence(language()))
        return form_page(request, form, status=422)
    return redirect("staff_case", case)


def _intake(form: IntakeForm) -> Intake:
    said = form.cleaned_data
    department = controllers.department(said["department"])
    told = {
        name: said[name] for name in ("right", "language", "email", "name", "message", "form_key", "door", "due_on")
    }
    return Intake(controller=department.controller.id, department_slug=department.slug, **told)
