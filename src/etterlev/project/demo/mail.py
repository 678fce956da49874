"""A real SMTP server on loopback that keeps what it receives, for the demo and the tests."""

from __future__ import annotations

import email
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope


class Mailbox:
    """Everything that was delivered, in order; safe to read while more comes in."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._received: list[tuple[str, EmailMessage]] = []
        self.port = 0

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's name
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        message = email.message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        with self._lock:
            self._received.extend((address, message) for address in envelope.rcpt_tos)
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        """What one address has received."""
        with self._lock:
            return [message for to, message in self._received if to.casefold() == address.casefold()]

    def all(self) -> list[tuple[str, EmailMessage]]:
        with self._lock:
            return list(self._received)

    def wait_for(self, address: str, count: int, seconds: float = 30) -> EmailMessage:
        """The `count`-th letter to an address, as soon as it is there. Raises TimeoutError."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            found = self.to(address)
            if len(found) >= count:
                return found[count - 1]
            time.sleep(0.05)
        raise TimeoutError


def text_of(message: EmailMessage) -> str:
    """The plain text of a letter."""
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def free_port() -> int:
    """A port of loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def mail_server(mailbox: Mailbox | None = None) -> Iterator[Mailbox]:
    """A server on a free port of loopback."""
    mailbox = mailbox or Mailbox()
    mailbox.port = free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
