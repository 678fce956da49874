"""Checks run by themselves: each promise is a row of its own in the queue, so that one that hangs holds up no other."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from etterlev.controllers.actors import system
from etterlev.controllers.queries import controller_ids
from etterlev.errors import EtterlevError
from etterlev.jobs import job
from etterlev.notice import actions, queries, suppliers
from etterlev.notice.actions import telling, watching
from etterlev.promises import PROMISES


def id_of(code: str) -> UUID:
    """The opaque id a nudge carries for a promise."""
    return uuid5(NAMESPACE_URL, f"etterlev:promise:{code}")


def _due(*, now: datetime) -> Iterable[UUID]:
    return [id_of(code) for code in queries.due(now)]


@job("notice.check", due=_due)
def check(about: UUID, *, now: datetime) -> None:
    """Run one promise, unless it has been run since it was asked for."""
    code = next((code for code in PROMISES if id_of(code) == about), None)
    if code is not None and code in queries.due(now):
        actions.check_one(code, now=now)


def _untold(*, now: datetime) -> Iterable[UUID]:
    return telling.unfinished()


@job("notice.tell", due=_untold)
def tell(about: UUID, *, now: datetime) -> None:
    """Write the letters of one telling."""
    telling.tell(about, by=system(controller_ids()), now=now)


def _unread(*, now: datetime) -> Iterable[UUID]:
    return suppliers.unread(now)


@job("notice.watch", due=_unread)
def watch(about: UUID, *, now: datetime) -> None:
    """Read one supplier's statement. What stops the reading stands with the supplier; tomorrow is another try."""
    with contextlib.suppress(EtterlevError):
        watching.fetch(about, by=system(controller_ids()), now=now)
