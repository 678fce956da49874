"""Promises: checks that back the sentences a group publishes. Each declares how far its evidence reaches.

A room's `promises.py` registers its checks here; the room `notice` runs them, keeps what they found, and binds them to
sentences. Evidence about Etterlev never makes a sentence about another system true: `systems` names what was covered,
`uncovered` what was not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from etterlev.law.packs import Text


class State(StrEnum):
    """What is known about a promise."""

    KEPT = "kept"
    BROKEN = "broken"
    NOT_YET_CHECKED = "not-yet-checked"
    ATTESTED = "attested"


class Reach(StrEnum):
    """How far evidence reaches: measured in the system the sentence names, a named supplier's word with a date, or none."""

    MEASURED = "measured"
    ATTESTED = "attested"
    UNCHECKED = "unchecked"


@dataclass(frozen=True)
class Evidence:
    """What one check found. `figures` are counts that may be published; nothing about a person."""

    state: State
    figures: Mapping[str, int] = field(default_factory=dict)
    systems: tuple[str, ...] = ()
    uncovered: tuple[str, ...] = ()


class Check(Protocol):
    """Looks, and says what it found. It may write nothing but the ledger."""

    def __call__(self, *, now: datetime) -> Evidence: ...


@dataclass(frozen=True)
class Promise:
    """One check and what it says about itself, in the three languages (the room's `promises.toml`)."""

    code: str
    sentence: str
    reach: Reach
    every: timedelta
    articles: tuple[str, ...]
    check: Check
    short: Text
    looks_at: Text
    cannot_see: Text | None
    figures: Mapping[str, Text]


PROMISES: Final[dict[str, Promise]] = {}


def promise(promised: Callable[[Check], Promise]) -> Callable[[Check], Check]:
    """Register a check as the promise that `promised` makes of it."""

    def register(check: Check) -> Check:
        made = promised(check)
        PROMISES[made.code] = made
        return check

    return register
