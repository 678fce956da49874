"""Tell those who answer for a case that its deadline comes near, or has gone by. Each limit is told once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from etterlev.controllers.actors import Actor, action
from etterlev.requests import clocks, rules
from etterlev.requests.actions.notify import tell_contacts
from etterlev.requests.models import Case


@action
def warn(case_id: UUID, *, by: Actor, now: datetime) -> None:
    """Write the letters that are due, if any; they hold no personal data."""
    case = Case.objects.select_for_update().filter(id=case_id, state__in=Case.WAITING_FOR_US).first()
    if case is None:
        return
    clock = clocks.clock(case, now)
    due = rules.warning_due(clock.left, case.warned)
    if due is None:
        return
    facts = {"reference": case.reference, "due_on": clock.deadline.due_on, "is_late": clock.is_late}
    if not tell_contacts(case, "deadline", "deadline", facts, by=by, now=now):
        return
    case.warned = due
    case.save(update_fields=["warned"])
