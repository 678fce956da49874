"""The installation's own upkeep sees every controller, each by name: there is no key that opens all walls."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from etterlev.controllers.queries import controller_ids
from etterlev.database.wall import behind_wall


@contextmanager
def whole_installation() -> Iterator[None]:
    """Act for every controller there is."""
    with behind_wall(controller_ids()):
        yield
