"""The suite's own PostgreSQL: a cluster in a temporary folder, reached by a unix socket only, gone with the block."""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import quote

import psycopg
import pytest
from psycopg import sql

SUPERUSER = "postgres"
# A cold start on a busy machine; it usually takes a fifth of a second.
STARTS_WITHIN_SECONDS = 60.0


@dataclass
class Server:
    """A running cluster. Whoever can reach the socket is trusted, and the folder is closed to others."""

    binaries: Path
    folder: Path
    account: str | None
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def url(self, database: str = SUPERUSER, user: str = SUPERUSER) -> str:
        """A libpq address."""
        return f"postgresql://{quote(user)}@/{quote(database)}?host={quote(str(self._sockets), safe='/')}"

    def sqlalchemy_url(self, database: str = SUPERUSER, user: str = SUPERUSER) -> str:
        """The same address in SQLAlchemy's form, with the driver named."""
        return self.url(database, user).replace("postgresql://", "postgresql+psycopg://", 1)

    def run(self, statements: str, database: str = SUPERUSER, user: str | None = None) -> list[tuple[Any, ...]]:
        """Run SQL outside any transaction; the rows of the last statement that has some."""
        with psycopg.connect(self.url(database, user or SUPERUSER), autocommit=True) as connection:
            cursor = connection.execute(statements.encode())
            rows: list[tuple[Any, ...]] = []
            while True:
                if cursor.description is not None:
                    rows = cursor.fetchall()
                if not cursor.nextset():
                    return rows

    def create_database(self, name: str, owner: str | None = None) -> None:
        self._administer("CREATE DATABASE {} OWNER {}", name, owner or SUPERUSER)

    def copy_database(self, template: str, name: str) -> None:
        """A new database with everything of another, which nobody may be connected to."""
        self._administer("CREATE DATABASE {} TEMPLATE {}", name, template)

    def drop_database(self, name: str) -> None:
        """Remove it, connected or not; no complaint when it is not there."""
        self._administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def start(self) -> None:
        """Start and wait until it answers. Raises RuntimeError with the server's own log when it will not."""
        log = self.folder / "server.log"
        options = ["-k", str(self._sockets), "-c", "listen_addresses=", "-p", "5432"]
        with log.open("ab") as written:
            self._process = subprocess.Popen(
                [self.binaries / "postgres", "-D", self._data, *options],
                stdout=written,
                stderr=written,
                cwd=self.folder,
                user=self.account,
                group=_group(self.account),
                extra_groups=[] if self.account else None,
            )
        latest = time.monotonic() + STARTS_WITHIN_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > latest:
                raise RuntimeError(log.read_text(errors="replace"))
            time.sleep(0.02)

    def stop(self) -> None:
        """Cut every connection and shut down in good order."""
        self._end("fast")

    def kill(self) -> None:
        """Crash: no checkpoint, nothing flushed. The next start recovers from the log."""
        self._end("immediate")

    def restart(self) -> None:
        """Stop, if it runs, and start again."""
        self.stop()
        self.start()

    def initialise(self) -> None:
        """Make the cluster's files."""
        # C.UTF-8 is on every machine, and knows upper and lower case of æøå.
        words = ["--auth=trust", f"--username={SUPERUSER}", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        self._call("initdb", "-D", str(self._data), *words)
        self._sockets.mkdir(mode=0o700)
        if self.account:
            shutil.chown(self._sockets, self.account, _group(self.account))

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def _sockets(self) -> Path:
        return self.folder / "s"

    def _administer(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url(), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _end(self, mode: str) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        self._call("pg_ctl", "stop", "-w", "-D", str(self._data), "-m", mode)
        self._process.wait(STARTS_WITHIN_SECONDS)

    def _call(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self.binaries / program, *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            user=self.account,
            group=_group(self.account),
            extra_groups=[] if self.account else None,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")


@contextmanager
def cluster() -> Iterator[Server]:
    """A fresh cluster for the length of the block. Skips without PostgreSQL; with CI=true that is a failure."""
    server = Server(_binaries(), Path(tempfile.mkdtemp(prefix="etterlev-")), _account())
    try:
        if server.account:
            shutil.chown(server.folder, server.account, _group(server.account))
        server.initialise()
        # A test run that is interrupted hard leaves the block without its end.
        atexit.register(server.stop)
        server.start()
        yield server
    finally:
        server.stop()
        atexit.unregister(server.stop)
        shutil.rmtree(server.folder)


def is_installed() -> bool:
    """Whether this machine has a server to start."""
    return any(Path("/usr/lib/postgresql").glob("[0-9]*/bin/postgres")) or shutil.which("postgres") is not None


def _binaries() -> Path:
    """The folder of the newest installed server."""
    installed = {int(each.parts[-3]): each.parent for each in Path("/usr/lib/postgresql").glob("[0-9]*/bin/postgres")}
    if installed:
        return installed[max(installed)]
    on_path = shutil.which("postgres")
    if on_path is None:
        _without("PostgreSQL is not installed: there is no /usr/lib/postgresql/*/bin/postgres")
    return Path(on_path).parent


def _account() -> str | None:
    """Who the server runs as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {each.pw_name for each in pwd.getpwall()} & {SUPERUSER, "nobody"}
    if not known:
        _without("there is no unprivileged account to run PostgreSQL as")
    return max(known)


def _group(account: str | None) -> int | None:
    return pwd.getpwnam(account).pw_gid if account else None


def _without(reason: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
