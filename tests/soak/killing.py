"""Kill this process at its n-th write: before a statement that writes, before a COMMIT, and right after one."""

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

    def around_statement(self, execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES):
            self.point()
        return execute(sql, parameters, many, context)

    def install(self) -> None:
        """Watch every connection of this process, now and later."""
        killer = self
        commit = BaseDatabaseWrapper._commit  # type: ignore[attr-defined]  # the one place every COMMIT passes

        def watched(connection: BaseDatabaseWrapper) -> Any:
            killer.point()
            result = commit(connection)
            killer.point()
            return result

        BaseDatabaseWrapper._commit = watched  # type: ignore[attr-defined]  # in this process only
        for connection in connections.all():
            connection.execute_wrappers.append(self.around_statement)
