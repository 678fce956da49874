"""A database as one file and back: SQLite by its own backup API, PostgreSQL by pg_dump and pg_restore."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings as django
from django.db import connections
from psycopg import sql
from psycopg.conninfo import make_conninfo

from etterlev.backups.errors import DumpFailed, PlaceNotEmpty

# What an extension brought is not ours to count or to drop.
TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname = 'public'
AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
"""
FUNCTIONS = """
SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = 'public' AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""


def dump(alias: str, target: Path) -> str:
    """Write the database behind an alias to a file. Returns the engine's name. Consistent while others write.

    Raises DumpFailed, or OSError when there is no room.
    """
    connection = connections[alias]
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with _system_errors(), closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        return "sqlite"
    command = ["pg_dump", "--format=custom", "--compress=0", "--no-owner", f"--file={target}"]
    _run(command, {**connection.settings_dict, **django.OWNER})
    return "postgresql"


def engine_of(settings: dict[str, Any]) -> str:
    """The engine a place is for: `sqlite` or `postgresql`."""
    return "sqlite" if str(settings["ENGINE"]).endswith("sqlite3") else "postgresql"


def require_empty(settings: dict[str, Any]) -> None:
    """Raises PlaceNotEmpty when something is there, DumpFailed when a server cannot be asked."""
    if engine_of(settings) == "sqlite":
        if Path(settings["NAME"]).exists():
            raise PlaceNotEmpty(place=settings["NAME"])
        return
    with _asked(settings) as connection:
        if connection.execute(TABLES).fetchone() is not None:
            raise PlaceNotEmpty(place=settings["NAME"])


def load(engine: str, source: Path, settings: dict[str, Any]) -> None:
    """Bring a dumped file into an empty place: it is whole afterwards, or empty still. Raises DumpFailed or OSError."""
    if engine == "sqlite":
        place = Path(settings["NAME"])
        place.parent.mkdir(parents=True, exist_ok=True)
        # A rename within the volume: the place is whole or absent, never half.
        staged = place.with_suffix(".restoring")
        try:
            os.close(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
            with _system_errors(), closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(staged)) as other:
                one.backup(other)
            os.replace(staged, place)
        finally:
            staged.unlink(missing_ok=True)
        return
    words = ["pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", f"--dbname={settings['NAME']}"]
    _run([*words, str(source)], {**settings, **django.OWNER})


def unload(settings: dict[str, Any]) -> None:
    """Make a place empty again that was empty before `load`."""
    if engine_of(settings) == "sqlite":
        for suffix in ("", "-wal", "-shm"):
            Path(f"{settings['NAME']}{suffix}").unlink(missing_ok=True)
        return
    with _asked(settings) as connection:
        for (name,) in connection.execute(TABLES).fetchall():
            connection.execute(sql.SQL("DROP TABLE IF EXISTS {} CASCADE").format(sql.Identifier(name)))
        for (signature,) in connection.execute(FUNCTIONS).fetchall():
            connection.execute(sql.SQL("DROP FUNCTION {} CASCADE").format(sql.SQL(signature)))


@contextmanager
def _asked(settings: dict[str, Any]) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """A connection as the owner. Raises DumpFailed when there is none."""
    words = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    owner = {**settings, **django.OWNER}
    address = make_conninfo("", **{word: str(owner[name]) for word, name in words.items() if owner.get(name)})
    try:
        with psycopg.connect(address) as connection:
            yield connection
    except psycopg.OperationalError as error:
        raise DumpFailed(program="PostgreSQL") from error


@contextmanager
def _system_errors() -> Iterator[None]:
    """What SQLite says of a disk, as the system would have said it."""
    try:
        yield
    except sqlite3.OperationalError as error:
        full = error.sqlite_errorcode == sqlite3.SQLITE_FULL
        raise OSError(errno.ENOSPC if full else errno.EIO, "") from error


def _run(command: list[str], settings: dict[str, Any]) -> None:
    """The server is named by the environment, so that no password stands in the list of processes."""
    words = {"PGDATABASE": "NAME", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGHOST": "HOST", "PGPORT": "PORT"}
    environment = {key: str(settings[name]) for key, name in words.items() if settings.get(name)}
    try:
        done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise DumpFailed(program=command[0]) from error
    if done.returncode:
        raise DumpFailed(program=command[0])
