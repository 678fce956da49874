"""From the statement the group had to its register: upload, look over row by row, take into use."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from etterlev.access import queries as access
from etterlev.access.rules import Area
from etterlev.console.draft_form import answers, question
from etterlev.controllers import queries as controllers
from etterlev.doors import open_to
from etterlev.errors import EtterlevError
from etterlev.notice import drafts, errors
from etterlev.notice.actions import drafting
from etterlev.notice.drafts import CONFIRMED, DROPPED, OPEN, KeptDraft
from etterlev.notice.rules.drafting.filling import fields
from etterlev.project.edge import language

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest


@open_to(Area.PUBLISH)
@require_safe
def draft(request: StaffRequest) -> HttpResponse:
    """The draft that is being looked over, or the way to begin one."""
    return _overview(request)


def _overview(request: StaffRequest, error: EtterlevError | None = None) -> HttpResponse:
    kept = drafts.newest()
    whole = controllers.controller_ids() <= access.within(request.visitor.actor, Area.PUBLISH).controllers
    shown = {
        "here": "register",
        "draft": kept,
        "may_make": whole,
        "next": kept.next_open() if kept else None,
        "looked_over": kept.count(CONFIRMED) + kept.count(DROPPED) if kept else 0,
        "confirmed": kept.count(CONFIRMED) if kept else 0,
        "error": error and error.sentence(language()),
    }
    return render(request, "console/draft.html", shown, status=422 if error else 200)


@open_to(Area.PUBLISH)
@require_POST
def make_draft(request: StaffRequest) -> HttpResponse:
    """Read a statement into a draft."""
    file = request.FILES.get("statement")
    try:
        if file is None:
            raise errors.StatementNotChosen(field="statement")
        drafting.make(file.read(), file.name or "", by=request.actor, now=timezone.now())
    except EtterlevError as error:
        return _overview(request, error)
    return redirect("register_draft")


@open_to(Area.PUBLISH)
@require_safe
def draft_row(request: StaffRequest, draft_id: UUID, number: int) -> HttpResponse:
    """One row: what was said, what is known, and what is asked. Raises UnknownDraft."""
    return _row(request, drafts.kept(draft_id), number)


def _row(request: StaffRequest, kept: KeptDraft, number: int, error: EtterlevError | None = None) -> HttpResponse:
    one = kept.row(number)
    typed = request.POST if error else None
    asked = [question(each, one.row, typed) for each in fields(one.row, kept.systems)]
    shown = {
        "here": "register",
        "draft": kept,
        "one": one,
        "row": one.row,
        "questions": asked,
        "looked_over": len(kept.rows) - kept.count(OPEN),
        "next": kept.next_open(number),
        "error": error and error.sentence(language()),
    }
    return render(request, "console/draft_row.html", shown, status=422 if error else 200)


@open_to(Area.PUBLISH)
@require_POST
def settle_row(request: StaffRequest, draft_id: UUID, number: int) -> HttpResponse:
    """Confirm a row with what was filled in, or say that the group has no such thing; then the next."""
    kept = drafts.kept(draft_id)
    try:
        if "drop" in request.POST:
            drafting.drop(draft_id, number, by=request.actor)
        else:
            asked = fields(kept.row(number).row, kept.systems)
            drafting.confirm(draft_id, number, answers(asked, request.POST), by=request.actor)
    except EtterlevError as error:
        return _row(request, kept, number, error)
    after = drafts.kept(draft_id).next_open(number)
    return redirect("register_draft") if after is None else redirect("draft_row", draft_id, after)


@open_to(Area.PUBLISH)
@require_POST
def take_draft(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    """Add what was confirmed to the register."""
    try:
        drafting.take(draft_id, by=request.actor, now=timezone.now())
    except EtterlevError as error:
        return _overview(request, error)
    return redirect("register")
