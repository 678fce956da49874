"""Root may look into everything: a test of what is closed takes the rights of nobody for a while."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

NOBODY = 65534


@contextmanager
def as_nobody() -> Iterator[None]:
    """Run the block as nobody when we are root; whoever else runs the suite is nobody enough."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def open_to_nobody() -> Iterator[Path]:
    """A folder outside pytest's own, which is closed to all but its user."""
    with TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        yield Path(folder)
