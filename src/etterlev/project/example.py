"""Load the fictional group into an installation: its register, its people, its staff and its sources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from etterlev.access import actions as access
from etterlev.controllers.actors import Actor, Role, operator
from etterlev.people import actions as people
from etterlev.people.actions import PersonEntry, RelationEntry
from etterlev.register.actions import import_register
from etterlev.register.parsing import parse
from etterlev.register.reading import read_file
from etterlev.sources import actions as sources

if TYPE_CHECKING:
    from examples.generate import Example
    from examples.people import Person

BATCH = 500
PASSWORD = "fjell-fjord-tall-foss"  # noqa: S105  # of the fictional staff; printed by the demo
NAMES = {"crm": "Kunderegister", "payroll": "Lønn", "saft": "Regnskap (SAF-T)", "archive": "Papirarkivet"}


def load(folder: Path, *, seed: int, now: datetime) -> Example:
    """Make the example's files in `folder` and bring everything in. Everybody here is made up."""
    from examples.generate import generate

    made = generate(folder, seed=seed)
    ids = bring_register(made, now=now)
    by = operator(ids.values())
    bring_people(made, ids, by=by, now=now)
    open_accounts(made, invite_staff(made, ids, by=by, now=now), now=now)
    add_sources(made, ids, by=by, now=now)
    return made


def bring_register(made: Example, *, now: datetime) -> dict[str, UUID]:
    """The register, and with it the controllers. Returns their ids by name in the address."""
    return import_register(parse(read_file(made.register)), by=operator(()), now=now)


def bring_people(made: Example, ids: dict[str, UUID], *, by: Actor, now: datetime) -> int:
    """The three hundred, in batches. Returns how many."""
    for batch in _batches(_entries(made, ids)):
        people.record(batch, by=by, now=now)
    return len(made.people)


def open_accounts(made: Example, links: dict[str, str], *, now: datetime) -> None:
    """The same password for the named cast, so that one may sign in as any of them."""
    for each in (made.cast.siv, made.cast.liv, made.cast.kari, made.cast.ola, made.cast.per):
        if each.email in links:
            access.choose_password(links[each.email], PASSWORD, now=now)


def invite_staff(made: Example, ids: dict[str, UUID], *, by: Actor, now: datetime) -> dict[str, str]:
    """Accounts for the twenty. Returns the secret of each one's link, by e-mail address."""
    links: dict[str, str] = {}
    for each in made.staff:
        roles = {ids[at]: frozenset(Role(role) for role in held) for at, held in each.roles.items()}
        if not roles:
            continue
        _, links[each.email] = access.invite(
            controller=ids[each.department], name=str(each.full_name), email=each.email, roles=roles, by=by, now=now
        )
    return links


def add_sources(made: Example, ids: dict[str, UUID], *, by: Actor, now: datetime) -> list[UUID]:
    """Every outside system of every department, described and not yet confirmed."""
    added = []
    for each in made.sources:
        address = each.url if each.kind == "sql" else str(each.path)
        slug = each.slug.split("-", 1)[0]
        source = sources.add(
            ids[each.department],
            slug=slug,
            name=NAMES[slug],
            kind=each.kind,
            reach={"address": address},
            by=by,
            now=now,
        )
        added.append(source)
        if each.kind != "manual":
            sources.describe(source, by=by, now=now)
    return added


def _entries(made: Example, ids: dict[str, UUID]) -> Iterator[PersonEntry]:
    for person in made.people:
        yield PersonEntry(ids[person.department], person.name, person.identifiers, _relations(person), person.language)


def _relations(person: Person) -> tuple[RelationEntry, ...]:
    return tuple(RelationEntry(r.category, r.activity_code, r.since_on, r.until_on) for r in person.relations)


def _batches(entries: Iterator[PersonEntry]) -> Iterator[list[PersonEntry]]:
    while batch := list(islice(entries, BATCH)):
        yield batch
