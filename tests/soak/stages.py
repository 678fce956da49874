"""A home for one engine that can be put back to where it was: files for SQLite, template databases for PostgreSQL."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from tests.postgres import Server

DATABASES = ("soak_data", "soak_keys")
SERVING_ROLE = "etterlev_app"
# The server notices a dead client when it next reads from it, which is at once unless the machine is very busy.
NOTICES_WITHIN_SECONDS = 30.0


class Stage(Protocol):
    """Everything a step can change, kept and put back by name."""

    def keep(self, name: str) -> None: ...

    def put_back(self, name: str) -> None: ...

    def forget(self, name: str) -> None: ...

    def settle(self) -> None:
        """Wait until nothing is left of a process that was killed."""


class Files:
    """The home folder and the letters, by copying. Nobody has them open between the steps."""

    def __init__(self, home: Path, post: Path, kept: Path) -> None:
        self.home, self.post, self.kept = home, post, kept

    def keep(self, name: str) -> None:
        for folder in (self.home, self.post):
            shutil.copytree(folder, self.kept / name / folder.name)

    def put_back(self, name: str) -> None:
        for folder in (self.home, self.post):
            shutil.rmtree(folder)
            shutil.copytree(self.kept / name / folder.name, folder)

    def forget(self, name: str) -> None:
        shutil.rmtree(self.kept / name)

    def settle(self) -> None:
        """The kernel let go of the files and their locks when the process ended."""


class Databases(Files):
    """The same, and two databases copied from templates."""

    def __init__(self, home: Path, post: Path, kept: Path, server: Server) -> None:
        super().__init__(home, post, kept)
        self.server = server

    def keep(self, name: str) -> None:
        super().keep(name)
        self.settle()
        for database in DATABASES:
            self.server.copy_database(database, f"{database}_{name}")

    def put_back(self, name: str) -> None:
        super().put_back(name)
        for database in DATABASES:
            self.server.drop_database(database)
            self.server.copy_database(f"{database}_{name}", database)

    def forget(self, name: str) -> None:
        super().forget(name)
        for database in DATABASES:
            self.server.drop_database(f"{database}_{name}")

    def settle(self) -> None:
        """Raises TimeoutError."""
        latest = time.monotonic() + NOTICES_WITHIN_SECONDS
        while self.server.run(f"SELECT 1 FROM pg_stat_activity WHERE usename = '{SERVING_ROLE}'"):
            if time.monotonic() > latest:
                raise TimeoutError("the server still holds a connection of a process that was killed")
            time.sleep(0.01)


def make_databases(server: Server) -> None:
    """Two empty databases and the role that serves, which owns nothing in them.

    It is clients that are killed here, never the server: it need not wait for its disk.
    """
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.run(f"ALTER SYSTEM SET {setting} = off")
    server.run("SELECT pg_reload_conf()")
    server.run(f"CREATE ROLE {SERVING_ROLE} LOGIN")
    for database in DATABASES:
        server.create_database(database)


def check_serving_role(server: Server) -> None:
    """Raises RuntimeError if the role that serves could pass the wall: row-level security does not bind an owner."""
    flags = server.run(f"SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = '{SERVING_ROLE}'")
    for database in DATABASES:
        owned = server.run(f"SELECT count(*) FROM pg_tables WHERE tableowner = '{SERVING_ROLE}'", database)
        if flags != [(False, False)] or owned != [(0,)]:
            raise RuntimeError(f"{SERVING_ROLE} is no serving role in {database}: {flags}, owner of {owned}")


def environment(home: Path, port: int) -> dict[str, str]:
    """What the processes of the soak are told."""
    return {
        "ETTERLEV_HOME": str(home),
        "ETTERLEV_SMTP_URL": f"smtp://127.0.0.1:{port}",
        # Nobody serves there: a check that looks is refused at once, whatever else runs on this machine.
        "ETTERLEV_PORTAL_ORIGIN": "http://127.0.0.1:9",
        "ETTERLEV_SURFACE": "command",
        "DJANGO_SETTINGS_MODULE": "etterlev.project.settings.serving",
    }


def database_environment(server: Server) -> Mapping[str, str]:
    """Who serves, and who owns."""
    return {
        "ETTERLEV_DATABASE_URL": server.url(database=DATABASES[0], user=SERVING_ROLE),
        "ETTERLEV_KEYS_DATABASE_URL": server.url(database=DATABASES[1], user=SERVING_ROLE),
        "ETTERLEV_OWNER_DATABASE_URL": server.url(database=DATABASES[0]),
    }


def forget_environment() -> None:
    """What the caller's own installation was told does not reach the soak's."""
    for name in [name for name in os.environ if name.startswith("ETTERLEV_") and name != "ETTERLEV_SHARED"]:
        del os.environ[name]
