"""A figure and its limit, and everything a measurement gave."""

from __future__ import annotations

import os
import platform
from dataclasses import asdict, dataclass
from typing import Any


class Skipped(Exception):
    """A measurement that cannot be made here, and why: something it needs is not on this machine."""


@dataclass(frozen=True)
class Figure:
    """One number. With a limit it is kept or not; without one it only tells more."""

    what: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def is_kept(self) -> bool:
        return (self.at_most is None or self.value <= self.at_most) and (
            self.at_least is None or self.value >= self.at_least
        )

    @property
    def limit(self) -> str:
        """Such as «at most 50 ms»; empty without one."""
        if self.at_most is not None:
            return f"at most {written(self.at_most)} {self.unit}"
        return "" if self.at_least is None else f"at least {written(self.at_least)} {self.unit}"

    @property
    def measured(self) -> str:
        return f"{written(self.value)} {self.unit}"


@dataclass(frozen=True)
class Result:
    """What a module measured: how it was done in one sentence, and its figures, those with a limit first."""

    name: str
    how: str
    figures: tuple[Figure, ...]
    on: str
    machine: str
    # The share of the cores that other programs, or other machines on the same iron, took meanwhile.
    others: float

    @property
    def command(self) -> str:
        return f"python -m benchmarks {self.name}"

    def as_json(self) -> dict[str, Any]:
        return {"command": self.command, **asdict(self)}


def result_from(value: dict[str, Any]) -> Result:
    """The reverse of `as_json`."""
    figures = tuple(Figure(**each) for each in value["figures"])
    return Result(value["name"], value["how"], figures, value["on"], value["machine"], value["others"])


def written(value: float) -> str:
    """Three figures that mean something, and no more."""
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def machine() -> str:
    """«2 cores, CPython 3.11»."""
    major, minor, _ = platform.python_version_tuple()
    return f"{len(os.sched_getaffinity(0))} cores, {platform.python_implementation()} {major}.{minor}"


def percentile(values: list[float], share: float) -> float:
    """The value that this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
