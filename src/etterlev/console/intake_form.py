"""What is asked of whoever registers a request that came by e-mail, letter, telephone or a colleague."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etterlev.console.templatetags.desk import topic
from etterlev.controllers import queries as controllers
from etterlev.languages import LANGUAGES
from etterlev.law.bases import Right
from etterlev.requests.kinds import Kind
from etterlev.requests.rules import LONGEST_MESSAGE

# What a person asks for; the others are ours to do without being asked.
ASKED_FOR = (
    Right.ACCESS,
    Right.COPY,
    Right.RECTIFICATION,
    Right.ERASURE,
    Right.RESTRICTION,
    Right.OBJECTION,
    Right.OBJECTION_TO_MARKETING,
    Right.PORTABILITY,
    Right.WITHDRAWAL,
    Right.NO_AUTOMATED_DECISION,
    Right.COMPLAINT,
)
WAYS = {
    "email": _("E-post"),
    "letter": _("Brev"),
    "phone": _("Telefon"),
    "colleague": _("Sagt til en kollega"),
}
SPOKEN = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
CHOOSE = [("", _("Velg"))]
CHOSEN = {"required": _("Velg fra listen."), "invalid_choice": _("Velg fra listen.")}


def today_in(language: str) -> dict[str, str]:
    """What an empty form begins with. A day is given as it is typed: a date would be written out in words."""
    return {"received_on": timezone.localdate().isoformat(), "language": language}


class IntakeForm(forms.Form):
    """A request as somebody else received it."""

    door = forms.ChoiceField(label=_("Hvordan kom den?"), choices=[*CHOOSE, *WAYS.items()], error_messages=CHOSEN)
    received_on = forms.DateField(
        label=_("Når kom den?"),
        help_text=_("Fristen regnes fra denne dagen, også om den lå en stund før du fikk den."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Skriv dagen henvendelsen kom."),
            "invalid": _("Skriv datoen som åååå-mm-dd, for eksempel 2026-11-23."),
        },
    )
    due_on = forms.DateField(
        label=_("Fristen i brevet"),
        required=False,
        help_text=_("Bare for brev fra Datatilsynet. For alle andre regner vi ut fristen."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Skriv datoen som åååå-mm-dd, for eksempel 2026-11-23.")},
    )
    department = forms.ChoiceField(label=_("Hvilken avdeling gjelder det?"), error_messages=CHOSEN)
    right = forms.ChoiceField(label=_("Hva ber personen om?"), error_messages=CHOSEN)
    name = forms.CharField(
        label=_("Hva heter personen?"), max_length=120, error_messages={"required": _("Skriv navnet.")}
    )
    email = forms.EmailField(
        label=_("E-post"),
        max_length=200,
        help_text=_("Dit sender vi en kode, og siden svaret."),
        error_messages={
            "required": _("Skriv e-postadressen svaret skal til."),
            "invalid": _("E-postadressen mangler noe: den skal ha formen navn@eksempel.no."),
        },
    )
    language = forms.ChoiceField(
        label=_("Språk i svaret"), choices=[(each, SPOKEN[each]) for each in LANGUAGES], error_messages=CHOSEN
    )
    message = forms.CharField(
        label=_("Det personen skrev eller sa"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea,
        error_messages={"max_length": _("Meldingen er for lang. Skriv høyst %(limit_value)d tegn.")},
    )
    arrival = forms.UUIDField(widget=forms.HiddenInput, required=False)
    form_key = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": _("Last siden på nytt, og send en gang til.")}
    )

    def __init__(self, *args: object, within: Collection[UUID], **kwargs: object) -> None:
        """`within`: the controllers whose requests may be registered."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        places = [(card.slug, card.name) for card in controllers.departments() if card.controller.id in within]
        self._choose("department", [*(CHOOSE if len(places) > 1 else []), *places])
        self._choose("right", [*CHOOSE, *((each.value, topic(each)) for each in (*ASKED_FOR, *Kind))])
        if not self.is_bound:
            self.initial.setdefault("form_key", uuid4())

    def _choose(self, name: str, choices: object) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
