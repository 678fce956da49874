"""What can go wrong with keys and ciphertext."""

from __future__ import annotations

from etterlev.errors import EtterlevError


class WrongKeyRing(EtterlevError):
    """Nøkkelringen i {ring} passer ikke til nøklene i databasen. Hent ringen som hører til, fra sikkerhetskopien av
    ringen, og prøv igjen.
    """

    exit_code = 1
    http_status = 500


class EpochDestroyed(EtterlevError):
    """Nøkkelen for periode {epoch} finnes ikke i nøkkelringen {ring}. Er den destruert med vilje, er opplysningene
    slettet; hvis ikke, hent ringen fra sikkerhetskopi.
    """

    exit_code = 1
    http_status = 500


class KeyDestroyed(EtterlevError):
    """Opplysningene er slettet: nøkkelen deres finnes ikke lenger."""

    exit_code = 1
    http_status = 410


class Tampered(EtterlevError):
    """Forseglede opplysninger i {table} lar seg ikke åpne: de er endret eller flyttet. Kjør «etterlev ledger verify»
    og se sikkerhetskopien.
    """

    exit_code = 1
    http_status = 500


class NotRevealed(EtterlevError):
    """Et forseglet felt ble lest uten å være åpnet. Programmet må åpne det med en grunn først; meld dette til den som
    drifter Etterlev.
    """

    exit_code = 1
    http_status = 500


class NotIndexable(EtterlevError):
    """Verdien i feltet {index} kan ikke slås opp: den har ikke formen til {index}. Se over hva du skrev."""


class SearchDoesNotWork(EtterlevError):
    """Letingen etter klartekst i databasen fant ikke engang prøven sin, så den beviser ingenting. Meld dette til den
    som drifter Etterlev."""

    exit_code = 1
    http_status = 500
