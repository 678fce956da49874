"""What can be wrong with one table. The class names are reason codes of coverage."""

from __future__ import annotations

from etterlev.errors import EtterlevError


class RightMissing(EtterlevError):
    """Brukeren vår har ikke lov til å lese alle radene i tabellen. Be den som styrer databasen, om leserett, og søk så
    på nytt."""

    exit_code = 1


class TableUnreadable(EtterlevError):
    """Databasen avbrøt lesingen av tabellen. Se i databasens egen logg hva som er galt, og søk på nytt."""

    exit_code = 1


class ParentUnreadable(EtterlevError):
    """Tabellen nås bare gjennom en annen som ikke kunne leses. Rett feilen der, og søk på nytt."""

    exit_code = 1


class KeyMissing(EtterlevError):
    """Tabellen har ingen nøkkel, så radene kan ikke skilles fra hverandre. Be den som styrer databasen, gi den en."""

    exit_code = 1


class NoWayIn(EtterlevError):
    """Tabellen ser ut til å inneholde personopplysninger, men kartet viser ingen vei fra en person til den. Legg inn en
    kobling."""

    exit_code = 1
