"""Receive a request, and send the code that proves the address. Known and unknown people get the same rows and
letters.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from etterlev.controllers.actors import Actor, Role, action
from etterlev.law.deadlines import OSLO
from etterlev.ledger.events import Event
from etterlev.letters import actions as letters
from etterlev.letters.actions import Draft
from etterlev.requests import kinds, links, rules
from etterlev.requests.actions.identify import require_open, tell_new_case
from etterlev.requests.errors import (
    AlreadyConfirmed,
    DueDayMissing,
    EmailNotValid,
    MessageTooLong,
    ReceivedLater,
    TooManyCodes,
)
from etterlev.requests.models import Case, Code, Number
from etterlev.vault.errors import NotIndexable
from etterlev.vault.fields import reveal
from etterlev.vault.index import Index, normalised
from etterlev.vault.journal import record as journal


@dataclass(frozen=True)
class Intake:
    """What a person wrote in the form. `form_key` is the form's own number: the same form sent twice is one case."""

    controller: UUID
    department_slug: str
    right: str
    language: str
    email: str
    name: str
    message: str
    form_key: UUID
    door: str = "portal"
    # The day the authority has set in its letter.
    due_on: date | None = None


@action
def receive(intake: Intake, *, by: Actor, now: datetime) -> str:
    """Record a request. Returns the secret of its page. Raises EmailNotValid or MessageTooLong."""
    email = _valid(intake)
    return links.secret("case", _recorded(intake, email, now, by=by, now=now))


@action
def register(intake: Intake, received_on: date, *, by: Actor, now: datetime) -> UUID:
    """Record a request that came some other way than through the portal. The clock runs from the day it came
    (Article 12(3)), and the address is proven by a code as for everybody. Returns the case's id.

    Raises RoleMissing, ReceivedLater, EmailNotValid or MessageTooLong.
    """
    by.require(intake.controller, Role.PRIVACY_CONTACT, Role.GROUP_LEAD)
    today = rules.asks_on(now)
    if received_on > today:
        raise ReceivedLater(field="received_on", today=today.isoformat())
    if intake.due_on is not None and intake.due_on < received_on:
        raise DueDayMissing(field="due_on")
    # The hour is not known; the law counts days.
    received_at = now if received_on == today else datetime.combine(received_on, time(12), OSLO)
    return _recorded(intake, _valid(intake), received_at, by=by, now=now)


def _recorded(intake: Intake, email: str, received_at: datetime, *, by: Actor, now: datetime) -> UUID:
    existing: Case | None = Case.objects.filter(controller_id=intake.controller, form_key=intake.form_key).first()
    if existing is not None:
        return existing.id
    case = Case(
        id=links.case_id(intake.controller, intake.form_key),
        controller_id=intake.controller,
        department_slug=intake.department_slug,
        reference=next_reference(rules.asks_on(received_at).year),
        form_key=intake.form_key,
        right=intake.right,
        door=intake.door,
        language=intake.language,
        received_at=received_at,
        due_on=intake.due_on,
        email=email,
        name=intake.name.strip(),
        message=intake.message.strip(),
    )
    case.link_digest = links.digest(links.secret("case", case.id))
    case.save(force_insert=True)
    journal(
        Event.REQUEST_RECEIVED,
        controller=case.controller_id,
        holder=case.id,
        by=by,
        at=now,
        about=case.id,
        rule=case.right,
        detail={"door": case.door, "received_on": rules.asks_on(received_at).isoformat()},
    )
    begin(case, email, by=by, now=now)
    return case.id


def begin(case: Case, email: str, *, by: Actor, now: datetime) -> None:
    """The code that proves the address; without one when somebody here knows who wrote and identity does not matter."""
    if case.door == "portal" or kinds.needs_identity(case.right):
        _send_code(case, email, by=by, now=now)
        return
    case.state = Case.State.REVIEW
    case.save(update_fields=["state"])
    tell_new_case(case, by=by, now=now)


def _valid(intake: Intake) -> str:
    if intake.right == kinds.Kind.AUTHORITY and intake.due_on is None:
        raise DueDayMissing(field="due_on")
    if len(intake.message) > rules.LONGEST_MESSAGE:
        raise MessageTooLong(field="message", limit=rules.LONGEST_MESSAGE)
    try:
        normalised(Index.EMAIL, intake.email)
    except NotIndexable:
        raise EmailNotValid(field="email") from None
    return intake.email.strip()


def next_reference(year: int) -> str:
    """The group's next number, in the caller's transaction."""
    Number.objects.get_or_create(year=year)
    number = Number.objects.select_for_update().get(year=year)
    number.last += 1
    number.save(update_fields=["last"])
    return rules.reference(year, number.last)


@action
def send_code(case_id: UUID, *, by: Actor, now: datetime) -> None:
    """Send a fresh code to the address of a case. Raises TooManyCodes, or AlreadyConfirmed or AlreadyAnswered when no
    code is needed any more.
    """
    case = Case.objects.select_for_update().get(id=case_id)
    require_open(case)
    if case.identified_at is not None:
        raise AlreadyConfirmed
    sent = list(Code.objects.filter(case=case).values_list("sent_at", flat=True))
    if rules.codes_spent(sent, now):
        raise TooManyCodes
    reveal([case], "email")
    _send_code(case, case.email, by=by, now=now)


def _send_code(case: Case, email: str, *, by: Actor, now: datetime) -> None:
    Code.objects.filter(case=case, used_at=None).update(expires_at=now)
    digits = f"{secrets.randbelow(1_000_000):06d}"
    Code(
        controller_id=case.controller_id, case=case, digits=digits, sent_at=now, expires_at=now + rules.CODE_LASTS
    ).save()
    facts = {
        "code": digits,
        "minutes": int(rules.CODE_LASTS.total_seconds() // 60),
        "reference": case.reference,
        "link": links.case_link(case.language, case.department_slug, case.id),
    }
    draft = Draft("code", "requests/letters/code.txt", facts, case.language)
    letters.enqueue(draft, controller=case.controller_id, holder=case.id, to=email, about=case.id, by=by, now=now)
