"""The words of a closing's lines, in templates."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

from etterlev.closings import words
from etterlev.closings.rules import Kind

register = template.Library()


@register.filter
def line_title(code: str, kind: str) -> str:
    """A line in a few words."""
    return words.title(Kind(kind), code)


@register.filter
def line_hint(code: str, kind: str) -> str:
    """What belongs under it."""
    return words.hint(Kind(kind), code)


@register.filter
def what_ended(kind: str) -> str:
    """For a list, with a day behind it."""
    return gettext("oppdrag avsluttet") if kind == Kind.ENGAGEMENT else gettext("ansettelse avsluttet")


@register.filter
def what_ends(kind: str) -> str:
    """For a choice."""
    return gettext("et oppdrag") if kind == Kind.ENGAGEMENT else gettext("en ansettelse")
