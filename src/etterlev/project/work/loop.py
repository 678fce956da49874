"""`etterlev work`: nudges as they come, the log's sequencer every second, the clocks every half minute."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Iterator
from datetime import datetime

from django.db import close_old_connections
from django.utils import timezone

from etterlev.ledger import actions as ledger
from etterlev.project.work import liveness, queue
from etterlev.project.work.wall import whole_installation

SEQUENCE_EVERY = 1.0
SWEEP_EVERY = 30.0
IDLE_SLEEP = 0.2


def clock() -> Iterator[datetime]:
    """The one clock of the worker."""
    while True:
        yield timezone.now()


def worker_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def sweep(now: datetime) -> tuple[int, int]:
    """`etterlev due`: give back what dead workers held, and nudge what is due. Returns both counts."""
    reaped, nudged = liveness.reap(now), queue.nudge_due(now)
    with whole_installation():
        ledger.sequence(now)
    return reaped, nudged


def work(*, until_idle: bool) -> int:
    """Run until told to stop (SIGTERM finishes the job at hand), or until nothing is ready. Returns how many jobs
    ran.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    name, ran = worker_name(), 0
    with liveness.alive(name):
        last_sequence = last_sweep = 0.0
        while not stop.is_set():
            close_old_connections()
            if time.monotonic() - last_sweep > SWEEP_EVERY:
                sweep(timezone.now())
                last_sweep = time.monotonic()
            if row := queue.claim(name, timezone.now()):
                queue.run(row, clock())
                ran += 1
            if time.monotonic() - last_sequence > SEQUENCE_EVERY or (row is None and until_idle):
                with whole_installation():
                    ledger.sequence(timezone.now())
                last_sequence = time.monotonic()
            if row is None:
                if until_idle:
                    return ran
                stop.wait(IDLE_SLEEP)
    return ran
