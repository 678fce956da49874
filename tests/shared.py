"""Real inputs kept beside the project: read there, never copied in. Absent at a newcomer's, present in CI."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("ETTERLEV_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def shared(name: str) -> Path:
    """The path of a shared input. Skips the test when it is absent; with CI=true that is a failure."""
    path = SHARED / name
    if path.exists():
        return path
    reason = f"the shared input {name} is not beside the project (set ETTERLEV_SHARED)"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
