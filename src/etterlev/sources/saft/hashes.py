"""Whether a number has been met before, in a few bytes for each: the rest of a file is forgotten as it is read."""

from __future__ import annotations

from array import array
from typing import Final

# Slots to begin with; always a power of two.
SMALLEST: Final = 1 << 8
# What stands in a slot nobody has taken.
_FREE: Final = 0


class Hashes:
    """A set of hashes of eight bytes, kept in one array that is at most two thirds full: 12 to 24 bytes for each.

    Python's own set takes 60 to 140. Two different numbers with one hash are taken for the same, once in 10^19.
    """

    def __init__(self) -> None:
        self._slots = _free(SMALLEST)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __contains__(self, known: int) -> bool:
        known = known or 1
        return self._slots[_place(self._slots, known)] == known

    def add(self, known: int) -> bool:
        """Take a hash in. True when it was not there."""
        known = known or 1
        at = _place(self._slots, known)
        if self._slots[at] == known:
            return False
        self._slots[at] = known
        self._count += 1
        if 3 * self._count > 2 * len(self._slots):
            self._double()
        return True

    def _double(self) -> None:
        former, self._slots = self._slots, _free(2 * len(self._slots))
        for known in former:
            if known != _FREE:
                self._slots[_place(self._slots, known)] = known


def _free(size: int) -> array[int]:
    return array("q", bytes(8 * size))


def _place(slots: array[int], known: int) -> int:
    """Where a hash stands, or would."""
    last = len(slots) - 1
    at = known & last
    while slots[at] not in (_FREE, known):
        at = (at + 1) & last
    return at
