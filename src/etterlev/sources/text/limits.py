"""How much a file may ask of us."""

from __future__ import annotations

from typing import Final

MEGABYTE: Final = 1024 * 1024
LARGEST_FILE: Final = 50 * MEGABYTE
# What a compressed file may unfold to, and how many parts it may have.
LARGEST_UNFOLDED: Final = 200 * MEGABYTE
MOST_PARTS: Final = 4_000
# Of the process that extracts: address space, seconds of computing, seconds by the clock.
MEMORY: Final = 1_536 * MEGABYTE
COMPUTING_SECONDS: Final = 60
WAITING_SECONDS: Final = 90
# What it may answer.
LARGEST_ANSWER: Final = 64 * MEGABYTE
