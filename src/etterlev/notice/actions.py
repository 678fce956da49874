"""Check promises, answer for them, and publish."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction

from etterlev.controllers.actors import Actor, Reason, Role, action, system
from etterlev.controllers.queries import controller_ids
from etterlev.database.wall import behind_wall
from etterlev.languages import LANGUAGES
from etterlev.law.deadlines import oslo_date
from etterlev.ledger import actions as ledger
from etterlev.ledger.events import Event
from etterlev.notice import errors, queries, rendering
from etterlev.notice.models import Attestation, PromiseAnswer, PromiseCheck, Version
from etterlev.notice.rules import binding
from etterlev.notice.rules.compose import compose
from etterlev.notice.rules.standing import Finding
from etterlev.notice.rules.statement import as_json
from etterlev.promises import PROMISES, Evidence, Promise, State
from etterlev.register import queries as register

Words = Mapping[str, str]
MAY_PUBLISH = (Role.GROUP_LEAD, Role.PRIVACY_CONTACT, Role.WEB_EDITOR, Role.OPERATOR)


def check(now: datetime) -> list[Finding]:
    """Run every due promise and keep what was found. A check that fails is recorded, and the others still run."""
    return [check_one(code, now=now) for code in queries.due(now)]


def check_one(code: str, *, now: datetime) -> Finding:
    """Run one promise now. Raises UnknownPromise."""
    made = queries.promise(code)
    controllers = controller_ids()
    evidence, error = _look(made, controllers, now)
    row = PromiseCheck(
        code=code,
        state=evidence.state,
        figures=dict(evidence.figures),
        systems=list(evidence.systems),
        uncovered=list(evidence.uncovered),
        error=error,
        checked_at=now,
    )
    kept = {"code": code, "state": row.state, "figures": row.figures, "systems": row.systems, "uncovered": row.uncovered}
    with behind_wall(controllers), transaction.atomic():
        row.save(force_insert=True)
        _log(Event.PROMISE_CHECKED, row.id, kept, by=system(controllers), now=now, rule=code)
    return Finding(code, evidence.state, now, evidence.figures, evidence.systems, evidence.uncovered, error)


def _look(made: Promise, controllers: frozenset[UUID], now: datetime) -> tuple[Evidence, str]:
    """What the check found, and the class of what stopped it."""
    try:
        with behind_wall(controllers):
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
    if not person.strip() or not reasons.strip() or not _in_all_languages(words):
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
    _log(Event.PROMISE_ANSWERED, row.id, {"code": code, "words": row.words}, by=by, now=now, rule=code)


@action
def attest(
    code: str, *, system_name: str, person: str, document: str, given_on: date, expires_on: date, by: Actor, now: datetime
) -> None:
    """Record a supplier's document about a system we cannot look into. Raises UnknownPromise or AttestationBackwards."""
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
    _log(Event.PROMISE_CHECKED, row.id, kept, by=by, now=now, rule=code)


@action
def publish(*, effective_on: date, change: Words, is_correction: bool = False, by: Actor, now: datetime) -> int:
    """Publish what the register says now, as a new version for the whole group. Returns its number.

    A broken promise that somebody has answered for is published as not confirmed; one nobody answers for stops
    everything but a correction, which may always be published. Raises NotTheWholeGroup, NothingToPublish, ChangeUnsaid,
    EffectiveTooEarly, EffectiveBeforeNewest or BrokenPromiseUnanswered.
    """
    if not all(by.has(controller, *MAY_PUBLISH) for controller in controller_ids()):
        raise errors.NotTheWholeGroup
    if not _in_all_languages(change):
        raise errors.ChangeUnsaid
    before = queries.newest()
    _check_date(effective_on, before, now)
    number = 1 if before is None else before.number + 1
    document = register.register(by.scope(Reason.EVIDENCE))
    if not document.activities:
        raise errors.NothingToPublish
    backed = binding.backed(PROMISES)
    statements = {
        language: compose(document, language, backed=backed, number=number, effective_on=effective_on) for language in LANGUAGES
    }
    leaning = binding.codes_in(statements["nb"], PROMISES)
    unanswered = queries.unanswered(leaning)
    if unanswered and not is_correction:
        raise errors.BrokenPromiseUnanswered(codes=", ".join(sorted(unanswered)))
    version = Version(
        number=number,
        effective_on=effective_on,
        published_at=now,
        published_by=by.ref,
        is_correction=is_correction,
        documents={language: as_json(each) for language, each in statements.items()},
        fragments={language: rendering.fragment(each) for language, each in statements.items()},
        change=dict(change),
        unconfirmed=sorted(queries.broken(leaning)),
    )
    version.save(force_insert=True)
    _log(Event.NOTICE_PUBLISHED, version.id, version_facts(number, version.fragments), by=by, now=now)
    return number


def version_facts(number: int, fragments: Mapping[str, str]) -> dict[str, Any]:
    """What the log commits to when a version is published."""
    return {"number": number, "fragments": dict(fragments)}


def _check_date(effective_on: date, before: queries.Edition | None, now: datetime) -> None:
    if effective_on < oslo_date(now):
        raise errors.EffectiveTooEarly(effective_on=effective_on)
    if before is not None and effective_on < before.effective_on:
        raise errors.EffectiveBeforeNewest(number=before.number, effective_on=before.effective_on)


def _in_all_languages(words: Words) -> bool:
    return set(words) == set(LANGUAGES) and all(each.strip() for each in words.values())


def _log(event: Event, about: UUID, facts: Mapping[str, Any], *, by: Actor, now: datetime, rule: str = "") -> None:
    """One line with the hash of public facts: whoever changes them later is found out."""
    ledger.record(event, by=by, at=now, controller=None, about=about, rule=rule, commitment=commitment_of(facts))


def commitment_of(facts: Mapping[str, Any]) -> bytes:
    """The hash a line holds of published facts. They are public, so there is no salt."""
    return sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).digest()
