"""How much memory each process of an installation takes, after it has done what it is for."""

from __future__ import annotations

import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.installation import folder
from benchmarks.load import run

HOW = """
`etterlev demo` tells the whole story (a request searched in every source, reviewed, approved and fetched; two backups;
every promise checked) and goes on serving. Then every kind of page is asked for in three languages, the statement also
as PDF, and 2,000 pages more. Of every process that still runs, the highest it has ever had resident is read (`VmHWM`),
shared libraries counted in full in each.
"""
_ENDS_WITH = b"Ctrl-C"


def measure() -> Iterator[Figure]:
    command = [sys.executable, "-m", "etterlev.project.command", "demo", "--home", str(folder() / "memory")]
    # A shell's background jobs ignore Ctrl-C, and so would what they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    demo = subprocess.Popen(command, stdout=subprocess.PIPE)
    try:
        origin = _told(demo)
        for language in ("", "nn/", "en/"):
            for page in ("", "personvernerklaering.pdf", "avdelinger/", "versjoner/", "rettigheter/"):
                urllib.request.urlopen(f"{origin}/{language}{page}").close()
        _until(f"{origin}/avdelinger/", 2_000)
        found = sorted(_peaks(demo.pid), key=lambda each: each[1], reverse=True)
    finally:
        demo.send_signal(signal.SIGINT)
        demo.wait(30)
    yield Figure("The largest process", found[0][1], "MB", at_most=150)
    for name, peak in found:
        yield Figure(name, peak, "MB")
    yield Figure("all of them together", sum(peak for _, peak in found), "MB")


def _told(demo: subprocess.Popen[bytes]) -> str:
    """The portal's origin, once the story is told. Raises AssertionError when it breaks off."""
    assert demo.stdout
    origin = ""
    for line in demo.stdout:
        words = line.decode().split()
        if words[:1] == ["portalen"]:
            origin = words[1].rstrip("/")
        if _ENDS_WITH in line:
            return origin
    raise AssertionError("the demo broke off")


def _until(address: str, answers: int) -> None:
    while answers > 0:
        answers -= run(address, 4, 3).answers


def _peaks(parent: int) -> Iterator[tuple[str, float]]:
    """Every process below the demo's own: what it is, and its peak in MB."""
    for child in _below(parent):
        status = (Path("/proc") / str(child) / "status").read_text()
        peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
        yield _name(child), peak * 1024 / 1_000_000


def _below(parent: int) -> list[int]:
    """Every process that descends from this one."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
        except OSError:
            continue
        parents[int(status.parent.name)] = int(text.split("PPid:")[1].split()[0])
    children = [process for process, its_parent in parents.items() if its_parent == parent]
    return children + [each for child in children for each in _below(child)]


def _name(process: int) -> str:
    place = Path("/proc") / str(process)
    surface = next(
        each.partition(b"=")[2].decode()
        for each in (place / "environ").read_bytes().split(b"\0")
        if each.startswith(b"ETTERLEV_SURFACE=")
    )
    if surface == "command":
        return "the worker of the queue (`etterlev work`)"
    is_parent = bool(_below(process))
    return f"the {surface}: {'the process that starts its workers' if is_parent else 'a worker'}"
