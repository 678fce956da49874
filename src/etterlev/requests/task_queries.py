"""Reads of tasks. Whom a task concerns, and what was found, is opened only after the look has been recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Scope, query
from etterlev.controllers.queries import ControllerCard
from etterlev.letters import queries as letters
from etterlev.people import queries as people
from etterlev.requests import clocks, links, rules, task_rules
from etterlev.requests.errors import TaskGone, UnknownCase
from etterlev.requests.models import Case, Search, Task, TaskFile, TaskLink
from etterlev.requests.rules import Clock
from etterlev.requests.task_rules import Turn, Wait
from etterlev.sources.contract import IdentifierKind
from etterlev.sources.owners import Owner
from etterlev.vault.fields import reveal

# What somebody can find a folder by. An identity number or an account opens no drawer, and is not told.
FOUND_BY = (
    IdentifierKind.CUSTOMER_NUMBER,
    IdentifierKind.EMPLOYEE_NUMBER,
    IdentifierKind.ORGANISATION_NUMBER,
    IdentifierKind.EMAIL,
    IdentifierKind.PHONE,
)

# The kinds of letters that ask somebody to search.
LETTERS = ("task", "task_reminder")


@dataclass(frozen=True)
class TaskCard:
    """A task without anything personal."""

    id: UUID
    case_id: UUID
    controller: ControllerCard
    department: str
    reference: str
    source: str
    state: str
    turn: str
    until_on: date
    is_late: bool
    asked_at: datetime
    reminded: int
    answers: int
    answered_at: datetime | None
    answered_as: str
    files: int
    # The role of whoever holds the link it was found by.
    seen_by: str = ""

    @property
    def is_answered(self) -> bool:
        return self.state != Task.State.ASKED

    @property
    def is_searched(self) -> bool:
        return self.state in (Task.State.DONE, Task.State.NOTHING)


@dataclass(frozen=True)
class FileCard:
    """A file that was found by hand, by name."""

    id: UUID
    name: str
    size: int


@dataclass(frozen=True)
class Opened:
    """A task with the people in it, what they said, and what they found."""

    card: TaskCard
    search_id: UUID
    owner: Owner
    substitute: Owner | None
    reasons: str
    files: tuple[FileCard, ...]


@dataclass(frozen=True)
class Sought:
    """Whom to look for: the name, and what a folder may be marked with."""

    name: str
    marks: tuple[tuple[str, str], ...]


@query
def by_link(scope: Scope, secret: str, now: datetime) -> TaskCard:
    """The task behind a link. Raises TaskGone, alike for a link that never was, is closed, or is another's."""
    link = _link(scope, secret)
    if link is None:
        raise TaskGone
    return _card(link.task, now, seen_by=link.holder)


@query
def of_case(scope: Scope, case_id: UUID, now: datetime) -> list[TaskCard]:
    """The tasks of a case, as its outside shows them."""
    return [_card(task, now) for task in _rows(scope, case_id)]


@query
def opened(scope: Scope, case_id: UUID, now: datetime) -> list[Opened]:
    """The tasks of a case with everything but the files' contents. The caller has recorded the look."""
    tasks = reveal(_rows(scope, case_id))
    return [
        Opened(
            _card(task, now),
            task.search_id,
            Owner(**task.owner),
            Owner(**task.substitute) if task.substitute else None,
            task.reasons or "",
            files_of(task),
        )
        for task in tasks
    ]


@query
def sought(scope: Scope, task_id: UUID) -> tuple[Sought, str, tuple[FileCard, ...]]:
    """Whom a task concerns, what was last said, and the files given. The caller has recorded the look."""
    task = Task.objects.filter(controller_id__in=scope.controllers, id=task_id).first()
    if task is None:
        raise UnknownCase
    reveal([task], "reasons")
    person = people.person(scope, task.holder_id)
    marks = tuple((each.kind, each.value) for kind in FOUND_BY for each in person.identifiers if each.kind == kind)
    return Sought(person.name, marks), task.reasons or "", files_of(task)


@query
def file(scope: Scope, file_id: UUID) -> tuple[UUID, str, bytes]:
    """A file's case, name and bytes. The caller has recorded the look. Raises UnknownCase; gone once it is decided."""
    row = TaskFile.objects.filter(controller_id__in=scope.controllers, id=file_id).select_related("task").first()
    if row is None or row.content is None:
        raise UnknownCase
    reveal([row])
    return row.task.case_id, row.name, row.content


@query
def standing(scope: Scope, now: datetime, grace: timedelta) -> dict[str, int]:
    """How many wait for an answer, how many of them should have moved on longer ago than `grace`, and how many were
    last written to in vain.
    """
    waiting = list(_waiting(scope).values_list("id", "case_id"))
    vain = letters.refused_last(scope, {case for _, case in waiting}, LETTERS)
    stuck = due(scope, now - grace)
    return {"waiting": len(waiting), "stuck": len(list(stuck)), "unreached": len(vain)}


def _waiting(scope: Scope) -> QuerySet[Task]:
    rows: QuerySet[Task] = Task.objects.filter(
        controller_id__in=scope.controllers,
        state=Task.State.ASKED,
        search__state=Search.State.DUE,
        case__state__in=Case.UNANSWERED,
    )
    return rows.exclude(turn=Turn.CONTACT)


@query
def due(scope: Scope, now: datetime) -> Iterable[UUID]:
    """Tasks whose reminder, or whose passing on, is due."""
    today = rules.asks_on(now)
    several = list(_waiting(scope).select_related("case").defer("owner", "substitute", "reasons"))
    times = clocks.times({task.case_id: task.case for task in several}.values())
    return [task.id for task in several if _is_due(task, rules.clock(times[task.case_id], now), today)]


def _is_due(task: Task, clock: Clock, today: date) -> bool:
    return task_rules.next_step(_wait(task, clock), today) is not None


def wait(task: Task, case: Case, now: datetime) -> Wait:
    """How a task stands, for the rules."""
    return _wait(task, clocks.clock(case, now))


def _wait(task: Task, clock: Clock) -> Wait:
    return Wait(Turn(task.turn), rules.asks_on(task.turn_at), _until(task, clock), task.reminded)


def until(task: Task, case: Case, now: datetime) -> date:
    """The last day of whoever's turn it is, computed from when it began and the case's own deadline."""
    return _until(task, clocks.clock(case, now))


def _until(task: Task, clock: Clock) -> date:
    return task_rules.answer_by(rules.asks_on(task.turn_at), task.days, clock.deadline.due_on)


def files_of(task: Task) -> tuple[FileCard, ...]:
    """The files of a task by name, within an action's wall; their contents stay sealed."""
    rows = reveal(TaskFile.objects.filter(task=task).defer("content").order_by("position"), "name")
    return tuple(FileCard(row.id, row.name, row.size) for row in rows)


def contents_of(case_id: UUID) -> list[tuple[str, str, bytes]]:
    """Key, name and bytes of every file of a case that is not decided, within an action's wall."""
    rows = TaskFile.objects.filter(task__case_id=case_id, content__isnull=False).order_by("position")
    return [(str(row.id), row.name, row.content) for row in reveal(rows)]


def link_of(secret: str) -> TaskLink | None:
    """A link that works, within an action's wall: open, and of a case that is not decided."""
    row: TaskLink | None = (
        TaskLink.objects.filter(digest=links.digest(secret), closed_at=None, task__case__state__in=Case.UNANSWERED)
        .select_related("task__case", "task__search")
        .first()
    )
    return row


def _link(scope: Scope, secret: str) -> TaskLink | None:
    found = link_of(secret)
    return found if found is not None and found.controller_id in scope.controllers else None


def _rows(scope: Scope, case_id: UUID) -> list[Task]:
    rows = Task.objects.filter(controller_id__in=scope.controllers, case_id=case_id)
    return list(rows.select_related("case", "search").order_by("search__source_name", "id"))


def _card(task: Task, now: datetime, seen_by: str = "") -> TaskCard:
    until_on = until(task, task.case, now)
    return TaskCard(
        id=task.id,
        case_id=task.case_id,
        controller=controllers.controller(task.controller_id),
        department=controllers.department(task.case.department_slug).name,
        reference=task.case.reference,
        source=task.search.source_name,
        state=task.state,
        turn=task.turn,
        until_on=until_on,
        is_late=rules.asks_on(now) > until_on,
        asked_at=task.asked_at,
        reminded=task.reminded,
        answers=task.answers,
        answered_at=task.answered_at,
        answered_as=task.answered_as,
        files=TaskFile.objects.filter(task=task).count(),
        seen_by=seen_by,
    )
