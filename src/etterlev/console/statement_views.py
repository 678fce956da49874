"""The statement from the inside: how each promise stands, what the register leaves unsaid, and publishing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from etterlev.access import queries as access
from etterlev.access.rules import Area
from etterlev.console.errors import day
from etterlev.controllers import queries as controllers
from etterlev.doors import open_to
from etterlev.errors import EtterlevError
from etterlev.languages import LANGUAGES
from etterlev.notice import actions
from etterlev.notice import queries as notice
from etterlev.notice.rules.standing import Standing
from etterlev.project.edge import language
from etterlev.project.templatetags.words import number
from etterlev.promises import PROMISES, Promise, State

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest


# What needs somebody, first.
_ORDER = (State.BROKEN, State.NOT_YET_CHECKED, State.ATTESTED, State.KEPT)


@open_to(Area.STATEMENT)
def statement(request: StaffRequest) -> HttpResponse:
    """What is published, how its promises stand, and what would be published now."""
    return _show(request)


def _show(request: StaffRequest, error: EtterlevError | None = None, at: str = "") -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    standings = notice.standings(now)
    newest, whole = notice.newest(), controllers.controller_ids()
    _, gaps = actions.preview(
        language(), number=(newest.number if newest else 0) + 1, effective_on=today, by=request.actor
    )
    answers = notice.answers(standings)
    promises = [
        (PROMISES[code], standing, answers.get(code), _told(PROMISES[code], standing))
        for code, standing in standings.items()
    ]
    may_publish = access.within(request.visitor.actor, Area.PUBLISH).controllers
    shown = {
        "here": "statement",
        "newest": newest,
        "promises": sorted(promises, key=lambda each: _ORDER.index(each[1].state)),
        "broken": sum(each.state is State.BROKEN for each in standings.values()),
        "may_answer": bool(may_publish),
        "may_publish": whole <= may_publish,
        "gaps": [gap.said(language()) for gap in gaps],
        "today": today,
        "error": error and error.sentence(language()),
        "at": at,
        "typed": request.POST if error else {},
    }
    return render(request, "console/statement.html", shown, status=422 if error else 200)


def _told(promise: Promise, standing: Standing) -> str:
    """What a confirmed promise says, with its figures; nothing of one that is not confirmed."""
    if standing.finding is None or standing.state not in (State.KEPT, State.ATTESTED):
        return ""
    figures = {name: number(count) for name, count in standing.finding.figures.items()}
    return promise.short.said(language(), **figures) if promise.short.blanks("nb") <= figures.keys() else ""


@open_to(Area.PUBLISH)
@require_POST
def answer_promise(request: StaffRequest, code: str) -> HttpResponse:
    """Answer, by name, for a promise that is not confirmed."""
    repaired = request.POST.get("repaired_by_on", "")
    try:
        actions.answer(
            code,
            person=access.card(request.staff, timezone.localdate()).name,
            reasons=request.POST.get("reasons", ""),
            words={each: request.POST.get(f"words_{each}", "") for each in LANGUAGES},
            repaired_by_on=day(repaired, "repaired_by_on") if repaired else None,
            by=request.actor,
            now=timezone.now(),
        )
    except EtterlevError as error:
        return _show(request, error, code)
    return redirect("staff_statement")
