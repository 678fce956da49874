"""What we hold about people cannot be read from the files it lies in (S15)."""

from __future__ import annotations

from datetime import datetime

from etterlev.database.wall import visible_controllers
from etterlev.promises import Evidence, State, as_written, promise
from etterlev.vault import canary


@promise(as_written(__file__, "S15-sealed"))
def sealed(*, now: datetime) -> Evidence:
    """Plant a marker the way a person's data is stored, and look for it raw in both stores."""
    controllers = visible_controllers()
    if not controllers:
        return Evidence(State.NOT_YET_CHECKED)
    marker = canary.plant(min(controllers))
    places = canary.places_where_read(marker)
    found = sum(places.values())
    figures = {"places": len(places), "spellings": len(canary.spellings(marker)), "found": found}
    return Evidence(State.BROKEN if found else State.KEPT, figures, systems=("Etterlev",))
