"""What can be wrong with a person's record."""

from __future__ import annotations

from etterlev.errors import EtterlevError


class UnknownPerson(EtterlevError):
    """Vi finner ikke denne personen blant dem du har tilgang til."""

    http_status = 404


class PersonRestricted(EtterlevError):
    """Bruken av denne personens opplysninger er begrenset etter artikkel 18. De kan bare lagres, eller brukes i
    personens egen sak.
    """

    http_status = 403
