"""The log is checked from its first line, and against what was remembered outside the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from etterlev.database.wall import behind_wall
from etterlev.ledger import actions
from etterlev.ledger.events import Event
from etterlev.ledger.promises import unaltered
from etterlev.promises import State
from tests.cast import World
from tests.tamper import behind_the_back


@pytest.fixture
def log(world: World, tmp_path: Path, settings: Any) -> Iterator[World]:
    """A few lines with their place in the tree, and a ring of its own for what is remembered."""
    # The world's own heads are signed with the suite's key: the new ring holds the same one.
    key = Path(settings.RING) / "signing.key"
    if key.exists():
        (tmp_path / key.name).write_bytes(key.read_bytes())
    settings.RING = tmp_path
    with behind_wall(world.operator.controllers):
        write(world, 3)
        yield world


def write(world: World, lines: int) -> None:
    for n in range(lines):
        at = world.now + timedelta(seconds=n)
        actions.record(Event.CASE_OPENED, by=world.siv, at=at, controller=world.oslo)
    actions.sequence(world.now)


def test_an_untouched_log_keeps_its_promise_again_and_again(log: World) -> None:
    first = unaltered(now=log.now)
    assert first.state is State.KEPT
    write(log, 2)
    second = unaltered(now=log.now)
    assert second.state is State.KEPT
    assert second.figures["lines"] == first.figures["lines"] + 2


def test_a_changed_line_breaks_it(log: World) -> None:
    with behind_the_back("ledger_entry") as cursor:
        cursor.execute("UPDATE ledger_entry SET event = 'access:person:opened' WHERE event = 'access:case:opened'")
    assert unaltered(now=log.now).state is State.BROKEN


def test_a_log_cut_back_to_an_earlier_head_is_found_by_what_was_remembered(log: World) -> None:
    write(log, 2)
    assert unaltered(now=log.now).state is State.KEPT
    with behind_the_back("ledger_entry", "ledger_leaf", "ledger_signedhead") as cursor:
        cursor.execute("SELECT size FROM ledger_signedhead ORDER BY size DESC LIMIT 2")
        (_, (earlier,)) = cursor.fetchall()
        cursor.execute(
            "DELETE FROM ledger_entry WHERE entry_id IN (SELECT entry_id FROM ledger_leaf WHERE position >= %s)",
            [earlier],
        )
        cursor.execute("DELETE FROM ledger_leaf WHERE position >= %s", [earlier])
        cursor.execute("DELETE FROM ledger_signedhead WHERE size > %s", [earlier])
    # What is left is whole and signed: only the head that was kept elsewhere tells.
    assert unaltered(now=log.now).state is State.BROKEN
