"""Processor agreements, in both directions: what Article 28(3) asks each to say, and how each stands on a day. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

# So long before the last day there is still time to make a new one.
SOON: Final = timedelta(days=60)


class Direction(StrEnum):
    """Who processes for whom."""

    # A supplier is our processor.
    FOR_US = "for_us"
    # We are a client's processor.
    FOR_THEM = "for_them"


class Standing(StrEnum):
    """How an agreement stands, the worst first."""

    EXPIRED = "expired"
    UNSIGNED = "unsigned"
    INCOMPLETE = "incomplete"
    EXPIRES_SOON = "expires_soon"
    IN_ORDER = "in_order"


# What somebody must do something about.
DUE: Final = frozenset({Standing.EXPIRED, Standing.UNSIGNED, Standing.EXPIRES_SOON})
# The points of Article 28(3), by letter, and what comes before them: the subject matter, and other processors (2, 4).
POINTS: Final = ("subject", "a", "b", "c", "d", "e", "f", "g", "h")


def standing(agreement: Mapping[str, Any], on: date) -> Standing:
    """How an agreement stands on a day. `agreement` has `signed_on`, `expires_on` and `points`."""
    expires_on: date | None = agreement["expires_on"]
    if expires_on is not None and expires_on < on:
        return Standing.EXPIRED
    if agreement["signed_on"] is None:
        return Standing.UNSIGNED
    if missing(agreement["points"]):
        return Standing.INCOMPLETE
    if expires_on is not None and expires_on <= on + SOON:
        return Standing.EXPIRES_SOON
    return Standing.IN_ORDER


def missing(points: Mapping[str, bool]) -> tuple[str, ...]:
    """The points an agreement does not say."""
    return tuple(point for point in POINTS if not points.get(point))
