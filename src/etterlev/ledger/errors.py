"""What can be wrong with the log, in words an operator can act on."""

from __future__ import annotations

from etterlev.errors import EtterlevError


class LedgerAltered(EtterlevError):
    """Loggen er endret. Stans skriving, ta vare på databasen som bevis, og gjenopprett fra sikkerhetskopi."""

    exit_code = 1


class LineAltered(LedgerAltered):
    """Loggen er endret: linje {position} har et annet innhold enn det som ble skrevet. Ta vare på databasen som
    bevis, og gjenopprett fra sikkerhetskopi.
    """


class LineMissing(LedgerAltered):
    """Loggen er endret: linje {position} er fjernet eller flyttet. Ta vare på databasen som bevis, og gjenopprett fra
    sikkerhetskopi.
    """


class TailMissing(LedgerAltered):
    """Loggen er endret: den slutter ved linje {position}, men har vært lengre. Ta vare på databasen som bevis, og
    gjenopprett fra sikkerhetskopi.
    """


class HeadAltered(LedgerAltered):
    """Loggen er endret: fingeravtrykket for de første {position} linjene er endret eller har feil signatur. Ta vare
    på databasen som bevis, og gjenopprett fra sikkerhetskopi.
    """


class TreeDiffers(LedgerAltered):
    """Loggen er endret: de første {position} linjene gir et annet fingeravtrykk enn det som er bevart. Ta vare på
    databasen som bevis, og gjenopprett fra sikkerhetskopi.
    """


class LinesAdded(LedgerAltered):
    """Loggen er endret: etter linje {position} står linjer som ikke er signert. Ta vare på databasen som bevis, og
    gjenopprett fra sikkerhetskopi.
    """


class NotAHead(EtterlevError):
    """Filen {file} er ikke et loggfingeravtrykk med vår signatur. Bruk en fil som «etterlev ledger head» har
    skrevet.
    """


class UnknownEntry(EtterlevError):
    """Loggen har ingen linje {position}. Siste linje er {last}."""
