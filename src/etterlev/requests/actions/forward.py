"""A request that is our client's to answer: send it on, and tell the person who decides (Article 28(3)(e))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from etterlev.controllers.actors import Actor, Role, action
from etterlev.ledger.events import Event
from etterlev.letters import actions as letters
from etterlev.letters.actions import Draft
from etterlev.requests import links
from etterlev.requests.actions.answering import let_go
from etterlev.requests.actions.identify import require_open
from etterlev.requests.actions.notify import tell_contacts
from etterlev.requests.errors import ClientMissing, EmailNotValid, ForwardingGone, UnknownCase
from etterlev.requests.models import Case, Forwarding, Search
from etterlev.vault.errors import NotIndexable
from etterlev.vault.fields import reveal
from etterlev.vault.index import Index, normalised
from etterlev.vault.journal import record as journal

DECIDERS = (Role.PRIVACY_CONTACT, Role.GROUP_LEAD)
LASTS: Final = timedelta(days=30)


@dataclass(frozen=True)
class Forwarded:
    """What the client reads once they have said that they received it."""

    reference: str
    right: str
    name: str
    email: str
    message: str
    words: str
    received_at: datetime


@action
def forward(case_id: UUID, *, client: str, client_email: str, words: str, by: Actor, now: datetime) -> None:
    """Send the request on to the client whose data it is about, and close it here. The letter to the client holds no
    personal data: what the person wrote stands behind the link, once they have said that they received it.

    Raises ClientMissing, EmailNotValid.
    """
    case: Case | None = Case.objects.select_for_update().filter(id=case_id).first()
    if case is None:
        raise UnknownCase
    by.require(case.controller_id, *DECIDERS)
    require_open(case)
    _check(client, client_email)
    row = Forwarding(
        id=uuid4(),
        controller_id=case.controller_id,
        case=case,
        holder_id=case.holder_id,
        client=client.strip(),
        client_email=client_email.strip(),
        words=words.strip(),
        sent_at=now,
        expires_at=now + LASTS,
    )
    row.link_digest = links.digest(links.secret("forwarding", row.id))
    row.save(force_insert=True)
    case.state, case.answered_at = Case.State.FORWARDED, now
    case.save(update_fields=["state", "answered_at"])
    Search.objects.filter(case=case).update(found=None)
    let_go(case, now=now)
    journal(
        Event.REQUEST_FORWARDED,
        controller=case.controller_id,
        holder=case.holder_id,
        by=by,
        at=now,
        about=case.id,
        rule="A28-3-e",
        detail={"client": client.strip()},
    )
    _write(case, row, by=by, now=now)


def _check(client: str, client_email: str) -> None:
    if not client.strip():
        raise ClientMissing(field="client")
    try:
        normalised(Index.EMAIL, client_email)
    except NotIndexable:
        raise EmailNotValid(field="client_email") from None


def _write(case: Case, row: Forwarding, *, by: Actor, now: datetime) -> None:
    reveal([case], "email")
    link = links.forwarding_link(case.language, case.department_slug, row.id)
    to_client = {"reference": case.reference, "link": link, "days": LASTS.days}
    to_person = {"reference": case.reference, "client": row.client}
    for kind, facts, holder, to in (
        ("forwarded", to_client, case.controller_id, row.client_email),
        ("forwarded_person", to_person, case.holder_id, case.email),
    ):
        draft = Draft(kind, f"requests/letters/{kind}.txt", facts, case.language)
        letters.enqueue(draft, controller=case.controller_id, holder=holder, to=to, about=case.id, by=by, now=now)


@action
def receive(secret: str, *, by: Actor, now: datetime) -> Forwarded:
    """The client says that they have it, and reads it. The first time is the receipt; while the link lasts they may
    read it again. Raises ForwardingGone.
    """
    row = (
        Forwarding.objects.select_for_update(of=("self",))
        .select_related("case")
        .filter(link_digest=links.digest(secret), expires_at__gt=now)
        .first()
    )
    if row is None:
        raise ForwardingGone
    case = row.case
    if row.received_at is None:
        row.received_at = now
        row.save(update_fields=["received_at"])
        journal(
            Event.FORWARDING_RECEIVED,
            controller=case.controller_id,
            holder=case.holder_id,
            by=by,
            at=now,
            about=case.id,
            rule="A28-3-e",
        )
        tell_contacts(case, "forwarding_received", "forwarding_received", {"reference": case.reference}, by=by, now=now)
    reveal([row])
    reveal([case])
    return Forwarded(case.reference, case.right, case.name, case.email, case.message, row.words, case.received_at)
