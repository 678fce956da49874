"""What we promise in numbers, measured: one module for each limit, and one command that writes what it found.

    python -m benchmarks                  everything but the fresh demo, in a few minutes (`make bench`)
    python -m benchmarks fresh_demo       the fresh demo alone; any name or names of MODULES

Servers are started as in production, from another process, and asked over the loopback. Nothing here is a test: a
figure that misses its limit is written down as missed.
"""

from __future__ import annotations

from typing import Final

MODULES: Final = (
    "command_help",
    "statement_reading",
    "desk_today",
    "statement_page",
    "portal_pages",
    "memory",
    "ledger_appends",
    "access",
    "eleven_tables",
    "febrl",
    "fresh_demo",
)
# Takes as long as a newcomer waits, and needs the package caches.
ONLY_WHEN_ASKED: Final = frozenset({"fresh_demo"})
