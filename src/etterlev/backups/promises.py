"""Copies exist on several levels, fresh and whole (S23)."""

from __future__ import annotations

from datetime import datetime, timedelta

from etterlev.backups import queries
from etterlev.promises import Evidence, State, as_written, promise

FRESH = timedelta(hours=24)
LEAST_LEVELS = 2


@promise(as_written(__file__, "S23-levels"))
def levels(*, now: datetime) -> Evidence:
    """At least two levels have a copy of the last day. The other systems' copies are not seen from here."""
    fresh = {row.level for row in queries.written() if row.written_at > now - FRESH}
    state = State.KEPT if len(fresh) >= LEAST_LEVELS else State.BROKEN
    return Evidence(state, {"levels": len(fresh)}, systems=("Etterlev",))
