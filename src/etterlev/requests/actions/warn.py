"""Tell the privacy contact that a deadline comes near, or has gone by. Each is told once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Actor, action
from etterlev.letters import actions as letters
from etterlev.letters.actions import Draft
from etterlev.requests import rules
from etterlev.requests.models import Case


@action
def warn(case_id: UUID, *, by: Actor, now: datetime) -> None:
    """Write the letter that is due, if any; it holds no personal data."""
    case = Case.objects.select_for_update().filter(id=case_id, state__in=Case.WAITING_FOR_US).first()
    if case is None:
        return
    clock = rules.clock(case.received_at, case.extended_at, now)
    due = rules.warning_due(clock.left, case.warned)
    contact = controllers.controller(case.controller_id).contact
    if due is None or contact is None:
        return
    case.warned = due
    case.save(update_fields=["warned"])
    facts = {"reference": case.reference, "due_on": clock.deadline.due_on, "is_late": clock.is_late}
    language = controllers.controller(case.controller_id).language
    letters.enqueue(
        Draft("deadline", "requests/letters/deadline.txt", facts, language),
        controller=case.controller_id,
        holder=case.controller_id,
        to=contact.email,
        about=case.id,
        by=by,
        now=now,
    )
