"""One step tried: done undisturbed, then killed at each of its points, done again, and held against the first."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.soak import clock
from tests.soak.children import SIGKILLED, End, in_child
from tests.soak.killing import Killer
from tests.soak.stages import Stage
from tests.soak.tally import StepTally

# Whoever was cut off tries again.
AGAIN_AFTER = timedelta(seconds=20)


@dataclass(frozen=True)
class Step:
    """What somebody does, the way they would do it again after a crash. `later` is the time since the step before."""

    name: str
    do: Callable[[], object]
    later: timedelta = timedelta(minutes=1)


@dataclass(frozen=True)
class Trial:
    """Where steps are tried: a stage that can be put back, and the mailbox beside it."""

    stage: Stage
    post: Path

    def run(self, step: Step, at: datetime, *, first: int = 0, every: int = 1) -> StepTally:
        """Kill a step at every `every`-th point. Leaves the stage where the undisturbed step left it.

        How many points there are is seen when a process comes to its end before the next one: the worker seals the log
        once a second, so a slow run has some more. Raises RuntimeError when the step fails by itself.
        """
        name = step.name.replace(" ", "_")
        self.stage.keep(f"{name}_before")
        points, wanted = self.clean(step, at)
        self.stage.keep(f"{name}_after")
        tally = StepTally(step.name, points)
        point = 1 + first % min(every, points)
        self.stage.put_back(f"{name}_before")
        while self.kill(tally, step, at, point, wanted):
            point += every
            self.stage.put_back(f"{name}_before")
        if every == 1:
            tally.points = tally.kills
        self.stage.put_back(f"{name}_after")
        self.stage.forget(f"{name}_before")
        self.stage.forget(f"{name}_after")
        return tally

    def clean(self, step: Step, at: datetime) -> tuple[int, Any]:
        """The step undisturbed: how many points it has, and the state it ends in. Raises RuntimeError if it fails."""
        end = in_child(lambda: self._doing(step, at, Killer(None)))
        if end.code:
            raise RuntimeError(f"«{step.name}» fails without being killed ({end.code})")
        return int(end.value), self.aside(self._end_state, at + 2 * AGAIN_AFTER)

    def kill(self, tally: StepTally, step: Step, at: datetime, point: int, wanted: Any) -> bool:
        """Kill the step at one point, then do what its user and the worker would do. Returns whether there was one."""
        killed = in_child(lambda: self._doing(step, at, Killer(point)))
        if killed.code != SIGKILLED:
            if killed.code:
                tally.unequal.append(f"at {point}: ended with {killed.code} before it was killed")
            return False
        tally.kills += 1
        self.stage.settle()
        again = in_child(lambda: self._doing(step, at + AGAIN_AFTER, Killer(None)))
        found = f"could not be done again ({again.code})" if again.code else self._state(at)
        if found == wanted:
            tally.equal += 1
        else:
            tally.unequal.append(f"at {point}: {difference(wanted, found)}")
        return True

    def _doing(self, step: Step, at: datetime, killer: Killer) -> int:
        clock.set_to(at)
        return killer.watch(step.do)

    def _state(self, at: datetime) -> Any:
        end = self._looking(self._end_state, at + 2 * AGAIN_AFTER)
        return f"the state could not be read ({end.code})" if end.code else end.value

    def _end_state(self) -> dict[str, Any]:
        # Models can be imported once Django is set up, which is after this file is.
        from tests.soak.state import end_state

        return end_state(self.post)

    def aside(self, do: Callable[[], Any], at: datetime) -> Any:
        """Do something else at an instant, in a process of its own. Raises RuntimeError if it fails."""
        end = self._looking(do, at)
        if end.code:
            raise RuntimeError(f"it ended with {end.code}")
        return end.value

    def _looking(self, do: Callable[[], Any], at: datetime) -> End:
        def told() -> Any:
            clock.set_to(at)
            return do()

        return in_child(told)


def difference(wanted: Any, found: Any) -> str:
    """What is not equal, for whoever must mend it."""
    if not isinstance(wanted, dict) or not isinstance(found, dict):
        return str(found)
    return "; ".join(
        f"{key}: {_only(value, found.get(key))}" for key, value in wanted.items() if value != found.get(key)
    )


def _only(wanted: Any, found: Any) -> str:
    if not isinstance(wanted, dict) or not isinstance(found, dict):
        return f"{wanted} became {found}"
    names = [name for name in {**wanted, **found} if wanted.get(name) != found.get(name)]
    return ", ".join(f"{name} {wanted.get(name)} became {found.get(name)}" for name in names)


def say(line: str) -> None:
    """One line on the screen, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
