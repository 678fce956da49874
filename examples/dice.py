"""Choices that are the same on every machine: only `Random.random` is promised to give the same numbers everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from math import gcd
from random import Random
from typing import TypeVar

Kind = TypeVar("Kind")


class Dice:
    """Choices that follow from a seed and what they are for."""

    def __init__(self, seed: int, what: str) -> None:
        self._random = Random(f"{seed}/{what}")

    def below(self, count: int) -> int:
        """A number from 0 to `count` - 1."""
        return int(self._random.random() * count)

    def pick(self, several: Sequence[Kind]) -> Kind:
        return several[self.below(len(several))]

    def shuffled(self, several: Sequence[Kind]) -> list[Kind]:
        mixed = list(several)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed


class Permutation:
    """A shuffle of 0 … `count` - 1 that needs no memory, so that rows can be made in any order and in a stream."""

    def __init__(self, dice: Dice, count: int) -> None:
        self.count = count
        self._shift = dice.below(count)
        self._step = next(step for step in _steps(dice, count) if gcd(step, count) == 1)

    def __getitem__(self, index: int) -> int:
        if not 0 <= index < self.count:
            raise IndexError(index)
        return (index * self._step + self._shift) % self.count


def _steps(dice: Dice, count: int) -> Iterator[int]:
    first = dice.below(count)
    return chain(range(first, count), range(1, first + 1)) if count > 1 else iter((1,))
