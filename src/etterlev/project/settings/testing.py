"""The suite's settings: throwaway databases, ring and outbox in a temporary folder; the engine from ETTERLEV_TEST_ENGINE."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

HOME = Path(os.environ.setdefault("ETTERLEV_TEST_HOME", tempfile.mkdtemp(prefix="etterlev-test-")))
os.environ["ETTERLEV_HOME"] = str(HOME)
os.environ.setdefault("ETTERLEV_SURFACE", "command")
HOME.mkdir(parents=True, exist_ok=True)
_secret = HOME / "secret.key"
if not _secret.exists():
    _secret.write_text("only-for-tests")

from etterlev.project.settings.serving import *  # noqa: E402, F403  # the environment above decides what serving computes

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
