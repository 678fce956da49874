"""Who is invited, and to do what."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Role
from etterlev.project.templatetags.words import role as name_of

CHOOSE = [("", _("Velg"))]
CHOSEN = {"required": _("Velg fra listen."), "invalid_choice": _("Velg fra listen.")}


class InvitationForm(forms.Form):
    """One account and its first role."""

    name = forms.CharField(label=_("Navn"), max_length=120, error_messages={"required": _("Skriv navnet.")})
    email = forms.EmailField(
        label=_("E-post på jobben"),
        max_length=200,
        error_messages={
            "required": _("Skriv e-postadressen lenken skal til."),
            "invalid": _("E-postadressen mangler noe: den skal ha formen navn@eksempel.no."),
        },
    )
    controller = forms.ChoiceField(label=_("Avdeling"), error_messages=CHOSEN)
    role = forms.ChoiceField(label=_("Rolle"), error_messages=CHOSEN)
    everywhere = forms.BooleanField(label=_("Rollen gjelder i hele gruppen"), required=False)

    def __init__(self, *args: object, within: Collection[UUID], **kwargs: object) -> None:
        """`within`: the controllers where whoever asks may appoint somebody."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        places = [(card.slug, card.legal_name) for card in controllers.controllers() if card.id in within]
        self._choose("controller", [*CHOOSE, *places])
        self._choose("role", [*CHOOSE, *((each.value, capfirst(name_of(each))) for each in Role)])

    def _choose(self, name: str, choices: object) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
