"""How many pages that ask the database once the portal gives in a second."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.figures import Figure
from benchmarks.installation import home, portal
from benchmarks.load import run

PATH, READERS, SECONDS, ROUNDS = "/avdelinger/", 8, 8.0, 3
HOW = f"""
`{PATH}`, the directory of departments, asks the database once: that is counted before anything is measured. The portal
of the example group is served by `etterlev serve`, a worker for each core. {READERS} readers at a time, {SECONDS:.0f}
seconds, the middle of {ROUNDS} rounds. The load client is our own (`benchmarks/load.py`), in another process on the
same cores.
"""
_COUNT = """
import json, sys
from etterlev.project.command.shared import django
django()
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
visitor = Client()
visitor.get(sys.argv[1])
with CaptureQueriesContext(connections["default"]) as data, CaptureQueriesContext(connections["keys"]) as keys:
    answer = visitor.get(sys.argv[1])
print(json.dumps([answer.status_code, len(data), len(keys)]))
"""


def measure() -> Iterator[Figure]:
    assert _counted() == [200, 1, 0]
    with portal() as origin:
        rounds = sorted((run(f"{origin}{PATH}", READERS, SECONDS) for _ in range(ROUNDS)), key=lambda r: r.per_second)
    assert not any(each.failed for each in rounds)
    middle = rounds[ROUNDS // 2]
    yield Figure("Portal pages that ask the database once", middle.per_second, "pages/s", at_least=500)
    yield Figure("half come within", middle.p50, "ms")
    yield Figure("95 of 100 come within", middle.p95, "ms")


def _counted() -> list[int]:
    own = {"ETTERLEV_HOME": str(home()), "ETTERLEV_SURFACE": "portal", "ETTERLEV_PORTAL_ORIGIN": "http://testserver"}
    done = subprocess.run(
        [sys.executable, "-c", _COUNT, PATH], env={**os.environ, **own}, capture_output=True, text=True, check=True
    )
    found: list[int] = json.loads(done.stdout)
    return found
