"""Due work of sources: looking every day whether each is still what somebody confirmed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from etterlev.controllers.actors import system
from etterlev.controllers.queries import controller_ids
from etterlev.errors import EtterlevError
from etterlev.jobs import job
from etterlev.sources import actions, queries


def _unlooked(*, now: datetime) -> Iterable[UUID]:
    return queries.unlooked(now)


@job(actions.LOOK, due=_unlooked)
def look(about: UUID, *, now: datetime) -> None:
    """Describe one source. One that does not answer is no change; tomorrow is another try."""
    with contextlib.suppress(EtterlevError):
        actions.describe(about, by=system(controller_ids()), now=now)
