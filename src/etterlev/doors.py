"""Every route says who may enter. A view without a door stays shut, and a whole-system test finds it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

View = TypeVar("View", bound=Callable[..., Any])

ANYONE: Final = "anyone"
SIGNED_IN: Final = "signed in"


def open_to(who: str) -> Callable[[View], View]:
    """Mark a view: ANYONE, SIGNED_IN, or the name of an area of the console that some roles may enter."""

    def mark(view: View) -> View:
        view.open_to = who  # type: ignore[attr-defined]  # the mark is read by `door_of`
        return view

    return mark


def door_of(view: Callable[..., Any]) -> str | None:
    """Who may enter a view, or None when it never said."""
    who = getattr(view, "open_to", None)
    return who if isinstance(who, str) else None
