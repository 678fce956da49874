"""A home for one engine that can be put back to where it was: files for SQLite, template databases for PostgreSQL."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any, Protocol

DATABASES = ("soak_data", "soak_keys")


class Stage(Protocol):
    """Everything a step can change, kept and put back by name."""

    def keep(self, name: str) -> None: ...

    def put_back(self, name: str) -> None: ...


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


class Databases(Files):
    """The same, and two databases copied from templates."""

    def __init__(self, home: Path, post: Path, kept: Path, server: Any) -> None:
        super().__init__(home, post, kept)
        self.server = server

    def keep(self, name: str) -> None:
        super().keep(name)
        for database in DATABASES:
            self.server.copy_database(database, f"{database}_{name}")

    def put_back(self, name: str) -> None:
        super().put_back(name)
        for database in DATABASES:
            self.server.drop_database(database)
            self.server.copy_database(f"{database}_{name}", database)


def environment(home: Path, port: int) -> dict[str, str]:
    """What the processes of the soak are told."""
    return {
        **os.environ,
        "ETTERLEV_HOME": str(home),
        "ETTERLEV_SMTP_URL": f"smtp://127.0.0.1:{port}",
        "ETTERLEV_SURFACE": "command",
        "DJANGO_SETTINGS_MODULE": "etterlev.project.settings.serving",
    }
