"""Due work of closings: a list for every relation that has ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from etterlev.closings import actions, queries
from etterlev.controllers.actors import Actor, Reason, system
from etterlev.controllers.queries import controller_ids
from etterlev.jobs import job


def _everywhere() -> Actor:
    return system(controller_ids())


def _ended(*, now: datetime) -> Iterable[UUID]:
    return queries.relations_ended(_everywhere().scope(Reason.CASE), now=now)


@job("closings.open", due=_ended)
def open_closing(about: UUID, *, now: datetime) -> None:
    """Open a closing for one relation."""
    actions.open_for_relation(about, by=_everywhere(), now=now)
