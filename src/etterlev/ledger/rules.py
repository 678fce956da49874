"""How an entry becomes bytes. Changing this would change every hash: version it, never edit it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID


@dataclass(frozen=True)
class Line:
    """One entry of the log, as it is hashed."""

    entry_id: UUID
    at: datetime
    controller: UUID | None
    event: str
    actor: UUID
    subject: UUID | None
    about: UUID | None
    rule: str
    commitment: bytes | None

    def encoded(self) -> bytes:
        """Version 1: a JSON array in UTF-8, no spaces; instants in UTC to the microsecond."""
        return json.dumps(
            [
                1,
                self.entry_id.hex,
                self.at.astimezone(UTC).isoformat(timespec="microseconds"),
                self.controller and self.controller.hex,
                self.event,
                self.actor.hex,
                self.subject and self.subject.hex,
                self.about and self.about.hex,
                self.rule,
                self.commitment and self.commitment.hex(),
            ],
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode()


def commitment(salt: bytes, detail: bytes) -> bytes:
    """What the log holds of a detail: it can be proven while the salt lives, and says nothing once the salt is
    destroyed.
    """
    return sha256(salt + detail).digest()
