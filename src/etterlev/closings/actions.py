"""Open a closing, settle its lines one by one, and finish it with a letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from etterlev.closings import rules
from etterlev.closings.errors import (
    AddressNotValid,
    ClosingFinished,
    ItemsLeft,
    ItemUnknown,
    NameMissing,
    UnknownClosing,
    WordsNeeded,
)
from etterlev.closings.models import Closing
from etterlev.closings.rules import Kind, Outcome
from etterlev.controllers.actors import Actor, Reason, Role, action
from etterlev.ledger.events import Event
from etterlev.letters import actions as letters
from etterlev.letters.actions import Draft
from etterlev.people import queries as people
from etterlev.vault.errors import NotIndexable
from etterlev.vault.fields import reveal
from etterlev.vault.index import Index, normalised
from etterlev.vault.journal import record as journal

DECIDERS = (Role.PRIVACY_CONTACT, Role.GROUP_LEAD)
# Ids follow from where a closing comes from, so that it is opened once.
_IDS = UUID("6f0a3d5e-5a53-4f5b-9f6e-6a1c8a4a7d11")


@dataclass(frozen=True)
class Ending:
    """Who no longer is a client or an employee, since when, and where a confirmation goes. `origin` makes it one."""

    controller: UUID
    kind: Kind
    ended_on: date
    name: str
    email: str
    language: str
    origin: UUID
    person_id: UUID | None = None


@action
def open_by_hand(ending: Ending, *, by: Actor, now: datetime) -> UUID:
    """Somebody knows that it ends. Sent twice, it is one. Raises RoleMissing, NameMissing, AddressNotValid."""
    by.require(ending.controller, *DECIDERS)
    if not ending.name.strip():
        raise NameMissing(field="name")
    if ending.email.strip():
        _require_address(ending.email)
    return _open(ending, by=by, now=now)


@action
def open_for_relation(relation_id: UUID, *, by: Actor, now: datetime) -> UUID | None:
    """The data says that it has ended. None when it no longer does."""
    found = people.relation(by.scope(Reason.CASE), relation_id)
    if found is None or found.until_on is None or found.category not in rules.ENDS:
        return None
    person = people.person(by.scope(Reason.CASE), found.person_id)
    email = next((each.value for each in person.identifiers if each.kind == "email"), "")
    kind = rules.ENDS[found.category]
    ending = Ending(
        person.controller_id, kind, found.until_on, person.name, email, person.language, relation_id, person.id
    )
    return _open(ending, by=by, now=now)


def _open(ending: Ending, *, by: Actor, now: datetime) -> UUID:
    made = uuid5(_IDS, f"{ending.controller}/{ending.origin}")
    if Closing.objects.filter(controller_id=ending.controller, origin=ending.origin).exists():
        return made
    row = Closing(
        id=made,
        controller_id=ending.controller,
        origin=ending.origin,
        person_id=ending.person_id,
        kind=ending.kind,
        name=ending.name.strip(),
        email=ending.email.strip(),
        language=ending.language,
        ended_on=ending.ended_on,
        opened_at=now,
        opened_by=by.ref,
    )
    row.save(force_insert=True)
    _log(Event.CLOSING_OPENED, row, by=by, now=now, detail={"kind": row.kind, "ended_on": row.ended_on.isoformat()})
    return row.id


@action
def settle(closing_id: UUID, code: str, outcome: Outcome, words: str, *, by: Actor, now: datetime) -> None:
    """Say what became of a line, in words. Said again, the last counts. Raises ItemUnknown, WordsNeeded,
    ClosingFinished, UnknownClosing.
    """
    row = _unfinished(closing_id, by)
    if code not in {item.code for item in rules.ITEMS[Kind(row.kind)]}:
        raise ItemUnknown(field="code")
    if len(words.strip()) < rules.LEAST_WORDS:
        raise WordsNeeded(field=code, least=rules.LEAST_WORDS)
    reveal([row], "words")
    row.settled = {**row.settled, code: {"outcome": outcome, "at": now.isoformat(), "by": str(by.ref)}}
    row.words = {**(row.words or {}), code: words.strip()}
    row.save(update_fields=["settled", "words"])
    _log(Event.CLOSING_SETTLED, row, by=by, now=now, detail={"item": code, "outcome": outcome})


@action
def finish(closing_id: UUID, *, by: Actor, now: datetime) -> None:
    """Everything is done: confirm it in writing to whoever it was, if we have an address. Raises ItemsLeft,
    ClosingFinished, UnknownClosing.
    """
    row = _unfinished(closing_id, by)
    if remain := rules.left(Kind(row.kind), row.settled):
        raise ItemsLeft(count=len(remain))
    reveal([row])
    row.finished_at, row.finished_by = now, by.ref
    row.save(update_fields=["finished_at", "finished_by"])
    _log(Event.CLOSING_FINISHED, row, by=by, now=now, detail={"kind": row.kind})
    if row.email:
        _confirm(row, by=by, now=now)


def _confirm(row: Closing, *, by: Actor, now: datetime) -> None:
    done = [item.code for item in rules.ITEMS[Kind(row.kind)] if row.settled[item.code]["outcome"] == Outcome.DONE]
    facts = {"kind": row.kind, "ended_on": row.ended_on, "done": [(code, row.words[code]) for code in done]}
    letters.enqueue(
        Draft("closed", "closings/letters/closed.txt", facts, row.language),
        controller=row.controller_id,
        holder=row.holder_id,
        to=row.email,
        about=row.id,
        by=by,
        now=now,
    )


def _unfinished(closing_id: UUID, by: Actor) -> Closing:
    row: Closing | None = Closing.objects.select_for_update().filter(id=closing_id).first()
    if row is None:
        raise UnknownClosing
    by.require(row.controller_id, *DECIDERS)
    if row.finished_at is not None:
        raise ClosingFinished
    return row


def _require_address(email: str) -> None:
    try:
        normalised(Index.EMAIL, email)
    except NotIndexable:
        raise AddressNotValid(field="email") from None


def _log(event: Event, row: Closing, *, by: Actor, now: datetime, detail: dict[str, object]) -> None:
    journal(
        event,
        controller=row.controller_id,
        holder=row.holder_id,
        by=by,
        at=now,
        about=row.id,
        rule="A28-3-G",
        detail=detail,
    )
