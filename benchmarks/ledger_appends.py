"""How many transactions that append one line each the log takes on PostgreSQL, and whether the sequencer keeps up."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from uuid import uuid4

from benchmarks.figures import Figure
from benchmarks.installation import folder

CLIENTS, SECONDS, ROUNDS = 4, 8.0, 3
ROLE = "etterlev_app"
HOW = f"""
A PostgreSQL of its own with its usual settings (every commit waits for the disk), tables made by `etterlev init`, and
{CLIENTS} processes as the serving role under row-level security. Each does the smallest action there is, again and
again for {SECONDS:.0f} seconds: its own transaction behind the wall of one department, and one line in the log. The
middle of {ROUNDS} rounds counts. Then the sequencer gives every line its leaf and signs, in its usual batches; and the
whole log is verified by `etterlev ledger verify`.
"""
_CLIENT = "benchmarks.ledger_appends"


def measure() -> Iterator[Figure]:
    from tests.postgres import cluster

    home = folder() / "ledger"
    with cluster() as server:
        server.run(f"CREATE ROLE {ROLE} LOGIN")
        stores = {"DATABASE": "etterlev", "KEYS_DATABASE": "etterlev_keys"}
        for name in stores.values():
            server.create_database(name)
        os.environ["ETTERLEV_HOME"] = str(home)
        os.environ.update({f"ETTERLEV_{key}_URL": server.url(name, ROLE) for key, name in stores.items()})
        os.environ["ETTERLEV_OWNER_DATABASE_URL"] = server.url("etterlev")
        command = [sys.executable, "-m", "etterlev.project.command"]
        subprocess.run([*command, "init", "--example"], check=True, stderr=subprocess.DEVNULL)
        _check_role(server.run(f"SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = '{ROLE}'"))
        rounds = sorted(_round() for _ in range(ROUNDS))
        appended, seconds = _sequenced()
        begin = time.perf_counter()
        subprocess.run([*command, "ledger", "verify"], check=True, stdout=subprocess.DEVNULL)
        verified = time.perf_counter() - begin
    yield Figure(f"Log, appends with {CLIENTS} clients", rounds[ROUNDS // 2], "transactions/s", at_least=500)
    yield Figure("lines the sequencer gives leaves", appended / seconds, "lines/s", at_least=rounds[ROUNDS // 2])
    yield Figure("lines verified", appended / verified, "lines/s")


def _check_role(flags: list[tuple[object, ...]]) -> None:
    assert flags == [(False, False)], "the serving role must not pass the wall"


def _round() -> float:
    """All clients at once, started by the same word; transactions a second together."""
    command = [sys.executable, "-m", _CLIENT, str(SECONDS)]
    clients = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(CLIENTS)
    ]
    for each in clients:
        assert each.stdout
        assert each.stdout.readline() == "ready\n"
    for each in clients:
        assert each.stdin
        each.stdin.write("go\n")
        each.stdin.flush()
    done = [each.communicate()[0] for each in clients]
    return sum(float(each) for each in done)


def client(seconds: float) -> None:
    """One client: append until the time is out, and tell how many a second."""
    from etterlev.project.command.shared import django

    django()
    from django.utils import timezone

    from etterlev.controllers.actors import Actor, action, operator
    from etterlev.controllers.queries import controller_ids
    from etterlev.ledger import actions as ledger
    from etterlev.ledger.events import Event

    controller, about = min(controller_ids()), uuid4()
    by = operator([controller])

    @action
    def act(*, by: Actor) -> None:
        ledger.record(Event.CASE_OPENED, by=by, at=timezone.now(), controller=controller, about=about)

    for _ in range(20):
        act(by=by)
    print("ready", flush=True)
    sys.stdin.readline()
    begin, count = time.perf_counter(), 0
    while (taken := time.perf_counter() - begin) < seconds:
        act(by=by)
        count += 1
    print(count / taken)


def _sequenced() -> tuple[int, float]:
    """How many lines the sequencer took, and the seconds."""
    from etterlev.project.command.shared import django, now

    django()
    from etterlev.ledger import actions as ledger
    from etterlev.project.work.wall import whole_installation

    begin = time.perf_counter()
    with whole_installation():
        added = ledger.sequence(now())
    return added, time.perf_counter() - begin


if __name__ == "__main__":
    client(float(sys.argv[1]))
