"""A register in the database, and promises that do as the test says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import pytest

from etterlev.notice.tests.group import group
from etterlev.promises import PROMISES, Evidence, State
from etterlev.register.actions import import_register
from tests.cast import World


@pytest.fixture
def registered(world: World) -> World:
    """The world, with the small group's register."""
    import_register(group(), by=world.operator, now=world.now)
    return world


@dataclass
class Stage:
    """What each promise will find when it is checked."""

    finds: dict[str, Evidence | Exception]

    def set(self, code: str, outcome: State | Evidence | Exception) -> None:
        self.finds[code] = Evidence(outcome) if isinstance(outcome, State) else outcome


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    """Every promise kept until the test says otherwise."""
    made = Stage({code: Evidence(State.KEPT, dict.fromkeys(each.figures, 3)) for code, each in PROMISES.items()})

    def check_of(code: str) -> Callable[..., Evidence]:
        def check(*, now: datetime) -> Evidence:
            outcome = made.finds[code]
            if isinstance(outcome, Exception):
                raise outcome
            return outcome

        return check

    for code, each in list(PROMISES.items()):
        monkeypatch.setitem(PROMISES, code, replace(each, check=check_of(code)))
    return made
