"""How pages say dates, times and numbers in the reader's language."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format

register = template.Library()


@register.filter
def day(value: date | datetime | None) -> str:
    """A date as it is written: 3. november 2026."""
    if value is None:
        return ""
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    return date_format(local, "j. F Y" if _norwegian() else "j F Y")


@register.filter
def clock_time(value: datetime | None) -> str:
    """A time of day: 06.02 in Norwegian, 06:02 in English."""
    if value is None:
        return ""
    return date_format(timezone.localtime(value), "H.i" if _norwegian() else "H:i")


@register.filter
def number(value: int) -> str:
    """Thousands set apart by a narrow no-break space."""
    return f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def _norwegian() -> bool:
    from django.utils.translation import get_language

    return (get_language() or "nb") != "en"
