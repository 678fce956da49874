"""What a letter looks like on the wire."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from uuid import UUID


def message_id(letter: UUID, origin: str) -> str:
    """The letter's name for life: an opaque id at our own domain (RFC 5322, 3.6.4)."""
    return f"<{letter}@{origin}>"


def compose(  # one parameter per header
    *,
    message_id: str,
    sender: str,
    sender_name: str,
    to: str,
    subject: str,
    body: str,
    language: str,
    queued_at: datetime,
) -> EmailMessage:
    """The same bytes at every attempt: the date is when the letter was written, not when it was tried."""
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = message_id
    message["Date"] = format_datetime(queued_at)
    message["From"] = formataddr((sender_name, sender))
    message["To"] = to
    message["Subject"] = subject
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body, cte="quoted-printable")
    # After the content: setting it drops every Content header there was.
    message["Content-Language"] = language
    return message
