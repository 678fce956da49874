"""How long a newcomer waits from a fresh copy of the repository to the end of the story."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.installation import folder
from benchmarks.report import ROOT

HOW = """
Every file that git knows or would take is copied to an empty folder, and `make demo ONCE=1` is run there: a virtual
environment, every package with its hash checked, fonts and styles, the whole story. The caches of pip and npm are warm;
nothing else of an earlier run is there.
"""
# What make says it is doing, and the story's own headings.
_STEP = re.compile(r"^(?:· (?P<make>.+)|\d+\. (?P<story>.+))$")


def measure() -> Iterator[Figure]:
    place = folder() / "fresh"
    _copy(place)
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("ETTERLEV_", "VIRTUAL_ENV"))}
    # The virtual environment of this process must not be the one it finds.
    own = str(ROOT / ".venv")
    environment["PATH"] = os.pathsep.join(p for p in environment["PATH"].split(os.pathsep) if not p.startswith(own))
    begin = time.perf_counter()
    make = subprocess.Popen(
        ["make", "demo", "ONCE=1"],
        cwd=place,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said: list[str] = []
    steps = list(_steps(make, begin, said))
    assert make.wait() == 0, "".join(said[-20:])
    total = time.perf_counter() - begin
    shutil.rmtree(place)
    yield Figure("Fresh copy to the end of the story, `make demo ONCE=1`", total, "s", at_most=180)
    for (name, at), (_, after) in zip(steps, [*steps[1:], ("", total)], strict=True):
        yield Figure(name, after - at, "s")


def _copy(place: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, place / name)


def _steps(make: subprocess.Popen[str], begin: float, said: list[str]) -> Iterator[tuple[str, float]]:
    """Each step as it begins, and the seconds since the start. Everything that is said is kept in `said`."""
    assert make.stdout
    for line in make.stdout:
        said.append(line)
        found = _STEP.match(line.strip())
        if found:
            yield (found["make"] or f"«{found['story']}»"), time.perf_counter() - begin
