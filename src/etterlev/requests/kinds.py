"""What comes in besides the use of a right: a question about how we process data, and letters from the authority."""

from __future__ import annotations

from enum import StrEnum

from etterlev.law.bases import Right
from etterlev.law.refusals import RefusalGround, grounds_against


class Kind(StrEnum):
    """Kinds of cases that are no right of GDPR 12–22. A case's `right` holds one of these or a `Right`."""

    QUESTION = "question"
    # Articles 31 and 58(1)(a): we answer, by the day the authority sets.
    AUTHORITY = "authority"


def is_right(kind: str) -> bool:
    """Whether somebody uses a right, so that the month of Article 12(3) runs."""
    return kind in set(Right)


def needs_identity(kind: str) -> bool:
    """Whether we must know who asks. What is the same for everybody may be told to anybody (Article 12(6))."""
    return is_right(kind)


def grounds(kind: str) -> tuple[RefusalGround, ...]:
    """The grounds on which the law lets us say no. Nothing lets us refuse the authority an answer."""
    return grounds_against(Right(kind)) if is_right(kind) else ()
