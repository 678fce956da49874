"""Due work. The domain row is the truth; a nudge is one opaque id in a queue, written in the row's own transaction.

A job may run twice or be killed half-way: each looks at its row, does what is still to be done, and can be run again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from django_tasks import TaskContext, task

RUN_AGAIN: Final = 8


class Work(Protocol):
    """What a job does with one row."""

    def __call__(self, about: UUID, *, now: datetime) -> None: ...


class Due(Protocol):
    """Which rows are due, so that a lost nudge is found again."""

    def __call__(self, *, now: datetime) -> Iterable[UUID]: ...


@dataclass(frozen=True)
class Job:
    """A kind of work, by the name its nudges carry."""

    name: str
    work: Work
    due: Due

    def nudge(self, about: UUID) -> None:
        """Ask for the work, inside the caller's transaction."""
        perform.enqueue(self.name, str(about))


JOBS: Final[dict[str, Job]] = {}


def job(name: str, *, due: Due) -> Callable[[Work], Job]:
    """Register a function as the work of the job `name`."""

    def register(work: Work) -> Job:
        JOBS[name] = Job(name, work, due)
        return JOBS[name]

    return register


@task(takes_context=True)
def perform(context: TaskContext, name: str, about: str) -> None:
    """The one task: the worker's own clock is the job's `now`."""
    started = context.task_result.started_at
    assert started is not None
    JOBS[name].work(UUID(about), now=started)
