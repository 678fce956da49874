"""What a plan for telling means, in the words whoever publishes reads before deciding."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from etterlev.languages import Language
from etterlev.law.vocabulary import subject_category
from etterlev.notice.actions.telling import Plan
from etterlev.notice.rules.citations import joined_words


def says(plan: Plan, language: Language) -> list[str]:
    """«Dette angår 214 kunder og 12 søkere; de får brev», or why nobody gets one; then who is left out."""
    return [_first(plan, language), *_left_out(plan)]


def _first(plan: Plan, language: Language) -> str:
    if plan.advises:
        kinds = [f"{n} {_kind(code, language)}" for code, n in plan.by_category.items()]
        return gettext("Dette angår %(who)s; de får brev.") % {"who": joined_words(kinds, language)}
    if not plan.concerns:
        return gettext("Ingen trenger brev, fordi ingen endring gjelder hvordan noens opplysninger blir brukt.")
    if not plan.has_relations:
        return gettext("Ingen får brev: vi har ikke registrert hvem som er kunder, ansatte eller søkere.")
    return gettext("Ingen får brev, fordi vi ikke når noen av dem endringene angår.")


def _kind(code: str, language: Language) -> str:
    name = subject_category(code).name.said(language)
    return name[:1].lower() + name[1:]


def _left_out(plan: Plan) -> list[str]:
    told: list[str] = []
    if plan.without_email:
        told.append(
            ngettext(
                "%(n)s person er uten e-postadresse og får ikke brev.",
                "%(n)s personer er uten e-postadresse og får ikke brev.",
                plan.without_email,
            )
            % {"n": plan.without_email}
        )
    if plan.restricted:
        told.append(
            ngettext(
                "%(n)s person har fått bruken av opplysningene begrenset og får ikke brev.",
                "%(n)s personer har fått bruken av opplysningene begrenset og får ikke brev.",
                plan.restricted,
            )
            % {"n": plan.restricted}
        )
    return told
