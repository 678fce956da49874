"""How often one client may try. Kept in memory under a key that changes every day: no address is stored anywhere.

The workers of a surface know nothing of each other: each allows its share, so that together they allow no more.
"""

from __future__ import annotations

import hmac
import os
import threading
import time
from collections import deque
from typing import Final

from django.http import HttpRequest

from etterlev.errors import EtterlevError

DAY_SECONDS: Final = 86_400
MOST_CLIENTS: Final = 50_000


class TooOften(EtterlevError):
    """Det har kommet mange forsøk herfra på kort tid. Vent litt, og prøv igjen om {minutes} minutter."""

    http_status = 429


class Limit:
    """At most `times` within `seconds` for one client, however many workers the surface has."""

    def __init__(self, times: int, seconds: int) -> None:
        self.times, self.seconds = max(1, times // int(os.environ.get("ETTERLEV_WORKERS", "1"))), seconds
        self._lock = threading.Lock()
        self._key, self._key_day = os.urandom(32), -1
        self._seen: dict[bytes, deque[float]] = {}

    def check(self, request: HttpRequest) -> None:
        """Count this attempt. Raises TooOften."""
        now = time.monotonic()
        with self._lock:
            client = self._client(request, now)
            seen = self._seen.setdefault(client, deque())
            while seen and seen[0] < now - self.seconds:
                seen.popleft()
            if len(seen) >= self.times:
                raise TooOften(minutes=max(1, self.seconds // 60))
            seen.append(now)

    def _client(self, request: HttpRequest, now: float) -> bytes:
        day = int(now // DAY_SECONDS)
        if day != self._key_day or len(self._seen) > MOST_CLIENTS:
            self._key, self._key_day, self._seen = os.urandom(32), day, {}
        return hmac.digest(self._key, request.META.get("REMOTE_ADDR", "").encode(), "sha256")
