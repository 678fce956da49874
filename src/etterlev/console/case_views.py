"""Cases: the list, a case's outside, and its inside after a look has been recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from etterlev.access import actions as access
from etterlev.access.rules import Area
from etterlev.console.errors import day
from etterlev.controllers.actors import Reason
from etterlev.doors import open_to
from etterlev.errors import EtterlevError
from etterlev.law.bases import Right, name_of
from etterlev.law.refusals import grounds_against
from etterlev.ledger.events import Event, meanings
from etterlev.project.edge import language
from etterlev.requests import queries as requests
from etterlev.requests.actions import decide, identify
from etterlev.requests.package.contents import tables
from etterlev.requests.queries import CaseCard
from etterlev.requests.rules import Level

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest


@open_to(Area.CASES)
def cases(request: StaffRequest) -> HttpResponse:
    """Every case of the actor's controllers, the open ones first."""
    now, scope = timezone.now(), request.actor.scope(Reason.CASE)
    every = requests.all_cases(scope, now)
    open_ones = sorted((c for c in every if c.is_open), key=lambda c: c.clock.deadline.due_on)
    return render(request, "console/cases.html", {"open": open_ones, "closed": [c for c in every if not c.is_open]})


@open_to(Area.CASES)
@never_cache
def case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The outside of a case: dates, sources and what has been done; nothing about the person."""
    return _show(request, _card(request, case_id))


@open_to(Area.CASES)
@never_cache
@require_POST
def open_case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The inside of a case. The look is written in the log before anything is opened."""
    return _inside(request, case_id)


def _inside(request: StaffRequest, case_id: UUID, error: EtterlevError | None = None) -> HttpResponse:
    card, now = _card(request, case_id), timezone.now()
    holder = requests.holder(request.actor.scope(Reason.CASE), case_id)
    access.look(
        Event.CASE_OPENED,
        controller=card.controller_id,
        holder=holder,
        about=case_id,
        reason=Reason.CASE,
        by=request.actor,
        now=now,
    )
    contents = requests.contents(request.actor.scope(Reason.CASE), case_id, now)
    shown = {
        "contents": contents,
        "tables": tables(contents, card.identity_level or 0, language()),
        "doubtful": _doubtful(contents),
        "grounds": grounds_against(Right(card.right)),
        "error": error and error.sentence(language()),
        "field": error and error.field,
        "typed": request.POST if error else {},
    }
    return _show(request, card, shown, status=422 if error else 200)


def _doubtful(contents: requests.CaseContents) -> list[dict[str, Any]]:
    """Findings that may be another person's, numbered as `decide_findings` knows them."""
    doubtful = []
    for search in contents.card.searches:
        n = 0
        for unit in contents.found[search.id]["units"]:
            for record in unit["records"]:
                if record["tier"] != "A":
                    values = {key: value for key, value in record["values"].items() if value is not None}
                    doubtful.append({"search": search, "n": str(n), "unit": unit["unit"], "values": values, **record})
                n += 1
    return doubtful


@open_to(Area.CASE_DECISIONS)
@require_POST
def approve(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Say yes."""
    return _decided(request, case_id, lambda: decide.approve(case_id, by=request.actor, now=timezone.now()))


@open_to(Area.CASE_DECISIONS)
@require_POST
def refuse(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Say no, with ground and reasons."""
    until = request.POST.get("until_on", "")
    return _decided(
        request,
        case_id,
        lambda: decide.refuse(
            case_id,
            ground=request.POST.get("ground", ""),
            reasons=request.POST.get("reasons", ""),
            until_on=day(until) if until else None,
            by=request.actor,
            now=timezone.now(),
        ),
    )


@open_to(Area.CASE_DECISIONS)
@require_POST
def extend(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Take two months more."""
    reasons = request.POST.get("reasons", "")
    return _decided(request, case_id, lambda: decide.extend(case_id, reasons, by=request.actor, now=timezone.now()))


@open_to(Area.CASE_DECISIONS)
@require_POST
def vouch(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Say how we know who asks."""
    level = Level(int(request.POST.get("level", "0")))
    how = request.POST.get("how", "")
    return _decided(request, case_id, lambda: identify.vouch(case_id, level, how, by=request.actor, now=timezone.now()))


@open_to(Area.CASE_DECISIONS)
@require_POST
def search(request: StaffRequest, case_id: UUID, search_id: UUID) -> HttpResponse:
    """Answer for a gap, or decide which doubtful findings are this person's."""
    if "reasons" in request.POST:
        reasons = request.POST["reasons"]
        return _decided(
            request, case_id, lambda: decide.sign_gap(search_id, reasons, by=request.actor, now=timezone.now())
        )
    included = request.POST.getlist("included")
    return _decided(request, case_id, lambda: decide.decide_findings(search_id, included, by=request.actor))


def _decided(request: StaffRequest, case_id: UUID, do: Any) -> HttpResponse:
    """Do it and show the case; when it cannot be done, show why beside what was typed."""
    try:
        do()
    except EtterlevError as error:
        return _inside(request, case_id, error)
    return redirect("staff_case", case_id)


def _card(request: StaffRequest, case_id: UUID) -> CaseCard:
    return requests.card(request.actor.scope(Reason.CASE), case_id, timezone.now())


def _show(
    request: StaffRequest, card: CaseCard, inside: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    said = meanings()
    lines = requests.timeline(request.actor.scope(Reason.CASE), card.id)
    steps = [(at, said[event].text(language())) for at, event in lines]
    shown = {"case": card, "right": name_of(Right(card.right)).name, "steps": steps, **(inside or {})}
    return render(request, "console/case.html", shown, status=status)
