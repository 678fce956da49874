"""How long `etterlev --help` takes, from nothing to the last letter."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, percentile

TIMES = 40
HOW = f"""
The installed command is started {TIMES} times, one after the other; the first two are not counted. Process start,
imports and output are all in it.
"""


def measure() -> Iterator[Figure]:
    command = [str(Path(sys.executable).with_name("etterlev")), "--help"]
    taken = []
    for _ in range(TIMES):
        begin = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        taken.append(1000 * (time.perf_counter() - begin))
    counted = taken[2:]
    yield Figure("`etterlev --help`, 95 of 100 within", percentile(counted, 0.95), "ms", at_most=300)
    yield Figure("half within", percentile(counted, 0.5), "ms")
