"""Whoever searches by hand answers by link, without an account: who asks, whom it is about, what was found.

The secret in the address is the authority, so there is no cookie, and no token that a cookie would need: whoever could
forge the form would have to hold the link. Looking changes nothing; whom it is about is shown after a press, which is
logged.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Actor, Reason, stranger
from etterlev.doors import ANYONE, open_to
from etterlev.errors import EtterlevError
from etterlev.project.edge import language, refused
from etterlev.project.limits import Limit
from etterlev.project.uploads import in_memory, reply_in
from etterlev.requests import task_queries
from etterlev.requests.actions import answering
from etterlev.requests.errors import FormTooLarge, TaskGone
from etterlev.requests.file_kinds import LIMITS
from etterlev.requests.task_queries import TaskCard

P = ParamSpec("P")
PRESSES = Limit(times=60, seconds=3_600)


def _private(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Kept by no cache, found by no search engine, and told to no other page."""

    @wraps(view)
    def shown(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(*args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return csrf_exempt(never_cache(require_http_methods(["GET", "HEAD", "POST"])(shown)))


@open_to(ANYONE)
@_private
def task(request: HttpRequest, department: str, secret: str) -> HttpResponse:
    """Who asks, for which department, in what, until when; and what has been answered. Nothing of whom."""
    by = _by(department)
    try:
        card = _card(by, secret)
    except TaskGone as gone:
        return _gone(request, gone)
    shown = {"task": card, "department": department, "secret": secret, "heading": _heading(card)}
    return render(request, "portal/task.html", {**shown, "just_answered": "svart" in request.GET})


@open_to(ANYONE)
@_private
def open_task(request: HttpRequest, department: str, secret: str) -> HttpResponse:
    """Whom to look for, and the form. The look is logged first."""
    if request.method != "POST":
        return redirect("task", department, secret)
    PRESSES.check(request)
    try:
        return _form(request, department, secret)
    except TaskGone as gone:
        return _gone(request, gone)


@open_to(ANYONE)
@_private
def answer_task(request: HttpRequest, department: str, secret: str) -> HttpResponse:
    """Take the answer, with its files."""
    if request.method != "POST":
        return redirect("task", department, secret)
    PRESSES.check(request)
    in_memory(request)
    try:
        answering.answer(secret, reply_in(request), by=_by(department), now=timezone.now())
    except TaskGone as gone:
        return _gone(request, gone)
    except EtterlevError as error:
        return _form(request, department, secret, error)
    return redirect(f"{reverse('task', args=[department, secret])}?svart")


def _form(request: HttpRequest, department: str, secret: str, error: EtterlevError | None = None) -> HttpResponse:
    by, now = _by(department), timezone.now()
    answering.look(secret, by=by, now=now)
    card = _card(by, secret)
    # A form that was too large was never read.
    typed = {} if isinstance(error, FormTooLarge) else request.POST
    sought, said, files = task_queries.sought(by.scope(Reason.CASE), card.id)
    shown = {
        "task": card,
        "department": department,
        "secret": secret,
        "heading": gettext("Finnes %(name)s her?") % {"name": sought.name},
        "sought": sought,
        "files": files,
        "chosen": typed.get("outcome", "") if error else card.state,
        "words": typed.get("reasons", "") if error else said,
        "error": error and error.sentence(language()),
        "field": error and error.field,
        "limits": LIMITS,
    }
    return render(request, "portal/task_form.html", shown, status=error.http_status if error else 200)


def _by(department: str) -> Actor:
    return stranger(controllers.department(department).controller.id)


def _card(by: Actor, secret: str) -> TaskCard:
    return task_queries.by_link(by.scope(Reason.SELF), secret, timezone.now())


def _heading(card: TaskCard) -> str:
    if card.is_answered or card.answered_as == card.seen_by:
        return gettext("Takk, vi har fått svaret")
    return gettext("Vi ber deg lete i %(source)s") % {"source": card.source}


def _gone(request: HttpRequest, gone: TaskGone) -> HttpResponse:
    return refused(request, gone)
