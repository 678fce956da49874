"""What staff can get wrong in a form."""

from __future__ import annotations

from datetime import date

from etterlev.errors import EtterlevError
from etterlev.requests.rules import Level


class NotADate(EtterlevError):
    """Skriv datoen som åååå-mm-dd, for eksempel 2026-11-23."""


class NotALevel(EtterlevError):
    """Velg hvor sikkert du vet hvem som spør, fra listen."""


class NotALanguage(EtterlevError):
    """Velg bokmål, nynorsk eller engelsk."""


def day(text: str, field: str = "date") -> date:
    """A date as it is typed. Raises NotADate."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise NotADate(field=field) from None


def level(text: str) -> Level:
    """How surely somebody is known, as the form sends it. Raises NotALevel."""
    try:
        return Level(int(text))
    except ValueError:
        raise NotALevel(field="level") from None


class NotADepartment(EtterlevError):
    """Velg en avdeling fra listen."""


class NotACase(EtterlevError):
    """Velg en sak fra listen."""


class NotAFile(EtterlevError):
    """Velg e-posten eller brevet som fil."""
