"""What may be said about a promise now: evidence older than its interval is no evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from etterlev.promises import Reach, State

# Checks are asked for a little before the evidence runs out, so that it never does while the worker lives.
EARLY = 0.1


@dataclass(frozen=True)
class Finding:
    """What one check found, as it is kept."""

    code: str
    state: State
    checked_at: datetime
    figures: Mapping[str, int] = field(default_factory=dict)
    systems: tuple[str, ...] = ()
    uncovered: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True)
class Word:
    """A named supplier's document about a system, with its dates."""

    code: str
    system: str
    person: str
    document: str
    given_on: date
    expires_on: date


@dataclass(frozen=True)
class Standing:
    """How a promise stands now. `stale_since` is set when the newest evidence has outlived its interval."""

    state: State
    finding: Finding | None
    words: tuple[Word, ...] = ()
    stale_since: datetime | None = None


def stand(finding: Finding | None, words: Iterable[Word], *, reach: Reach, every: timedelta, now: datetime) -> Standing:
    """The standing of one promise. A broken one stays broken until a check says otherwise, however old the check is."""
    on = now.date()
    valid = tuple(word for word in words if word.given_on <= on <= word.expires_on)
    if reach is Reach.ATTESTED and valid and (finding is None or finding.state is not State.BROKEN):
        return Standing(State.ATTESTED, finding, valid)
    if finding is None:
        return Standing(State.NOT_YET_CHECKED, None, valid)
    expires_at = finding.checked_at + every
    if finding.state is not State.BROKEN and expires_at < now:
        return Standing(State.NOT_YET_CHECKED, finding, valid, stale_since=expires_at)
    return Standing(finding.state, finding, valid)


def is_due(finding: Finding | None, *, every: timedelta, now: datetime) -> bool:
    """Whether the evidence must be refreshed."""
    return finding is None or finding.checked_at + every * (1 - EARLY) <= now


def due_at(finding: Finding, *, every: timedelta) -> datetime:
    """When the next check comes."""
    return finding.checked_at + every * (1 - EARLY)


_WORST = (State.BROKEN, State.NOT_YET_CHECKED, State.ATTESTED, State.KEPT)


def together(states: Sequence[State]) -> State:
    """A sentence is no better than the worst of the promises behind it; with none it has not been checked."""
    return next((state for state in _WORST if state in states), State.NOT_YET_CHECKED)


def is_answered(findings: Sequence[tuple[datetime, State]], answered_at: datetime | None) -> bool:
    """Whether somebody has answered for a promise that is broken now, since it broke.

    `findings` are newest first. An answer to an earlier break does not cover this one.
    """
    if not findings or findings[0][1] is not State.BROKEN:
        return True
    broke_at = findings[0][0]
    for checked_at, state in findings:
        if state is State.KEPT or state is State.ATTESTED:
            break
        broke_at = checked_at
    return answered_at is not None and answered_at >= broke_at
