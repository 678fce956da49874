"""Reads about persons. Every one takes a Scope, and a Scope honours restriction (Article 18(2))."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from etterlev.controllers.actors import Scope, query
from etterlev.people.errors import UnknownPerson
from etterlev.people.models import Identifier, Person, Relation
from etterlev.vault import index
from etterlev.vault.fields import reveal
from etterlev.vault.index import Index


@dataclass(frozen=True)
class KnownIdentifier:
    kind: str
    value: str
    verified_at: datetime | None


@dataclass(frozen=True)
class KnownRelation:
    category: str
    activity_code: str
    since_on: date
    until_on: date | None


@dataclass(frozen=True)
class EndedRelation:
    """A relation, whose it is, and its last day if it has one."""

    person_id: UUID
    category: str
    until_on: date | None


@dataclass(frozen=True)
class PersonRecord:
    """A person, opened."""

    id: UUID
    controller_id: UUID
    name: str
    language: str
    restricted_at: datetime | None
    identifiers: tuple[KnownIdentifier, ...]
    relations: tuple[KnownRelation, ...]


@dataclass(frozen=True)
class RelatedCounts:
    """How many would be reached, by category and in all; who would not; and whether there are relations at all."""

    by_category: Mapping[str, int]
    reached: int
    without_email: int
    restricted: int
    has_relations: bool


def reachable(scope: Scope) -> QuerySet[Person]:
    """The persons this scope reaches: its controllers', and not the restricted ones unless the reason reaches them."""
    rows: QuerySet[Person] = Person.objects.filter(controller_id__in=scope.controllers)
    return rows if scope.reason.reaches_restricted else rows.filter(restricted_at=None)


@query
def person(scope: Scope, person_id: UUID) -> PersonRecord:
    """One person's record. Raises UnknownPerson for a person who does not exist, and for one the scope does not
    reach.
    """
    found = records(scope, reachable(scope).filter(id=person_id))
    if not found:
        raise UnknownPerson
    return found[0]


@query
def by_email(scope: Scope, controller: UUID, email: str) -> list[PersonRecord]:
    """The persons of one controller with this e-mail address."""
    holders = index.find(controller, Index.EMAIL, email)
    return records(scope, reachable(scope).filter(controller_id=controller, id__in=holders))


@query
def known_at(scope: Scope, email: str) -> frozenset[UUID]:
    """The controllers of the scope that have somebody with this address. Opens nobody's record."""
    found = index.find_at(scope.controllers, Index.EMAIL, email)
    rows = reachable(scope).filter(id__in=[holder for holders in found.values() for holder in holders])
    return frozenset(rows.values_list("controller_id", flat=True))


@query
def is_restricted(scope: Scope, person_id: UUID) -> bool:
    """Whether a person may only be stored."""
    return bool(Person.objects.filter(id=person_id, restricted_at__isnull=False).exists())


@query
def count(scope: Scope) -> int:
    """How many persons the scope reaches."""
    return reachable(scope).count()


@query
def related(scope: Scope, categories: Iterable[str], on: date) -> list[tuple[UUID, str]]:
    """Who is what to the scope's controllers on a day, and is not restricted: person and category, by person."""
    return list(
        _relations(scope, categories, on).order_by("person_id", "category").values_list("person_id", "category")
    )


@query
def related_counts(scope: Scope, categories: Iterable[str], on: date) -> RelatedCounts:
    """How many a message to these categories would reach, and how many it would not, each person counted once."""
    rows = _relations(scope, categories, on)
    with_email = Identifier.objects.filter(kind="email").values("person_id")
    reached = rows.filter(person_id__in=with_email)
    per = reached.values("category").annotate(n=Count("person", distinct=True)).order_by("category")
    everybody = Relation.objects.filter(controller_id__in=scope.controllers)
    return RelatedCounts(
        {row["category"]: row["n"] for row in per},
        reached.values("person").distinct().count(),
        rows.exclude(person_id__in=with_email).values("person").distinct().count(),
        _current(everybody, categories, on)
        .filter(person__restricted_at__isnull=False)
        .values("person")
        .distinct()
        .count(),
        everybody.exists(),
    )


@query
def many(scope: Scope, ids: Iterable[UUID]) -> list[PersonRecord]:
    """Those of these persons whom the scope reaches, opened in one batch."""
    return records(scope, reachable(scope).filter(id__in=list(ids)))


@query
def count_under(scope: Scope, controller: UUID, activity_code: str) -> int:
    """How many persons of a controller are held under an activity."""
    rows = Relation.objects.filter(
        controller_id=controller, controller_id__in=scope.controllers, activity_code=activity_code
    )
    return int(rows.values("person").distinct().count())


@query
def ended(scope: Scope, categories: Iterable[str], first: date, last: date) -> list[UUID]:
    """The relations of these categories whose last day was between two days, both included."""
    rows = Relation.objects.filter(
        controller_id__in=scope.controllers, category__in=list(categories), until_on__gte=first, until_on__lte=last
    )
    if not scope.reason.reaches_restricted:
        rows = rows.filter(person__restricted_at=None)
    return list(rows.order_by("id").values_list("id", flat=True))


@query
def relation(scope: Scope, relation_id: UUID) -> EndedRelation | None:
    """One relation, and whose it is."""
    row = Relation.objects.filter(controller_id__in=scope.controllers, id=relation_id).first()
    return None if row is None else EndedRelation(row.person_id, row.category, row.until_on)


def _relations(scope: Scope, categories: Iterable[str], on: date) -> QuerySet[Relation]:
    rows = _current(Relation.objects.filter(controller_id__in=scope.controllers), categories, on)
    return rows if scope.reason.reaches_restricted else rows.filter(person__restricted_at=None)


def _current(rows: QuerySet[Relation], categories: Iterable[str], on: date) -> QuerySet[Relation]:
    current = Q(until_on=None) | Q(until_on__gte=on)
    return rows.filter(current, category__in=list(categories), since_on__lte=on)


@query
def without_relation(scope: Scope) -> int:
    """How many persons have no relation: somebody we hold without saying why."""
    return int(Person.objects.filter(controller_id__in=scope.controllers, relations=None).count())


def records(scope: Scope, rows: QuerySet[Person]) -> list[PersonRecord]:
    """Open persons in four queries, however many they are."""
    people = list(rows.order_by("recorded_at", "id"))
    ids = [row.id for row in people]
    known_by = list(Identifier.objects.filter(person_id__in=ids).order_by("kind", "recorded_at", "id"))
    # Both are sealed with the same keys, which are fetched once.
    reveal([*people, *known_by])
    identifiers: dict[UUID, list[KnownIdentifier]] = {}
    for row in known_by:
        identifiers.setdefault(row.person_id, []).append(KnownIdentifier(row.kind, row.value, row.verified_at))
    relations: dict[UUID, list[KnownRelation]] = {}
    for relation in Relation.objects.filter(person_id__in=ids).order_by("since_on", "id"):
        known = KnownRelation(relation.category, relation.activity_code, relation.since_on, relation.until_on)
        relations.setdefault(relation.person_id, []).append(known)
    return [
        PersonRecord(
            row.id,
            row.controller_id,
            row.name,
            row.language,
            row.restricted_at,
            tuple(identifiers.get(row.id, ())),
            tuple(relations.get(row.id, ())),
        )
        for row in people
    ]
