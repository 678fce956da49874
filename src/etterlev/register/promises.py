"""The record is whole (S17), and its categories are those of the vocabulary (S2). A bad row hides no other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from etterlev.errors import EtterlevError
from etterlev.promises import Evidence, State, as_written, promise
from etterlev.register.document import Activity
from etterlev.register.models import ActivityRow
from etterlev.register.parsing import activity_of


@promise(as_written(__file__, "S17-register"))
def whole(*, now: datetime) -> Evidence:  # a check's signature
    """Every activity can be read under the rules of the import: purpose, basis, interest or statute, retention."""
    read = list(_activities())
    good = [activity for activity in read if activity is not None]
    figures = {
        "activities": len(read),
        "purposes": sum(len(activity.purposes) for activity in good),
        "incomplete": len(read) - len(good),
    }
    return _evidence(figures, broken=figures["incomplete"])


@promise(as_written(__file__, "S2-categories"))
def categories(*, now: datetime) -> Evidence:  # a check's signature
    """Every activity names whom it concerns and which data it uses, in the vocabulary's own words."""
    read = list(_activities())
    told = [activity for activity in read if activity is not None and activity.subjects and activity.categories]
    in_use = {code for activity in told for code in activity.categories}
    figures = {"activities": len(read), "categories": len(in_use), "unknown": len(read) - len(told)}
    return _evidence(figures, broken=figures["unknown"])


def _evidence(figures: dict[str, int], *, broken: int) -> Evidence:
    if not figures["activities"]:
        return Evidence(State.NOT_YET_CHECKED, figures, systems=("Etterlev",))
    return Evidence(State.BROKEN if broken else State.KEPT, figures, systems=("Etterlev",))


def _activities() -> Iterator[Activity | None]:
    """Each activity once, however many departments share it; None for one that no longer follows the rules."""
    rows = ActivityRow.objects.order_by("position", "code").values_list("document", flat=True)
    for text in dict.fromkeys(json.dumps(document, sort_keys=True) for document in rows):
        try:
            yield activity_of(json.loads(text))
        except EtterlevError:
            yield None
