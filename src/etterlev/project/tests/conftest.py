"""An installation for the tests that run the command as a process."""

from __future__ import annotations

import pytest

from etterlev.project.tests.installation import Installation, installation


@pytest.fixture(scope="session")
def place() -> Installation:
    return installation()
