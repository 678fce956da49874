"""Reads of the outbox."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from etterlev.controllers.actors import Scope, query
from etterlev.letters.models import Letter

# A letter's own nudge sends it at once; one that still waits after this has lost its nudge.
LOST_AFTER = timedelta(minutes=2)


@query
def waiting(scope: Scope, *, now: datetime) -> Iterable[UUID]:
    """Letters that should have left by now."""
    rows = Letter.objects.filter(
        controller_id__in=scope.controllers, state=Letter.State.QUEUED, queued_at__lt=now - LOST_AFTER
    )
    return list(rows.order_by("queued_at").values_list("id", flat=True))


@query
def written_to(scope: Scope, holder: UUID, since: datetime) -> int:
    """How many letters one holder has been written since then."""
    rows = Letter.objects.filter(controller_id__in=scope.controllers, holder_id=holder, queued_at__gt=since)
    return int(rows.count())


@query
def about(scope: Scope, thing: UUID) -> list[tuple[str, str, datetime, datetime | None]]:
    """The letters about a case: kind, state, when queued, when sent."""
    rows = Letter.objects.filter(controller_id__in=scope.controllers, about=thing).order_by("queued_at", "id")
    return list(rows.values_list("kind", "state", "queued_at", "sent_at"))


@query
def refused_last(scope: Scope, things: Collection[UUID], kinds: Collection[str]) -> set[UUID]:
    """Of these things, those whose newest letter of these kinds no mail server would take."""
    rows = Letter.objects.filter(controller_id__in=scope.controllers, about__in=things, kind__in=kinds)
    newest = dict(rows.order_by("queued_at", "id").values_list("about", "state"))
    return {about for about, state in newest.items() if about is not None and state == Letter.State.REFUSED}


@query
def cases_with(scope: Scope, kind: str) -> set[UUID | None]:
    """What letters of one kind have been written about."""
    return set(Letter.objects.filter(controller_id__in=scope.controllers, kind=kind).values_list("about", flat=True))
