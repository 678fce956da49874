"""`python -m benchmarks [name…]`: measure, and write the results beside the commands that made them."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks import MODULES, ONLY_WHEN_ASKED, report
from benchmarks.figures import Result, Skipped, machine, result_from
from benchmarks.installation import FOLDER
from benchmarks.quiet import watched

# Set for the processes that measure: each has its own Django, and the parent has none.
INSIDE = "ETTERLEV_BENCHMARK_INSIDE"
# How such a process ends when something it needs is not on this machine.
SKIPPED = 77


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*MODULES, []], help="which to run (all but the fresh demo)")
    names = parser.parse_args().names or [name for name in MODULES if name not in ONLY_WHEN_ASKED]
    if INSIDE in os.environ:
        try:
            print(json.dumps(_measured(names[0]).as_json()))
        except Skipped as reason:
            print(f"skipped {names[0]}: {reason}", file=sys.stderr)
            return SKIPPED
        return 0
    begin, missed = time.monotonic(), 0
    with tempfile.TemporaryDirectory(prefix="etterlev-benchmark-") as folder:
        for name in names:
            try:
                result = _in_child(name, Path(folder))
            except subprocess.CalledProcessError as failure:
                # Its own words are above. What was measured before stays as it was written then.
                if failure.returncode != SKIPPED:
                    print(f"FAILED  {name}", flush=True)
                    missed += 1
                continue
            report.write([result])
            for figure in result.figures:
                state = "" if not figure.limit else "kept" if figure.is_kept else "MISSED"
                missed += not figure.is_kept
                print(f"{state:6}  {figure.what}: {figure.measured}  {figure.limit}")
            print(f"        others took {result.others:.0%} of the cores meanwhile", flush=True)
    print(f"{time.monotonic() - begin:.0f} s in all. Written to {report.PAGE.relative_to(report.ROOT)}.")
    return 1 if missed else 0


def _in_child(name: str, folder: Path) -> Result:
    own = {INSIDE: "yes", FOLDER: str(folder)}
    kept = {"ETTERLEV_SHARED"}
    inherited = {key: value for key, value in os.environ.items() if key in kept or not key.startswith("ETTERLEV_")}
    command = [sys.executable, "-m", "benchmarks", name]
    done = subprocess.run(command, cwd=report.ROOT, env={**inherited, **own}, stdout=subprocess.PIPE, check=True)
    return result_from(json.loads(done.stdout.splitlines()[-1]))


def _measured(name: str) -> Result:
    module = importlib.import_module(f"benchmarks.{name}")
    on = datetime.now(ZoneInfo("Europe/Oslo")).date().isoformat()
    with watched() as others:
        figures = tuple(module.measure())
    return Result(name, " ".join(module.HOW.split()), figures, on, machine(), round(others.share, 2))


if __name__ == "__main__":
    sys.exit(main())
