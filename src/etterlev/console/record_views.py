"""The Article 30 record of one controller, to read, print, and take out as a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from etterlev.access.rules import Area
from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Reason
from etterlev.controllers.queries import ControllerCard
from etterlev.doors import open_to
from etterlev.law.words import date_in_words
from etterlev.project.edge import language
from etterlev.register import queries
from etterlev.register.document import Role
from etterlev.register.record import Record, as_csv, records

if TYPE_CHECKING:
    from etterlev.console.middleware import StaffRequest

_FILES = {"behandlingsansvarlig": Role.CONTROLLER, "databehandler": Role.PROCESSOR}


@open_to(Area.REGISTER)
def record(request: StaffRequest, controller: str) -> HttpResponse:
    """Both records on one page that prints."""
    card, made = _records(request, controller)
    files = {role: name for name, role in _FILES.items()}
    shown = {
        "here": "register",
        "controller": card,
        "head": _head(card),
        "records": [(each, files[each.role]) for each in made],
    }
    return render(request, "console/record.html", shown)


@open_to(Area.REGISTER)
def record_file(request: StaffRequest, controller: str, name: str) -> HttpResponse:
    """One of them as a file a spreadsheet opens."""
    card, made = _records(request, controller)
    found = next((each for each in made if each.role is _FILES.get(name)), None)
    if found is None:
        raise Http404
    response = HttpResponse(as_csv(found, _head(card)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="protokoll-{card.slug}-{name}.csv"'
    return response


def _records(request: StaffRequest, slug: str) -> tuple[ControllerCard, tuple[Record, ...]]:
    scope = request.actor.scope(Reason.EVIDENCE)
    card = next(
        (each for each in controllers.controllers() if each.slug == slug and each.id in scope.controllers), None
    )
    if card is None:
        raise Http404
    return card, records(queries.activities(scope, card.id), queries.systems(scope, card.id), language())


def _head(card: ControllerCard) -> list[tuple[str, str]]:
    """Letter (a): who the controller is, and whom to ask."""
    contact = card.contact
    role = (
        gettext("Personvernombud") if contact and contact.is_data_protection_officer else gettext("Personvernkontakt")
    )
    told = [
        (gettext("Virksomhet (a)"), f"{card.legal_name}, {card.organisation_number}"),
        (gettext("Adresse"), card.postal_address),
        (gettext("E-post"), card.email),
    ]
    if contact is not None:
        told.append((role, ", ".join(each for each in (contact.name, contact.email, contact.phone) if each)))
    return [*told, (gettext("Tatt ut"), date_in_words(timezone.localdate(), language()))]
