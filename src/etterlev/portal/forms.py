"""What the portal asks for: as little as it takes to answer."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from etterlev.controllers import queries as controllers
from etterlev.portal.doors import Door
from etterlev.requests.kinds import Kind
from etterlev.requests.rules import LONGEST_MESSAGE


class RequestForm(forms.Form):
    """A right to be used: at which department, how we reach the person, and what it is about."""

    department = forms.ChoiceField(
        label=_("Hvilken avdeling gjelder det?"),
        error_messages={"required": _("Velg en avdeling."), "invalid_choice": _("Velg en avdeling fra listen.")},
    )
    others = forms.MultipleChoiceField(
        label=_("Gjelder det flere avdelinger?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Hver avdeling svarer for seg. Du bekrefter adressen bare én gang."),
        error_messages={"invalid_choice": _("Velg en avdeling fra listen.")},
    )
    name = forms.CharField(
        label=_("Hva heter du?"),
        max_length=120,
        error_messages={"required": _("Skriv navnet ditt, så vi kan lete etter deg.")},
    )
    email = forms.EmailField(
        label=_("E-post"),
        max_length=200,
        help_text=_(
            "Vi sender en kode dit, for å være sikre på at det er du som spør. Bruk helst den adressen vi har fra før."
        ),
        error_messages={
            "required": _("Skriv e-postadressen din, så vi kan svare deg."),
            "invalid": _("E-postadressen mangler noe: den skal ha formen navn@eksempel.no."),
        },
    )
    message = forms.CharField(
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "max_length": _("Meldingen er for lang. Skriv høyst %(limit_value)d tegn."),
            "required": _("Skriv hva du lurer på, så vi kan svare deg."),
        },
    )
    form_key = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": _("Last siden på nytt, og send en gang til.")}
    )

    def __init__(self, *args: object, door: Door, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        choices = [("", _("Velg avdeling"))] + [(card.slug, card.name) for card in controllers.departments()]
        self.fields["department"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["others"].choices = choices[1:]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["message"].label = str(door.asks)
        self.fields["message"].required = door.right == Kind.QUESTION
        if not self.is_bound:
            self.initial.setdefault("form_key", uuid4())
        attributes = {"name": "name", "email": "email"}
        for field, purpose in attributes.items():
            self.fields[field].widget.attrs["autocomplete"] = purpose
