"""What can be wrong with a closing, in words for whoever works on it."""

from __future__ import annotations

from etterlev.errors import EtterlevError


class UnknownClosing(EtterlevError):
    """Vi finner ingen avslutning her. Gå til listen over avslutninger."""

    http_status = 404


class ClosingFinished(EtterlevError):
    """Denne avslutningen er ferdig. Opprett en ny hvis noe mer skal gjøres."""


class ItemUnknown(EtterlevError):
    """Punktet står ikke på denne listen. Last siden på nytt."""


class WordsNeeded(EtterlevError):
    """Skriv hva som er gjort, eller hvorfor det ikke trengs, på minst {least} tegn."""


class ItemsLeft(EtterlevError):
    """{count} punkter er ikke gjort ennå. Gjør dem, eller si hvorfor de ikke trengs, før du avslutter."""


class NameMissing(EtterlevError):
    """Skriv navnet på kunden eller den ansatte."""


class AddressNotValid(EtterlevError):
    """E-postadressen mangler noe: den skal ha formen navn@eksempel.no. Rett den, eller la feltet stå tomt."""
