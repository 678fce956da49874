"""The house rules that a machine can hold: who may write, what rules may know, which routes are open, what tasks
carry.
"""

from __future__ import annotations

import ast
import inspect
import sys
import typing
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.urls import URLPattern, URLResolver

import etterlev
from etterlev.access.rules import Area
from etterlev.doors import ANYONE, SIGNED_IN, door_of
from etterlev.jobs import JOBS
from etterlev.ledger.events import Event, meanings

ROOT = Path(etterlev.__file__).parent
CODE = [p for p in sorted(ROOT.rglob("*.py")) if not {"tests", "migrations"} & set(p.parts)]
WRITING = {"save", "create", "bulk_create", "update_or_create", "get_or_create", "bulk_update"}
# Infrastructure that writes rows on behalf of actions.
WRITERS = ("actions.py", "actions", "vault", "wall.py", "queue.py", "liveness.py")


def names(path: Path) -> str:
    return str(path.relative_to(ROOT))


def attribute_calls(tree: ast.AST) -> Iterator[tuple[ast.Attribute, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func, node


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("path", CODE, ids=names)
def test_only_actions_write_rows(path: Path) -> None:
    if path.name in WRITERS or set(path.relative_to(ROOT).parts) & set(WRITERS):
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if not any(".models" in name or name.startswith("django.db") for name in imported(tree)):
        return
    found = [
        f"{names(path)}:{call.lineno} .{func.attr}()"
        for func, call in attribute_calls(tree)
        if func.attr in WRITING or (func.attr in ("update", "delete") and "objects" in ast.unparse(func.value))
    ]
    assert not found


def is_pure(name: str) -> bool:
    top = name.split(".", maxsplit=1)[0]
    # The package itself holds its version, and nothing else.
    known = ("etterlev.law", "etterlev.languages", "etterlev.errors", "etterlev.promises")
    return top in sys.stdlib_module_names or name == "etterlev" or name.startswith(known)


PURE = [p for p in CODE if p.name == "rules.py" or "rules" in p.parts or "law" in p.relative_to(ROOT).parts[:1]]


@pytest.mark.parametrize("path", PURE, ids=names)
def test_rules_and_law_know_only_the_standard_library_and_law(path: Path) -> None:
    room = ".".join(["etterlev", *path.relative_to(ROOT).parts[:1]])
    own = (f"{room}.errors", f"{room}.rules", f"{room}.document", "etterlev.register.document")
    wrong = [
        name
        for name in imported(ast.parse(path.read_text(encoding="utf-8")))
        if not is_pure(name) and not name.startswith(own)
    ]
    assert not wrong


READS_THE_CLOCK = {"now", "today", "utcnow", "localdate", "localtime", "time", "monotonic"}


@pytest.mark.parametrize(
    "path", [p for p in CODE if p.name in ("rules.py", "queries.py", "actions.py") or "actions" in p.parts], ids=names
)
def test_no_clock_is_read_in_rules_queries_and_actions(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    clocks = ("datetime", "timezone", "date", "time")
    found = [
        ast.unparse(func)
        for func, _ in attribute_calls(tree)
        if func.attr in READS_THE_CLOCK and ast.unparse(func.value).split(".")[-1] in clocks
    ]
    assert not found


@pytest.mark.parametrize("path", CODE, ids=names)
def test_no_file_is_longer_than_four_hundred_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


# The job runner, and the runner of promises: one failed check must not hide the others.
BROAD = {"project/work/queue.py", "notice/actions/checking.py"}


@pytest.mark.parametrize("path", CODE, ids=names)
def test_nobody_swallows_every_error_but_the_job_runner(path: Path) -> None:
    handlers = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.ExceptHandler)]
    broad = [h.lineno for h in handlers if h.type is None or ast.unparse(h.type) in ("Exception", "BaseException")]
    assert not broad or names(path) in BROAD


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, object]]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, prefix + str(each.pattern))
        else:
            yield prefix + str(each.pattern), each.callback


def surface(name: str) -> list[tuple[str, object]]:
    module = __import__(f"etterlev.project.urls.{name}", fromlist=["urlpatterns"])
    return list(routes(module.urlpatterns))


@pytest.mark.parametrize(("name", "address", "view"), [(s, a, v) for s in ("portal", "console") for a, v in surface(s)])
def test_every_route_says_who_may_enter(name: str, address: str, view: object) -> None:
    door = door_of(view)  # type: ignore[arg-type]  # a view
    assert door in {ANYONE, SIGNED_IN, *Area}, f"{name} {address} has no door"
    if name == "portal":
        assert door == ANYONE


def test_the_two_surfaces_share_no_route_but_the_machines() -> None:
    portal, console = (dict(surface(name)) for name in ("portal", "console"))
    assert {a for a in portal if a and a in console} == {"healthz", "status"}


@pytest.mark.parametrize("job", JOBS.values(), ids=lambda job: job.name)
def test_a_job_takes_one_opaque_id_and_the_time(job: object) -> None:
    work = job.work  # type: ignore[attr-defined]  # a Job
    hints = typing.get_type_hints(work)
    parameters = list(inspect.signature(work).parameters.values())
    assert [p.name for p in parameters] == ["about", "now"]
    assert hints["about"] is UUID


def test_every_tag_of_the_ledger_is_used_somewhere() -> None:
    text = "\n".join(p.read_text(encoding="utf-8") for p in CODE)
    unused = [event.name for event in Event if f"Event.{event.name}" not in text]
    assert not unused


def test_every_tag_of_the_ledger_is_documented_in_three_languages() -> None:
    assert set(meanings()) == set(Event)


def test_help_and_lint_load_no_django() -> None:
    import subprocess

    code = (
        "import sys; from etterlev.project.command import main; main(['--help']); "
        "print([m for m in sys.modules if m.startswith('django')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")
