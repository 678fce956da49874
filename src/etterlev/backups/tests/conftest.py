"""An installation with Nina in it, one backup of it, and an empty place to restore into."""

from __future__ import annotations

from pathlib import Path

import pytest

from etterlev.project.tests.installation import Installation, installation


@pytest.fixture(scope="session")
def place() -> Installation:
    return installation()


@pytest.fixture(scope="session")
def kept(place: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup nobody changes."""
    return Path(place.must("backup", "run", "--to", str(tmp_path_factory.mktemp("kept"))).strip())


@pytest.fixture
def empty(place: Installation, tmp_path: Path) -> Installation:
    return place.elsewhere(tmp_path / "new" / "home", "second")
