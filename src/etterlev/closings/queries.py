"""Reads of closings. Who it is about is opened by `contents` alone, after the look has been recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from etterlev.closings import rules
from etterlev.closings.errors import UnknownClosing
from etterlev.closings.models import Closing
from etterlev.closings.rules import Item, Kind, Outcome
from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Scope, query
from etterlev.law.deadlines import oslo_date
from etterlev.people import queries as people
from etterlev.vault.fields import reveal


@dataclass(frozen=True)
class ClosingCard:
    """A closing as a list shows it: nothing personal."""

    id: UUID
    controller_id: UUID
    controller: str
    holder_id: UUID
    kind: Kind
    ended_on: date
    done: int
    items: int
    due_on: date | None
    is_late: bool
    finished_at: datetime | None


@dataclass(frozen=True)
class Line:
    """A line of the list, and what became of it."""

    item: Item
    due_on: date
    is_late: bool
    outcome: Outcome | None
    words: str
    settled_at: datetime | None


@dataclass(frozen=True)
class ClosingContents:
    """A closing, opened."""

    card: ClosingCard
    name: str
    email: str
    lines: tuple[Line, ...]


@query
def open_closings(scope: Scope, now: datetime) -> list[ClosingCard]:
    """Those that are not finished, what is due first on top."""
    rows = Closing.objects.filter(controller_id__in=scope.controllers, finished_at=None)
    cards = _cards(rows.defer("name", "email", "words"), oslo_date(now))
    return sorted(cards, key=lambda card: (card.due_on or card.ended_on, str(card.id)))


@query
def finished(scope: Scope, now: datetime, limit: int = 50) -> list[ClosingCard]:
    """The last that were finished."""
    rows = Closing.objects.filter(controller_id__in=scope.controllers, finished_at__isnull=False)
    return _cards(rows.defer("name", "email", "words").order_by("-finished_at", "id")[:limit], oslo_date(now))


@query
def closing(scope: Scope, closing_id: UUID, now: datetime) -> ClosingCard:
    """One of them, from the outside. Raises UnknownClosing."""
    rows = Closing.objects.filter(controller_id__in=scope.controllers, id=closing_id)
    found = _cards(rows.defer("name", "email", "words"), oslo_date(now))
    if not found:
        raise UnknownClosing
    return found[0]


@query
def contents(scope: Scope, closing_id: UUID, now: datetime) -> ClosingContents:
    """Who it is about, and every line. The caller has recorded the look. Raises UnknownClosing."""
    row: Closing | None = Closing.objects.filter(controller_id__in=scope.controllers, id=closing_id).first()
    if row is None:
        raise UnknownClosing
    reveal([row])
    today = oslo_date(now)
    return ClosingContents(
        _cards([row], today)[0], row.name, row.email, tuple(_line(row, i, today) for i in _items(row))
    )


@query
def relations_ended(scope: Scope, *, now: datetime) -> Iterable[UUID]:
    """The relations that have ended lately, and that nobody has begun to wind up."""
    today = oslo_date(now)
    ended = people.ended(scope, list(rules.ENDS), today - rules.SEEN_FOR, today)
    known = Closing.objects.filter(origin__in=ended).values_list("origin", flat=True)
    return sorted(set(ended) - set(known))


def _items(row: Closing) -> tuple[Item, ...]:
    return rules.ITEMS[Kind(row.kind)]


def _line(row: Closing, item: Item, today: date) -> Line:
    settled = row.settled.get(item.code)
    due = rules.due_on(item, row.ended_on)
    return Line(
        item,
        due,
        settled is None and due < today,
        None if settled is None else Outcome(settled["outcome"]),
        (row.words or {}).get(item.code, ""),
        None if settled is None else datetime.fromisoformat(settled["at"]),
    )


def _cards(rows: Iterable[Closing], today: date) -> list[ClosingCard]:
    several = list(rows)
    names = {card.id: card.legal_name for card in controllers.controllers()} if several else {}
    return [_card(row, names[row.controller_id], today) for row in several]


def _card(row: Closing, controller: str, today: date) -> ClosingCard:
    kind = Kind(row.kind)
    due = rules.next_due(kind, row.settled, row.ended_on)
    late = row.finished_at is None and due is not None and due < today
    return ClosingCard(
        id=row.id,
        controller_id=row.controller_id,
        controller=controller,
        holder_id=row.holder_id,
        kind=kind,
        ended_on=row.ended_on,
        done=len(row.settled),
        items=len(rules.ITEMS[kind]),
        due_on=due,
        is_late=late,
        finished_at=row.finished_at,
    )
