"""The suite's own MariaDB: a server in a temporary folder, reached by a unix socket only, gone with the block."""

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
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

STARTS_WITHIN_SECONDS = 60.0
PROGRAMS = ("mariadbd", "mariadb-install-db")


@dataclass
class Server:
    """A running server. Whoever can reach the socket is let in, and the folder is closed to others."""

    folder: Path
    account: str
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def url(self, database: str) -> str:
        """A SQLAlchemy address with a scheme as people write it."""
        return f"mariadb://{quote(self.account)}@localhost/{quote(database)}?unix_socket={quote(str(self.socket))}"

    def run(self, statements: str, database: str = "") -> None:
        """Run SQL in the words the other engines share: names in double quotes."""
        connection = self._connect(database)
        try:
            with connection.cursor() as cursor:
                cursor.execute("set sql_mode = concat(@@sql_mode, ',ANSI_QUOTES,NO_BACKSLASH_ESCAPES')")
                cursor.execute(statements)
                while cursor.nextset():
                    pass
        finally:
            connection.close()

    def create_database(self, name: str) -> None:
        self.run(f'drop database if exists "{name}"; create database "{name}"')

    def start(self) -> None:
        """Start and wait until it answers. Raises RuntimeError with the server's own log when it will not."""
        log = self.folder / "server.log"
        options = ["--no-defaults", f"--datadir={self.data}", f"--socket={self.socket}", "--skip-networking"]
        options += [f"--pid-file={self.folder}/pid", f"--user={self.account}"]
        # What a Norwegian system is likely to have, and no more memory than a test needs.
        options += ["--character-set-server=utf8mb4", "--collation-server=utf8mb4_danish_ci"]
        options += ["--innodb-buffer-pool-size=16M", "--innodb-flush-log-at-trx-commit=0", "--key-buffer-size=1M"]
        with log.open("ab") as written:
            self._process = subprocess.Popen([_program("mariadbd"), *options], stdout=written, stderr=written)
        latest = time.monotonic() + STARTS_WITHIN_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > latest:
                raise RuntimeError(log.read_text(errors="replace"))
            time.sleep(0.05)

    def stop(self) -> None:
        """Shut down in good order."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(STARTS_WITHIN_SECONDS)

    def initialise(self) -> None:
        """Make the server's files."""
        self.data.mkdir()
        shutil.chown(self.folder, self.account)
        shutil.chown(self.data, self.account)
        options = ["--no-defaults", f"--datadir={self.data}", f"--user={self.account}", "--skip-test-db"]
        options += ["--auth-root-authentication-method=socket", f"--auth-root-socket-user={_me()}"]
        done = subprocess.run([_program("mariadb-install-db"), *options], capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def socket(self) -> Path:
        return self.folder / "s"

    def _answers(self) -> bool:
        try:
            self._connect("").close()
        except import_module("pymysql").err.OperationalError:
            return False
        return True

    def _connect(self, database: str) -> Any:
        driver = import_module("pymysql")
        several = driver.constants.CLIENT.MULTI_STATEMENTS
        return driver.connect(
            unix_socket=str(self.socket),
            user=self.account,
            database=database or None,
            autocommit=True,
            client_flag=several,
        )


@contextmanager
def server() -> Iterator[Server]:
    """A fresh server for the length of the block. Skips without MariaDB or its driver."""
    if not is_installed():
        pytest.skip("MariaDB is not installed: apt-get install mariadb-server-core, pip install PyMySQL")
    made = Server(Path(tempfile.mkdtemp(prefix="etterlev-")), _me())
    try:
        made.initialise()
        atexit.register(made.stop)
        made.start()
        yield made
    finally:
        made.stop()
        atexit.unregister(made.stop)
        shutil.rmtree(made.folder)


def is_installed() -> bool:
    """Whether this machine has a server to start, and the driver to ask it with."""
    return all(map(_program, PROGRAMS)) and find_spec("pymysql") is not None


def _program(name: str) -> str:
    # Debian keeps the server where only root looks.
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin") or ""


def _me() -> str:
    """Whoever runs the tests runs the server, and is let in by the socket."""
    return pwd.getpwuid(os.geteuid()).pw_name
