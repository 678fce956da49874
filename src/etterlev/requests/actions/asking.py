"""Ask somebody to search where no program can: a task, a link of their own, and a letter that says nothing of whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Actor, Reason, Role, action
from etterlev.ledger.events import Event
from etterlev.letters import actions as letters
from etterlev.letters.actions import Draft
from etterlev.requests import links, task_queries
from etterlev.requests.actions.identify import require_open
from etterlev.requests.errors import AlreadySearched, NotByHand, UnknownCase
from etterlev.requests.models import Case, Search, Task, TaskLink
from etterlev.requests.task_rules import Turn
from etterlev.sources import queries as sources
from etterlev.sources.owners import USUAL_DAYS, Owner, Ownership
from etterlev.vault.fields import reveal
from etterlev.vault.journal import record as journal

DECIDERS = (Role.PRIVACY_CONTACT, Role.GROUP_LEAD)


@dataclass(frozen=True)
class Errand:
    """A task with its case and its search, locked in that order by whoever is about to change them."""

    case: Case
    search: Search
    task: Task


def locked(task_id: UUID) -> Errand:
    """A task with what it stands in, locked: the case first, as everybody does. Raises UnknownCase."""
    of_case = Task.objects.filter(id=task_id).values_list("case_id", flat=True).first()
    if of_case is None:
        raise UnknownCase
    case = Case.objects.select_for_update().get(id=of_case)
    task = Task.objects.select_for_update().get(id=task_id)
    search = Search.objects.select_for_update().get(id=task.search_id)
    reveal([task])
    return Errand(case, search, task)


def ask(search: Search, *, by: Actor, now: datetime) -> bool:
    """Give a due search to the owner of its source, inside the caller's action. False when there is none to ask: a
    program searches it, or nobody has been named. Asked twice, it is given once.
    """
    named = sources.ownership(by.scope(Reason.CASE), search.source_id)
    if named is None:
        return False
    case = Case.objects.select_for_update().get(id=search.case_id)
    # Read again, now that nobody else can decide the case or sign for the gap.
    is_due = Search.objects.filter(id=search.id, state=Search.State.DUE, task=None).exists()
    if is_due and case.state in Case.UNANSWERED:
        _give(case, search, named, by=by, now=now)
    return True


@action
def ask_instead(search_id: UUID, owner: Owner, *, by: Actor, now: datetime) -> None:
    """Ask somebody else about one source of one case; the links sent before stop working. Also where nobody was named
    for the source. Raises RoleMissing, AlreadyAnswered, AlreadySearched once somebody has found something or nothing,
    and NotByHand for a source that a program searches.
    """
    case, search = _own(search_id, by)
    task = Task.objects.select_for_update().filter(search=search).first()
    if task is None:
        if sources.source(by.scope(Reason.CASE), search.source_id).needs_map:
            raise NotByHand
        _give(case, search, Ownership(owner, None, USUAL_DAYS), by=by, now=now)
    else:
        # What somebody found must not go because another is asked.
        if task.state in (Task.State.DONE, Task.State.NOTHING):
            raise AlreadySearched
        TaskLink.objects.filter(task=task, closed_at=None).update(closed_at=now)
        task.owner, task.turn, task.turn_at, task.reminded = owner.as_json(), Turn.OWNER, now, 0
        task.state = Task.State.ASKED
        task.save(update_fields=["owner", "turn", "turn_at", "reminded", "state"])
        _log(Event.TASK_PASSED_ON, case, search, by=by, now=now, detail={"to": "another"})
        send(Errand(case, search, task), Turn.OWNER, "task", by=by, now=now)
    wait_again(case, search)


@action
def ask_again(task_id: UUID, *, by: Actor, now: datetime) -> None:
    """Send the letter once more to whoever it waits for, with a link of its own. Raises RoleMissing or
    AlreadyAnswered.
    """
    it = locked(task_id)
    by.require(it.case.controller_id, *DECIDERS)
    require_open(it.case)
    is_past_owner = it.task.turn != Turn.OWNER and it.task.substitute is not None
    reached = Turn.SUBSTITUTE if is_past_owner else Turn.OWNER
    send(it, reached, "task", by=by, now=now)


def wait_again(case: Case, search: Search) -> None:
    """The source is waited for once more."""
    search.state, search.coverage, search.found, search.finished_at = Search.State.DUE, [], None, None
    search.signed_by, search.gap_reasons = None, None
    search.save(update_fields=["state", "coverage", "found", "finished_at", "signed_by", "gap_reasons"])
    if case.state == Case.State.REVIEW:
        case.state = Case.State.SEARCHING
        case.save(update_fields=["state"])


def send(it: Errand, to: Turn, kind: str, *, by: Actor, now: datetime) -> None:
    """A link and the letter that carries it, in the caller's transaction. The task's people are revealed."""
    person = Owner(**(it.task.substitute if to is Turn.SUBSTITUTE else it.task.owner))
    secret = links.fresh()
    TaskLink(
        id=uuid4(),
        controller_id=it.task.controller_id,
        task=it.task,
        holder=to,
        digest=links.digest(secret),
        made_at=now,
    ).save(force_insert=True)
    facts = {
        "reference": it.case.reference,
        "source": it.search.source_name,
        "department": controllers.department(it.case.department_slug).name,
        "until_on": task_queries.until(it.task, it.case, now),
        "link": links.task_link(person.language, it.case.department_slug, secret),
        "stands_in": to is Turn.SUBSTITUTE,
    }
    draft = Draft(kind, f"requests/letters/{kind}.txt", facts, person.language)
    letters.enqueue(
        draft,
        controller=it.case.controller_id,
        holder=it.case.controller_id,
        to=person.email,
        about=it.case.id,
        by=by,
        now=now,
    )


def _give(case: Case, search: Search, named: Ownership, *, by: Actor, now: datetime) -> None:
    task = Task(
        id=uuid4(),
        controller_id=case.controller_id,
        case=case,
        search=search,
        holder_id=search.holder_id,
        turn=Turn.OWNER,
        turn_at=now,
        days=named.days,
        owner=named.owner.as_json(),
        substitute=named.substitute and named.substitute.as_json(),
        asked_at=now,
    )
    task.save(force_insert=True)
    _log(Event.TASK_GIVEN, case, search, by=by, now=now, detail={"to": "owner"})
    send(Errand(case, search, task), Turn.OWNER, "task", by=by, now=now)


def _own(search_id: UUID, by: Actor) -> tuple[Case, Search]:
    of_case = Search.objects.filter(id=search_id).values_list("case_id", flat=True).first()
    if of_case is None:
        raise UnknownCase
    case = Case.objects.select_for_update().get(id=of_case)
    by.require(case.controller_id, *DECIDERS)
    require_open(case)
    return case, Search.objects.select_for_update().get(id=search_id)


def _log(event: Event, case: Case, search: Search, *, by: Actor, now: datetime, detail: dict[str, object]) -> None:
    journal(
        event,
        controller=case.controller_id,
        holder=search.holder_id,
        by=by,
        at=now,
        about=case.id,
        detail={"source": str(search.source_id), **detail},
    )
