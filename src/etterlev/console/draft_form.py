"""The questions about one row of a draft, in the reader's words, and what was answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from etterlev.languages import LANGUAGES
from etterlev.law import vocabulary
from etterlev.law.bases import LegalBasis
from etterlev.law.retention_rules import retention_rule
from etterlev.notice.rules.drafting import Row
from etterlev.notice.rules.drafting.filling import Asks, Field, in_three_languages
from etterlev.project.edge import language
from etterlev.project.templatetags.words import basis

_LABELS: Final = {
    "supplier": gettext_lazy("Leverandør"),
    "role": gettext_lazy("Rollen deres"),
    "country": gettext_lazy("Land, med to bokstaver (NO, IE, US)"),
    "transfer": gettext_lazy("Hva overføringen ut av EØS bygger på"),
    "purpose": gettext_lazy("Hva dere bruker det til"),
    "agreement_signed_on": gettext_lazy("Databehandleravtalen ble signert"),
    "systems": gettext_lazy("Systemene det blir gjort i"),
    "security": gettext_lazy("Hvordan opplysningene er sikret"),
    "obligation": gettext_lazy("Må man gi opplysningene?"),
    "automated_decisions": gettext_lazy("Blir det tatt automatiske avgjørelser?"),
    "reviewed_on": gettext_lazy("Sist gjennomgått"),
    "balancing_test_on": gettext_lazy("Interesseavveiningen ble gjort"),
    "basis": gettext_lazy("Grunnlaget i loven"),
    "interest": gettext_lazy("Interessen deres"),
    "provision": gettext_lazy("Loven som krever det"),
    "special": gettext_lazy("Vilkåret i artikkel 9 nr. 2"),
    "subjects": gettext_lazy("Hvem det gjelder"),
    "categories": gettext_lazy("Opplysninger"),
    "retention": gettext_lazy("Hvor lenge"),
}
_ROLES: Final = {
    "processor": gettext_lazy("databehandler for oss"),
    "controller": gettext_lazy("selv behandlingsansvarlig"),
}
_TRANSFERS: Final = {
    "adequacy": gettext_lazy("EU-kommisjonen har godkjent landet"),
    "data-privacy-framework": gettext_lazy("EU-U.S. Data Privacy Framework"),
    "standard-clauses": gettext_lazy("EUs standardkontrakt"),
    "binding-rules": gettext_lazy("bindende konsernregler"),
}


@dataclass(frozen=True)
class Option:
    """One thing to choose."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Question:
    """A field as the page asks it."""

    id: str
    name: str
    label: str
    asks: str
    is_needed: bool
    value: str
    options: tuple[Option, ...] = ()
    said: tuple[tuple[str, str], ...] = ()


def question(field: Field, row: Row, typed: QueryDict | None) -> Question:
    """One field, with what is known or what was typed."""
    chosen = typed.getlist(field.name) if typed is not None else _list(field.value)
    options = tuple(Option(each, _word(field.last, each), each in chosen) for each in field.options)
    said = field.value if isinstance(field.value, Mapping) else {}
    spoken = tuple(
        (each, (typed.get(f"{field.name}.{each}", "") if typed is not None else str(said.get(each, ""))))
        for each in LANGUAGES
    )
    return Question(
        id="f-" + field.name.replace(".", "-"),
        name=field.name,
        label=_label(field, row),
        asks=str(field.asks),
        is_needed=field.is_needed,
        value=chosen[0] if chosen and field.asks in (Asks.LINE, Asks.DAY) else "",
        options=options,
        said=spoken if field.asks is Asks.SAID else (),
    )


def _list(value: Any) -> list[str]:
    if value is None or isinstance(value, Mapping):
        return []
    return [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]


def _label(field: Field, row: Row) -> str:
    label = str(_LABELS.get(field.last, field.last))
    if field.name.startswith("purposes."):
        purpose = row.document["purposes"][int(field.name.split(".")[1])]
        return gettext("%(label)s, for «%(purpose)s»") % {"label": label, "purpose": purpose["text"][language()]}
    return label


def _word(last: str, code: str) -> str:
    words: Mapping[str, Callable[[str], object]] = {
        "role": _ROLES.__getitem__,
        "transfer": _TRANSFERS.__getitem__,
        "basis": lambda each: basis(LegalBasis(each)),
        "subjects": lambda each: vocabulary.subject_category(each).name.said(language()),
        "categories": lambda each: vocabulary.data_category(each).name.said(language()),
        "retention": lambda each: retention_rule(each).what.said(language()),
    }
    return str(words[last](code)) if last in words else code


def answers(fields: tuple[Field, ...], typed: QueryDict) -> dict[str, Any]:
    """What was answered, in the register's shapes; what is empty is left out."""
    found: dict[str, Any] = {}
    for field in fields:
        if field.asks is Asks.MANY:
            found[field.name] = [each for each in typed.getlist(field.name) if each in field.options]
        elif field.asks is Asks.SAID:
            spoken: dict[str, str] = {
                each: " ".join(typed.get(f"{field.name}.{each}", "").split()) for each in LANGUAGES
            }
            found[field.name] = spoken if in_three_languages(spoken) else None
        else:
            found[field.name] = " ".join(typed.get(field.name, "").split())
    return {name: value for name, value in found.items() if value}


def _spoken(name: str, typed: QueryDict) -> dict[str, str]:
    """A text as it was typed in each language."""
    return {each: " ".join(typed.get(f"{name}.{each}", "").split()) for each in LANGUAGES}
