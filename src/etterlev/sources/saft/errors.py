"""What can be wrong with SAF-T files. The class names are reason codes of coverage."""

from __future__ import annotations

from etterlev.errors import EtterlevError


class PartMissing(EtterlevError):
    """Regnskapet er delt i flere filer, og noe av det mangler. Legg alle filene på samme sted, og søk på nytt."""

    exit_code = 1


class FileTooLarge(EtterlevError):
    """Filen er pakket slik bare ondsinnede filer er, eller har et element uten ende.

    Den er ikke lest ferdig; finn ut hvor den kommer fra.
    """

    exit_code = 1


class FileReplaced(EtterlevError):
    """Filen ble endret mens vi leste den. Vent til den er ferdig skrevet, og søk på nytt."""

    exit_code = 1


class SectionNotRead(EtterlevError):
    """Filen har en del som programmet ikke kan lete i. Be en person lete der, eller gå god for hullet."""

    exit_code = 1


class NotAnAuditFile(EtterlevError):
    """Filen ligger sammen med SAF-T-filene, men er ikke en av dem. Flytt den, eller be en person lete i den."""

    exit_code = 1
