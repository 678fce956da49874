"""Break one thing at a time, and require that its own check turns red and says why.

Every break is made on a copy: of the source tree, or of an installation made for it. Nothing has to be undone.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, takewhile
from pathlib import Path
from typing import Any

from tests.soak import clock
from tests.soak.engines import Ready, ready, stopped
from tests.soak.tree import Look, Tree, copied_tree
from tests.soak.trial import say

WALL_TESTS = "src/etterlev/database/tests/test_wall.py"
SEARCH = "search and tell the contact"
PROMISE_TESTS = "src/etterlev/controllers/tests/test_promises.py"


@dataclass(frozen=True)
class Sabotage:
    """Something to remove, and who must notice. `reasons` are patterns, all of which the red check must say."""

    what: str
    noticed_by: str
    look: Callable[[], Look]
    remove: Callable[[], None]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """What became of a sabotage. `fault` is empty when its check was green, then red, for the right reason."""

    what: str
    noticed_by: str
    fault: str


def judge(sabotage: Sabotage) -> Verdict:
    """Look, break, look again."""
    return Verdict(sabotage.what, sabotage.noticed_by, _fault(sabotage))


def _fault(sabotage: Sabotage) -> str:
    before = sabotage.look()
    if before.is_red:
        return f"was red before anything was removed: {_end(before.words)}"
    sabotage.remove()
    after = sabotage.look()
    if not after.is_red:
        return "stayed green"
    missing = [reason for reason in sabotage.reasons if not re.search(reason, after.words)]
    return f"turned red without saying «{missing[0]}»: {_end(after.words)}" if missing else ""


def _end(words: str) -> str:
    return words.strip()[-2_000:]


def policy(tree: Tree) -> Sabotage:
    """Row-level security of one table. The test runs as the serving role, and says so itself."""
    return Sabotage(
        "an RLS policy",
        "raw SQL as the serving role",
        lambda: tree.pytest(WALL_TESTS, engine="postgresql"),
        lambda: tree.remove("src/etterlev/people/migrations/0002_wall.py", '        WallRows("people_person"),\n'),
        (
            r"PASSED \S+test_the_suite_runs_as_the_serving_role_which_owns_nothing",
            r"FAILED \S+test_every_walled_table_has_a_policy_in_the_database",
            r"FAILED \S+test_raw_sql_without_an_actor_sees_no_rows - AssertionError: people_person",
            r"FAILED \S+test_raw_sql_behind_a_wall_sees_that_department_only",
        ),
    )


def open_policy(tree: Tree) -> Sabotage:
    """A policy that is there and lets everything through."""
    return Sabotage(
        "what an RLS policy says",
        "raw SQL as the serving role",
        lambda: tree.pytest(WALL_TESTS, engine="postgresql"),
        lambda: tree.remove(
            "src/etterlev/database/migrations.py", 'own = "controller_id = ANY({visible})"', 'own = "true"'
        ),
        (
            r"PASSED \S+test_the_suite_runs_as_the_serving_role_which_owns_nothing",
            r"PASSED \S+test_every_walled_table_has_a_policy_in_the_database",
            r"FAILED \S+test_raw_sql_without_an_actor_sees_no_rows",
            r"FAILED \S+test_raw_sql_cannot_move_a_row_to_another_department",
        ),
    )


def controller_filter(tree: Tree) -> Sabotage:
    """The filter that every queryset of a walled table begins with."""
    return Sabotage(
        "a controller filter",
        "the wall's tests and promise S4",
        lambda: tree.pytest(WALL_TESTS, PROMISE_TESTS),
        lambda: tree.remove(
            "src/etterlev/database/wall.py",
            "return rows.filter(controller_id__in=visible_controllers())",
            "return rows",
        ),
        (
            r"FAILED \S+test_one_wall_inside_another_gives_back_the_first",
            r"FAILED \S+test_nobody_sees_anything_without_saying_who_asks",
            r"FAILED \S+test_no_department_can_read_another",
        ),
    )


def nynorsk_text(tree: Tree) -> Sabotage:
    """The nynorsk of one sentence."""
    path = "src/etterlev/requests/locale/nn/LC_MESSAGES/django.po"
    words = re.findall(r'^msgid "(.+)"\nmsgstr (".+")$', (tree.folder / path).read_text(encoding="utf-8"), re.M)
    msgid, msgstr = words[len(words) // 2]
    return Sabotage(
        "an nn text",
        "tools/catalogs check",
        lambda: tree.python("tools/catalogs", "check"),
        lambda: tree.remove(path, f'msgid "{msgid}"\nmsgstr {msgstr}\n', f'msgid "{msgid}"\nmsgstr ""\n'),
        (rf"{re.escape(path)}: not translated: «{re.escape(msgid)}",),
    )


def declared_table(soak: Ready, at: datetime) -> Sabotage:
    """A table of a source, in the map that somebody confirmed. It holds nothing about who asks: its loss is silent."""
    from tests.soak.thread import Thread

    thread = Thread(soak.example, soak.trial.post)

    def searched() -> Any:
        soak.trial.stage.put_back(SEARCH)
        thread.work()
        return thread.search_of("crm")

    def look() -> Look:
        found = soak.trial.aside(searched, at)
        return Look(found["state"] == "incomplete", str(found))

    def remove() -> None:
        units = soak.trial.aside(searched, at)["units"]
        silent = [unit["unit"] for unit in units if unit["state"] == "searched" and not unit["found"]]
        with closing(sqlite3.connect(thread.database)) as source:
            source.execute(f'DROP TABLE "{silent[-1]}"')

    return Sabotage("a declared table", "the incomplete answer", look, remove, ("'state': 'incomplete'", "UnitMissing"))


def ledger_leaf(soak: Ready) -> Sabotage:
    """One leaf of the log's tree, behind the back of the triggers that guard it."""
    database = Path(os.environ["ETTERLEV_HOME"]) / "data.db"

    def remove() -> None:
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for (name,) in triggers:
                connection.execute(f'DROP TRIGGER "{name}"')
            connection.execute("DELETE FROM ledger_leaf WHERE position = 5")

    return Sabotage(
        "a ledger leaf",
        "etterlev ledger verify",
        lambda: _command("ledger", "verify"),
        remove,
        (r"linje 5 er fjernet",),
    )


def _command(*words: str) -> Look:
    """The `etterlev` command on the installation of this process, in bokmål."""
    command = [sys.executable, "-m", "etterlev.project.command", *words]
    done = subprocess.run(
        command, env={**os.environ, "ETTERLEV_LANGUAGE": "nb"}, capture_output=True, text=True, check=False
    )
    return Look(done.returncode != 0, done.stdout + done.stderr)


def on_the_tree(*, with_postgresql: bool) -> Iterator[Verdict]:
    """What is removed from the source, each from a fresh copy."""
    of_the_database = (policy, open_policy) if with_postgresql else ()
    for make in (*of_the_database, controller_filter, nynorsk_text):
        with copied_tree() as tree:
            yield judge(make(tree))


def on_an_installation() -> Iterator[Verdict]:
    """What is removed from an installation that has come as far as the search."""
    with ready("sqlite") as soak:
        at = clock.start()
        for step in takewhile(lambda step: step.name != SEARCH, soak.steps):
            at += step.later
            soak.trial.clean(step, at)
        soak.trial.stage.keep(SEARCH)
        yield judge(declared_table(soak, at))
        soak.trial.stage.put_back(SEARCH)
        yield judge(ledger_leaf(soak))


def main(arguments: list[str]) -> int:
    """Every sabotage. Returns 1 unless each was noticed."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.sabotage", description=__doc__)
    parser.add_argument("--without-postgresql", action="store_true", help="leave out what only PostgreSQL has")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, stopped)
    noticed = True
    for verdict in chain(on_the_tree(with_postgresql=not options.without_postgresql), on_an_installation()):
        noticed = noticed and not verdict.fault
        outcome = verdict.fault or "was green, turned red"
        say(f"  without {verdict.what:<26} {verdict.noticed_by:<32} {outcome}")
    return 0 if noticed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
