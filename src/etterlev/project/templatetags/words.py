"""How pages say dates, times, numbers and the law's own words in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.translation import get_language, gettext

from etterlev.languages import Language
from etterlev.law import vocabulary
from etterlev.law.bases import LegalBasis, Right, name_of
from etterlev.law.packs import Text
from etterlev.law.retention_rules import retention_rule
from etterlev.law.words import citation_in_words, date_in_words, telephone_in_words

register = template.Library()


def language() -> Language:
    """The language of the page being made."""
    current = get_language()
    return "nn" if current == "nn" else "en" if current == "en" else "nb"


@register.filter
def day(value: date | datetime | None) -> str:
    """A date as it is written: 3. november 2026."""
    if value is None:
        return ""
    return date_in_words(timezone.localtime(value).date() if isinstance(value, datetime) else value, language())


@register.filter
def telephone(number: str) -> str:
    """A telephone number grouped as it is said."""
    return telephone_in_words(number)


@register.filter
def clock_time(value: datetime | None) -> str:
    """A time of day: 06.02 in Norwegian, 06:02 in English."""
    if value is None:
        return ""
    return timezone.localtime(value).strftime("%H:%M" if language() == "en" else "%H.%M")


@register.filter
def number(value: int) -> str:
    """Thousands set apart by a no-break space."""
    return f"{value:,}".replace(",", "\N{NO-BREAK SPACE}")


@register.filter
def said(text: Text | None) -> str:
    """A text of the register or the law."""
    return "" if text is None else text.said(language())


@register.filter
def cited(citation: str) -> str:
    """Where something stands in the law."""
    return citation_in_words(citation, language())


@register.filter
def basis(code: LegalBasis) -> str:
    """A legal basis with its article."""
    term = name_of(code)
    return f"{term.name.said(language())} ({cited(term.citation)})"


@register.filter
def categories(codes: Iterable[str]) -> str:
    """Categories of data by their plain names."""
    return ", ".join(vocabulary.data_category(code).name.said(language()) for code in codes)


@register.filter
def subjects(codes: Iterable[str]) -> str:
    """Categories of people by their plain names."""
    return ", ".join(vocabulary.subject_category(code).name.said(language()) for code in codes)


@register.filter
def retention(rule: str) -> str:
    """How long something is kept, as the statement says it."""
    return retention_rule(rule).stated(language())


@register.filter
def retention_status(rule: str) -> str:
    """The paragraph of a retention rule, and that nobody has checked it where nobody has."""
    found = retention_rule(rule)
    where = cited(found.citation)
    return where if found.is_verified else gettext("%(citation)s, ikke kontrollert") % {"citation": where}


@register.filter
def right(code: str) -> str:
    """A right by its name."""
    return name_of(Right(code)).name.said(language())


@register.filter
def role(code: str) -> str:
    """A role by its name."""
    return {
        "privacy_contact": gettext("personvernkontakt"),
        "group_lead": gettext("personvernleder for gruppen"),
        "accountant": gettext("regnskapsfører"),
        "web_editor": gettext("nettredaktør"),
        "operator": gettext("drift"),
        "auditor": gettext("revisor, bare innsyn"),
    }[code]
