"""Search one source: read what to look for, look outside every transaction, write what was found.

Every case that waits for the same source is searched for in the same look, however many they are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from etterlev.controllers.actors import Actor, Reason, action
from etterlev.ledger.events import Event
from etterlev.people import queries as people
from etterlev.people.queries import PersonRecord
from etterlev.requests import clocks, omissions
from etterlev.requests.actions import asking
from etterlev.requests.actions.notify import tell_contacts
from etterlev.requests.models import Case, Search
from etterlev.sources import actions as sources
from etterlev.sources.actions import Answer
from etterlev.sources.contract import Identifier, IdentifierKind, Record, Subject, Tier
from etterlev.vault.journal import record as journal

# What one look is asked for at once: enough that a source is read once, few enough that a case need not wait for all.
MOST_AT_ONCE = 500


@dataclass(frozen=True)
class _Task:
    search_id: UUID
    source_id: UUID
    subject: Subject


def search(search_id: UUID, *, by: Actor, now: datetime, done: Callable[[int], None] = lambda _: None) -> int:
    """Do a search that is due, and with it every other that is due in the same source. Returns how many were done;
    `done` hears of each. Killed anywhere, it can be run again: of a case nothing is written until all is found.
    """
    tasks = _begin(search_id, by=by, now=now)
    if not tasks:
        return 0
    answer = sources.search(tasks[0].source_id, [task.subject for task in tasks], by=by)
    for n, (task, part) in enumerate(_parts(tasks, answer), 1):
        _finish(task.search_id, part, by=by, now=now)
        done(n)
    return len(tasks)


def _parts(tasks: Iterable[_Task], answer: Answer) -> Iterator[tuple[_Task, Answer]]:
    """What a look gave, to each their own. The coverage is the look's, and the same for all."""
    records: dict[str, list[Record]] = {}
    for record in answer.records:
        records.setdefault(record.finding.subject, []).append(record)
    for task in tasks:
        yield task, replace(answer, records=tuple(records.get(task.subject.key, ())))


@action
def _begin(search_id: UUID, *, by: Actor, now: datetime) -> list[_Task]:
    due = Search.objects.filter(state=Search.State.DUE, case__state__in=Case.UNANSWERED).defer("found", "gap_reasons")
    row: Search | None = due.filter(id=search_id).first()
    if row is None or asking.ask(row, by=by, now=now):
        return []
    # A search somebody has been asked to do by hand is not a program's.
    beside = due.filter(source_id=row.source_id, controller_id=row.controller_id, task=None).exclude(id=row.id)
    rows = [row, *beside.order_by("id")[: MOST_AT_ONCE - 1]]
    known = {person.id: person for person in people.many(by.scope(Reason.CASE), {each.holder_id for each in rows})}
    return [
        _Task(each.id, each.source_id, Subject(str(n), identifiers(known[each.holder_id])))
        for n, each in enumerate(rows)
        if each.holder_id in known
    ]


def identifiers(person: PersonRecord) -> tuple[Identifier, ...]:
    """What a person may be looked for by: what their record holds, and their name."""
    kinds = {kind.value for kind in IdentifierKind}
    known = [Identifier(IdentifierKind(each.kind), each.value) for each in person.identifiers if each.kind in kinds]
    return (*known, Identifier(IdentifierKind.NAME, person.name))


@action
def _finish(search_id: UUID, answer: Answer, *, by: Actor, now: datetime) -> None:
    # The case first: two searches that finish together must see each other.
    case = Case.objects.select_for_update().get(searches__id=search_id)
    if case.state not in Case.UNANSWERED:
        return
    row: Search | None = Search.objects.select_for_update().filter(id=search_id, state=Search.State.DUE).first()
    if row is None:
        return
    silent = {unit for unit, fields in answer.categories.items() if omissions.is_silent(unit, fields, case.right)}
    row.found = {"units": _units(answer, silent)}
    row.coverage = _coverage(answer, silent)
    row.state = Search.State.SEARCHED if answer.is_complete else Search.State.INCOMPLETE
    row.finished_at = now
    row.save(update_fields=["found", "coverage", "state", "finished_at"])
    journal(
        Event.SUBJECTS_LOCATED,
        controller=row.controller_id,
        holder=row.holder_id,
        by=by,
        at=now,
        about=row.case_id,
        detail={"source": str(row.source_id), "found": len(answer.records), "complete": answer.is_complete},
    )
    if not Search.objects.filter(case_id=row.case_id, state=Search.State.DUE).exists():
        ready(row.case_id, by=by, now=now)


def _units(answer: Answer, silent: Collection[str]) -> list[dict[str, Any]]:
    units: dict[str, list[Record]] = {}
    for record in answer.records:
        units.setdefault(record.finding.unit, []).append(record)
    return [
        {
            "unit": name,
            "fields": _fields(records, answer.categories.get(name, {})),
            "records": [_record(r, left_out=name in silent) for r in records],
            "silent": name in silent,
        }
        for name, records in units.items()
    ]


def _fields(records: Iterable[Record], categories: Any) -> list[dict[str, str]]:
    names = dict.fromkeys(name for record in records for name in record.values)
    return [{"name": name, "category": categories.get(name, "")} for name in names]


def _record(record: Record, *, left_out: bool) -> dict[str, Any]:
    finding = record.finding
    return {
        "key": finding.key,
        "relation": str(finding.relation),
        "tier": str(finding.tier),
        "path": list(finding.path),
        # A strong identifier speaks for itself; weaker evidence waits for a person.
        "included": False if left_out else True if finding.tier is Tier.A else None,
        "values": dict(record.values),
    }


def _coverage(answer: Answer, silent: Collection[str]) -> list[dict[str, Any]]:
    counts: dict[str, int] = {}
    for record in answer.records:
        counts[record.finding.unit] = counts.get(record.finding.unit, 0) + 1
    return [
        {
            "unit": each.unit,
            "state": str(each.state),
            "rows": each.rows,
            "found": counts.get(each.unit, 0),
            "used": [str(kind) for kind in each.used],
            "reason": each.reason,
            "silent": each.unit in silent,
        }
        for each in answer.coverage
    ]


def ready(case_id: UUID, *, by: Actor, now: datetime) -> None:
    """Every source has answered: the case waits for its privacy contact, who is told."""
    case = Case.objects.select_for_update().get(id=case_id)
    if case.state != Case.State.SEARCHING:
        return
    case.state = Case.State.REVIEW
    case.save(update_fields=["state"])
    facts = {"reference": case.reference, "due_on": clocks.clock(case, now).deadline.due_on}
    tell_contacts(case, "review", "ready_for_review", facts, by=by, now=now)
