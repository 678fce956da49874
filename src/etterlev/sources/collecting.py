"""Python's search for circles among objects, kept off while a look at a database holds on to everything it makes.

Of three seconds that a thousand people took, two went to looking through what was found, again and again, for circles
that rows and findings never form.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock


@dataclass
class _Blocks:
    """How many blocks of this process are open, and whether the search was on before the first."""

    lock: Lock = field(default_factory=Lock)
    count: int = 0
    was_on: bool = False

    def enter(self) -> None:
        with self.lock:
            if not self.count:
                self.was_on = gc.isenabled()
                gc.disable()
            self.count += 1

    def leave(self) -> None:
        with self.lock:
            self.count -= 1
            if not self.count and self.was_on:
                gc.enable()


_OPEN = _Blocks()


@contextmanager
def undisturbed() -> Iterator[None]:
    """No circles are looked for in the block. Blocks of several threads may overlap: the last one out turns it on."""
    _OPEN.enter()
    try:
        yield
    finally:
        _OPEN.leave()
