"""Due work of cases: searching sources, telling of deadlines, and erasing answers nobody needs any more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from etterlev.controllers.actors import Actor, Reason, system
from etterlev.controllers.queries import controller_ids
from etterlev.jobs import job
from etterlev.requests import queries, task_queries
from etterlev.requests.actions import deliver, waiting
from etterlev.requests.actions import search as searching
from etterlev.requests.actions import warn as warning


def _everywhere() -> Actor:
    return system(controller_ids())


def _searches_due(*, now: datetime) -> Iterable[UUID]:
    return queries.searches_due(_everywhere().scope(Reason.CASE), now=now)


def _answers_expired(*, now: datetime) -> Iterable[UUID]:
    return queries.answers_expired(_everywhere().scope(Reason.CASE), now=now)


def _warnings_due(*, now: datetime) -> Iterable[UUID]:
    return queries.warnings_due(_everywhere().scope(Reason.CASE), now=now)


def _tasks_due(*, now: datetime) -> Iterable[UUID]:
    return task_queries.due(_everywhere().scope(Reason.CASE), now)


@job("requests.tasks", due=_tasks_due)
def advance(about: UUID, *, now: datetime) -> None:
    """Remind somebody of one task, or pass it on."""
    waiting.advance(about, by=_everywhere(), now=now)


@job("requests.warn", due=_warnings_due)
def warn(about: UUID, *, now: datetime) -> None:
    """Tell the contact of one deadline."""
    warning.warn(about, by=_everywhere(), now=now)


@job("requests.search", due=_searches_due)
def search(about: UUID, *, now: datetime) -> None:
    """Search one source for one case."""
    searching.search(about, by=_everywhere(), now=now)


@job("requests.expire", due=_answers_expired)
def expire(about: UUID, *, now: datetime) -> None:
    """Erase one answer's bytes."""
    deliver.expire(about, by=_everywhere(), now=now)
