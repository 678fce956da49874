"""Reads about sources. Addresses stay sealed: only a search opens them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, Q

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Scope, query
from etterlev.database.wall import behind_wall
from etterlev.law import vocabulary
from etterlev.law.packs import Text
from etterlev.sources.contract import Link, SourceMap
from etterlev.sources.drift import Drift, drift
from etterlev.sources.errors import UnknownSource
from etterlev.sources.kinds import BY_HAND
from etterlev.sources.models import LinkChoice, MapRow, SourceRow
from etterlev.sources.owners import Ownership, ownership_in
from etterlev.vault.fields import reveal

# How often a source is held against what was confirmed.
LOOK_EVERY = timedelta(days=1)


@dataclass(frozen=True)
class SourceCard:
    """A source as a list shows it."""

    id: UUID
    controller_id: UUID
    controller: str
    slug: str
    name: str
    kind: str
    confirmed_at: datetime | None

    @property
    def needs_map(self) -> bool:
        return self.kind not in BY_HAND


@dataclass(frozen=True)
class FieldCard:
    name: str
    category: str | None
    category_name: Text | None
    confidence: float
    identifies: str | None


@dataclass(frozen=True)
class UnitCard:
    name: str
    rows: int | None
    fields: tuple[FieldCard, ...]


@dataclass(frozen=True)
class LinkCard:
    """A link nobody declared, and what speaks for it. `is_followed` is what the map says, `is_decided` whether
    somebody said so.
    """

    id: str
    child: str
    parent: str
    confidence: float
    found: int
    tried: int
    is_followed: bool
    is_decided: bool


@dataclass(frozen=True)
class MapCard:
    """A map as a person reads it."""

    id: UUID
    fingerprint: str
    described_at: datetime
    confirmed_at: datetime | None
    units: tuple[UnitCard, ...]
    links: tuple[LinkCard, ...] = ()

    @property
    def unclassified(self) -> int:
        return sum(f.category is None for unit in self.units for f in unit.fields)


@query
def sources(scope: Scope) -> list[SourceCard]:
    """Every source of the scope's controllers."""
    return _cards(scope, SourceRow.objects.filter(controller_id__in=scope.controllers))


@query
def source(scope: Scope, source_id: UUID) -> SourceCard:
    """One source. Raises UnknownSource."""
    found = _cards(scope, SourceRow.objects.filter(controller_id__in=scope.controllers, id=source_id))
    if not found:
        raise UnknownSource
    return found[0]


@query
def ownership(scope: Scope, source_id: UUID) -> Ownership | None:
    """Who searches a source by hand; None for a program's source, and when nobody has been named."""
    rows = SourceRow.objects.filter(controller_id__in=scope.controllers, id=source_id, kind__in=BY_HAND)
    return next((ownership_in(row.reach) for row in reveal(rows)), None)


def of_controller(controller: UUID) -> list[SourceRow]:
    """The sources of one controller, within an action's wall."""
    return list(SourceRow.objects.filter(controller_id=controller).order_by("position", "slug"))


@query
def newest_map(scope: Scope, source_id: UUID) -> MapCard | None:
    """The newest map of a source, confirmed or not."""
    row = (
        MapRow.objects.filter(controller_id__in=scope.controllers, source_id=source_id)
        .order_by("-described_at")
        .first()
    )
    if row is None:
        return None
    units = tuple(_unit(unit) for unit in row.description["units"])
    return MapCard(row.id, row.fingerprint, row.described_at, row.confirmed_at, units, _links(row))


def _links(row: MapRow) -> tuple[LinkCard, ...]:
    chosen = choices(row.source_id)
    followed = {link.id for link in SourceMap.from_json(row.document).links}
    return tuple(
        LinkCard(
            link.id,
            f"{link.child}.{'+'.join(link.child_fields)}",
            f"{link.parent}.{'+'.join(link.parent_fields)}",
            link.confidence,
            link.found,
            link.tried,
            link.id in followed,
            link.id in chosen,
        )
        for link in proposed_links(row.description)
    )


def proposed_links(description: dict[str, Any]) -> tuple[Link, ...]:
    """The links of a stored description that nobody declared."""
    found = (
        {**each, "child_fields": tuple(each["child_fields"]), "parent_fields": tuple(each["parent_fields"])}
        for each in description["links"]
    )
    return tuple(link for each in found if not (link := Link(**each)).is_declared)


def choices(source_id: UUID) -> dict[str, bool]:
    """What people have said of links, by the link's id, within an action's or a query's wall."""
    return dict(LinkChoice.objects.filter(source_id=source_id).values_list("link", "is_followed"))


@dataclass(frozen=True)
class ChangedSource:
    """A source that is no longer what was confirmed, and how; `seen_at` is when that was seen."""

    id: UUID
    controller_id: UUID
    name: str
    seen_at: datetime
    drift: Drift


@query
def changed(scope: Scope) -> list[ChangedSource]:
    """The sources whose structure is another than the confirmed one, by when it was seen."""
    rows = MapRow.objects.filter(controller_id__in=scope.controllers).order_by("described_at")
    in_force: dict[UUID, tuple[UUID, str]] = {}
    newest: dict[UUID, tuple[UUID, str]] = {}
    for each, source_id, mark, at in rows.values_list("id", "source_id", "fingerprint", "confirmed_at"):
        newest[source_id] = (each, mark)
        if at is not None:
            in_force[source_id] = (each, mark)
    pairs = [
        (in_force[each][0], seen[0])
        for each, seen in newest.items()
        if each in in_force and seen[1] != in_force[each][1]
    ]
    # Descriptions are long: only those that differ are read.
    read = (
        {
            row.id: row
            for row in MapRow.objects.filter(id__in=[one for pair in pairs for one in pair]).select_related("source")
        }
        if pairs
        else {}
    )
    return sorted((_changed(read[old], read[new]) for old, new in pairs), key=lambda each: each.seen_at)


def _changed(confirmed: MapRow, seen: MapRow) -> ChangedSource:
    found = drift(confirmed.description, seen.description)
    return ChangedSource(seen.source_id, seen.controller_id, seen.source.name, seen.described_at, found)


def fingerprint_in_force(source_id: UUID) -> str | None:
    """The fingerprint of the confirmed map, within an action's wall."""
    confirmed = MapRow.objects.filter(source_id=source_id, confirmed_at__isnull=False)
    found: str | None = confirmed.order_by("-described_at").values_list("fingerprint", flat=True).first()
    return found


def unlooked(now: datetime) -> list[UUID]:
    """The sources with a confirmed map that nobody has looked at for a day."""
    with behind_wall(controllers.controller_ids()):
        due = Q(looked_at=None) | Q(looked_at__lte=now - LOOK_EVERY)
        mapped = SourceRow.objects.filter(due, maps__confirmed_at__isnull=False).exclude(kind__in=BY_HAND)
        return list(mapped.distinct().order_by("looked_at", "id").values_list("id", flat=True))


def map_in_force(source_id: UUID) -> SourceMap | None:
    """The newest confirmed map, within an action's wall."""
    confirmed = MapRow.objects.filter(source_id=source_id, confirmed_at__isnull=False)
    # Without the description, which is many times as long.
    document = confirmed.order_by("-described_at").values_list("document", flat=True).first()
    return None if document is None else SourceMap.from_json(document)


def _unit(unit: dict[str, Any]) -> UnitCard:
    known = vocabulary.data_categories()
    fields = tuple(
        FieldCard(
            f["name"],
            f["category"],
            known[f["category"]].name if f["category"] in known else None,
            f["confidence"],
            f["identifies"],
        )
        for f in unit["fields"]
    )
    return UnitCard(unit["name"], unit["rows"], fields)


def _cards(scope: Scope, rows: Any) -> list[SourceCard]:
    names = {card.id: card.legal_name for card in controllers.controllers()}
    listed = rows.annotate(confirmed_at=Max("maps__confirmed_at")).order_by("controller_id", "position", "slug")
    return [
        SourceCard(row.id, row.controller_id, names[row.controller_id], row.slug, row.name, row.kind, row.confirmed_at)
        for row in listed
        if row.controller_id in scope.controllers
    ]


@query
def unclassified(scope: Scope) -> int:
    """How many fields of the maps in force hold something nobody has named."""
    newest: dict[UUID, dict[str, Any]] = {}
    for row in MapRow.objects.filter(controller_id__in=scope.controllers, confirmed_at__isnull=False).order_by(
        "described_at"
    ):
        newest[row.source_id] = row.description
    return sum(
        f["category"] is None
        for description in newest.values()
        for unit in description["units"]
        for f in unit["fields"]
    )
