"""A database as one file and back: SQLite by its own backup API, PostgreSQL by pg_dump and pg_restore."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings as django
from django.db import connections

from etterlev.backups.errors import DumpFailed, PlaceNotEmpty


def dump(alias: str, target: Path) -> str:
    """Write the database behind an alias to a file. Returns the engine's name. Consistent while others write."""
    connection = connections[alias]
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        return "sqlite"
    command = ["pg_dump", "--format=custom", "--compress=0", "--no-owner", f"--file={target}"]
    _run(command, {**connection.settings_dict, **django.OWNER})
    return "postgresql"


def load(engine: str, source: Path, settings: dict[str, Any]) -> None:
    """Bring a dumped file into an empty place. Raises PlaceNotEmpty."""
    if engine == "sqlite":
        place = Path(settings["NAME"])
        if place.exists():
            raise PlaceNotEmpty(place=place)
        place.parent.mkdir(parents=True, exist_ok=True)
        # A rename within the volume: the place is whole or absent, never half.
        staged = place.with_suffix(".restoring")
        staged.write_bytes(b"")
        with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(staged)) as other:
            one.backup(other)
        os.replace(staged, place)
        return
    _run(
        [
            "pg_restore",
            "--exit-on-error",
            "--single-transaction",
            "--no-owner",
            f"--dbname={settings['NAME']}",
            str(source),
        ],
        {**settings, **django.OWNER},
    )


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
