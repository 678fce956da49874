"""Nobody is here without our knowing why (S14)."""

from __future__ import annotations

from datetime import datetime

from etterlev.controllers.actors import Reason, system
from etterlev.controllers.queries import controller_ids
from etterlev.people import queries
from etterlev.promises import Evidence, State, as_written, promise


@promise(as_written(__file__, "S14-relations"))
def relations(*, now: datetime) -> Evidence:  # a check's signature
    """Every person has a relation. How many persons there are is nobody's business, so it is not among the figures."""
    lost = queries.without_relation(system(controller_ids()).scope(Reason.EVIDENCE))
    return Evidence(State.BROKEN if lost else State.KEPT, {"without_relation": lost}, systems=("Etterlev",))
