"""Retention arithmetic: until when a value must be kept, by when it must be gone, and which rule says so.

Article 5(1)(e), 17(1)(a), 17(3)(b) and (e). «Kept by law» is this; restriction under Article 18 is another state with
other words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from etterlev.law import errors
from etterlev.law.periods import Period
from etterlev.law.retention_rules import Anchor, Kind, RetentionRule

# What a duty to keep or a hold has held back is deleted within the round after it ends.
DELETION_ROUND: Final = timedelta(days=30)
_End = tuple[date, RetentionRule]


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that applies to a value, and the day its event happened; None while it has not (the employment lasts)."""

    rule: RetentionRule
    anchor_on: date | None
    # The controller's own period, where the rule allows one.
    period: Period | None = None

    @property
    def ends_on(self) -> date | None:
        return None if self.anchor_on is None else self.rule.ends_on(self.anchor_on, self.period)


class HoldReason(StrEnum):
    """Why deletion is stopped for a time. The words about the case itself are sealed elsewhere."""

    CLAIM = "claim"
    POLICE = "police"
    BANKRUPTCY_ESTATE = "bankruptcy_estate"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class Hold:
    """A stop with a reason and an expiry. Raises HoldBackwards when it expires before it is placed."""

    reason: HoldReason
    placed_on: date
    expires_on: date
    lifted_on: date | None = None

    def __post_init__(self) -> None:
        if self.expires_on < self.placed_on:
            raise errors.HoldBackwards(placed_on=self.placed_on, expires_on=self.expires_on)

    @property
    def ends_on(self) -> date:
        """Its last day: the earlier of the expiry and the day it was lifted."""
        return self.expires_on if self.lifted_on is None else min(self.lifted_on, self.expires_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """What the rules say together about one value."""

    # Nothing may be deleted on or before this day; None when nothing forbids it, or while `is_open`.
    keep_until: date | None = None
    # It must be gone when this day ends; None while no rule gives a day.
    delete_by: date | None = None
    # A duty to keep whose event has not happened: keep, with no date to give.
    is_open: bool = False
    # What set the dates, to be cited. A hold is named when it keeps longer than the law does.
    kept_by: RetentionRule | None = None
    deleted_by: RetentionRule | None = None
    held_by: Hold | None = None

    def may_delete_on(self, on: date) -> bool:
        """Whether no duty and no hold stands in the way that day."""
        return not self.is_open and (self.keep_until is None or on > self.keep_until)

    def is_overdue(self, on: date) -> bool:
        """Whether it should have been gone before that day."""
        return self.delete_by is not None and on > self.delete_by


def decide(matches: Iterable[Match], holds: Iterable[Hold] = ()) -> Retention:
    """The dates for a value kept for one purpose, to which all of `matches` apply.

    `keep_until` is the last day of the longest duty to keep or hold. `delete_by` is the earliest of the duties to
    delete and of what should be deleted, the latter put off by what may be kept longer; without any of these, the end
    of the duty to keep. A day that a duty or a hold has passed over moves to the end of the deletion round after it.
    """
    every = list(matches)
    kept = _latest(_ends(every, Kind.MUST_KEEP))
    hold = max(holds, key=lambda each: each.ends_on, default=None)
    if hold is not None and kept is not None and hold.ends_on <= kept[0]:
        hold = None
    if (waiting := _waiting(every, Kind.MUST_KEEP)) is not None:
        return Retention(is_open=True, kept_by=waiting, held_by=hold)
    keep_until = hold.ends_on if hold else kept[0] if kept else None
    wanted = _wanted(every, kept)
    delete_by = wanted[0] if wanted else None
    if delete_by and keep_until and delete_by <= keep_until:
        delete_by = keep_until + DELETION_ROUND
    return Retention(
        keep_until=keep_until,
        delete_by=delete_by,
        kept_by=kept[1] if kept else None,
        deleted_by=wanted[1] if wanted else None,
        held_by=hold,
    )


def _wanted(every: Sequence[Match], kept: _End | None) -> _End | None:
    """When the rules want the value gone, before any duty to keep has a say."""
    if all(each.rule.kind is Kind.MUST_KEEP for each in every):
        return kept
    keeping_end_on = kept[0] if kept else None
    anchored = [
        replace(each, anchor_on=keeping_end_on) if each.rule.anchor is Anchor.KEEPING_END else each for each in every
    ]
    must = _earliest(_ends(anchored, Kind.MUST_DELETE))
    if _waiting(anchored, Kind.MAY_KEEP):
        return must
    should = _earliest(_ends(anchored, Kind.SHOULD_DELETE, Kind.POLICY))
    usual = _latest([should, *_ends(anchored, Kind.MAY_KEEP)])
    return _earliest([must, usual])


def _ends(matches: Iterable[Match], *kinds: Kind) -> list[_End | None]:
    """The last days of the rules of those kinds whose event has happened."""
    return [(on, each.rule) for each in matches if each.rule.kind in kinds and (on := each.ends_on) is not None]


def _waiting(matches: Iterable[Match], kind: Kind) -> RetentionRule | None:
    """The first rule of the kind whose event has not happened."""
    return next((each.rule for each in matches if each.rule.kind is kind and each.anchor_on is None), None)


def _latest(ends: Iterable[_End | None]) -> _End | None:
    return max((each for each in ends if each), key=lambda each: each[0], default=None)


def _earliest(ends: Iterable[_End | None]) -> _End | None:
    return min((each for each in ends if each), key=lambda each: each[0], default=None)
