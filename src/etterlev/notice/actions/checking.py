"""Check promises, and answer for them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from etterlev.controllers.actors import Actor, action, system
from etterlev.controllers.queries import controller_ids
from etterlev.database.wall import behind_wall
from etterlev.ledger.events import Event
from etterlev.notice import errors, queries
from etterlev.notice.actions._record import Words, in_all_languages, log
from etterlev.notice.models import Attestation, PromiseAnswer, PromiseCheck
from etterlev.notice.rules.standing import Finding
from etterlev.promises import Evidence, Promise, State


def check(now: datetime) -> list[Finding]:
    """Run every due promise and keep what was found. A check that fails is recorded, and the others still run."""
    return [check_one(code, now=now) for code in queries.due(now)]


def check_one(code: str, *, now: datetime) -> Finding:
    """Run one promise now. Raises UnknownPromise."""
    made = queries.promise(code)
    everyone = controller_ids()
    evidence, error = _look(made, everyone, now)
    row = PromiseCheck(
        code=code,
        state=evidence.state,
        figures=dict(evidence.figures),
        systems=list(evidence.systems),
        uncovered=list(evidence.uncovered),
        error=error,
        checked_at=now,
    )
    kept = {
        "code": code,
        "state": row.state,
        "figures": row.figures,
        "systems": row.systems,
        "uncovered": row.uncovered,
    }
    with behind_wall(everyone), transaction.atomic():
        row.save(force_insert=True)
        log(Event.PROMISE_CHECKED, row.id, kept, by=system(everyone), now=now, rule=code)
    return Finding(code, evidence.state, now, evidence.figures, evidence.systems, evidence.uncovered, error)


def _look(made: Promise, everyone: frozenset[UUID], now: datetime) -> tuple[Evidence, str]:
    """What the check found, and the class of what stopped it."""
    try:
        with behind_wall(everyone):
            return made.check(now=now), ""
    except Exception as error:  # noqa: BLE001  # one broken check must not hide the others; its class is kept, never its text
        return Evidence(State.NOT_YET_CHECKED), f"{type(error).__module__}.{type(error).__qualname__}"


@action
def answer(
    code: str, *, person: str, reasons: str, words: Words, repaired_by_on: date | None = None, by: Actor, now: datetime
) -> None:
    """A named person answers for a broken promise, and releases the words the public reads.

    Raises NotBroken, or ReasonsMissing unless reasons and words in all three languages are given.
    """
    finding = queries.findings([queries.promise(code).code]).get(code)
    if finding is None or finding.state is not State.BROKEN:
        raise errors.NotBroken(code=code)
    if not person.strip() or not reasons.strip() or not in_all_languages(words):
        raise errors.ReasonsMissing
    newest = PromiseCheck.objects.filter(code=code).order_by("-checked_at", "-id").values_list("id", flat=True)[0]
    row = PromiseAnswer(
        code=code,
        check_id=newest,
        person=person,
        answered_by=by.ref,
        reasons=reasons,
        words=dict(words),
        repaired_by_on=repaired_by_on,
        answered_at=now,
    )
    row.save(force_insert=True)
    log(Event.PROMISE_ANSWERED, row.id, {"code": code, "words": row.words}, by=by, now=now, rule=code)


@action
def attest(
    code: str,
    *,
    system_name: str,
    person: str,
    document: str,
    given_on: date,
    expires_on: date,
    by: Actor,
    now: datetime,
) -> None:
    """Record a supplier's document about a system we cannot look into. Raises UnknownPromise, AttestationBackwards."""
    if expires_on < given_on:
        raise errors.AttestationBackwards(given_on=given_on, expires_on=expires_on)
    row = Attestation(
        code=queries.promise(code).code,
        system=system_name,
        person=person,
        document=document,
        given_on=given_on,
        expires_on=expires_on,
        recorded_by=by.ref,
        recorded_at=now,
    )
    row.save(force_insert=True)
    kept = {"code": code, "system": system_name, "document": document, "expires_on": expires_on.isoformat()}
    log(Event.PROMISE_CHECKED, row.id, kept, by=by, now=now, rule=code)
