"""What can change in a supplier's statement, and what it weighs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final


class Weight(StrEnum):
    """What the privacy contact has to do: decide, know, or nothing."""

    MATTERS = "matters"
    NOTICE = "notice"
    WORDING = "wording"


class Choice(StrEnum):
    """What whoever hired a supplier can do about a change (Article 28(2))."""

    ACCEPTED = "accepted"
    ASKED = "asked"
    OBJECTED = "objected"


class ChangeKind(StrEnum):
    """What changed."""

    RECIPIENT_NEW = "recipient_new"
    RECIPIENT_GONE = "recipient_gone"
    COUNTRY_NEW = "country_new"
    TRANSFER_GROUND_LOST = "transfer_ground_lost"
    TRANSFER_DENIAL_GONE = "transfer_denial_gone"
    RETENTION_LONGER = "retention_longer"
    RETENTION_SHORTER = "retention_shorter"
    RETENTION_GONE = "retention_gone"
    PURPOSE_NEW = "purpose_new"
    PURPOSE_GONE = "purpose_gone"
    ROLE_PROCESSOR_GONE = "role_processor_gone"
    ROLE_CONTROLLER_NEW = "role_controller_new"
    BREACH_SLOWER = "breach_slower"
    BREACH_FASTER = "breach_faster"
    BREACH_GONE = "breach_gone"
    RIGHT_GONE = "right_gone"
    RIGHT_NEW = "right_new"
    CATEGORY_NEW = "category_new"
    SPECIAL_CATEGORY_NEW = "special_category_new"
    CONTACT_CHANGED = "contact_changed"
    WORDS_ADDED = "words_added"
    WORDS_REMOVED = "words_removed"
    WORDS_CHANGED = "words_changed"


_MATTERS: Final = frozenset(
    {
        ChangeKind.RECIPIENT_NEW,
        ChangeKind.COUNTRY_NEW,
        ChangeKind.TRANSFER_GROUND_LOST,
        ChangeKind.TRANSFER_DENIAL_GONE,
        ChangeKind.RETENTION_LONGER,
        ChangeKind.RETENTION_GONE,
        ChangeKind.PURPOSE_NEW,
        ChangeKind.ROLE_PROCESSOR_GONE,
        ChangeKind.ROLE_CONTROLLER_NEW,
        ChangeKind.BREACH_SLOWER,
        ChangeKind.BREACH_GONE,
        ChangeKind.RIGHT_GONE,
        ChangeKind.SPECIAL_CATEGORY_NEW,
    }
)
_WORDING: Final = frozenset({ChangeKind.WORDS_ADDED, ChangeKind.WORDS_REMOVED, ChangeKind.WORDS_CHANGED})


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of the statement and the line it begins on, from 1."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class SupplierChange:
    """One change. `about` is the id or name of what it concerns: a recipient, a purpose, a right."""

    kind: ChangeKind
    about: str
    before: Quote | None
    after: Quote | None

    @property
    def weight(self) -> Weight:
        if self.kind in _MATTERS:
            return Weight.MATTERS
        return Weight.WORDING if self.kind in _WORDING else Weight.NOTICE


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes, the weightiest first. Two languages cannot be compared, which is not the same as no change."""

    is_comparable: bool
    changes: tuple[SupplierChange, ...] = ()

    @property
    def matters(self) -> bool:
        """Whether anything in it waits for a decision."""
        return any(each.weight is Weight.MATTERS for each in self.changes)


def as_json(comparison: Comparison) -> dict[str, Any]:
    """For machines: every change with its kind, weight, and quotes."""
    return {
        "comparable": comparison.is_comparable,
        "changes": [
            {
                "kind": each.kind,
                "weight": each.weight,
                "about": each.about,
                "before": each.before and {"quote": each.before.text, "line": each.before.line},
                "after": each.after and {"quote": each.after.text, "line": each.after.line},
            }
            for each in comparison.changes
        ],
    }
