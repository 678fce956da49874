"""What can be wrong with a backup, with the way out."""

from __future__ import annotations

from typing import ClassVar

from etterlev.errors import EtterlevError


class NoRecipients(EtterlevError):
    """Det er ingen nøkkel å kryptere sikkerhetskopien for: {file} mangler eller er tom. Legg en age-nøkkel (age1…) i
    filen; «etterlev init» lager en.
    """


class NoIdentities(EtterlevError):
    """Det er ingen age-nøkkel i {file}. Pek --identities på mappen med data.txt, keys.txt og ring.txt."""


class KeyNotValid(EtterlevError):
    """Linje {line} i {file} er ikke en gyldig age-nøkkel. Rett linjen, eller hent filen på nytt der du oppbevarer
    den.
    """


class TargetNotWritable(EtterlevError):
    """Kan ikke skrive sikkerhetskopien til {folder}: {reason}. Rydd plass eller velg en annen mappe. Ingenting
    halvferdig ligger igjen.
    """

    exit_code = 1
    spoken: ClassVar[frozenset[str]] = frozenset({"reason"})


class PlaceNotWritable(EtterlevError):
    """Kan ikke gjenopprette i {place}: {reason}. Rydd plass eller velg en annen mappe. Ingenting halvferdig ligger
    igjen.
    """

    exit_code = 1
    spoken: ClassVar[frozenset[str]] = frozenset({"reason"})


class AnotherIsRunning(EtterlevError):
    """En annen sikkerhetskopi skrives nå. Vent til den er ferdig, og prøv igjen."""

    exit_code = 1


class NotABackup(EtterlevError):
    """{folder} er ikke en sikkerhetskopi: manifest.json mangler eller kan ikke leses. Pek på mappen som «etterlev
    backup run» skrev.
    """


class SetDamaged(EtterlevError):
    """Filen {file} er endret eller ufullstendig: kontrollsummen stemmer ikke. Bruk en annen kopi."""

    exit_code = 1


class IdentityDoesNotFit(EtterlevError):
    """Ingen av nøklene i {file} åpner {set}. Bruk den age-nøkkelen som sikkerhetskopien ble kryptert for."""


class PlaceNotEmpty(EtterlevError):
    """{place} er ikke tomt. Gjenoppretting skriver aldri over noe: pek på en tom mappe eller en tom database."""


class OtherEngine(EtterlevError):
    """Kopien er tatt av {copied}, men {set} skal ligge i {configured} her. Sett opp databaseadressene slik de var der
    kopien ble tatt.
    """


class DumpFailed(EtterlevError):
    """{program} klarte ikke å lese eller skrive databasen. Sjekk at programmet er installert, og at eierbrukeren har
    tilgang.
    """

    exit_code = 1
