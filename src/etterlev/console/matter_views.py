"""A case goes elsewhere: to another department, to several, to our client, into another case, or open again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from etterlev.access.rules import Area
from etterlev.console.case_views import final, step
from etterlev.console.errors import NotACase
from etterlev.console.posting import to_case
from etterlev.doors import open_to
from etterlev.requests.actions import forward, matters, reopen

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest


@open_to(Area.CASE_DECISIONS)
@never_cache
@to_case
def move_case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Hand a misdirected case over, with its clock."""
    department, reasons = request.POST.get("department", ""), request.POST.get("reasons", "")
    do = partial(matters.move, case_id, department, reasons, by=request.actor, now=timezone.now())
    return final(request, case_id, "move", do)


@open_to(Area.CASE_DECISIONS)
@never_cache
@to_case
def ask_others(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Have other departments answer the same request."""
    places = request.POST.getlist("departments")
    do = partial(matters.ask_others, case_id, places, by=request.actor, now=timezone.now())
    return step(request, case_id, "others", do, gettext("Avdelingene har fått henvendelsen, med samme frist."))


@open_to(Area.CASE_DECISIONS)
@never_cache
@to_case
def split_case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Another right in the same letter is a case of its own."""
    right = request.POST.get("right", "")
    do = partial(matters.split, case_id, right, by=request.actor, now=timezone.now())
    return step(request, case_id, "split", do, gettext("Den andre saken er opprettet, med samme frist."))


@open_to(Area.CASE_DECISIONS)
@never_cache
@to_case
def join_case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The same request came twice."""

    def do() -> None:
        matters.join(case_id, _case(request.POST.get("into", "")), by=request.actor, now=timezone.now())

    return final(request, case_id, "join", do)


@open_to(Area.CASE_DECISIONS)
@never_cache
@to_case
def forward_case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Send on what is our client's to answer."""
    said = {name: request.POST.get(name, "") for name in ("client", "client_email", "words")}
    do = partial(forward.forward, case_id, **said, by=request.actor, now=timezone.now())
    return final(request, case_id, "forward", do)


@open_to(Area.CASE_DECISIONS)
@never_cache
@to_case
def reopen_case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The person came back."""
    do = partial(reopen.reopen, case_id, request.POST.get("reasons", ""), by=request.actor, now=timezone.now())
    return final(request, case_id, "reopen", do)


def _case(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotACase(field="into") from None
