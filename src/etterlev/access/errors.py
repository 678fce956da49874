"""What can be wrong with staff and their access."""

from __future__ import annotations

from etterlev.errors import EtterlevError


class InvitationSpent(EtterlevError):
    """Lenken er brukt eller utløpt. Be den som inviterte deg, om en ny."""

    http_status = 410


class AlreadyInvited(EtterlevError):
    """En ansatt med denne adressen finnes fra før. Gi rollen til den som finnes, i stedet for å invitere på nytt."""


class UnknownRole(EtterlevError):
    """Rollen «{role}» finnes ikke. Velg en av {roles}."""


class UnknownStaff(EtterlevError):
    """Ingen ansatt har denne adressen. Se hvem som finnes, med «etterlev staff list»."""

    http_status = 404


class LastPrivacyContact(EtterlevError):
    """{department} har ingen annen personvernkontakt, og henvendelsene der ville bli liggende. Gi rollen til en annen
    først.
    """


class NotSignedIn(EtterlevError):
    """Du er ikke logget inn. Logg inn og prøv igjen."""

    http_status = 401


class NoAccess(EtterlevError):
    """Du har ingen rolle som gir adgang hit i dag. Be gruppens personvernleder om en rolle."""

    http_status = 403


class NobodyToStandIn(EtterlevError):
    """Velg en ansatt fra listen."""


class PeriodBackwards(EtterlevError):
    """Den siste dagen må være i dag eller senere, og ikke før den første."""


class PeriodTooLong(EtterlevError):
    """Noen kan stå inn for deg i høyst {days} dager. Be gruppens personvernleder gi rollen hvis det skal vare
    lenger.
    """
