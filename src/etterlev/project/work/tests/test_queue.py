"""The queue: done once, tried again when it fails, given back when a worker dies, and silent about what went wrong."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from etterlev.jobs import JOBS, RUN_AGAIN, job
from etterlev.project.work import liveness, queue
from tests.cast import NINA_EMAIL, World

seen: list[UUID] = []


@pytest.fixture
def own_job() -> Iterator[str]:
    """A job of the test's own, taken away afterwards."""

    @job("tests.note", due=lambda *, now: [])  # the signature of Due
    def note(about: UUID, *, now: datetime) -> None:  # the signature of Work
        if about.int == 0:
            message = f"could not reach {NINA_EMAIL}"
            raise RuntimeError(message)
        seen.append(about)

    seen.clear()
    yield note.name
    del JOBS["tests.note"]


def clock(at: datetime) -> Iterator[datetime]:
    while True:
        yield at


def run_one(world: World, at: datetime) -> bool:
    row = queue.claim("w", at)
    assert row is not None
    return queue.run(row, clock(at))


def test_a_nudge_is_done_once(world: World, own_job: str) -> None:
    about = uuid4()
    JOBS[own_job].nudge(about)
    assert run_one(world, world.now)
    assert seen == [about]
    assert queue.claim("w", world.now) is None


def test_a_failure_is_tried_again_with_patience_and_then_shown_red(world: World, own_job: str) -> None:
    JOBS[own_job].nudge(UUID(int=0))
    # django-tasks reads the real clock to see what is ready, so the waiting is taken away between the attempts.
    for attempt in range(1, RUN_AGAIN + 1):
        DBTaskResult.objects.update(run_after=world.now - timedelta(days=365))
        assert not run_one(world, world.now)
        row = DBTaskResult.objects.get()
        if attempt < RUN_AGAIN:
            assert row.status == TaskResultStatus.READY
            assert row.run_after == world.now + queue.back_off(attempt)
    assert queue.red() == [own_job]


def test_what_went_wrong_is_kept_as_a_class_without_its_words(
    world: World, own_job: str, caplog: pytest.LogCaptureFixture
) -> None:
    JOBS[own_job].nudge(UUID(int=0))
    with caplog.at_level(logging.DEBUG):
        run_one(world, world.now)
    assert DBTaskResult.objects.get().exception_class_path == "builtins.RuntimeError"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {DBTaskResult._meta.db_table}")
        assert NINA_EMAIL not in str(cursor.fetchall())
    assert NINA_EMAIL not in caplog.text
    assert "RuntimeError" in caplog.text


def test_a_nudge_in_a_transaction_that_fails_was_never_given(world: World, own_job: str) -> None:
    from django.db import transaction

    def act() -> None:
        JOBS[own_job].nudge(uuid4())
        raise ZeroDivisionError  # the rest of the action fails

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        act()
    assert not DBTaskResult.objects.exists()


def test_a_lost_nudge_is_found_by_the_sweep_and_a_live_one_is_not_doubled(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = uuid4()

    @job("tests.due", due=lambda *, now: [about])  # the signature of Due
    def work(about: UUID, *, now: datetime) -> None:
        """Never run here."""

    # Other rooms have due rows in the shared world: the sweep knows this one job.
    monkeypatch.setattr(queue, "JOBS", {work.name: JOBS.pop(work.name)})
    assert queue.nudge_due(world.now) == 1
    assert queue.nudge_due(world.now) == 0
    assert [row.args_kwargs["args"] for row in DBTaskResult.objects.all()] == [["tests.due", str(about)]]


def test_a_living_workers_job_is_left_alone(world: World, own_job: str) -> None:
    JOBS[own_job].nudge(uuid4())
    with liveness.alive("living"):
        assert queue.claim("living", world.now) is not None
        assert liveness.reap(world.now) == 0


def test_the_job_of_a_worker_that_never_lived_is_given_back(world: World, own_job: str) -> None:
    JOBS[own_job].nudge(uuid4())
    assert queue.claim("dead", world.now) is not None
    assert liveness.reap(world.now) == 1
    row = DBTaskResult.objects.get()
    assert (row.status, row.exception_class_path) == (
        TaskResultStatus.READY,
        "etterlev.project.work.liveness.WorkerDied",
    )


HOLD = """
import os, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "etterlev.project.settings.serving"
import django; django.setup()
from etterlev.project.work import liveness
with liveness.alive(sys.argv[1]):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_worker_that_is_killed_lets_go_of_its_lock(world: World) -> None:
    """A real process, really killed; on PostgreSQL it holds an advisory lock of the server the suite runs."""
    name = f"killed-{uuid4()}"
    address = os.environ.get("ETTERLEV_DATABASE_URL", "").replace("/etterlev?", f"/{connection.settings_dict['NAME']}?")
    environment = {**os.environ, **({"ETTERLEV_DATABASE_URL": address} if address else {})}
    holder = subprocess.Popen([sys.executable, "-c", HOLD, name], stdout=subprocess.PIPE, env=environment)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert liveness.is_alive(name)
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        limit = time.monotonic() + 5
        while liveness.is_alive(name) and time.monotonic() < limit:
            time.sleep(0.02)
        assert not liveness.is_alive(name)
    finally:
        holder.kill()
