"""Talk SMTP with the mail server the operator chose."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from django.conf import settings

from etterlev.letters.errors import AddressRefused, MailServerAway

TIMEOUT_SECONDS = 20


def deliver(message: EmailMessage, *, to: str) -> None:
    """Hand one message over. Raises AddressRefused for a permanent no to the address, MailServerAway for all else."""
    try:
        with _connected() as server:
            server.send_message(message, to_addrs=[to])
    except smtplib.SMTPRecipientsRefused as error:
        if all(500 <= code < 600 for code, _ in error.recipients.values()):
            raise AddressRefused from None
        raise MailServerAway from None
    except (smtplib.SMTPException, OSError):
        # The server's own words can carry the address: they go no further.
        raise MailServerAway from None


def _connected() -> smtplib.SMTP:
    url = urlsplit(settings.SMTP_URL)
    kind = smtplib.SMTP_SSL if url.scheme == "smtps" else smtplib.SMTP
    server = kind(url.hostname or "127.0.0.1", url.port or 25, timeout=TIMEOUT_SECONDS)
    if url.scheme == "smtp+starttls":
        server.starttls()
    if url.username:
        server.login(unquote(url.username), unquote(url.password or ""))
    return server
