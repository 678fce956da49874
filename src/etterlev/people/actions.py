"""Record, recognise and restrict persons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from etterlev.controllers.actors import Actor, action
from etterlev.ledger import actions as ledger
from etterlev.ledger.events import Event
from etterlev.people.errors import UnknownPerson
from etterlev.people.models import Identifier, Person, Relation
from etterlev.vault import index
from etterlev.vault.fields import prepare
from etterlev.vault.index import Index
from etterlev.vault.journal import record as journal
from etterlev.vault.pseudonyms import pseudonyms

INDEXED = {"email": Index.EMAIL, "phone": Index.PHONE}


@dataclass(frozen=True)
class RelationEntry:
    category: str
    activity_code: str
    since_on: date
    until_on: date | None = None


@dataclass(frozen=True)
class PersonEntry:
    """A person to record. `identifiers` are (kind, value); kinds: email, phone, customer_number, employee_number.

    `id` is given by whoever may have to record the same person again after being cut off between the two stores.
    """

    controller: UUID
    name: str
    identifiers: tuple[tuple[str, str], ...]
    relations: tuple[RelationEntry, ...]
    language: str = "nb"
    id: UUID | None = None


@action
def record(entries: Iterable[PersonEntry], *, by: Actor, now: datetime) -> list[UUID]:
    """Record persons in one batch. Returns their ids in the order given."""
    several = list(entries)
    people = [
        Person(id=e.id or uuid4(), controller_id=e.controller, name=e.name, language=e.language, recorded_at=now)
        for e in several
    ]
    Person.objects.bulk_create(prepare(people))
    pairs = list(zip(people, several, strict=True))
    identifiers = [
        Identifier(controller_id=e.controller, person=p, kind=kind, value=value, recorded_at=now)
        for p, e in pairs
        for kind, value in e.identifiers
    ]
    Identifier.objects.bulk_create(prepare(identifiers))
    Relation.objects.bulk_create(
        Relation(
            controller_id=e.controller,
            person=p,
            category=relation.category,
            activity_code=relation.activity_code,
            since_on=relation.since_on,
            until_on=relation.until_on,
        )
        for p, e in pairs
        for relation in e.relations
    )
    _index(pairs)
    _log(people, by=by, now=now)
    return [person.id for person in people]


def _log(people: list[Person], *, by: Actor, now: datetime) -> None:
    by_controller: dict[UUID, list[UUID]] = {}
    for person in people:
        by_controller.setdefault(person.controller_id, []).append(person.id)
    for controller, holders in by_controller.items():
        names = pseudonyms(controller, holders)
        ledger.record_many(Event.PERSON_RECORDED, by=by, at=now, controller=controller, subjects=names.values())


def _index(pairs: list[tuple[Person, PersonEntry]]) -> None:
    values: dict[tuple[UUID, Index], dict[UUID, list[str]]] = {}
    for person, entry in pairs:
        for kind, value in entry.identifiers:
            if kind in INDEXED:
                values.setdefault((entry.controller, INDEXED[kind]), {}).setdefault(person.id, []).append(value)
    for (controller, which), several in values.items():
        index.put(controller, which, several)


@action
def restrict(person_id: UUID, *, rule: str, by: Actor, now: datetime) -> None:
    """Restrict the use of a person's data (Article 18(1)). Doing it twice changes nothing."""
    person = _person(person_id)
    if person.restricted_at is not None:
        return
    person.restricted_at = now
    person.save(update_fields=["restricted_at"])
    journal(Event.PERSON_RESTRICTED, controller=person.controller_id, holder=person.id, by=by, at=now, rule=rule)


@action
def lift_restriction(person_id: UUID, *, rule: str, by: Actor, now: datetime) -> None:
    """Lift a restriction; the person has been told before (Article 18(3))."""
    person = _person(person_id)
    if person.restricted_at is None:
        return
    person.restricted_at = None
    person.save(update_fields=["restricted_at"])
    journal(Event.RESTRICTION_LIFTED, controller=person.controller_id, holder=person.id, by=by, at=now, rule=rule)


def _person(person_id: UUID) -> Person:
    row: Person | None = Person.objects.select_for_update().filter(id=person_id).first()
    if row is None:
        raise UnknownPerson
    return row
