"""A copy of the source tree, to be broken at will: the tree it was copied from is never touched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.shared import SHARED

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("src", "tests", "examples", "tools", "conftest.py", "pyproject.toml")


@dataclass(frozen=True)
class Look:
    """What a check said."""

    is_red: bool
    words: str


@dataclass(frozen=True)
class Tree:
    """The copy, and how its own checks are run."""

    folder: Path

    def remove(self, path: str, text: str, instead: str = "") -> None:
        """Take a piece of text out of a file. Raises ValueError when it is not there exactly once."""
        file = self.folder / path
        before = file.read_text(encoding="utf-8")
        if before.count(text) != 1:
            raise ValueError(f"{path} has {before.count(text)} of «{text}»: there is nothing to remove")
        file.write_text(before.replace(text, instead), encoding="utf-8")

    def pytest(self, *paths: str, engine: str = "sqlite") -> Look:
        """Run tests of the copy; the words name each test that passed or failed."""
        command = ["-m", "pytest", "-q", "-rpf", "--tb=short", *paths]
        return self.python(*command, environment={"ETTERLEV_TEST_ENGINE": engine})

    def python(self, *arguments: str, environment: Mapping[str, str] | None = None) -> Look:
        """Run Python on the copy. Red is an end with 1; raises RuntimeError for an end that says nothing."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env={**self._environment(), **(environment or {})},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode not in (0, 1):
            raise RuntimeError(f"{' '.join(arguments)} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return Look(done.returncode == 1, done.stdout + done.stderr)

    def _environment(self) -> dict[str, str]:
        """The caller's, without what was meant for another installation."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("ETTERLEV_", "DJANGO_"))}
        path = os.pathsep.join([str(self.folder / "src"), str(self.folder)])
        return {
            **kept,
            "PYTHONPATH": path,
            "PYTHONDONTWRITEBYTECODE": "1",
            "ETTERLEV_SHARED": str(SHARED),
            "COLUMNS": "1000",
        }


@contextmanager
def copied_tree() -> Iterator[Tree]:
    """A fresh copy for the length of the block. Raises RuntimeError if Python would not import from it."""
    with tempfile.TemporaryDirectory(prefix="etterlev-sabotage-") as folder:
        tree = Tree(Path(folder))
        for name in NEEDED:
            _copy(ROOT / name, tree.folder / name)
        where = tree.python("-c", "import etterlev, examples, tests; print(etterlev.__file__, tests.__file__)").words
        if not all(path.startswith(folder) for path in where.split()):
            raise RuntimeError(f"the copy in {folder} is not what runs: {where}")
        yield tree


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    else:
        shutil.copy(source, target)
