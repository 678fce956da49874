"""Those who search by hand: ask again, ask another, answer on somebody's behalf, and look at what they found."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from etterlev.access.rules import Area
from etterlev.console.case_views import step
from etterlev.console.source_views import show_source
from etterlev.controllers.actors import Reason
from etterlev.doors import open_to
from etterlev.errors import EtterlevError
from etterlev.project.uploads import in_memory, reply_in
from etterlev.requests import queries as requests
from etterlev.requests import task_queries
from etterlev.requests.actions import answering, asking
from etterlev.requests.errors import UnknownCase
from etterlev.sources import actions as sources
from etterlev.sources import owners
from etterlev.sources import queries as sources_asked
from etterlev.sources.owners import Owner, Ownership

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest


@open_to(Area.SOURCE_MAPS)
@require_POST
def name_owner(request: StaffRequest, source_id: UUID) -> HttpResponse:
    """Name who searches a source, and who steps in."""
    typed = request.POST
    sources_asked.source(request.actor.scope(Reason.EVIDENCE), source_id)
    try:
        is_alone = not (typed.get("substitute_name", "") or typed.get("substitute_email", "")).strip()
        stands_in = None if is_alone else _owner(request, "substitute")
        named = Ownership(_owner(request, "owner"), stands_in, owners.days(typed.get("days", "")))
        sources.appoint(source_id, named, by=request.actor, now=timezone.now())
    except EtterlevError as error:
        return show_source(request, source_id, error)
    return redirect("source", source_id)


@open_to(Area.CASE_DECISIONS)
@never_cache
@require_POST
def ask_again(request: StaffRequest, case_id: UUID, task_id: UUID) -> HttpResponse:
    """Send the letter once more."""
    do = partial(asking.ask_again, task_id, by=request.actor, now=timezone.now())
    return step(request, case_id, f"task-{task_id}", do, gettext("Brevet er sendt på nytt."))


@open_to(Area.CASE_DECISIONS)
@never_cache
@require_POST
def ask_instead(request: StaffRequest, case_id: UUID, search_id: UUID) -> HttpResponse:
    """Ask somebody else about one source."""

    def do() -> None:
        asking.ask_instead(search_id, _owner(request, "owner"), by=request.actor, now=timezone.now())

    return step(
        request, case_id, f"ask-{search_id}", do, gettext("Brevet er sendt. Lenkene fra før virker ikke lenger.")
    )


@open_to(Area.CASE_DECISIONS)
@csrf_exempt
@never_cache
@require_POST
def answer_for(request: StaffRequest, case_id: UUID, task_id: UUID) -> HttpResponse:
    """Answer on somebody's behalf. The token is checked below, once it is said that files stay in memory."""
    in_memory(request)
    return _answer_for(request, case_id, task_id)


@csrf_protect
def _answer_for(request: StaffRequest, case_id: UUID, task_id: UUID) -> HttpResponse:
    def do() -> None:
        answering.answer_for(task_id, reply_in(request), by=request.actor, now=timezone.now())

    return step(request, case_id, f"task-{task_id}", do, gettext("Svaret er lagret på vegne av den som ble spurt."))


@open_to(Area.CASE_CONTENTS)
@never_cache
@require_POST
def task_file(request: StaffRequest, case_id: UUID, file_id: UUID) -> HttpResponse:
    """A file as it was sent: to be saved, never shown in the browser. The look is in the log first."""
    scope, now = request.actor.scope(Reason.CASE), timezone.now()
    requests.card(scope, case_id, now)
    answering.look_at_file(file_id, by=request.actor, now=now)
    of_case, name, content = task_queries.file(scope, file_id)
    if of_case != case_id:
        raise UnknownCase
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _owner(request: StaffRequest, field: str) -> Owner:
    typed = (request.POST.get(f"{field}_{each}", "") for each in ("name", "email", "language"))
    return owners.owner(*typed, field=field)
