"""`make soak`: the harness's own tests, every kill point on both engines at the same time, and then sabotage.

Ends with 1 if any end state differs, or if anything is removed and nobody notices.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.postgres import is_installed
from tests.soak.engines import ENGINES, stopped
from tests.soak.tally import Tally, table
from tests.soak.trial import say


def main(arguments: list[str]) -> int:
    """Everything, with the time each part took."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th point, for a quick look")
    parser.add_argument("--only", choices=PARTS, action="append", help="some of the parts")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, stopped)
    engines = [engine for engine in ENGINES if engine == "sqlite" or _has_postgresql()]
    proven = True
    for name in options.only or PARTS:
        begin = time.monotonic()
        title, part = PARTS[name]
        say(f"\n=== {title} ===")
        proven = part(engines, options.every) and proven
        say(f"({time.monotonic() - begin:.0f} s)")
    say("\nsoak: all is proven" if proven else "\nsoak: NOT proven, see above")
    return 0 if proven else 1


def _has_postgresql() -> bool:
    """Whether to soak PostgreSQL. In CI it is never left out: there its absence is a failure."""
    if is_installed() or os.environ.get("CI") == "true":
        return True
    say("PostgreSQL is not installed: it is left out, and so is what only it has")
    return False


def _marked(engines: list[str], every: int) -> bool:
    """The soak must itself be able to fail; and whatever else is too long for `make test`."""
    return subprocess.run([sys.executable, "-m", "pytest", "-q", "-m", "soak"], check=False).returncode == 0


def _kill_points(engines: list[str], every: int) -> bool:
    """Both engines at the same time, each in a process of its own."""
    if every > 1:
        say(f"A SAMPLE: every {every}th point of each step, and not all of them")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="etterlev-soak-report-")))
        running = [_started(stack, engine, every, folder / engine) for engine in engines]
        ends = [process.wait() for process in running]
        reports = [folder / engine for engine in engines]
        if not all(report.exists() for report in reports):
            say("an engine's soak came to no end")
            return False
        tallies = [Tally.from_json(json.loads(report.read_text(encoding="utf-8"))) for report in reports]
    say("")
    for line in table(tallies):
        say(line)
    return not any(ends) and all(tally.is_proven for tally in tallies)


def _started(stack: ExitStack, engine: str, every: int, report: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.soak.engines", engine, "--every", str(every), "--report", str(report)]
    process = stack.enter_context(subprocess.Popen(command))
    # Whoever ends this process ends both; one that is done already takes no notice.
    stack.callback(process.terminate)
    return process


def _sabotage(engines: list[str], every: int) -> bool:
    """In a process of its own, because it changes its environment."""
    without = [] if "postgresql" in engines else ["--without-postgresql"]
    process = subprocess.run([sys.executable, "-m", "tests.soak.sabotage", *without], check=False)
    return process.returncode == 0


PARTS = {
    "tests": ("tests that are marked soak", _marked),
    "kill": ("kill -9 between every two writes", _kill_points),
    "sabotage": ("one thing removed at a time", _sabotage),
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
