"""One engine's soak, in a process of its own: every step clean, then every step killed at every point."""

from __future__ import annotations

import argparse
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from examples.generate import Example, generate
from tests.soak import stages
from tests.soak.stages import Databases, Files
from tests.soak.tally import Tally
from tests.soak.trial import Step, Trial, say

ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
THREAD = "tests.soak.thread:Thread"


@dataclass(frozen=True)
class Ready:
    """An empty installation on one engine, and the steps to try on it."""

    trial: Trial
    example: Example
    steps: list[Step]


def run(engine: str, *, every: int = 1, thread: str = THREAD) -> Tally:
    """Kill at every `every`-th point of every step on one engine."""
    from tests.soak import clock

    with ready(engine, thread) as soak:
        tally, at = Tally(ENGINES[engine]), clock.start()
        for number, step in enumerate(soak.steps):
            begin, at = time.monotonic(), at + step.later
            # In a sample each step begins elsewhere, so that it is not the same corner of each.
            done = soak.trial.run(step, at, first=number, every=every)
            tally.steps.append(done)
            seconds = time.monotonic() - begin
            say(f"  {tally.engine}: {step.name}: {done.kills} of {done.points} points, {seconds:.0f} s")
            for line in done.unequal:
                say(f"  {tally.engine}: UNEQUAL {step.name} {line}")
        return tally


@contextmanager
def ready(engine: str, thread: str = THREAD) -> Iterator[Ready]:
    """An installation in a temporary folder, gone with the block. It changes this process's environment."""
    with ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="etterlev-soak-")))
        home, post, kept = work / "home", work / "post", work / "kept"
        home.mkdir()
        post.mkdir()
        port = _free_port()
        stages.forget_environment()
        os.environ.update(stages.environment(home, port))
        stage = _stage(engine, home, post, kept, stack)
        stack.enter_context(_postbox(post, port))
        example = generate(work / "example", seed=0)
        _set_up_installation()
        if isinstance(stage, Databases):
            stages.check_serving_role(stage.server)
        _set_up_django()
        yield Ready(Trial(stage, post), example, _named(thread)(example, post).steps())


def _set_up_installation() -> None:
    """`etterlev init`, as an operator does it. Raises RuntimeError with what it said."""
    command = [sys.executable, "-m", "etterlev.project.command", "init"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)


def _set_up_django() -> None:
    import django
    from django.db import connections

    django.setup()
    # Made here, connected nowhere: so that not every child has to load the engine's library.
    connections.all()
    # A worker that was killed is a warning to its operator; here it is the point.
    logging.getLogger("etterlev.work").setLevel(logging.ERROR)


def _named(thread: str) -> Any:
    module, _, name = thread.partition(":")
    return getattr(import_module(module), name)


def _stage(engine: str, home: Path, post: Path, kept: Path, stack: ExitStack) -> Files:
    if engine == "sqlite":
        return Files(home, post, kept)
    from tests.postgres import cluster

    server = stack.enter_context(cluster())
    stages.make_databases(server)
    os.environ.update(stages.database_environment(server))
    return Databases(home, post, kept, server)


@contextmanager
def _postbox(post: Path, port: int) -> Iterator[None]:
    command = [sys.executable, "-m", "tests.soak.postbox", str(post), str(port)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert server.stdout is not None
    server.stdout.readline()
    try:
        yield
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    from etterlev.project.demo.mail import free_port

    return free_port()


def stopped(*_: object) -> None:
    """A soak that is told to stop takes its server and its folder with it."""
    raise SystemExit(143)


def main(arguments: list[str]) -> int:
    """One engine from the command line. Returns 1 unless every end state was equal."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.engines", description=__doc__)
    parser.add_argument("engine", choices=ENGINES)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th point, for a quick look")
    parser.add_argument("--thread", default=THREAD, help="package.module:Class with the steps")
    parser.add_argument("--report", type=Path, help="where to leave the numbers, as JSON")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, stopped)
    tally = run(options.engine, every=options.every, thread=options.thread)
    if options.report:
        options.report.write_text(json.dumps(asdict(tally)), encoding="utf-8")
    return 0 if tally.is_proven else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
