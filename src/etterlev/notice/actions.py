"""Check promises, answer for them, and publish."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Actor, Reason, Role, action, system
from etterlev.controllers.queries import controller_ids
from etterlev.database.wall import behind_wall
from etterlev.languages import LANGUAGES, Language
from etterlev.law.deadlines import oslo_date
from etterlev.ledger import actions as ledger
from etterlev.ledger.events import Event
from etterlev.notice import errors, queries, rendering
from etterlev.notice.commitments import commitment_of, of_version
from etterlev.notice.models import Attestation, PromiseAnswer, PromiseCheck, Version
from etterlev.notice.rules import binding
from etterlev.notice.rules.compose import compose
from etterlev.notice.rules.gaps import Gap, find
from etterlev.notice.rules.standing import Finding
from etterlev.notice.rules.statement import Statement, as_json
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
        _log(Event.PROMISE_CHECKED, row.id, kept, by=system(everyone), now=now, rule=code)
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
    _log(Event.PROMISE_CHECKED, row.id, kept, by=by, now=now, rule=code)


@action
def publish(
    *,
    effective_on: date,
    change: Words,
    is_correction: bool = False,
    soften: Collection[str] = (),
    by: Actor,
    now: datetime,
) -> int:
    """Publish what the register says now, as a new version for the whole group. Returns its number.

    A broken promise that somebody has answered for is published as not confirmed; one nobody answers for stops
    everything but a correction, which may always be published. Sentences that lean on the promises in `soften` are said
    more softly, or left out. Raises NotTheWholeGroup, NothingToPublish, ChangeUnsaid, EffectiveTooEarly,
    EffectiveBeforeNewest or BrokenPromiseUnanswered.
    """
    if not all(by.has(controller, *MAY_PUBLISH) for controller in controller_ids()):
        raise errors.NotTheWholeGroup
    if not _in_all_languages(change):
        raise errors.ChangeUnsaid
    number = _next_number(effective_on, now)
    statements = _compose(by, number, effective_on, soften)
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
        change=dict(change),
        unconfirmed=sorted(queries.broken(leaning)),
        **_written(statements),
    )
    version.save(force_insert=True)
    _log(Event.NOTICE_PUBLISHED, version.id, of_version(number, version.fragments), by=by, now=now)
    return number


def preview(
    language: Language, *, number: int, effective_on: date, by: Actor, soften: Collection[str] = ()
) -> tuple[Statement, tuple[Gap, ...]]:
    """What would be published, in one language, and what the register leaves unsaid. Writes nothing."""
    document = register.register(by.scope(Reason.EVIDENCE))
    backed = binding.backed({code: each for code, each in PROMISES.items() if code not in soften})
    return compose(document, language, backed=backed, number=number, effective_on=effective_on), find(document)


def _compose(by: Actor, number: int, effective_on: date, soften: Collection[str]) -> dict[Language, Statement]:
    document = register.register(by.scope(Reason.EVIDENCE))
    if not document.activities:
        raise errors.NothingToPublish
    backed = binding.backed({code: each for code, each in PROMISES.items() if code not in soften})
    return {
        each: compose(document, each, backed=backed, number=number, effective_on=effective_on) for each in LANGUAGES
    }


def _written(statements: Mapping[Language, Statement]) -> dict[str, Any]:
    """The columns that hold what is said."""
    said = {language: rendering.pieces(each) for language, each in statements.items()}
    return {
        "documents": {language: as_json(each) for language, each in statements.items()},
        # Pairs, because a JSON object in PostgreSQL forgets its order.
        "pieces": {language: list(each.items()) for language, each in said.items()},
        "fragments": {language: rendering.hash_of(each.values()) for language, each in said.items()},
    }


def _next_number(effective_on: date, now: datetime) -> int:
    if effective_on < oslo_date(now):
        raise errors.EffectiveTooEarly(effective_on=effective_on)
    before = queries.newest()
    if before is None:
        return 1
    if effective_on < before.effective_on:
        raise errors.EffectiveBeforeNewest(number=before.number, effective_on=before.effective_on)
    return before.number + 1


def _in_all_languages(words: Words) -> bool:
    return set(words) == set(LANGUAGES) and all(each.strip() for each in words.values())


def _log(event: Event, about: UUID, facts: Mapping[str, Any], *, by: Actor, now: datetime, rule: str = "") -> None:
    """One line under the group company, with the hash of public facts."""
    controller = next((card.id for card in controllers.controllers() if card.is_group), None)
    ledger.record(event, by=by, at=now, controller=controller, about=about, rule=rule, commitment=commitment_of(facts))
