"""One named cast for every test: Kari has the engagement, Ola has not, Per is in another department, Nina is the data
subject, Siv the privacy contact, Mallory a stranger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from etterlev.access import actions as access
from etterlev.access import queries as staff
from etterlev.access.models import User
from etterlev.controllers import actions as controllers
from etterlev.controllers.actions import ControllerEntry
from etterlev.controllers.actors import Actor, Role, operator, stranger
from etterlev.controllers.queries import Contact
from etterlev.controllers.rules import DepartmentEntry
from etterlev.people import actions as people
from etterlev.people.actions import PersonEntry, RelationEntry

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NINA_EMAIL = "nina.vik@example.no"


@dataclass(frozen=True)
class World:
    """The small group: two departments, each its own controller, and the group company."""

    now: datetime
    oslo: UUID
    bergen: UUID
    group: UUID
    operator: Actor
    kari: Actor
    ola: Actor
    per: Actor
    siv: Actor
    lead: Actor
    mallory: Actor
    nina: UUID
    siv_email: str


# Made once per session by conftest.py.
WORLD: World | None = None


def make_world() -> World:
    """Establish the group, its staff and Nina."""
    controllers.name_group("Fjordtall Gruppen", "https://fjordtall.example")
    nobody = operator(())
    group = controllers.establish(
        entry("gruppen", "Fjordtall Gruppen AS", "912345602", is_group=True), by=nobody, now=NOW
    )
    oslo = controllers.establish(entry("oslo", "Fjordtall Oslo AS", "988077917"), by=nobody, now=NOW)
    bergen = controllers.establish(entry("bergen", "Fjordtall Bergen AS", "974760673"), by=nobody, now=NOW)
    by = operator({group, oslo, bergen})

    def employ(name: str, at: UUID, *roles: Role, also: tuple[UUID, ...] = ()) -> Actor:
        each = {controller: frozenset(roles) for controller in (at, *also)}
        email = f"{name.lower()}@fjordtall.example"
        user_id, _ = access.invite(controller=at, name=name, email=email, roles=each, by=by, now=NOW)
        return staff.actor_of(User.objects.get(id=user_id), NOW.date())

    (nina,) = people.record(
        [
            PersonEntry(
                oslo,
                "Nina Vik",
                (("email", NINA_EMAIL), ("phone", "+4791234567")),
                (RelationEntry("customer", "kundeforhold", date(2024, 1, 15)),),
            )
        ],
        by=by,
        now=NOW,
    )
    return World(
        now=NOW,
        oslo=oslo,
        bergen=bergen,
        group=group,
        operator=by,
        kari=employ("Kari", oslo, Role.ACCOUNTANT),
        ola=employ("Ola", oslo, Role.ACCOUNTANT),
        per=employ("Per", bergen, Role.ACCOUNTANT, Role.PRIVACY_CONTACT),
        siv=employ("Siv", oslo, Role.PRIVACY_CONTACT),
        lead=employ("Liv", group, Role.GROUP_LEAD, also=(oslo, bergen)),
        mallory=stranger(oslo),
        nina=nina,
        siv_email="siv@fjordtall.example",
    )


def entry(slug: str, name: str, number: str, *, is_group: bool = False) -> ControllerEntry:
    """A controller of the group, to be established."""
    contact = Contact(f"Siv Aas ({slug})", f"personvern.{slug}@fjordtall.example", "22000000", False)
    departments = () if is_group else (DepartmentEntry(slug, name.removesuffix(" AS"), slug.capitalize()),)
    return ControllerEntry(
        slug,
        name,
        number,
        "Storgata 1, 0155 Oslo",
        f"{slug}@fjordtall.example",
        "22000000",
        "nb",
        is_group,
        contact,
        departments,
    )
