"""What people say about a source's map before it is confirmed: a file from elsewhere, and which proposed links hold.

Each makes a new proposal beside the map in force, which stays in force until somebody confirms the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from etterlev.controllers.actors import Actor, action
from etterlev.ledger import actions as ledger
from etterlev.ledger.events import Event
from etterlev.sources import fides, queries
from etterlev.sources.actions import MAPPERS, described, row_of
from etterlev.sources.contract import Description, Link, SourceMap, proposed_map
from etterlev.sources.errors import LinkGone
from etterlev.sources.fides import Imported
from etterlev.sources.models import LinkChoice, MapRow


def import_fides(source_id: UUID, text: str, *, by: Actor, now: datetime) -> Imported:
    """Look at the source, lay a Fides dataset over what is seen, and propose that. The look is in no transaction.

    Raises FidesUnreadable, RoleMissing, or what is wrong with the source.
    """
    fides.datasets(text)
    imported = fides.laid_over(described(source_id, by=by, now=now), text)
    _propose_description(source_id, imported.description, by=by, now=now)
    return imported


@action
def _propose_description(source_id: UUID, description: Description, *, by: Actor, now: datetime) -> None:
    row = row_of(source_id)
    by.require(row.controller_id, *MAPPERS)
    document = proposed_map(description, queries.choices(source_id)).as_json()
    _propose(source_id, description.fingerprint, asdict(description), document, now=now)


@action
def choose_link(source_id: UUID, link: str, *, is_followed: bool, by: Actor, now: datetime) -> None:
    """Say whether a proposed link holds; it is remembered when the source is looked at again.

    `link` as `queries.LinkCard.id` has it. Raises LinkGone for one that the newest map does not propose, RoleMissing.
    """
    row = row_of(source_id)
    by.require(row.controller_id, *MAPPERS)
    newest = MapRow.objects.select_for_update().filter(source=row).order_by("-described_at").first()
    proposed = {} if newest is None else {each.id: each for each in queries.proposed_links(newest.description)}
    if newest is None or link not in proposed:
        raise LinkGone
    LinkChoice.objects.update_or_create(
        controller_id=row.controller_id,
        source=row,
        link=link,
        defaults={"is_followed": is_followed, "decided_at": now, "decided_by": by.ref},
    )
    document = _with_link(newest.document, proposed[link], is_followed=is_followed)
    _propose(source_id, newest.fingerprint, newest.description, document, now=now)
    ledger.record(Event.LINK_DECIDED, by=by, at=now, controller=row.controller_id, about=row.id)


def _with_link(document: Mapping[str, Any], link: Link, *, is_followed: bool) -> dict[str, Any]:
    known = SourceMap.from_json(document)
    others = tuple(each for each in known.links if each.is_declared or each.id != link.id)
    return SourceMap(known.units, (*others, link) if is_followed else others, known.fingerprint).as_json()


def _propose(
    source_id: UUID, fingerprint: str, description: Mapping[str, Any], document: Mapping[str, Any], *, now: datetime
) -> None:
    row = row_of(source_id)
    newest = MapRow.objects.filter(source=row).order_by("-described_at").first()
    # Two proposals of one moment are told apart by a hair: the newest is the one that is shown and confirmed.
    at = now if newest is None else max(now, newest.described_at + timedelta(microseconds=1))
    MapRow(
        controller_id=row.controller_id,
        source=row,
        fingerprint=fingerprint,
        description=description,
        document=document,
        described_at=at,
    ).save(force_insert=True)
