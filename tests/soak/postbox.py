"""A mail server in a process of its own that keeps each letter in a file named by its Message-ID."""

from __future__ import annotations

import signal
import sys
import threading
from email import message_from_bytes
from email.policy import default
from hashlib import sha256
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope


class Keep:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's name
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        message = message_from_bytes(content, policy=default)
        name = sha256(str(message["Message-ID"]).encode()).hexdigest()[:16]
        for address in envelope.rcpt_tos:
            folder = self.folder / address
            folder.mkdir(parents=True, exist_ok=True)
            count = len(list(folder.iterdir()))
            # The same letter twice is one file: what a mailbox that knows Message-IDs would show.
            known = list(folder.glob(f"*-{name}.eml"))
            (known[0] if known else folder / f"{count:04d}-{name}.eml").write_bytes(content)
        return "250 OK"


if __name__ == "__main__":
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    server = Controller(Keep(Path(sys.argv[1])), hostname="127.0.0.1", port=int(sys.argv[2]))
    server.start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    stop.wait()
    server.stop()
