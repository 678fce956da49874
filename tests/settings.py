"""The suite's settings: throwaway stores, ring and outbox in a temporary folder; ETTERLEV_TEST_ENGINE chooses the
engine.

On PostgreSQL the first process to read this starts a cluster of its own; workers of xdist inherit its address.
"""

from __future__ import annotations

import atexit
import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

HOME = Path(os.environ.setdefault("ETTERLEV_TEST_HOME", tempfile.mkdtemp(prefix="etterlev-test-")))
os.environ["ETTERLEV_HOME"] = str(HOME)
os.environ.setdefault("ETTERLEV_SURFACE", "command")
HOME.mkdir(parents=True, exist_ok=True)
if not (HOME / "secret.key").exists():
    # Written once and whole: workers begin at the same time, and one would read what another has just emptied.
    made = HOME / f"secret.{os.getpid()}"
    made.write_text("only-for-tests")
    made.replace(HOME / "secret.key")

if os.environ.get("ETTERLEV_TEST_ENGINE") == "postgresql" and "ETTERLEV_DATABASE_URL" not in os.environ:
    from tests.postgres import cluster

    _running = ExitStack()
    atexit.register(_running.close)
    server = _running.enter_context(cluster())
    server.run("CREATE ROLE etterlev_app LOGIN")
    os.environ["ETTERLEV_DATABASE_URL"] = server.url(database="etterlev", user="postgres")
    os.environ["ETTERLEV_KEYS_DATABASE_URL"] = server.url(database="etterlev_keys", user="postgres")

from etterlev.project.settings.serving import *  # noqa: E402, F403  # serving computes from the environment above

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
