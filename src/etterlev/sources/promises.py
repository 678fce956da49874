"""Every source a program searches has a map that a person confirmed (S2)."""

from __future__ import annotations

from datetime import datetime

from etterlev.controllers.actors import Reason, system
from etterlev.controllers.queries import controller_ids
from etterlev.promises import Evidence, State, as_written, promise
from etterlev.sources import queries


@promise(as_written(__file__, "S2-sources"))
def mapped(*, now: datetime) -> Evidence:  # a check's signature
    """No source is searched blindly, nor by a map of what it was before; what nobody could classify is counted, and
    is work for a person.
    """
    scope = system(controller_ids()).scope(Reason.EVIDENCE)
    cards = [card for card in queries.sources(scope) if card.needs_map]
    changed = len(queries.changed(scope))
    unmapped = sum(card.confirmed_at is None for card in cards)
    figures = {
        "sources": len(cards),
        "unmapped": unmapped,
        "changed": changed,
        "unclassified": queries.unclassified(scope),
    }
    systems = tuple(dict.fromkeys(card.name for card in cards))
    return Evidence(State.BROKEN if unmapped or changed else State.KEPT, figures, systems=systems)
