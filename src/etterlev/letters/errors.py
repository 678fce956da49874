"""What can go wrong with a letter."""

from __future__ import annotations

from etterlev.errors import EtterlevError


class MailServerAway(EtterlevError):
    """E-postserveren svarte ikke eller tok ikke imot brevet. Brevet ligger i utboksen og sendes på nytt; sjekk
    ETTERLEV_SMTP_URL.
    """

    exit_code = 1
    http_status = 503


class AddressRefused(EtterlevError):
    """E-postserveren avviste adressen. Brevet blir ikke sendt på nytt; kontakt mottakeren på en annen måte."""

    exit_code = 1
