"""Start the processes of an installation: one Granian per surface, and workers. Used by `serve`, the demo and the
journeys.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from ipaddress import ip_address
from typing import ClassVar

from etterlev.errors import EtterlevError, reason_of
from etterlev.languages import gettext_noop

# More threads than this in a process wait for each other more than they work.
THREADS = 2
MOST_WORKERS = 8


class DidNotStart(EtterlevError):
    """Serveren på {origin} kom ikke i gang. Er porten opptatt? Kjør «etterlev doctor» for å se hva som er galt."""

    exit_code = 1


class PortNotFree(EtterlevError):
    """Kan ikke lytte på {host}, port {port}: {reason}. Velg noe annet med --host og --port, eller stans det som står i
    veien.
    """

    exit_code = 1
    spoken: ClassVar[frozenset[str]] = frozenset({"reason"})


def require_free(host: str, port: int) -> None:
    """Raises PortNotFree, in a line of ours, before a server says it in two hundred of its own."""
    try:
        kind = socket.AF_INET6 if ip_address(host).version == 6 else socket.AF_INET
        with socket.socket(kind) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((host, port))
    except OSError as error:
        raise PortNotFree(host=host, port=port, reason=reason_of(error)) from error
    except (ValueError, OverflowError) as error:
        reason = gettext_noop("skriv en IP-adresse som 127.0.0.1, og en port mellom 1 og 65535")
        raise PortNotFree(host=host, port=port, reason=reason) from error


def surface(name: str, port: int, environment: Mapping[str, str], host: str = "127.0.0.1") -> subprocess.Popen[bytes]:
    """What serves one surface: a process that starts its workers. SIGTERM lets what is under way be finished."""
    workers = str(workers_of(name))
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", workers, "--blocking-threads", str(THREADS), "--no-ws", "--log-level", "error"),
        "etterlev.project.wsgi:application",
    ]
    own = {"ETTERLEV_SURFACE": name, "ETTERLEV_WORKERS": workers}
    return subprocess.Popen(command, env={**os.environ, **environment, **own})


def workers_of(name: str) -> int:
    """The public's pages have a worker for each core we may use; the console's few readers share one."""
    # Not every system can say which cores a process may use.
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST_WORKERS) if name == "portal" else 1


def worker(environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """A process that does what is due."""
    command = [sys.executable, "-m", "etterlev.project.command", "work"]
    return subprocess.Popen(
        command, env={**os.environ, **environment, "ETTERLEV_SURFACE": "command"}, stderr=subprocess.DEVNULL
    )


def wait_for(origin: str, process: subprocess.Popen[bytes], seconds: float = 30) -> None:
    """Until the surface answers. Raises DidNotStart."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{origin}/healthz", timeout=2):  # noqa: S310  # our own loopback address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise DidNotStart(origin=origin)


@contextmanager
def running(*processes: subprocess.Popen[bytes]) -> Iterator[None]:
    """End the processes, gently first, when the block ends."""
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
