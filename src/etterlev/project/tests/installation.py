"""An installation of its own for tests of the command: made by `etterlev init`, used by processes, on either engine."""

from __future__ import annotations

import atexit
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from psycopg.conninfo import conninfo_to_dict

import etterlev
from etterlev.notice import tests as notice_tests
from tests.postgres import Server, cluster

GROUP = Path(notice_tests.__file__).with_name("group.yaml")
ENGINE = os.environ.get("ETTERLEV_TEST_ENGINE", "sqlite")
NINA = "nina.vik@example.no"
RECORD = """
from datetime import date
from etterlev.project.command.shared import django, now, operator
django()
from etterlev.controllers.queries import controller_by_slug
from etterlev.people.actions import PersonEntry, RelationEntry, record
oslo = controller_by_slug("oslo").id
since = RelationEntry("customer", "kundeforhold", date(2024, 1, 15))
record([PersonEntry(oslo, "Nina Vik", (("email", "nina.vik@example.no"),), (since,))], by=operator(), now=now())
"""
READ = """
from etterlev.project.command.shared import django, operator
django()
from etterlev.controllers.actors import Reason
from etterlev.controllers.queries import controller_by_slug
from etterlev.people.queries import by_email
oslo = controller_by_slug("oslo").id
print([person.name for person in by_email(operator().scope(Reason.CASE), oslo, "nina.vik@example.no")])
"""


@dataclass(frozen=True)
class Installation:
    """One home and, on PostgreSQL, two databases; `name` tells its databases from another's."""

    home: Path
    environment: dict[str, str]
    server: Server | None
    name: str

    def command(
        self, *words: str, language: str = "nb", largest_file: int | None = None, **more: str
    ) -> subprocess.CompletedProcess[str]:
        """Run the command to its end. `largest_file` in bytes: no process of it may write a longer one."""
        return subprocess.run(
            [*_limited(largest_file), sys.executable, "-m", "etterlev.project.command", *words],
            env={**self.environment, "ETTERLEV_LANGUAGE": language, **more},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def begin(self, *words: str) -> subprocess.Popen[str]:
        """Begin a command and leave it running."""
        command = [sys.executable, "-m", "etterlev.project.command", *words]
        return subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def must(self, *words: str) -> str:
        done = self.command(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def program(self, text: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", text], env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def rows(self) -> dict[str, int]:
        """How many rows every table of both stores has."""
        counts = {}
        for store in ("data", "keys"):
            for table in self._tables(store):
                counts[f"{store}.{table}"] = int(self._asked(store, f'SELECT count(*) FROM "{table}"')[0][0])
        return counts

    def _tables(self, store: str) -> list[str]:
        kept = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        filed = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        return sorted(str(name) for (name,) in self._asked(store, kept if self.server else filed))

    def _asked(self, store: str, question: str) -> list[tuple[Any, ...]]:
        if self.server is not None:
            return self.server.run(question, f"{self.name}_{store}")
        with closing(sqlite3.connect(self.home / f"{store}.db")) as connection:
            return connection.execute(question).fetchall()

    def elsewhere(self, home: Path, name: str) -> Installation:
        """An empty place for a restore: a home that is not there, and databases with nothing in them."""
        if self.server is not None:
            for store in ("data", "keys"):
                self.server.drop_database(f"{name}_{store}")
                self.server.create_database(f"{name}_{store}")
        return Installation(home, _environment(home, self.server, name), self.server, name)

    def databases(self) -> dict[str, dict[str, str]]:
        """Where its stores are, in Django's words."""
        return {alias: self._database(store) for alias, store in (("default", "data"), ("keys", "keys"))}

    def _database(self, store: str) -> dict[str, str]:
        if self.server is None:
            return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(self.home / f"{store}.db")}
        host = conninfo_to_dict(self.server.url())["host"]
        own = {"NAME": f"{self.name}_{store}", "USER": "postgres", "PASSWORD": "", "HOST": str(host), "PORT": ""}
        return {"ENGINE": "django.db.backends.postgresql", **own}

    def copy(self, home: Path, name: str) -> Installation:
        """The same installation once more, to be broken."""
        shutil.copytree(self.home, home)
        if self.server is not None:
            for store in ("data", "keys"):
                self.server.drop_database(f"{name}_{store}")
                self.server.copy_database(f"{self.name}_{store}", f"{name}_{store}")
        return Installation(home, _environment(home, self.server, name), self.server, name)


@cache
def installation() -> Installation:
    """The small group, and Nina in Oslo: made once in a process, gone when it ends."""
    gone = ExitStack()
    atexit.register(gone.close)
    home = Path(gone.enter_context(TemporaryDirectory(prefix="etterlev-place-"))) / "home"
    if ENGINE != "postgresql":
        return _set_up(Installation(home, _environment(home, None, "first"), None, "first"))
    server = gone.enter_context(cluster())
    # It is clients that are killed here, never the server: it need not wait for its disk.
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.run(f"ALTER SYSTEM SET {setting} = off")
    server.run("SELECT pg_reload_conf()")
    server.run("CREATE ROLE etterlev_app LOGIN")
    return _set_up(Installation(home, {}, server, "first").elsewhere(home, "first"))


def _set_up(made: Installation) -> Installation:
    made.must("init")
    made.must("register", "import", str(GROUP))
    made.program(RECORD)
    return made


def _environment(home: Path, server: Server | None, name: str) -> dict[str, str]:
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("ETTERLEV_")}
    own = {
        "ETTERLEV_HOME": str(home),
        "ETTERLEV_SURFACE": "command",
        "PYTHONPATH": str(Path(etterlev.__file__).parents[1]),
    }
    if server is not None:
        own |= {
            "ETTERLEV_DATABASE_URL": server.url(f"{name}_data", "etterlev_app"),
            "ETTERLEV_KEYS_DATABASE_URL": server.url(f"{name}_keys", "etterlev_app"),
            "ETTERLEV_OWNER_DATABASE_URL": server.url(f"{name}_data"),
        }
    return {**inherited, **own, "DJANGO_SETTINGS_MODULE": "etterlev.project.settings.serving"}


def _limited(largest_file: int | None) -> list[str]:
    return [] if largest_file is None else ["prlimit", f"--fsize={largest_file}"]
