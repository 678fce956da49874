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
from etterlev.doors import open_to
from etterlev.errors import EtterlevError
from etterlev.languages import LANGUAGES
from etterlev.notice import actions
from etterlev.notice import queries as notice
from etterlev.project.edge import language
from etterlev.promises import PROMISES, State

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest


@open_to(Area.STATEMENT)
def statement(request: StaffRequest) -> HttpResponse:
    """What is published, how its promises stand, and what would be published now."""
    return _show(request)


def _show(request: StaffRequest, error: EtterlevError | None = None) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    standings = notice.standings(now)
    newest = notice.newest()
    _, gaps = actions.preview(
        language(), number=(newest.number if newest else 0) + 1, effective_on=today, by=request.actor
    )
    answers = notice.answers(standings)
    promises = [(PROMISES[code], standing, answers.get(code)) for code, standing in standings.items()]
    shown = {
        "newest": newest,
        "promises": sorted(promises, key=lambda each: each[1].state != State.BROKEN),
        "gaps": [gap.said(language()) for gap in gaps],
        "today": today,
        "error": error and error.sentence(language()),
        "typed": request.POST if error else {},
    }
    return render(request, "console/statement.html", shown, status=422 if error else 200)


@open_to(Area.PUBLISH)
@require_POST
def publish(request: StaffRequest) -> HttpResponse:
    """Publish what the register says now."""
    try:
        actions.publish(
            effective_on=day(request.POST.get("effective_on", "")),
            change={each: request.POST.get(f"change_{each}", "") for each in LANGUAGES},
            is_correction="is_correction" in request.POST,
            by=request.actor,
            now=timezone.now(),
        )
    except EtterlevError as error:
        return _show(request, error)
    return redirect("staff_statement")


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
            repaired_by_on=day(repaired) if repaired else None,
            by=request.actor,
            now=timezone.now(),
        )
    except EtterlevError as error:
        return _show(request, error)
    return redirect("staff_statement")
