"""What can be wrong with who acts and for whom."""

from __future__ import annotations

from etterlev.errors import EtterlevError


class RoleMissing(EtterlevError):
    """Rollen din i denne avdelingen gir ikke adgang til dette. Be gruppens personvernleder om rollen du trenger."""

    http_status = 403


class UnknownDepartment(EtterlevError):
    """Vi har ingen avdeling med navnet «{slug}». Velg en avdeling fra listen."""

    http_status = 404


class BadOrganisationNumber(EtterlevError):
    """Organisasjonsnummeret {number} er ikke gyldig: kontrollsifferet stemmer ikke. Slå opp nummeret i
    Brønnøysundregistrene og rett det.
    """


class DuplicateController(EtterlevError):
    """Behandlingsansvarlig «{name}» står to ganger. Slå sammen de to, eller gi dem hvert sitt organisasjonsnummer og
    navn.
    """


class BranchCannotControl(EtterlevError):
    """«{name}» er en filial, ikke et eget rettssubjekt, og kan ikke være behandlingsansvarlig. Knytt den til selskapet
    den hører til.
    """


class NoGroup(EtterlevError):
    """Gruppen er ikke registrert ennå. Les inn registeret med «etterlev register import FIL»."""

    exit_code = 1
