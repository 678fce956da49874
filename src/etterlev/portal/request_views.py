"""Use a right: choose it, say who you are, prove the address, follow the case, fetch the answer."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Actor, Reason, stranger
from etterlev.controllers.queries import DepartmentCard
from etterlev.doors import ANYONE, open_to
from etterlev.errors import EtterlevError
from etterlev.portal.doors import BY_RIGHT, BY_SLUG, DOORS
from etterlev.portal.forms import RequestForm
from etterlev.project.edge import language
from etterlev.project.limits import Limit
from etterlev.requests import queries as requests
from etterlev.requests.actions import deliver, identify
from etterlev.requests.actions import receive as receiving
from etterlev.requests.actions.receive import Intake
from etterlev.requests.queries import CaseCard

SUBMISSIONS = Limit(times=30, seconds=3_600)
CODES = Limit(times=60, seconds=3_600)


@open_to(ANYONE)
def rights(request: HttpRequest) -> HttpResponse:
    """Every right, as a door."""
    return render(request, "portal/rights.html", {"doors": DOORS})


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def use_right(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of one right. A known and an unknown person get the same answer."""
    door = BY_SLUG.get(slug)
    if door is None:
        raise Http404
    if request.method != "POST":
        form = RequestForm(asks=door.asks, initial={"department": request.GET.get("avdeling", "")})
        return render(request, "portal/use_right.html", {"door": door, "form": form})
    SUBMISSIONS.check(request)
    form = RequestForm(request.POST, asks=door.asks)
    if form.is_valid():
        department = controllers.department(form.cleaned_data["department"])
        intake = Intake(
            controller=department.controller.id,
            department_slug=department.slug,
            right=door.right,
            language=language(),
            email=form.cleaned_data["email"],
            name=form.cleaned_data["name"],
            message=form.cleaned_data["message"],
            form_key=form.cleaned_data["form_key"],
        )
        try:
            secret = receiving.receive(intake, by=stranger(intake.controller), now=timezone.now())
        except EtterlevError as error:
            form.add_error(error.field, error.sentence(language()))
        else:
            return redirect("case", department.slug, secret)
    return render(request, "portal/use_right.html", {"door": door, "form": form}, status=422)


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, department: str, secret: str) -> HttpResponse:
    """A case's own page: the code first, then how far it has come."""
    place, by, card = _case(department, secret)
    error: EtterlevError | None = None
    if request.method == "POST":
        CODES.check(request)
        try:
            identify.enter_code(card.id, request.POST.get("code", ""), by=by, now=timezone.now())
        except EtterlevError as wrong:
            error = wrong
        else:
            return redirect("case", department, secret)
    shown = {
        "department": place,
        "case": card,
        "door": BY_RIGHT.get(card.right),  # type: ignore[call-overload]  # a Right is its own text
        "secret": secret,
        "error": error and error.sentence(language()),
        "code_sent": "kode" in request.GET,
        "link_sent": "lenke" in request.GET,
    }
    return render(request, "portal/case.html", shown, status=422 if error else 200)


@open_to(ANYONE)
@require_POST
def new_code(request: HttpRequest, department: str, secret: str) -> HttpResponse:
    """Send a fresh code to the address of the case."""
    CODES.check(request)
    _, by, card = _case(department, secret)
    receiving.send_code(card.id, by=by, now=timezone.now())
    return redirect(f"{_address(department, secret)}?kode")


@open_to(ANYONE)
@require_POST
def new_link(request: HttpRequest, department: str, secret: str) -> HttpResponse:
    """Send a fresh link to the answer, to the address that was proven."""
    CODES.check(request)
    _, by, card = _case(department, secret)
    deliver.renew_link(card.id, by=by, now=timezone.now())
    return redirect(f"{_address(department, secret)}?lenke")


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, department: str, secret: str) -> HttpResponse:
    """Fetch the answer. Looking at the page fetches nothing: a mail scanner that follows the link spends nothing."""
    place = controllers.department(department)
    if request.method != "POST":
        return render(request, "portal/answer.html", {"department": place})
    CODES.check(request)
    name, package = deliver.fetch(secret, by=stranger(place.controller.id), now=timezone.now())
    response = HttpResponse(package, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _case(department: str, secret: str) -> tuple[DepartmentCard, Actor, CaseCard]:
    place = controllers.department(department)
    by = stranger(place.controller.id)
    return place, by, requests.card_by_link(by.scope(Reason.SELF), secret, timezone.now())


def _address(department: str, secret: str) -> str:
    return reverse("case", args=[department, secret])
