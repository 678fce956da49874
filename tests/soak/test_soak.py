"""The soak can fail: an action that a kill can cut in two is found, and a break that nobody notices is told of."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.postgres import is_installed
from tests.soak.children import End, in_child
from tests.soak.sabotage import Sabotage, judge
from tests.soak.tally import StepTally, Tally, table
from tests.soak.tree import Look, copied_tree
from tests.soak.trial import difference


def soaked(thread: str, report: Path, engine: str) -> tuple[int, Tally]:
    """Soak a thread in a process of its own."""
    if engine == "postgresql" and not is_installed() and os.environ.get("CI") != "true":
        pytest.skip("PostgreSQL is not installed")
    command = [sys.executable, "-m", "tests.soak.engines", engine, "--thread", thread, "--report", str(report)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ETTERLEV_", "DJANGO_"))}
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    assert report.exists(), done.stdout + done.stderr
    return done.returncode, Tally.from_json(json.loads(report.read_text()))


@pytest.mark.soak
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_an_action_that_a_kill_can_cut_in_two_is_found(tmp_path: Path, engine: str) -> None:
    code, tally = soaked("tests.soak.careless:Careless", tmp_path / "report", engine)
    (step,) = tally.steps
    assert code == 1
    assert not tally.is_proven
    assert 0 < step.equal < step.kills, (
        "killed before the first write nothing is lost, and between the two something is"
    )
    assert any("register:register:imported 1 became 2" in line for line in step.unequal)


@pytest.mark.soak
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_the_same_action_in_one_transaction_is_equal_at_every_point(tmp_path: Path, engine: str) -> None:
    code, tally = soaked("tests.soak.careless:Careful", tmp_path / "report", engine)
    (step,) = tally.steps
    assert (code, step.unequal) == (0, [])
    assert step.kills == step.equal == step.points >= 5


@pytest.mark.soak
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_nobody_who_searches_by_hand_is_written_to_twice_and_no_task_is_lost(tmp_path: Path, engine: str) -> None:
    code, tally = soaked("tests.soak.by_hand:ByHand", tmp_path / "report", engine)
    assert (code, [line for step in tally.steps for line in step.unequal]) == (0, [])
    assert all(step.kills == step.equal > 0 for step in tally.steps)


def test_a_child_that_is_killed_is_told_from_one_that_failed_and_one_that_ended() -> None:
    assert in_child(lambda: {"n": 1}) == End(0, {"n": 1})
    assert in_child(lambda: os.kill(os.getpid(), signal.SIGKILL)) == End(9)
    assert in_child(lambda: int("x")) == End(1)


class Check:
    """A check with what it says before and after."""

    def __init__(self, before: Look, after: Look) -> None:
        self.said, self.after = before, after

    def sabotage(self) -> Sabotage:
        return Sabotage("a thing", "a check", lambda: self.said, self.remove, ("the thing is gone",))

    def remove(self) -> None:
        self.said = self.after


GREEN = Look(False, "all is well")
SAYS_SO = Look(True, "the thing is gone")


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        (GREEN, SAYS_SO, "^$"),
        (GREEN, GREEN, "stayed green"),
        (GREEN, Look(True, "no such file"), "without saying «the thing is gone»: no such file"),
        (SAYS_SO, SAYS_SO, "was red before anything was removed"),
    ],
    ids=["noticed", "unnoticed", "another reason", "red before"],
)
def test_only_a_check_that_turns_red_for_its_own_reason_has_noticed(before: Look, after: Look, fault: str) -> None:
    assert re.search(fault, judge(Check(before, after).sabotage()).fault)


def test_a_break_is_made_in_a_copy_and_nowhere_else() -> None:
    here = Path(__file__).parents[2] / "src/etterlev/database/wall.py"
    before = here.read_bytes()
    with copied_tree() as tree:
        tree.remove("src/etterlev/database/wall.py", "class WalledRows(")
        assert (tree.folder / "src/etterlev/database/wall.py").read_bytes() != before
        with pytest.raises(ValueError, match="nothing to remove"):
            tree.remove("src/etterlev/database/wall.py", "class WalledRows(")
    assert here.read_bytes() == before
    assert not tree.folder.exists()


def tally(**numbers: Any) -> Tally:
    return Tally("SQLite", [StepTally("a step", 3, **numbers)])


@pytest.mark.parametrize(
    ("numbers", "is_proven"),
    [
        ({"kills": 3, "equal": 3}, True),
        ({"kills": 3, "equal": 2}, False),
        ({"kills": 0, "equal": 0}, False),
        ({"kills": 3, "equal": 3, "unequal": ["at 4: ended with 1 before it was killed"]}, False),
    ],
)
def test_a_run_is_proven_when_every_kill_ended_equal_and_there_were_some(
    numbers: dict[str, Any], is_proven: bool
) -> None:
    assert tally(**numbers).is_proven is is_proven


def test_an_engine_without_steps_proves_nothing() -> None:
    assert not Tally("SQLite").is_proven


def test_the_table_counts_steps_engines_kills_and_equal_end_states() -> None:
    lines = list(table([tally(kills=3, equal=3), tally(kills=3, equal=2)]))
    assert lines[-1] == "1 steps × 2 engines: 6 SIGKILLs, 5 equal end states"


def test_a_difference_names_what_is_not_equal_and_nothing_else() -> None:
    wanted = {"rows": {"Person": 1, "Case": 1}, "post": {"nina": 1}}
    found = {"rows": {"Person": 2, "Case": 1}, "post": {"nina": 1}}
    assert difference(wanted, found) == "rows: Person 1 became 2"
    assert difference(wanted, "the state could not be read (1)") == "the state could not be read (1)"
