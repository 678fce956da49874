"""Add sources, look at their structure, confirm their maps, and search them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from etterlev.controllers.actors import Actor, Role, action
from etterlev.database.wall import behind_wall
from etterlev.jobs import JOBS
from etterlev.ledger import actions as ledger
from etterlev.ledger.events import Event
from etterlev.sources import queries
from etterlev.sources.contract import (
    Coverage,
    CoverageState,
    Description,
    Record,
    Source,
    SourceMap,
    Subject,
    proposed_map,
)
from etterlev.sources.errors import (
    BadAddress,
    MapNotConfirmed,
    RepeatedSource,
    SearchedByProgram,
    StructureChanged,
    UnitMissing,
    UnknownSource,
)
from etterlev.sources.kinds import BY_HAND, check_kind, open_source
from etterlev.sources.manual import EVERYTHING
from etterlev.sources.models import MapRow, SourceRow
from etterlev.sources.owners import Ownership, reach_with
from etterlev.vault.fields import reveal

# What a person searches has no units a program knows.
NO_MAP = SourceMap((), (), "")
# The job that looks at a source, and the reasons for which a search asks for it.
LOOK = "sources.look"
_CHANGES = frozenset({StructureChanged.__name__, UnitMissing.__name__})
MAPPERS = (Role.PRIVACY_CONTACT, Role.GROUP_LEAD, Role.OPERATOR)


@dataclass(frozen=True)
class Answer:
    """What one source gave for a batch of subjects, and how much of it was searched."""

    records: tuple[Record, ...]
    coverage: tuple[Coverage, ...]
    categories: Mapping[str, Mapping[str, str]]

    @property
    def is_complete(self) -> bool:
        return bool(self.coverage) and all(each.state is CoverageState.SEARCHED for each in self.coverage)


@action
def add(
    controller: UUID, *, slug: str, name: str, kind: str, reach: Mapping[str, Any], by: Actor, now: datetime
) -> UUID:
    """Add a source. Raises UnknownKind, BadAddress or RepeatedSource."""
    check_kind(kind, reach)
    if SourceRow.objects.filter(controller_id=controller, slug=slug).exists():
        raise RepeatedSource(field="slug", slug=slug)
    position = SourceRow.objects.filter(controller_id=controller).count()
    row = SourceRow(
        id=uuid4(),
        controller_id=controller,
        slug=slug,
        name=name,
        kind=kind,
        position=position,
        reach=dict(reach),
        added_at=now,
    )
    row.save(force_insert=True)
    ledger.record(Event.SOURCE_ADDED, by=by, at=now, controller=controller, about=row.id)
    return row.id


@action
def appoint(source_id: UUID, named: Ownership, *, by: Actor, now: datetime) -> None:
    """Name who searches a source that no program can, and who steps in. Tasks already given stay with whoever has
    them. Raises SearchedByProgram, RoleMissing.
    """
    row = row_of(source_id)
    by.require(row.controller_id, *MAPPERS)
    if row.kind not in BY_HAND:
        raise SearchedByProgram
    reveal([row])
    row.reach = reach_with(row.reach, named)
    row.save(update_fields=["reach"])
    ledger.record(Event.OWNER_NAMED, by=by, at=now, controller=row.controller_id, about=row.id)


def describe(source_id: UUID, *, by: Actor, now: datetime) -> Description:
    """Look at a source's structure and keep the map it proposes. The look is in no transaction.

    Raises what is wrong with the source: SourceUnreachable, or NotSearchedByProgram for one that a person searches.
    """
    description = described(source_id, by=by, now=now)
    _keep(source_id, description, by=by, now=now)
    return description


def described(source_id: UUID, *, by: Actor, now: datetime) -> Description:
    """A look at a source's structure, of which nothing is kept but that it was tried. Raises as `describe`."""
    source, _ = _opened(source_id, by=by)
    _note_look(source_id, by=by, now=now)
    return source.describe()


@action
def _note_look(source_id: UUID, *, by: Actor, now: datetime) -> None:
    # Before the look: a source that never answers is tried once a day and not for ever.
    row = row_of(source_id)
    row.looked_at = now
    row.save(update_fields=["looked_at"])


@action
def _keep(source_id: UUID, description: Description, *, by: Actor, now: datetime) -> None:
    row = row_of(source_id)
    newest = MapRow.objects.filter(source=row).order_by("-described_at").first()
    if newest is not None and newest.fingerprint == description.fingerprint:
        return
    in_force = queries.fingerprint_in_force(source_id)
    if in_force == description.fingerprint:
        # It is again what was confirmed, so nothing waits for anybody.
        MapRow.objects.filter(source=row, confirmed_at=None).delete()
        return
    MapRow(
        controller_id=row.controller_id,
        source=row,
        fingerprint=description.fingerprint,
        description=asdict(description),
        document=proposed_map(description, queries.choices(source_id)).as_json(),
        described_at=now,
    ).save(force_insert=True)
    if in_force is not None:
        ledger.record(Event.SOURCE_CHANGED, by=by, at=now, controller=row.controller_id, about=row.id)


@action
def confirm(source_id: UUID, fingerprint: str, *, seen: UUID | None = None, by: Actor, now: datetime) -> None:
    """Confirm the newest map, as it was shown: `seen` is which. Raises StructureChanged when another one has come
    since, RoleMissing.
    """
    row = row_of(source_id)
    by.require(row.controller_id, *MAPPERS)
    newest = MapRow.objects.select_for_update().filter(source=row).order_by("-described_at").first()
    if newest is None or newest.fingerprint != fingerprint or seen not in (None, newest.id):
        raise StructureChanged
    if newest.confirmed_at is None:
        newest.confirmed_at, newest.confirmed_by = now, by.ref
        newest.save(update_fields=["confirmed_at", "confirmed_by"])
        ledger.record(Event.MAP_CONFIRMED, by=by, at=now, controller=row.controller_id, about=row.id)


def search(source_id: UUID, subjects: Sequence[Subject], *, by: Actor) -> Answer:
    """Find and fetch everything about a batch of subjects in one look at the source. Never raises for the source's own
    trouble: what could not be searched is in the coverage, named."""
    try:
        source, confirmed = _opened(source_id, by=by)
    except BadAddress:
        # It was right when it was written down; the driver may be gone since.
        return _nothing(CoverageState.UNREADABLE, BadAddress)
    if confirmed is None:
        return _nothing(CoverageState.SKIPPED, MapNotConfirmed)
    with source.snapshot(confirmed) as look:
        records = tuple(look.export(look.locate(subjects)))
        answer = Answer(records, look.coverage(), {unit.name: unit.categories for unit in confirmed.units})
    if any(each.reason in _CHANGES for each in answer.coverage):
        # What is new and what is gone is seen right away, by a look of its own.
        JOBS[LOOK].nudge(source_id)
    return answer


def _nothing(state: CoverageState, reason: type[Exception]) -> Answer:
    return Answer((), (Coverage(EVERYTHING, state, reason=reason.__name__),), {})


def _opened(source_id: UUID, *, by: Actor) -> tuple[Source, SourceMap | None]:
    # Only reads, so nobody who writes has to wait for it.
    with behind_wall(by.controllers):
        row = row_of(source_id)
        reveal([row])
        confirmed = NO_MAP if row.kind in BY_HAND else queries.map_in_force(source_id)
        return open_source(row.kind, row.reach), confirmed


def row_of(source_id: UUID) -> SourceRow:
    """The row of a source, within an action's wall. Raises UnknownSource."""
    row: SourceRow | None = SourceRow.objects.filter(id=source_id).first()
    if row is None:
        raise UnknownSource
    return row
