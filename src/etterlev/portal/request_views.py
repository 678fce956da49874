"""Use a right: choose it, say who you are, prove the address, follow the case, fetch the answer."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Actor, Reason, stranger
from etterlev.controllers.queries import DepartmentCard
from etterlev.doors import ANYONE, open_to
from etterlev.errors import EtterlevError
from etterlev.law.deadlines import answer_deadline
from etterlev.portal.doors import BESIDE, BY_RIGHT, BY_SLUG, Door
from etterlev.portal.forms import RequestForm
from etterlev.project.edge import language, parted
from etterlev.project.limits import Limit
from etterlev.requests import queries as requests
from etterlev.requests import rules
from etterlev.requests.actions import deliver, identify, matters, pause
from etterlev.requests.actions import receive as receiving
from etterlev.requests.actions.receive import Intake
from etterlev.requests.errors import AnswerGone
from etterlev.requests.kinds import Kind
from etterlev.requests.queries import CaseCard

SUBMISSIONS = Limit(times=30, seconds=3_600)
CODES = Limit(times=60, seconds=3_600)


APART = {"marketing": "markedsforing", "complaint": "klage", "question": "sporsmal"}


@open_to(ANYONE)
def rights(request: HttpRequest) -> HttpResponse:
    """Every right, as a door; saying no to marketing stands apart (Article 21(4))."""
    apart = {name: BY_SLUG[slug] for name, slug in APART.items()}
    return render(request, "portal/rights.html", {"here": "rights", "doors": BESIDE, **apart})


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def use_right(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of one right. A known and an unknown person get the same answer."""
    door = BY_SLUG.get(slug)
    if door is None:
        raise Http404
    now = timezone.now()
    shown = {
        "here": "rights",
        "door": door,
        "searched": rules.is_handled_by_package(door.right),
        "is_question": door.right == Kind.QUESTION,
        "due_on": answer_deadline(now).due_on,
    }
    if request.method != "POST":
        form = RequestForm(door=door, initial={"department": request.GET.get("avdeling", "")})
        return render(request, "portal/use_right.html", {**shown, "form": form})
    SUBMISSIONS.check(request)
    form = RequestForm(request.POST, door=door)
    if form.is_valid():
        try:
            return redirect(_received(form, door, now))
        except EtterlevError as error:
            form.add_error(error.field, error.sentence(language()))
    return render(request, "portal/use_right.html", {**shown, "form": form}, status=422)


def _received(form: RequestForm, door: Door, now: datetime) -> str:
    """Take the request in. Returns the address of its page."""
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
    others = [each for each in form.cleaned_data["others"] if each != department.slug]
    return _address(department.slug, matters.receive(intake, others, by=stranger(intake.controller), now=now))


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, department: str, secret: str) -> HttpResponse:
    """A case's own page: the code first, then how far it has come."""
    place, by, card = _case(department, secret)
    if request.method != "POST":
        return _case_page(request, place, card, secret)
    CODES.check(request)
    try:
        identify.enter_code(card.id, request.POST.get("code", ""), by=by, now=timezone.now())
    except EtterlevError as error:
        return _case_page(request, place, card, secret, error=error, status=422)
    return redirect("case", department, secret)


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_question(request: HttpRequest, department: str, secret: str) -> HttpResponse:
    """Answer what we asked; our clock goes on. Looked at, it is the case's page."""
    if request.method != "POST":
        return redirect("case", department, secret)
    CODES.check(request)
    place, by, card = _case(department, secret)
    try:
        pause.answer(card.id, request.POST.get("answer", ""), by=by, now=timezone.now())
    except EtterlevError as error:
        return _case_page(request, place, card, secret, error=error, status=422)
    return redirect(f"{_address(department, secret)}?svart")


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_code(request: HttpRequest, department: str, secret: str) -> HttpResponse:
    """Send a fresh code to the address of the case. Looked at, it is the case's page."""
    if request.method != "POST":
        return redirect("case", department, secret)
    CODES.check(request)
    place, by, card = _case(department, secret)
    try:
        receiving.send_code(card.id, by=by, now=timezone.now())
    except EtterlevError as error:
        return _case_page(request, place, card, secret, error=error, status=error.http_status)
    return redirect(f"{_address(department, secret)}?kode")


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_link(request: HttpRequest, department: str, secret: str) -> HttpResponse:
    """Send a fresh link to the answer, to the address that was proven. Looked at, it is the case's page."""
    if request.method != "POST":
        return redirect("case", department, secret)
    CODES.check(request)
    place, by, card = _case(department, secret)
    try:
        deliver.renew_link(card.id, by=by, now=timezone.now())
    except EtterlevError as error:
        return _case_page(request, place, card, secret, error=error, status=error.http_status)
    return redirect(f"{_address(department, secret)}?lenke")


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, department: str, secret: str) -> HttpResponse:
    """Fetch the answer. Looking at the page fetches nothing: a mail scanner that follows the link spends nothing."""
    place = controllers.department(department)
    if request.method != "POST":
        sent = "lenke" in request.GET
        heading = gettext("Vi har sendt en ny lenke") if sent else gettext("Svaret er klart")
        shown = {"here": "rights", "department": place, "secret": secret, "heading": heading, "link_sent": sent}
        return render(request, "portal/answer.html", shown)
    CODES.check(request)
    try:
        name, package = deliver.fetch(secret, by=stranger(place.controller.id), now=timezone.now())
    except AnswerGone as gone:
        heading, way_out = parted(gone.sentence(language()))
        shown = {"here": "rights", "department": place, "secret": secret, "heading": heading, "gone": way_out}
        return render(request, "portal/answer.html", shown, status=gone.http_status)
    response = HttpResponse(package, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@open_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def renew_answer(request: HttpRequest, department: str, secret: str) -> HttpResponse:
    """Whoever holds a spent link may have a fresh one sent to the proven address. Looked at, it is the link's page."""
    if request.method != "POST":
        return redirect("answer", department, secret)
    CODES.check(request)
    place = controllers.department(department)
    deliver.renew_spent(secret, by=stranger(place.controller.id), now=timezone.now())
    return redirect(f"{reverse('answer', args=[department, secret])}?lenke")


def _case(department: str, secret: str) -> tuple[DepartmentCard, Actor, CaseCard]:
    place = controllers.department(department)
    by = stranger(place.controller.id)
    return place, by, requests.card_by_link(by.scope(Reason.SELF), secret, timezone.now())


def _case_page(
    request: HttpRequest,
    place: DepartmentCard,
    card: CaseCard,
    secret: str,
    *,
    error: EtterlevError | None = None,
    status: int = 200,
) -> HttpResponse:
    by_package = rules.is_handled_by_package(card.right)
    shown = {
        "here": "rights",
        "department": place,
        "case": card,
        "door": BY_RIGHT.get(card.right),
        "secret": secret,
        "heading": _heading(card),
        "error": error and error.sentence(language()),
        "code_sent": "kode" in request.GET,
        "link_sent": "lenke" in request.GET,
        "answered": "svart" in request.GET,
        "question": requests.open_question(stranger(card.controller_id).scope(Reason.SELF), card.id),
        "typed": request.POST.get("answer", ""),
        "searched": by_package,
        "has_package": by_package and card.state in ("ready", "answered"),
        "due_on": card.clock.deadline.due_on,
        "step": 2 if card.state == "awaiting_code" else 3,
    }
    return render(request, "portal/case.html", shown, status=status)


def _heading(card: CaseCard) -> str:
    """What is the case, in few words."""
    if card.state == "awaiting_code":
        return gettext("Skriv koden vi sendte deg")
    if card.is_open and card.clock.waits_since:
        return gettext("Vi har spurt deg om noe")
    if card.is_open:
        late = card.clock.is_late
        return gettext("Vi er for sene med å svare deg") if late else gettext("Vi arbeider med svaret")
    told = {
        "ready": gettext("Svaret er klart"),
        "refused": gettext("Vi har svart nei"),
        "moved": gettext("En annen avdeling svarer deg"),
        "joined": gettext("Du får svar i en annen sak"),
        "forwarded": gettext("Den som bestemmer over opplysningene, svarer deg"),
    }
    return told.get(card.state, gettext("Vi har svart deg"))


def _address(department: str, secret: str) -> str:
    return reverse("case", args=[department, secret])
