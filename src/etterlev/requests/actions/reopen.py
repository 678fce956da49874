"""The person came back: an answered case is opened again, searched again, and has a month from that day."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from etterlev.controllers.actors import Actor, Role, action
from etterlev.jobs import JOBS
from etterlev.ledger.events import Event
from etterlev.requests import kinds, rules
from etterlev.requests.actions.identify import tell_new_case
from etterlev.requests.errors import NotAnswered, ReasonsNeeded, UnknownCase
from etterlev.requests.models import Answer, Case, Search, Task
from etterlev.vault.journal import record as journal

DECIDERS = (Role.PRIVACY_CONTACT, Role.GROUP_LEAD)
MAY_REOPEN = (Case.State.ANSWERED, Case.State.READY, Case.State.REFUSED)


@action
def reopen(case_id: UUID, reasons: str, *, by: Actor, now: datetime) -> None:
    """Open an answered case again. The answer that was made stays in the log by its hash, and can be fetched no more.

    Raises NotAnswered for a case that is open, moved or sent on, ReasonsNeeded without reasons.
    """
    case: Case | None = Case.objects.select_for_update().filter(id=case_id).first()
    if case is None:
        raise UnknownCase
    by.require(case.controller_id, *DECIDERS)
    if case.state not in MAY_REOPEN:
        raise NotAnswered
    if len(reasons.strip()) < rules.LEAST_REASONS:
        raise ReasonsNeeded(field="reasons", least=rules.LEAST_REASONS)
    Answer.objects.filter(case=case).delete()
    case.reopened_at, case.extended_at, case.warned = now, None, None
    case.answered_at, case.approved_at, case.approved_by, case.refusal_ground = None, None, None, ""
    case.state = Case.State.SEARCHING if _search_again(case) else Case.State.REVIEW
    case.save(
        update_fields=[
            "reopened_at",
            "extended_at",
            "warned",
            "answered_at",
            "approved_at",
            "approved_by",
            "refusal_ground",
            "state",
        ]
    )
    journal(
        Event.REQUEST_REOPENED,
        controller=case.controller_id,
        holder=case.holder_id,
        by=by,
        at=now,
        about=case.id,
        rule=case.right if kinds.is_right(case.right) else "",
        detail={"reasons": reasons.strip()},
    )
    tell_new_case(case, by=by, now=now)


def _search_again(case: Case) -> bool:
    """Every source once more: what they hold has changed since. Returns whether there are any."""
    rows = Search.objects.filter(case=case)
    Task.objects.filter(case=case).delete()
    rows.update(state=Search.State.DUE, found=None, coverage=[], finished_at=None, signed_by=None, gap_reasons=None)
    for each in rows.values_list("id", flat=True):
        JOBS["requests.search"].nudge(each)
    return bool(rows.exists())
