"""Cases: the list, a case's outside, and its inside after a look has been recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from etterlev.access import actions as access
from etterlev.access import queries as staff
from etterlev.access.rules import Area
from etterlev.console.errors import day, level
from etterlev.console.intake_form import ASKED_FOR
from etterlev.console.posting import to_case
from etterlev.console.review import review
from etterlev.console.templatetags.desk import topic
from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Reason, Scope
from etterlev.doors import open_to
from etterlev.errors import EtterlevError
from etterlev.ledger.events import Event, meanings
from etterlev.people import queries as people
from etterlev.people.queries import PersonRecord
from etterlev.project.edge import language
from etterlev.requests import arrival_queries, desk_queries, kinds, rules, task_queries
from etterlev.requests import queries as requests
from etterlev.requests.actions import decide, identify, reopen
from etterlev.requests.file_kinds import LIMITS
from etterlev.requests.queries import CaseCard

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest

Do = Callable[[], object]
# A list a person can still find something in; a department can be chosen above it.
MOST = 200


@open_to(Area.CASES)
def cases(request: StaffRequest) -> HttpResponse:
    """Every case of the actor's controllers, the open ones first."""
    now, scope = _now(), _department(request)
    desk = desk_queries.desk(scope, now, MOST)
    closed = requests.closed_cases(scope, now)
    decides = staff.within(request.visitor.actor, Area.CASE_DECISIONS)
    shown = {
        "here": "cases",
        "arrivals": arrival_queries.waiting(decides.scope(Reason.CASE)),
        "desk": desk,
        "open": desk.cases,
        "closed": closed,
        "several": len(scope.controllers) > 1,
        "within": desk.departments[0].name if len(scope.controllers) < len(request.actor.controllers) else "",
        "may_register": bool(decides.controllers),
    }
    return render(request, "console/cases.html", shown)


def _department(request: StaffRequest) -> Scope:
    """Every department of the actor's, or the one that was chosen. Another's id chooses nothing."""
    chosen = {each for each in request.actor.controllers if str(each) == request.GET.get("avdeling")}
    return request.actor.scope(Reason.CASE, chosen or None)


@open_to(Area.CASES)
@never_cache
def case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The outside of a case: dates, sources and what has been done; nothing about the person."""
    return _show(request, _card(request, case_id))


@open_to(Area.CASE_CONTENTS)
@never_cache
@to_case
def open_case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The inside of a case. The look is written in the log before anything is opened."""
    return _inside(request, case_id)


def _inside(
    request: StaffRequest, case_id: UUID, error: EtterlevError | None = None, *, at: str = "", done: str = ""
) -> HttpResponse:
    """`at` is the form that was sent; `error` says what was wrong there, `done` what was done."""
    card, now = _card(request, case_id), _now()
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
    tasks = task_queries.opened(request.actor.scope(Reason.CASE), case_id, now)
    asked = {task.search_id for task in tasks}
    shown = {
        "tasks": tasks,
        "unasked": [each for each in contents.card.searches if each.is_by_hand and each.id not in asked],
        "limits": LIMITS,
        "languages": settings.LANGUAGES,
        "contents": contents,
        "originals": arrival_queries.of_case(request.actor.scope(Reason.CASE), case_id),
        "review": review(contents, _person(request, contents.person_id), language()),
        "is_right": kinds.is_right(card.right),
        "places": [each for each in controllers.departments() if each.slug != card.department_slug],
        "other_rights": [(each.value, topic(each)) for each in ASKED_FOR if each != card.right],
        "joinable": requests.may_join(request.actor.scope(Reason.CASE), card),
        "may_reopen": card.state in reopen.MAY_REOPEN,
        "by_package": rules.is_handled_by_package(card.right),
        "grounds": kinds.grounds(card.right),
        "error": error and error.sentence(language()),
        "field": error and error.field,
        "at": at,
        "done": done,
        "typed": request.POST if error else {},
    }
    return _show(request, contents.card, shown, status=422 if error else 200)


def _person(request: StaffRequest, person_id: UUID | None) -> PersonRecord | None:
    return None if person_id is None else people.person(request.actor.scope(Reason.CASE), person_id)


@open_to(Area.CASE_DECISIONS)
@to_case
def approve(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Say yes."""
    return final(request, case_id, "approve", partial(decide.approve, case_id, by=request.actor, now=_now()))


@open_to(Area.CASE_DECISIONS)
@to_case
def reply(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Say what was done, in a letter."""
    words = request.POST.get("words", "")
    return final(request, case_id, "reply", partial(decide.reply, case_id, words, by=request.actor, now=_now()))


@open_to(Area.CASE_DECISIONS)
@to_case
def refuse(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Say no, with ground and reasons."""

    def do() -> None:
        until = request.POST.get("until_on", "").strip()
        decide.refuse(
            case_id,
            ground=request.POST.get("ground", ""),
            reasons=request.POST.get("reasons", ""),
            until_on=day(until, "until_on") if until else None,
            by=request.actor,
            now=_now(),
        )

    return final(request, case_id, "refuse", do)


@open_to(Area.CASE_DECISIONS)
@to_case
def extend(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Take two months more."""
    reasons = request.POST.get("reasons", "")
    return final(request, case_id, "extend", partial(decide.extend, case_id, reasons, by=request.actor, now=_now()))


@open_to(Area.CASE_DECISIONS)
@never_cache
@to_case
def vouch(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Say how we know who asks."""
    how = request.POST.get("how", "")

    def do() -> None:
        sure = level(request.POST.get("level", ""))
        identify.vouch(case_id, sure, how, by=request.actor, now=_now())

    return step(request, case_id, "vouch", do, gettext("Du har bekreftet hvem som spør."))


@open_to(Area.CASE_DECISIONS)
@never_cache
@to_case
def search(request: StaffRequest, case_id: UUID, search_id: UUID) -> HttpResponse:
    """Answer for a gap, or decide which doubtful findings are this person's."""
    at = f"search-{search_id}"
    if "reasons" in request.POST:
        reasons = request.POST["reasons"]
        sign = partial(decide.sign_gap, search_id, reasons, by=request.actor, now=_now())
        return step(request, case_id, at, sign, gettext("Du har gått god for hullet. Begrunnelsen står i svaret."))
    choose = partial(decide.decide_findings, search_id, request.POST.getlist("included"), by=request.actor, now=_now())
    return step(request, case_id, at, choose, gettext("Valget er lagret."))


def final(request: StaffRequest, case_id: UUID, at: str, do: Do) -> HttpResponse:
    """Do what ends the work on a case, and leave it; when it cannot be done, show why beside what was typed."""
    _card(request, case_id)
    try:
        do()
    except EtterlevError as error:
        return _inside(request, case_id, error, at=at)
    return redirect("staff_case", case_id)


def step(request: StaffRequest, case_id: UUID, at: str, do: Do, done: str) -> HttpResponse:
    """Do one step and stay inside: each can be sent again without harm."""
    _card(request, case_id)
    try:
        do()
    except EtterlevError as error:
        return _inside(request, case_id, error, at=at)
    return _inside(request, case_id, done=done)


def _now() -> datetime:
    return timezone.now()


def _card(request: StaffRequest, case_id: UUID) -> CaseCard:
    return requests.card(request.actor.scope(Reason.CASE), case_id, _now())


def _show(
    request: StaffRequest, card: CaseCard, inside: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    shown = {
        "here": "cases",
        "case": card,
        "steps": _steps(request, card),
        "siblings": requests.matter(request.actor.scope(Reason.CASE), card, _now()),
        "forwarding": requests.forwarding(request.actor.scope(Reason.CASE), card.id),
        "asked": task_queries.of_case(request.actor.scope(Reason.CASE), card.id, _now()),
        "may_open": card.controller_id in staff.within(request.visitor.actor, Area.CASE_CONTENTS).controllers,
        "may_decide": card.controller_id in staff.within(request.visitor.actor, Area.CASE_DECISIONS).controllers,
        **(inside or {}),
    }
    return render(request, "console/case.html", shown, status=status)


def _steps(request: StaffRequest, card: CaseCard) -> list[tuple[datetime, str, int]]:
    """What the log says of a case: when, what, and how many times in a row."""
    said = meanings()
    lines = requests.timeline(request.actor.scope(Reason.CASE), card.id)
    runs = [list(run) for _, run in groupby(lines, key=lambda line: (timezone.localtime(line[0]).date(), line[1]))]
    return [(run[0][0], said[run[0][1]].text(language()), len(run)) for run in runs]
