"""What staff can get wrong in a form."""

from __future__ import annotations

from datetime import date

from etterlev.errors import EtterlevError


class NotADate(EtterlevError):
    """Skriv datoen som åååå-mm-dd, for eksempel 2026-11-23."""


def day(text: str) -> date:
    """A date as it is typed. Raises NotADate."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotADate(field="date") from None
