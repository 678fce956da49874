"""The example group, as the demo leaves it: sources confirmed, one request answered, the statement published and its
promises checked. Made once for all measurements of a run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from etterlev.project.demo.mail import free_port
from etterlev.project.servers import running, wait_for

FOLDER: Final = "ETTERLEV_BENCHMARK_FOLDER"


def folder() -> Path:
    """Where this run keeps what it makes."""
    if FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="etterlev-benchmark-")
    return Path(os.environ[FOLDER])


def home() -> Path:
    """The installation, made when it is not there."""
    place = folder() / "home"
    if not place.exists():
        command = [sys.executable, "-m", "etterlev.project.command", "demo", "--once", "--home", str(place)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return place


@contextmanager
def portal() -> Iterator[str]:
    """The portal of the installation, served by the word that serves in production. Gives its origin."""
    place, origin = home(), f"http://127.0.0.1:{free_port()}"
    environment = {**os.environ, "ETTERLEV_HOME": str(place), "ETTERLEV_PORTAL_ORIGIN": origin}
    command = [sys.executable, "-m", "etterlev.project.command", "serve", "--only", "portal"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    with running(process):
        wait_for(origin, process)
        yield origin


def enter() -> None:
    """Load Django in this process, inside the installation."""
    os.environ["ETTERLEV_HOME"] = str(home())
    from etterlev.project.command.shared import django

    django()
