"""The rules, one function each, in the order of the report."""

from __future__ import annotations

from typing import Final

from etterlev.notice.rules.lint.checks import (
    language,
    marketing,
    particular,
    processing,
    recipients,
    responsible,
    rights,
    security,
)
from etterlev.notice.rules.lint.outcome import Check

_ALL: Final[dict[str, Check]] = (
    responsible.CHECKS
    | processing.CHECKS
    | recipients.CHECKS
    | rights.CHECKS
    | marketing.CHECKS
    | security.CHECKS
    | particular.CHECKS
    | language.CHECKS
)
CHECKS: Final[dict[str, Check]] = dict(sorted(_ALL.items()))
# What can be said of a cookie policy alone.
ABOUT_COOKIES: Final = frozenset({"X01", "X02", "X11", "N09", "X17", "X20"})
