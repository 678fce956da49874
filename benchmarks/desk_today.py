"""How long a privacy lead of forty departments waits for the page she opens every morning."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from benchmarks.figures import Figure, percentile
from benchmarks.installation import folder

DEPARTMENTS, CASES, TIMES = 40, 2_000, 60
HOW = f"""
An installation of its own on SQLite with {DEPARTMENTS} companies and {CASES:,} open cases: received over the past fifty
days, every tenth extended, every tenth waiting for the person, the rest searching or ready for review. The group lead
is signed in, and asks for «I dag» {TIMES} times in one process, through every layer of the console, from the request to
the last letter of the page; the first three are not counted.
"""


def measure() -> Iterator[Figure]:
    _enter()
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    client = _desk()
    taken, page = [], b""
    for _ in range(TIMES):
        begin = time.perf_counter()
        answer = client.get("/")
        taken.append(1000 * (time.perf_counter() - begin))
        assert answer.status_code == 200
        page = answer.content
    with CaptureQueriesContext(connections["default"]) as asked:
        client.get("/")
    yield Figure("«I dag» of forty departments, 95 of 100 within", percentile(taken[3:], 0.95), "ms", at_most=150)
    yield Figure("half within", percentile(taken[3:], 0.5), "ms")
    yield Figure("statements to the database", len(asked), "statements")
    yield Figure("the page, before it is compressed", len(page) / 1000, "kB")


def _enter() -> None:
    """A fresh installation, seen from the console."""
    home = folder() / "desk"
    os.environ["ETTERLEV_HOME"] = str(home)
    command = [sys.executable, "-m", "etterlev.project.command", "init"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    os.environ["ETTERLEV_SURFACE"] = "console"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etterlev.project.settings.serving")
    # As it is served: loaded whole, and what is loaded kept out of the collector's way.
    importlib.import_module("etterlev.project.wsgi")


def _desk() -> Any:
    """The group lead at her desk."""
    from django.test import Client
    from django.utils import timezone

    from etterlev.access import actions as access
    from etterlev.access.models import User
    from etterlev.controllers.actors import Role, operator

    now = timezone.now()
    companies = _companies(now)
    roles = {each: frozenset({Role.GROUP_LEAD, Role.PRIVACY_CONTACT}) for each in companies}
    user, _ = access.invite(
        controller=companies[0],
        name="Liv Lead",
        email="liv@fjordtall.example",
        roles=roles,
        by=operator(companies),
        now=now,
    )
    _cases(companies, now)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(id=user), backend="etterlev.console.sign_in.StaffBackend")
    return client


def _companies(now: datetime) -> list[UUID]:
    from etterlev.controllers import actions as controllers
    from etterlev.controllers.actions import ControllerEntry
    from etterlev.controllers.actors import operator
    from etterlev.controllers.rules import DepartmentEntry
    from etterlev.law.example_numbers import organisation_number

    controllers.name_group("Fjordtall", "")
    return [
        controllers.establish(
            ControllerEntry(
                slug=f"avdeling-{n}",
                legal_name=f"Fjordtall {n} AS",
                organisation_number=organisation_number(n).digits,
                postal_address="Storgata 1, 0155 Oslo",
                email="post@fjordtall.example",
                phone="",
                language="nb",
                is_group=not n,
                contact=None,
                departments=(DepartmentEntry(f"avdeling-{n}", f"Avdeling {n}", "Oslo"),),
                position=n,
            ),
            by=operator(()),
            now=now,
        )
        for n in range(DEPARTMENTS)
    ]


def _cases(companies: list[UUID], now: datetime) -> None:
    from etterlev.database.wall import behind_wall
    from etterlev.requests.models import Case, Pause
    from etterlev.vault.fields import prepare

    rows = [_case(Case, n, companies[n % DEPARTMENTS], now) for n in range(CASES)]
    with behind_wall(companies):
        for start in range(0, CASES, 500):
            Case.objects.bulk_create(prepare(rows[start : start + 500]))
        waiting = [row for n, row in enumerate(rows) if n % 10 == 3 and row.received_at > now - timedelta(days=25)]
        pauses = [
            Pause(
                controller_id=row.controller_id,
                case=row,
                holder_id=row.id,
                ground="identity",
                question="Hvilken adresse bodde du på?",
                asked_at=row.received_at + timedelta(days=1),
                asked_by=uuid4(),
            )
            for row in waiting
        ]
        Pause.objects.bulk_create(prepare(pauses))


def _case(model: Any, n: int, company: UUID, now: datetime) -> Any:
    return model(
        id=uuid4(),
        controller_id=company,
        department_slug=f"avdeling-{n % DEPARTMENTS}",
        reference=f"HV-2026-{n:04}",
        form_key=uuid4(),
        right=("A15", "A17", "A16", "A21", "question")[n % 5],
        door="portal",
        language="nb",
        state=("searching", "review")[n % 2],
        received_at=now - timedelta(days=n % 50, minutes=n),
        extended_at=now - timedelta(days=n % 50 - 1) if n % 10 == 7 and n % 50 else None,
        identified_at=now,
        email=f"person{n}@example.no",
        name=f"Person {n}",
        message="Hva har dere om meg?",
        link_digest=n.to_bytes(32, "big"),
    )
