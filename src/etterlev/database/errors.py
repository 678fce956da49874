"""Errors of the wall and of the tables that only grow."""

from __future__ import annotations

from etterlev.errors import EtterlevError


class NoActor(EtterlevError):
    """Ingen har sagt hvem som spør, så ingenting vises. Programmet må bruke en aktør; meld dette til den som drifter
    Etterlev.
    """

    exit_code = 1
    http_status = 500


class OutsideTheWall(EtterlevError):
    """Du har ikke tilgang til denne avdelingen. Be gruppens personvernleder om en rolle der, eller velg en av dine
    egne avdelinger.
    """

    http_status = 403


class SealedFieldInQuery(EtterlevError):
    """Feltet {field_name} er forseglet og kan ikke søkes eller sorteres i databasen. Søk i den blinde indeksen i
    stedet.
    """

    exit_code = 1
    http_status = 500
