"""Who is signed in, and what that lets them see. Answers are computed at every request: nothing about access is
cached.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from etterlev.access.models import Invitation, RoleGrant, User
from etterlev.access.rules import Area, Grant, may_enter, roles_on
from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Actor, Role
from etterlev.vault import index
from etterlev.vault.errors import NotIndexable
from etterlev.vault.fields import reveal
from etterlev.vault.index import Index
from etterlev.vault.pseudonyms import pseudonym


@dataclass(frozen=True)
class StaffCard:
    """A member of staff, opened."""

    id: UUID
    controller_id: UUID
    name: str
    email: str
    language: str
    roles: dict[UUID, frozenset[Role]]


def by_email(email: str) -> User | None:
    """The account with this address, at whichever controller employs its owner. The same work for unknown addresses."""
    try:
        found = [
            holder
            for controller in sorted(controllers.controller_ids())
            for holder in index.find(controller, Index.STAFF_EMAIL, email)
        ]
    except NotIndexable:
        return None
    return User.objects.filter(id__in=found, is_active=True).first()


def by_calendar(secret: str) -> User | None:
    """The account whose calendar this is, while it is in use."""
    return User.objects.filter(calendar_digest=sha256(secret.encode()).digest(), is_active=True).first()


def by_id(user_id: str) -> User | None:
    """The account a session belongs to, while it is in use."""
    return User.objects.filter(id=user_id, is_active=True).first()


def actor_of(user: User, on: date) -> Actor:
    """The account as an actor, with the roles of that day."""
    roles = roles_of(user.id, on)
    ref = pseudonym(user.controller_id, user.id)
    return Actor(ref, frozenset(roles), roles)


def within(actor: Actor, area: Area) -> Actor:
    """The actor as far as this area of the console goes: a role in one department opens nothing in another."""
    open_at = {at: held for at, held in actor.roles.items() if may_enter(held, area)}
    return Actor(actor.ref, frozenset(open_at), open_at)


def roles_of(user_id: UUID, on: date) -> dict[UUID, frozenset[Role]]:
    """The roles an account has on a day, by controller."""
    grants: dict[UUID, list[Grant]] = {}
    for row in RoleGrant.objects.filter(user_id=user_id, from_on__lte=on):
        grants.setdefault(row.controller_id, []).append(Grant(row.role, row.from_on, row.to_on))
    held = {controller: roles_on(rows, on) for controller, rows in grants.items()}
    return {controller: frozenset(Role(role) for role in roles) for controller, roles in held.items() if roles}


def card(user: User, on: date) -> StaffCard:
    """An account with its name and address opened."""
    (opened,) = reveal([user])
    return StaffCard(
        opened.id, opened.controller_id, opened.name, opened.email, opened.language, roles_of(opened.id, on)
    )


def name_of(user: User) -> str:
    """The name of one account, opened."""
    reveal([user], "name")
    return str(user.name)


def everybody(on: date) -> list[StaffCard]:
    """Every account in use, opened, by when it was invited."""
    users = reveal(list(User.objects.filter(is_active=True).order_by("invited_at", "id")))
    return [StaffCard(u.id, u.controller_id, u.name, u.email, u.language, roles_of(u.id, on)) for u in users]


def privacy_contacts(controller: UUID, on: date) -> list[StaffCard]:
    """The accounts that act as privacy contact for a controller today."""
    held = RoleGrant.objects.filter(controller_id=controller, role=Role.PRIVACY_CONTACT, from_on__lte=on)
    ids = [grant.user_id for grant in held if grant.to_on is None or on <= grant.to_on]
    return [card(user, on) for user in User.objects.filter(id__in=ids, is_active=True).order_by("invited_at", "id")]


def standing_in(controllers_: Iterable[UUID], on: date) -> list[tuple[StaffCard, date, date]]:
    """Who is or will be privacy contact at these controllers for a time, and from which day to which, each once."""
    rows = RoleGrant.objects.filter(
        controller_id__in=list(controllers_), role=Role.PRIVACY_CONTACT, to_on__gte=on, user__is_active=True
    ).select_related("user")
    seen = {(row.user_id, row.from_on, row.to_on): row.user for row in rows.order_by("from_on", "to_on")}
    return [(card(user, on), first, last) for (_, first, last), user in seen.items() if last is not None]


def may_stand_in(actor: Actor, on: date) -> list[StaffCard]:
    """Colleagues who have a role, or are employed, where the actor is privacy contact; not the actor themselves."""
    places = {each for each in actor.controllers if actor.has(each, Role.PRIVACY_CONTACT)}
    return [
        each
        for each in everybody(on)
        if (each.controller_id in places or places & each.roles.keys())
        and pseudonym(each.controller_id, each.id) != actor.ref
    ]


def invitation(digest: bytes, now: datetime) -> Invitation | None:
    """An unused, unexpired invitation."""
    return Invitation.objects.select_related("user").filter(digest=digest, used_at=None, expires_at__gt=now).first()
