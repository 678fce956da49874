"""Write letters into the outbox and hand them to the mail server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Actor, action
from etterlev.jobs import JOBS
from etterlev.ledger.events import Event
from etterlev.letters import wire
from etterlev.letters.errors import AddressRefused
from etterlev.letters.models import Letter
from etterlev.letters.rules import compose, message_id
from etterlev.vault.fields import prepare, reveal
from etterlev.vault.journal import record as journal


@dataclass(frozen=True)
class Draft:
    """A letter to be written: a template of the room that sends it, and what fills it.

    The template's first line is the subject, which may hold no personal data; a blank line and the body follow.
    """

    kind: str
    template: str
    facts: Mapping[str, Any]
    language: str


@action
def enqueue(
    draft: Draft, *, controller: UUID, holder: UUID, to: str, about: UUID | None, by: Actor, now: datetime
) -> UUID:
    """Put a letter in the outbox and nudge the worker, in the caller's transaction."""
    subject, body = _written(draft, controller)
    letter = Letter(
        id=uuid4(),
        controller_id=controller,
        holder_id=holder,
        about=about,
        kind=draft.kind,
        to=to,
        subject=subject,
        body=body,
        language=draft.language,
        queued_at=now,
    )
    letter.message_id = message_id(letter.id, urlsplit(settings.PORTAL_ORIGIN).hostname or "localhost")
    letter.save(force_insert=True)
    JOBS["letters.send"].nudge(letter.id)
    return letter.id


@dataclass(frozen=True)
class Addressed:
    """A letter to one person, in a batch."""

    draft: Draft
    holder: UUID
    to: str


@action
def enqueue_all(
    letters: Iterable[Addressed], *, controller: UUID, about: UUID | None, by: Actor, now: datetime
) -> list[UUID]:
    """Put a batch of one controller's letters in the outbox. No nudges: the sweep takes them, and so spreads them."""
    card = {"group": controllers.group_name(), "controller": controllers.controller(controller)}
    host = urlsplit(settings.PORTAL_ORIGIN).hostname or "localhost"
    rows: list[Letter] = []
    for each in letters:
        subject, body = _rendered(each.draft, card)
        row = Letter(
            id=uuid4(),
            controller_id=controller,
            holder_id=each.holder,
            about=about,
            kind=each.draft.kind,
            to=each.to,
            subject=subject,
            body=body,
            language=each.draft.language,
            queued_at=now,
        )
        row.message_id = message_id(row.id, host)
        rows.append(row)
    Letter.objects.bulk_create(prepare(rows))
    return [row.id for row in rows]


def _written(draft: Draft, controller: UUID) -> tuple[str, str]:
    return _rendered(draft, {"group": controllers.group_name(), "controller": controllers.controller(controller)})


def _rendered(draft: Draft, card: Mapping[str, Any]) -> tuple[str, str]:
    facts = {**card, **draft.facts}
    with translation.override(draft.language):
        text = render_to_string(draft.template, facts)
    subject, _, body = text.strip().partition("\n\n")
    return subject.strip(), body.strip() + "\n"


def send(letter_id: UUID, *, by: Actor, now: datetime) -> None:
    """Send a letter that has not been sent. Raises MailServerAway, which leaves it in the outbox for another attempt.

    The talk with the mail server happens between two transactions, never inside one.
    """
    ready = _opened(letter_id, by=by)
    if ready is None:
        return
    letter, message = ready
    try:
        wire.deliver(message, to=letter.to)
    except AddressRefused:
        _settle(letter_id, Letter.State.REFUSED, by=by, now=now)
        return
    _settle(letter_id, Letter.State.SENT, by=by, now=now)


@action
def _opened(letter_id: UUID, *, by: Actor) -> tuple[Letter, Any] | None:
    letter: Letter | None = Letter.objects.select_for_update().filter(id=letter_id, state=Letter.State.QUEUED).first()
    if letter is None:
        return None
    letter.attempts += 1
    letter.save(update_fields=["attempts"])
    reveal([letter])
    message = compose(
        message_id=letter.message_id,
        sender=settings.SENDER,
        sender_name=controllers.controller(letter.controller_id).legal_name,
        to=letter.to,
        subject=letter.subject,
        body=letter.body or "",
        language=letter.language,
        queued_at=letter.queued_at,
    )
    return letter, message


@action
def _settle(letter_id: UUID, state: Letter.State, *, by: Actor, now: datetime) -> None:
    letter: Letter | None = Letter.objects.select_for_update().filter(id=letter_id, state=Letter.State.QUEUED).first()
    if letter is None:
        return
    letter.state, letter.sent_at, letter.body = state, now, None
    letter.save(update_fields=["state", "sent_at", "body"])
    journal(
        Event.LETTER_SENT,
        controller=letter.controller_id,
        holder=letter.holder_id,
        by=by,
        at=now,
        about=letter.about,
        detail={"kind": letter.kind, "state": str(state)},
    )
