"""What becomes of a task: reminded of, passed on when nobody answers, and settled into its search."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Actor, action
from etterlev.ledger.events import Event
from etterlev.letters import actions as letters
from etterlev.letters.actions import Draft
from etterlev.requests import rules, task_queries, task_rules
from etterlev.requests.actions.asking import Errand, locked, send
from etterlev.requests.actions.search import ready
from etterlev.requests.models import Case, Search, Task
from etterlev.requests.task_rules import Step, Turn
from etterlev.sources.errors import OwnerCannot, OwnerSilent
from etterlev.sources.manual import EVERYTHING
from etterlev.vault.journal import record as journal


@action
def advance(task_id: UUID, *, by: Actor, now: datetime) -> None:
    """Do the one thing that is due for a task, if any: remind, or pass it on. Done twice, it is done once."""
    it = locked(task_id)
    is_waited_for = it.search.state == Search.State.DUE and it.case.state in Case.UNANSWERED
    if it.task.state != Task.State.ASKED or not is_waited_for:
        return
    today, wait = rules.asks_on(now), task_queries.wait(it.task, it.case, now)
    step = task_rules.next_step(wait, today)
    if step is Step.REMIND:
        it.task.reminded = task_rules.reminders_due(wait, today)
        it.task.save(update_fields=["reminded"])
        send(it, Turn(it.task.turn), "task_reminder", by=by, now=now)
    if step is Step.ESCALATE:
        pass_on(it, OwnerSilent, by=by, now=now)


def pass_on(it: Errand, why: type[Exception], *, by: Actor, now: datetime) -> None:
    """The next one's turn: the substitute's, else the privacy contact's, who is told."""
    following = task_rules.next_turn(Turn(it.task.turn), has_substitute=it.task.substitute is not None)
    if following is Turn.CONTACT:
        give_up(it, why, by=by, now=now)
        tell_contact(it, "cannot" if why is OwnerCannot else "silent", by=by, now=now)
        return
    _turn(it, following, why, by=by, now=now)
    send(it, following, "task", by=by, now=now)


def give_up(it: Errand, why: type[Exception], *, by: Actor, now: datetime) -> None:
    """Nobody more to ask: the source is a gap with a reason, and lies with the privacy contact."""
    _turn(it, Turn.CONTACT, why, by=by, now=now)
    settle(it, Search.State.INCOMPLETE, gap(why), by=by, now=now)


def _turn(it: Errand, turn: Turn, why: type[Exception], *, by: Actor, now: datetime) -> None:
    it.task.turn, it.task.turn_at, it.task.reminded = turn, now, 0
    it.task.save(update_fields=["turn", "turn_at", "reminded"])
    journal(
        Event.TASK_PASSED_ON,
        controller=it.case.controller_id,
        holder=it.task.holder_id,
        by=by,
        at=now,
        about=it.case.id,
        detail={"source": str(it.search.source_id), "to": turn, "why": why.__name__},
    )


def gap(why: type[Exception]) -> dict[str, Any]:
    """What coverage says of a source nobody searched: everything in it, and the name of the reason."""
    return {"unit": EVERYTHING, "state": "skipped", "rows": 0, "found": 0, "used": [], "reason": why.__name__}


def settle(it: Errand, state: Search.State, unit: dict[str, Any], *, by: Actor, now: datetime) -> None:
    """Write into the search what has become of it. The case goes on when every source has answered."""
    search = it.search
    search.state, search.coverage, search.finished_at = state, [unit], now
    # An answer is better than the reasons somebody gave for having none.
    search.signed_by, search.gap_reasons = None, None
    search.save(update_fields=["state", "coverage", "finished_at", "signed_by", "gap_reasons", "found"])
    if not Search.objects.filter(case=it.case, state=Search.State.DUE).exists():
        ready(it.case.id, by=by, now=now)


def tell_contact(it: Errand, what: str, *, by: Actor, now: datetime) -> None:
    """Tell the privacy contact: `what` is silent, cannot or answered."""
    card = controllers.controller(it.case.controller_id)
    if card.contact is None:
        return
    facts = {"reference": it.case.reference, "source": it.search.source_name, "what": what}
    draft = Draft("task_contact", "requests/letters/task_contact.txt", facts, card.language)
    letters.enqueue(draft, controller=card.id, holder=card.id, to=card.contact.email, about=it.case.id, by=by, now=now)
