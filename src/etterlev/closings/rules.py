"""Pure decisions: what is to be done when a relation ends, by when, and whether all of it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

LEAST_WORDS: Final = 10
# A relation that ended longer ago was ended before anybody kept lists.
SEEN_FOR: Final = timedelta(days=30)


class Kind(StrEnum):
    """What ends."""

    ENGAGEMENT = "engagement"
    EMPLOYMENT = "employment"


class Outcome(StrEnum):
    """What became of a line."""

    DONE = "done"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True)
class Item:
    """One line: its code, how many days after the end it should be done, and where the law says so."""

    code: str
    days: int
    citation: str = ""


# The days are our own, but for what an agreement or a rule sets: the law says «on the choice of the controller» and
# «within reasonable time».
ITEMS: Final[Mapping[Kind, tuple[Item, ...]]] = {
    Kind.ENGAGEMENT: (
        Item("access", 0, "A32"),
        Item("choice", 14, "A28-3-G"),
        Item("returned", 30, "A28-3-G"),
        Item("kept", 30, "A28-3-G"),
        Item("subprocessors", 60, "A28-4"),
        Item("deleted", 60, "A28-3-G"),
    ),
    Kind.EMPLOYMENT: (
        Item("access", 0, "A32"),
        Item("mailbox", 0, "EPF-4"),
        Item("equipment", 7, "A32"),
        Item("presence", 7, "A5-1-E"),
        Item("engagements", 14, "A32"),
        Item("file", 30, "A5-1-E"),
        Item("mailbox_content", 180, "EPF-4"),
    ),
}
# What somebody is to us, and what it is called when they no longer are.
ENDS: Final[Mapping[str, Kind]] = {
    "customer": Kind.ENGAGEMENT,
    "employee": Kind.EMPLOYMENT,
    "hired-worker": Kind.EMPLOYMENT,
}


def due_on(item: Item, ended_on: date) -> date:
    """The day a line should be done."""
    return ended_on + timedelta(days=item.days)


def left(kind: Kind, settled: Collection[str]) -> tuple[Item, ...]:
    """The lines nobody has settled."""
    return tuple(item for item in ITEMS[kind] if item.code not in settled)


def next_due(kind: Kind, settled: Collection[str], ended_on: date) -> date | None:
    """The first day that something is to be done; None when everything is."""
    return min((due_on(item, ended_on) for item in left(kind, settled)), default=None)


def is_seen(until_on: date, today: date) -> bool:
    """Whether a relation that ends is for a list: its last day has come, not long ago."""
    return until_on <= today <= until_on + SEEN_FOR
