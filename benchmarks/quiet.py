"""Whether the machine was ours while we measured: what others took of the cores, and never whose it was."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_IDLE = slice(3, 5)
# The first eight hold all time there is; those after them are counted in the first.
_ALL = slice(0, 8)


@dataclass
class Others:
    """`share` of all cores, from 0 to 1, once the block is over."""

    share: float = 0.0


@contextmanager
def watched() -> Iterator[Others]:
    """Watch the length of the block. What our own processes took is known when they have ended within it."""
    found, begin, busy, own = Others(), time.monotonic(), _busy(), _own()
    yield found
    everybody, ours = _busy() - busy, _own() - own
    cores = os.cpu_count() or 1
    found.share = min(1.0, max(0.0, (everybody - ours) / (cores * (time.monotonic() - begin))))


def _busy() -> float:
    """Seconds that cores have been busy, or taken from this machine."""
    words = Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0].split()[1:]
    ticks = [int(each) for each in words]
    return (sum(ticks[_ALL]) - sum(ticks[_IDLE])) / os.sysconf("SC_CLK_TCK")


def _own() -> float:
    """Seconds of this process and of those below it that have ended."""
    several = (resource.getrusage(each) for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in several)
