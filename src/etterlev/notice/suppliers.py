"""What is known of the suppliers we follow: what each said last, what changed, and what waits for a decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from etterlev.notice.errors import UnknownSupplier
from etterlev.notice.models import WatchedDecision, WatchedStatement, WatchedVersion
from etterlev.notice.rules.supplier_changes import Choice, Quote, Weight

READ_EVERY: Final = timedelta(days=1)
# After this a page that does not answer is no longer just down today.
TOO_OLD: Final = timedelta(days=7)


@dataclass(frozen=True)
class Changed:
    """One change as it was found; `kind` is a ChangeKind."""

    kind: str
    weight: Weight
    before: Quote | None
    after: Quote | None


@dataclass(frozen=True)
class Decision:
    """What somebody decided about a version."""

    choice: str
    reasons: str
    person: str
    decided_at: datetime


@dataclass(frozen=True)
class Edition:
    """A version of a supplier's statement. `is_comparable` is false where the language became another."""

    id: UUID
    number: int
    read_at: datetime
    file: str
    language: str
    is_comparable: bool
    changes: tuple[Changed, ...]
    decisions: tuple[Decision, ...]

    @property
    def matters(self) -> tuple[Changed, ...]:
        """What somebody has to decide on."""
        return tuple(each for each in self.changes if each.weight is Weight.MATTERS)

    @property
    def others(self) -> tuple[Changed, ...]:
        """What is good to know."""
        return tuple(each for each in self.changes if each.weight is not Weight.MATTERS)

    @property
    def waits(self) -> bool:
        """Whether something in it waits for a decision; two texts that cannot be compared do."""
        is_settled = any(each.choice != Choice.ASKED for each in self.decisions)
        return not is_settled and (bool(self.matters) or not self.is_comparable)


@dataclass(frozen=True)
class Supplier:
    """A supplier and its versions, the newest first."""

    id: UUID
    name: str
    address: str
    read_at: datetime | None
    trouble: str
    editions: tuple[Edition, ...]

    @property
    def waiting(self) -> tuple[Edition, ...]:
        return tuple(each for each in self.editions if each.waits)

    def is_unread(self, now: datetime) -> bool:
        """Whether nobody knows what the page says any more."""
        return bool(self.address) and (self.read_at is None or now - self.read_at > TOO_OLD)


def unread(now: datetime) -> list[UUID]:
    """The suppliers with an address that it is time to read."""
    due = Q(tried_at=None) | Q(tried_at__lte=now - READ_EVERY)
    return list(
        WatchedStatement.objects.filter(due).exclude(address="").order_by("tried_at").values_list("id", flat=True)
    )


def suppliers(ids: Iterable[UUID] | None = None) -> tuple[Supplier, ...]:
    """Those that wait for a decision first, then by name. Three queries, however many."""
    rows = WatchedStatement.objects.all() if ids is None else WatchedStatement.objects.filter(id__in=list(ids))
    watched = list(rows.order_by("supplier"))
    decisions: dict[UUID, list[Decision]] = {}
    for row in WatchedDecision.objects.filter(version__watched__in=watched).order_by("decided_at"):
        made = Decision(row.choice, row.reasons, row.person, row.decided_at)
        decisions.setdefault(row.version_id, []).append(made)
    editions: dict[UUID, list[Edition]] = {}
    for version in WatchedVersion.objects.filter(watched__in=watched).defer("content").order_by("-number"):
        editions.setdefault(version.watched_id, []).append(_edition(version, decisions.get(version.id, [])))
    cards = [_supplier(row, editions.get(row.id, [])) for row in watched]
    return tuple(sorted(cards, key=lambda each: not each.waiting))


def supplier(supplier_id: UUID) -> Supplier:
    """One of them. Raises UnknownSupplier."""
    one = suppliers([supplier_id])
    if not one:
        raise UnknownSupplier(supplier=str(supplier_id))
    return one[0]


def found(name: str) -> Supplier | None:
    """The supplier of that name, in any case."""
    row = WatchedStatement.objects.filter(supplier__iexact=" ".join(name.split())).first()
    return supplier(row.id) if row else None


def of_edition(version_id: UUID) -> UUID:
    """Whose version it is. Raises UnknownSupplier."""
    found = WatchedVersion.objects.filter(id=version_id).values_list("watched_id", flat=True).first()
    if found is None:
        raise UnknownSupplier(supplier=str(version_id))
    return found


def _supplier(row: WatchedStatement, editions: list[Edition]) -> Supplier:
    return Supplier(row.id, row.supplier, row.address, row.read_at, row.trouble, tuple(editions))


def _edition(row: WatchedVersion, decisions: list[Decision]) -> Edition:
    comparison: dict[str, Any] = row.comparison or {"comparable": True, "changes": []}
    return Edition(
        row.id,
        row.number,
        row.read_at,
        row.file,
        row.language,
        comparison["comparable"],
        tuple(_changed(each) for each in comparison["changes"]),
        tuple(decisions),
    )


def _changed(value: dict[str, Any]) -> Changed:
    return Changed(value["kind"], Weight(value["weight"]), _quote(value["before"]), _quote(value["after"]))


def _quote(value: dict[str, Any] | None) -> Quote | None:
    return Quote(value["quote"], value["line"]) if value else None
