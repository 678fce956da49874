"""Sending, one letter at a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from etterlev.controllers.actors import Reason, system
from etterlev.controllers.queries import controller_ids
from etterlev.jobs import job
from etterlev.letters import actions, queries


def _waiting(*, now: datetime) -> Iterable[UUID]:
    return queries.waiting(system(controller_ids()).scope(Reason.CASE), now=now)


@job("letters.send", due=_waiting)
def send(about: UUID, *, now: datetime) -> None:
    """Send one letter from the outbox."""
    actions.send(about, by=system(controller_ids()), now=now)
