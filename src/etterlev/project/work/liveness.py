"""A worker is alive while it holds its lock. The kernel or the server lets go of it when the process dies, however it
dies.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection, transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from etterlev.project.work.queue import Row, fail


class WorkerDied(Exception):
    """A worker was killed while it ran this job."""


@contextmanager
def alive(worker: str) -> Iterator[None]:
    """Hold the worker's lock."""
    with _advisory(worker) if connection.vendor == "postgresql" else _flock(worker):
        yield


def reap(now: datetime) -> int:
    """Give back every running task whose worker is dead. Returns how many."""
    reaped = 0
    for row in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        if not is_alive(row.worker_ids[-1]):
            reaped += _give_back(row, now)
    return reaped


@transaction.atomic
def _give_back(row: Row, now: datetime) -> int:
    still = DBTaskResult.objects.select_for_update().filter(
        id=row.id, status=TaskResultStatus.RUNNING, worker_ids=row.worker_ids
    )
    for running in still:
        fail(running, WorkerDied, now)
        # A death is no fault of the job's: it need not wait.
        DBTaskResult.objects.filter(id=row.id, status=TaskResultStatus.READY).update(run_after=now)
        return 1
    return 0


def is_alive(worker: str) -> bool:
    """Whether a worker still holds its lock."""
    return _advisory_is_held(worker) if connection.vendor == "postgresql" else _flock_is_held(worker)


def _file(worker: str) -> Path:
    return Path(settings.LOCKS) / f"{sha256(worker.encode()).hexdigest()[:32]}.lock"


@contextmanager
def _flock(worker: str) -> Iterator[None]:
    path = _file(worker)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
        path.unlink(missing_ok=True)
    finally:
        os.close(descriptor)


def _flock_is_held(worker: str) -> bool:
    try:
        descriptor = os.open(_file(worker), os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)


def _number(worker: str) -> int:
    return int.from_bytes(sha256(worker.encode()).digest()[:8], "big", signed=True)


@contextmanager
def _advisory(worker: str) -> Iterator[None]:
    """On a connection of its own, so that no pool or reconnect can drop it."""
    parameters = connection.get_connection_params()
    wanted = {key: parameters[key] for key in ("dbname", "user", "password", "host", "port") if parameters.get(key)}
    with psycopg.connect(**wanted, autocommit=True) as own:
        own.execute("SELECT pg_advisory_lock(%s)", [_number(worker)])
        yield


def _advisory_is_held(worker: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_number(worker)])
        (taken,) = cursor.fetchone()
        if taken:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_number(worker)])
    return not taken
