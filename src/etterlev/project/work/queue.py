"""The worker's side of the queue: claim, run, settle. Exception texts never reach the table or the log: they may hold
a person.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django_tasks import TaskContext, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from etterlev.jobs import JOBS, RUN_AGAIN

log = logging.getLogger("etterlev.work")
Row = DBTaskResult[Any, Any]


@transaction.atomic
def claim(worker: str, now: datetime) -> Row | None:
    """Take the next nudge that is ready, or None."""
    row: Row | None = DBTaskResult.objects.ready().get_locked()
    if row is None:
        return None
    row.status, row.started_at, row.worker_ids = TaskResultStatus.RUNNING, now, [*row.worker_ids, worker]
    row.save(update_fields=["status", "started_at", "worker_ids"])
    return row


def run(row: Row, clock: Iterator[datetime]) -> bool:
    """Do the work of one claimed nudge. Returns whether it went well; a failure leaves the error's class and nothing
    else.
    """
    try:
        result = row.task_result
        context = TaskContext(task_result=result)  # type: ignore[arg-type]  # the backend's own kind of result
        row.task.call(context, *result.args, **result.kwargs)
    except Exception as error:  # noqa: BLE001  # the job runner is the one place that must outlive any job
        fail(row, type(error), next(clock))
        return False
    row.status, row.finished_at = TaskResultStatus.SUCCESSFUL, next(clock)
    row.save(update_fields=["status", "finished_at"])
    return True


def fail(row: Row, error: type[BaseException], now: datetime) -> None:
    """Record a failure and when to try again; after RUN_AGAIN attempts it stays red until a person looks."""
    name = f"{error.__module__}.{error.__qualname__}"
    attempts = len(row.worker_ids)
    log.warning("job %s failed with %s, attempt %d", job_of(row), name, attempts)
    row.exception_class_path, row.traceback, row.finished_at = name, "", now
    if attempts < RUN_AGAIN:
        row.status, row.run_after = TaskResultStatus.READY, now + back_off(attempts)
    else:
        row.status = TaskResultStatus.FAILED
    row.save(update_fields=["status", "run_after", "exception_class_path", "traceback", "finished_at"])


def back_off(attempts: int) -> timedelta:
    """Ten seconds, then twice as long each time: eight attempts span some forty minutes."""
    return timedelta(seconds=10 * 2 ** (attempts - 1))


def job_of(row: Row) -> str:
    """The job's name: the first argument of the one task."""
    name, *_ = row.args_kwargs["args"] or ["?"]
    return str(name)


def red() -> list[str]:
    """The names of jobs that have given up."""
    return [job_of(row) for row in DBTaskResult.objects.filter(status=TaskResultStatus.FAILED)]


def nudge_due(now: datetime) -> int:
    """Nudge every due row that has no live task. Returns how many."""
    live = {
        tuple(row["args"])
        for row in DBTaskResult.objects.exclude(status=TaskResultStatus.SUCCESSFUL).values_list(
            "args_kwargs", flat=True
        )
    }
    nudged = 0
    for name, job in JOBS.items():
        for about in job.due(now=now):
            if (name, str(about)) not in live:
                job.nudge(about)
                nudged += 1
    return nudged
