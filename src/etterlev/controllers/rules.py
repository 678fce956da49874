"""What makes a legal entity a controller."""

from __future__ import annotations

from dataclasses import dataclass

from etterlev.controllers.errors import BadOrganisationNumber
from etterlev.law.identifiers import recognise_organisation_number


@dataclass(frozen=True)
class DepartmentEntry:
    """A department as the register document describes it."""

    slug: str
    name: str
    place: str


def check_controller(legal_name: str, organisation_number: str) -> None:
    """Raises BadOrganisationNumber. A controller is a legal entity (Article 4(7)), so it has a number of its own."""
    if recognise_organisation_number(organisation_number) is None:
        raise BadOrganisationNumber(number=organisation_number, name=legal_name)
