"""What can be wrong with a source. The class names are also the reason codes of coverage."""

from __future__ import annotations

from etterlev.errors import EtterlevError


class SourceUnreachable(EtterlevError):
    """Kilden svarer ikke. Sjekk at systemet er oppe, og at adressen, brukeren og passordet er riktige; prøv så
    igjen.
    """

    exit_code = 1
    http_status = 503


class ConnectionLost(EtterlevError):
    """Forbindelsen til kilden ble brutt underveis. Søk på nytt."""

    exit_code = 1
    http_status = 503


class UnitMissing(EtterlevError):
    """Noe som står i kartet, finnes ikke lenger i kilden. Kartlegg kilden på nytt og bekreft kartet."""

    exit_code = 1


class StructureChanged(EtterlevError):
    """Kilden er endret siden kartet ble bekreftet. Kartlegg den på nytt og bekreft kartet."""

    exit_code = 1


class MapNotConfirmed(EtterlevError):
    """Ingen har bekreftet kartet over kilden. Se over det under Kilder, og bekreft det."""

    exit_code = 1


class NotSearchedByProgram(EtterlevError):
    """Denne kilden må en person lete i. Be eieren lete, eller gå god for hullet."""

    exit_code = 1


class FidesUnreadable(EtterlevError):
    """Filen er ikke et Fides-datasett: den skal være YAML med «dataset», og under det «collections» med felt."""


class LinkGone(EtterlevError):
    """Denne veien mellom tabeller står ikke lenger i forslaget. Se over kartet på nytt."""


class FileUnreadable(EtterlevError):
    """Filen kan ikke leses: den mangler, er avkortet eller er ikke av den typen den skal være. Hent den på nytt."""

    exit_code = 1


class XmlHostile(EtterlevError):
    """Filen inneholder XML-entiteter, som slike filer aldri skal ha. Den er ikke åpnet; finn ut hvor den kommer fra."""

    exit_code = 1


class WrongVersion(EtterlevError):
    """Filen har en versjon vi ikke leser. Hent den i versjon 1.10 eller 1.30."""

    exit_code = 1


class BadAddress(EtterlevError):
    """Adressen til kilden kan ikke brukes. Den skal ha formen postgresql://bruker:passord@vert/base, sqlite:////sti
    eller en filsti.
    """


class UnknownSource(EtterlevError):
    """Vi finner ikke denne kilden blant dem du har tilgang til."""

    http_status = 404


class RepeatedSource(EtterlevError):
    """Avdelingen har allerede en kilde som heter «{slug}». Gi den nye et annet navn."""


class UnknownKind(EtterlevError):
    """Vi kjenner ikke kildetypen «{kind}». Velg en av {kinds}."""


class OwnerCannot(EtterlevError):
    """Eieren har svart at det ikke kan letes her. Se begrunnelsen, og spør en annen eller gå god for hullet."""

    exit_code = 1


class OwnerSilent(EtterlevError):
    """Ingen av dem som er spurt, har svart i tide. Ring dem, spør en annen, eller gå god for hullet."""

    exit_code = 1


class OwnerNotValid(EtterlevError):
    """Skriv navnet på den som skal lete, en e-postadresse med formen navn@eksempel.no, og språket: nb, nn eller en."""


class DaysNotValid(EtterlevError):
    """Skriv hvor mange dager den som leter, skal få: et tall fra {fewest} til {most}."""


class SearchedByProgram(EtterlevError):
    """Denne kilden leter et program i, så den har ingen eier å spørre. Velg en kilde der en person leter."""
