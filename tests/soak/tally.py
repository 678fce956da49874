"""What the soak amounted to, and the table that says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass
class StepTally:
    """One step on one engine. `points` are those it has, `kills` those that were tried."""

    name: str
    points: int
    kills: int = 0
    equal: int = 0
    unequal: list[str] = field(default_factory=list)

    @property
    def is_proven(self) -> bool:
        return 0 < self.kills == self.equal and not self.unequal


@dataclass
class Tally:
    """One engine's run."""

    engine: str
    steps: list[StepTally] = field(default_factory=list)

    @property
    def is_proven(self) -> bool:
        """Every step was killed, and every end state was the undisturbed one."""
        return bool(self.steps) and all(step.is_proven for step in self.steps)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Tally:
        return cls(value["engine"], [StepTally(**step) for step in value["steps"]])


def table(tallies: Sequence[Tally]) -> Iterator[str]:
    """Steps × engines × SIGKILLs × equal end states, line by line."""
    width = max(len(step.name) for tally in tallies for step in tally.steps)
    yield " " * width + "".join(f"  {tally.engine:>20}" for tally in tallies)
    yield f"{'step':<{width}}" + f"  {'SIGKILLs':>10}{'equal':>10}" * len(tallies)
    for row in zip(*(tally.steps for tally in tallies), strict=True):
        yield f"{row[0].name:<{width}}" + "".join(f"  {step.kills:>10}{step.equal:>10}" for step in row)
    sums = [_sums(tally) for tally in tallies]
    yield f"{'together':<{width}}" + "".join(f"  {kills:>10}{equal:>10}" for kills, equal in sums)
    kills, equal = sum(each for each, _ in sums), sum(each for _, each in sums)
    steps = len(tallies[0].steps)
    yield f"{steps} steps × {len(tallies)} engines: {kills} SIGKILLs, {equal} equal end states"


def _sums(tally: Tally) -> tuple[int, int]:
    return sum(step.kills for step in tally.steps), sum(step.equal for step in tally.steps)
