"""Invite staff, give roles, set passwords, and record looks."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db.models import Q

from etterlev.access import queries
from etterlev.access.errors import (
    AlreadyInvited,
    InvitationSpent,
    LastPrivacyContact,
    NobodyToStandIn,
    PeriodBackwards,
    PeriodTooLong,
)
from etterlev.access.models import Invitation, RoleGrant, User
from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Actor, Role, action
from etterlev.law.deadlines import oslo_date
from etterlev.ledger.events import Event
from etterlev.letters import actions as letters
from etterlev.letters.actions import Draft
from etterlev.vault import index
from etterlev.vault.fields import reveal
from etterlev.vault.index import Index
from etterlev.vault.journal import record as journal

INVITATION_LASTS = timedelta(days=7)
# Longer than a holiday or an illness is a role, which the group lead gives.
LONGEST_DELEGATION = timedelta(days=92)
APPOINTERS = (Role.GROUP_LEAD, Role.OPERATOR)


@action
def renew_calendar(user_id: UUID, *, by: Actor) -> str:
    """A new secret for somebody's calendar of deadlines; the old one opens nothing any more. Returns it, once."""
    secret = secrets.token_urlsafe(32)
    User.objects.filter(id=user_id).update(calendar_digest=sha256(secret.encode()).digest())
    return secret


@action
def invite(
    *,
    controller: UUID,
    name: str,
    email: str,
    roles: Mapping[UUID, frozenset[Role]],
    language: str = "nb",
    by: Actor,
    now: datetime,
) -> tuple[UUID, str]:
    """Make an account without a password. Returns its id and the secret of the link that sets one.

    Raises AlreadyInvited when the address has an account, RoleMissing where `by` appoints nobody.
    """
    for each in {controller, *roles}:
        by.require(each, *APPOINTERS)
    if queries.by_email(email) is not None:
        raise AlreadyInvited
    user = User(controller_id=controller, name=name, email=email, language=language, invited_at=now)
    user.set_unusable_password()
    user.save(force_insert=True)
    index.put(controller, Index.STAFF_EMAIL, {user.id: [email]})
    journal(Event.STAFF_INVITED, controller=controller, holder=user.id, by=by, at=now)
    for at_controller, several in roles.items():
        for role in sorted(several):
            _grant(user, at_controller, role, by=by, now=now)
    return user.id, _link(user, now)


@action
def grant(user_id: UUID, controller: UUID, role: Role, *, by: Actor, now: datetime) -> None:
    """Give a role at a controller from today. Raises RoleMissing."""
    by.require(controller, *APPOINTERS)
    _grant(User.objects.get(id=user_id), controller, role, by=by, now=now)


def _grant(user: User, controller: UUID, role: Role, *, by: Actor, now: datetime) -> None:
    _, is_new = RoleGrant.objects.get_or_create(controller_id=controller, user=user, role=role, from_on=now.date())
    if is_new:
        journal(Event.ROLE_GRANTED, controller=controller, holder=user.id, by=by, at=now, detail={"role": role})


@action
def delegate(deputy: UUID, *, from_on: date, to_on: date, by: Actor, now: datetime) -> int:
    """Have somebody stand in as privacy contact, wherever `by` is one, both days included. Returns in how many places.

    Raises NobodyToStandIn for an account that is none, PeriodBackwards, PeriodTooLong, RoleMissing for whoever is
    contact nowhere.
    """
    places = sorted(each for each in by.controllers if by.has(each, Role.PRIVACY_CONTACT))
    if not places:
        by.require(min(by.controllers, default=UUID(int=0)), Role.PRIVACY_CONTACT)
    _check_period(from_on, to_on, now)
    user: User | None = User.objects.filter(id=deputy, is_active=True).first()
    if user is None:
        raise NobodyToStandIn(field="deputy")
    for controller in places:
        row, is_new = RoleGrant.objects.get_or_create(
            controller_id=controller, user=user, role=Role.PRIVACY_CONTACT, from_on=from_on, defaults={"to_on": to_on}
        )
        if not is_new and row.to_on is not None and row.to_on < to_on:
            row.to_on = to_on
            row.save(update_fields=["to_on"])
        detail = {"role": str(Role.PRIVACY_CONTACT), "from_on": from_on.isoformat(), "to_on": to_on.isoformat()}
        journal(Event.ROLE_DELEGATED, controller=controller, holder=user.id, by=by, at=now, detail=detail)
    return len(places)


def _check_period(from_on: date, to_on: date, now: datetime) -> None:
    if to_on < from_on or to_on < oslo_date(now):
        raise PeriodBackwards(field="to_on")
    if to_on - from_on > LONGEST_DELEGATION:
        raise PeriodTooLong(field="to_on", days=LONGEST_DELEGATION.days)


@action
def end_roles(user_id: UUID, *, last_on: date, by: Actor, now: datetime) -> int:
    """End every role of an account: they hold through `last_on`. Returns how many ended.

    Raises LastPrivacyContact when a controller would have nobody to answer its requests, RoleMissing.
    """
    _require_successors(user_id, last_on)
    ended = list(RoleGrant.objects.filter(user_id=user_id, to_on=None).values_list("controller_id", "role"))
    for controller, _ in ended:
        by.require(controller, *APPOINTERS)
    RoleGrant.objects.filter(user_id=user_id, to_on=None).update(to_on=last_on)
    for controller, role in ended:
        detail = {"role": role, "last_on": last_on.isoformat()}
        journal(Event.ROLE_ENDED, controller=controller, holder=user_id, by=by, at=now, detail=detail)
    return len(ended)


def _require_successors(user_id: UUID, last_on: date) -> None:
    contacts = RoleGrant.objects.filter(role=Role.PRIVACY_CONTACT)
    for controller in contacts.filter(user_id=user_id, to_on=None).values_list("controller_id", flat=True):
        others = contacts.filter(controller_id=controller, user__is_active=True).exclude(user_id=user_id)
        day_after = last_on + timedelta(days=1)
        if not others.filter(Q(to_on=None) | Q(to_on__gte=day_after), from_on__lte=day_after).exists():
            raise LastPrivacyContact(department=controllers.controller(controller).legal_name)


@action
def new_link(user_id: UUID, *, by: Actor, now: datetime) -> str:
    """A fresh link to choose a password, for somebody who forgot it or never used the first. Older links stop. Raises
    RoleMissing.
    """
    user = User.objects.get(id=user_id)
    by.require(user.controller_id, *APPOINTERS)
    journal(Event.STAFF_INVITED, controller=user.controller_id, holder=user.id, by=by, at=now)
    return _link(user, now)


@action
def send_link(user_id: UUID, secret: str, *, by: Actor, now: datetime) -> None:
    """Write the link to the address of the account. Raises RoleMissing."""
    user = User.objects.get(id=user_id)
    by.require(user.controller_id, *APPOINTERS)
    reveal([user], "email")
    facts = {"link": f"{settings.CONSOLE_ORIGIN}/velg-passord/{secret}/", "days": INVITATION_LASTS.days}
    draft = Draft("invitation", "access/letters/invitation.txt", facts, user.language)
    letters.enqueue(draft, controller=user.controller_id, holder=user.id, to=user.email, about=None, by=by, now=now)


def _link(user: User, now: datetime) -> str:
    secret = secrets.token_urlsafe(24)
    Invitation.objects.filter(user=user, used_at=None, expires_at__gt=now).update(expires_at=now)
    Invitation.objects.create(
        controller_id=user.controller_id, user=user, digest=digest_of(secret), expires_at=now + INVITATION_LASTS
    )
    return secret


@action
def speak(user_id: UUID, language: str, *, by: Actor) -> None:
    """The language the console speaks to this account."""
    User.objects.filter(id=user_id).update(language=language)


def choose_password(secret: str, password: str, *, now: datetime) -> None:
    """Spend an invitation. Raises InvitationSpent, or Django's ValidationError for a weak password."""
    invitation = queries.invitation(digest_of(secret), now)
    if invitation is None:
        raise InvitationSpent
    validate_password(password, invitation.user)
    spent = Invitation.objects.filter(id=invitation.id, used_at=None).update(used_at=now)
    if not spent:
        raise InvitationSpent
    invitation.user.set_password(password)
    invitation.user.save(update_fields=["password"])


@action
def look(event: Event, *, controller: UUID, holder: UUID, about: UUID, reason: str, by: Actor, now: datetime) -> None:
    """Record that a member of staff opens something, before it is decrypted: no line, no look."""
    journal(event, controller=controller, holder=holder, by=by, at=now, about=about, detail={"reason": reason})


def digest_of(secret: str) -> bytes:
    """What the database keeps of a link."""
    return sha256(secret.encode()).digest()
