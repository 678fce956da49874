"""One engine's soak, in a process of its own: every step clean, then every step killed at every point."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from examples.generate import generate
from tests.soak.stages import DATABASES, Databases, Files, environment

SIGKILLED = 9


@dataclass
class Tally:
    """What one engine's run amounted to."""

    engine: str
    steps: int = 0
    kills: int = 0
    equal: int = 0
    unequal: list[str] = field(default_factory=list)


def in_child(do: Callable[[], Any]) -> tuple[int, Any]:
    """Run in a forked process. Returns its end (0 well, 9 killed, 1 failed) and what it returned."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            value = do()
            with os.fdopen(writer, "w") as pipe:
                json.dump(value, pipe, default=str)
            os._exit(0)
        except Exception:  # noqa: BLE001  # the child's end is its whole story
            traceback.print_exc()
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        text = pipe.read()
    _, status = os.waitpid(child, 0)
    ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
    return ended, json.loads(text) if ended == 0 and text else None


def run(engine: str, *, every: int = 1) -> Tally:
    """Kill at every `every`-th point of every step on one engine."""
    with ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="etterlev-soak-")))
        home, post, kept = work / "home", work / "post", work / "kept"
        home.mkdir()
        post.mkdir()
        port = _free_port()
        os.environ.update(environment(home, port))
        stage = _stage(engine, home, post, kept, stack)
        stack.enter_context(_postbox(post, port))
        example = generate(work / "example", seed=0)
        subprocess.run(
            [sys.executable, "-m", "etterlev.project.command", "init"], check=True, stderr=subprocess.DEVNULL
        )
        return _all_steps(engine, stage, example, post, every)


def _all_steps(engine: str, stage: Files, example: Any, post: Path, every: int) -> Tally:
    import django

    django.setup()
    from tests.soak.thread import Thread

    thread = Thread(example, post)
    tally = Tally(engine)
    for number, (name, step) in enumerate(thread.steps()):
        begin = time.monotonic()
        stage.keep(str(number))
        points, wanted = _clean(step, post)
        for at in range(1, points + 1, every):
            stage.put_back(str(number))
            _kill_and_resume(tally, name, step, thread.work, at, wanted, post)
        stage.put_back(str(number))
        _clean(step, post)
        tally.steps += 1
        sys.stdout.write(f"  {engine}: {name}: {points} points, {time.monotonic() - begin:.0f} s\n")
        sys.stdout.flush()
    return tally


def _clean(step: Callable[[], None], post: Path) -> tuple[int, Any]:
    """The step without a kill: how many points it has, and the state it ends in."""
    from tests.soak.killing import Killer

    def counted() -> int:
        killer = Killer(None)
        killer.install()
        step()
        return killer.count

    ended, points = in_child(counted)
    if ended:
        raise SystemExit(f"the step fails without being killed ({ended})")
    return int(points), _state(post)


def _state(post: Path) -> Any:
    from tests.soak.state import end_state

    def read() -> Any:
        from django.utils import timezone

        from etterlev.ledger import actions as ledger
        from etterlev.project.work.wall import whole_installation

        with whole_installation():
            ledger.sequence(timezone.now(), thorough=True)
        return end_state(post)

    ended, value = in_child(read)
    return value if ended == 0 else f"the state could not be read ({ended})"


def _kill_and_resume(
    tally: Tally, name: str, step: Callable[[], None], work: Callable[[], None], at: int, wanted: Any, post: Path
) -> None:
    """Kill the step at one point, then do what its user and the worker would do, and hold the end against the clean
    one.
    """
    from tests.soak.killing import Killer

    def killed() -> None:
        Killer(at).install()
        step()

    ended, _ = in_child(killed)
    if ended != SIGKILLED:
        tally.unequal.append(f"{name} at {at}: was not killed ({ended})")
        return
    tally.kills += 1
    again, _ = in_child(step)
    found = _state(post) if again == 0 else f"could not be done again ({again})"
    if found == wanted:
        tally.equal += 1
    else:
        tally.unequal.append(f"{name} at {at}: {_difference(wanted, found)}")


def _difference(wanted: Any, found: Any) -> str:
    if not isinstance(found, dict):
        return str(found)
    return "; ".join(f"{key}: {wanted[key]} != {found.get(key)}" for key in wanted if wanted[key] != found.get(key))


def _stage(engine: str, home: Path, post: Path, kept: Path, stack: ExitStack) -> Files:
    if engine == "sqlite":
        return Files(home, post, kept)
    from tests.postgres import cluster

    server = stack.enter_context(cluster())
    server.run("CREATE ROLE etterlev_app LOGIN")
    for database in DATABASES:
        server.create_database(database)
    os.environ.update(
        ETTERLEV_DATABASE_URL=server.url(database=DATABASES[0], user="etterlev_app"),
        ETTERLEV_KEYS_DATABASE_URL=server.url(database=DATABASES[1], user="etterlev_app"),
        ETTERLEV_OWNER_DATABASE_URL=server.url(database=DATABASES[0], user="postgres"),
    )
    return Databases(home, post, kept, server)


def _postbox(post: Path, port: int) -> Any:
    from contextlib import contextmanager

    @contextmanager
    def kept() -> Any:
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.soak.postbox", str(post), str(port)], stdout=subprocess.PIPE
        )
        assert server.stdout is not None
        server.stdout.readline()
        try:
            yield
        finally:
            server.terminate()
            server.wait()

    return kept()


def _free_port() -> int:
    from etterlev.project.demo.mail import free_port

    return free_port()


if __name__ == "__main__":
    done = run(sys.argv[1], every=int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    for line in done.unequal:
        sys.stdout.write(f"  UNEQUAL {line}\n")
    sys.stdout.write(f"{done.engine}: {done.steps} steps, {done.kills} SIGKILLs, {done.equal} equal end states\n")
    sys.exit(0 if done.kills and done.kills == done.equal else 1)
