"""Each department is its own controller and sees no other's rows (S4), and can be found and reached (S5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.db import connection

from etterlev.controllers import queries
from etterlev.database.wall import Walled, behind_wall
from etterlev.promises import Evidence, State, as_written, promise


@promise(as_written(__file__, "S4-isolation"))
def isolation(*, now: datetime) -> Evidence:  # a check's signature
    """From every controller's place, try to read every other's rows in every table; and once more from nobody's."""
    every = queries.controller_ids()
    tables = list(walled_tables())
    seen = attempts = 0
    for controllers in [frozenset({one}) for one in sorted(every)] + [frozenset()]:
        with behind_wall(controllers):
            for table in tables:
                seen += _rows_of_others(table, controllers)
                attempts += len(every - controllers)
    figures = {"controllers": len(every), "tables": len(tables), "attempts": attempts, "seen": seen}
    return Evidence(State.BROKEN if seen else State.KEPT, figures, systems=("Etterlev",))


def walled_tables() -> Iterator[type[Walled]]:
    """Every table behind the wall."""
    return (model for model in apps.get_models() if issubclass(model, Walled))


def _rows_of_others(table: type[Walled], own: frozenset[UUID]) -> int:
    """How many rows of others this place can read: through our own wall, and past it where the database has one."""
    seen: int = table.objects.exclude(controller_id__in=own).count()
    if connection.vendor != "postgresql":
        return seen
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(table._meta.db_table)
        cursor.execute(f"SELECT count(*) FROM {name} WHERE NOT controller_id = ANY(%s)", [sorted(own)])  # noqa: S608  # our own table name
        (past,) = cursor.fetchone()
    return seen + int(past)


@promise(as_written(__file__, "S5-directory"))
def directory(*, now: datetime) -> Evidence:  # a check's signature
    """Every controller but the group company has a department, and every controller has somebody to turn to."""
    cards = queries.controllers()
    places = Counter(place.controller.id for place in queries.departments())
    without_department = sum(not places[card.id] for card in cards if not card.is_group)
    without_contact = sum(card.contact is None or not card.contact.email for card in cards)
    figures = {
        "controllers": len(cards),
        "departments": places.total(),
        "without_department": without_department,
        "without_contact": without_contact,
    }
    missing = without_department or without_contact or not places
    return Evidence(State.BROKEN if missing else State.KEPT, figures, systems=("Etterlev",))
