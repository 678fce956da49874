"""Kill this process at its n-th write: before a statement that writes, before a COMMIT, and right after one.

Keys of the ring are files: before and after each of them too. The last point is when all is done and nobody knows yet.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

WRITES = ("INSERT", "UPDATE", "DELETE")


class Killer:
    """Counts write points; at the chosen one the process gets SIGKILL, as from a power cut."""

    def __init__(self, at: int | None) -> None:
        self.at, self.count = at, 0

    def point(self) -> None:
        self.count += 1
        if self.count == self.at:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, step: Callable[[], object]) -> int:
        """Do a step on watched connections. Returns how many points it had, when it lives to tell."""
        self._install()
        step()
        self.point()
        return self.count

    def around_statement(self, execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES):
            self.point()
        return execute(sql, parameters, many, context)

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*args: Any, **kwargs: Any) -> Any:
            self.point()
            result = call(*args, **kwargs)
            self.point()
            return result

        return watched

    def _install(self) -> None:
        """Watch every connection of this process, now and later."""
        commit = BaseDatabaseWrapper._commit  # type: ignore[attr-defined]  # the one place every COMMIT passes
        BaseDatabaseWrapper._commit = self.around(commit)  # type: ignore[attr-defined]  # in this process only
        os.link = self.around(os.link)
        for connection in connections.all():
            connection.execute_wrappers.append(self.around_statement)
