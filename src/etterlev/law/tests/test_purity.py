"""The law room stands on the standard library alone, reads no clock, and starts fast."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import etterlev.law

ROOM = Path(etterlev.law.__file__).parent
# So that a new interpreter finds the same package however this one did.
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOM.parents[1])}
MODULES = sorted(ROOM.glob("*.py"))
ALLOWED = ("etterlev.law", "etterlev.errors", "etterlev.languages")
CLOCKS = {"now", "utcnow", "today", "time_ns", "monotonic", "localtime", "gmtime"}


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "relative imports hide where a name comes from"
            yield node.module or ""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_only_the_standard_library_and_this_room_are_imported(path: Path) -> None:
    for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
        assert name.startswith(ALLOWED) or name.partition(".")[0] in sys.stdlib_module_names, name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_clock_is_read(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {
        node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not called & CLOCKS


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_file_is_longer_than_a_reader_can_hold(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_importing_the_room_brings_nothing_heavy_along() -> None:
    names = ", ".join(path.stem for path in MODULES if path.stem != "__init__")
    program = f"import sys; from etterlev.law import {names}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], env=ENVIRONMENT, capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not loaded & {"django", "hypothesis", "holidays", "stdnum", "pydantic", "yaml", "cryptography", "asyncio"}
