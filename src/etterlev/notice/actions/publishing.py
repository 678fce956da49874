"""Compose what the register says, and publish it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from etterlev.controllers.actors import Actor, Reason, Role, action
from etterlev.controllers.queries import controller_ids
from etterlev.languages import LANGUAGES, Language
from etterlev.law.deadlines import oslo_date
from etterlev.ledger.events import Event
from etterlev.notice import errors, queries, rendering
from etterlev.notice.actions import telling
from etterlev.notice.actions._record import Words, in_all_languages, log
from etterlev.notice.commitments import commitment_of, of_version
from etterlev.notice.models import Version
from etterlev.notice.rules import binding, linked_data
from etterlev.notice.rules.compose import compose
from etterlev.notice.rules.gaps import Gap, find
from etterlev.notice.rules.statement import Statement, as_json
from etterlev.promises import PROMISES
from etterlev.register import queries as register
from etterlev.register.document import Register

MAY_PUBLISH = (Role.GROUP_LEAD, Role.PRIVACY_CONTACT, Role.WEB_EDITOR, Role.OPERATOR)


@action
def publish(
    *,
    effective_on: date,
    change: Words,
    is_correction: bool = False,
    soften: Collection[str] = (),
    tell: bool | None = None,
    telling_reasons: str = "",
    by: Actor,
    now: datetime,
) -> int:
    """Publish what the register says now, as a new version for the whole group. Returns its number.

    A broken promise that somebody has answered for is published as not confirmed; one nobody answers for stops a new or
    changed sentence that leans on it, though never a correction, and never another department's text. Sentences that
    lean on the promises in `soften` are said more softly, or left out. Those the changes concern get a letter, unless
    `tell` says otherwise, with reasons. Raises TellingUnreasoned, NotTheWholeGroup, NothingToPublish, ChangeUnsaid,
    EffectiveTooEarly, EffectiveBeforeNewest or BrokenPromiseUnanswered.
    """
    if not all(by.has(controller, *MAY_PUBLISH) for controller in controller_ids()):
        raise errors.NotTheWholeGroup
    if not in_all_languages(change):
        raise errors.ChangeUnsaid
    number = _next_number(effective_on, now)
    document = register.register(by.scope(Reason.EVIDENCE))
    statements = _compose(document, number, effective_on, soften)
    leaning = binding.codes_in(statements["nb"], PROMISES)
    before = queries.newest()
    old = queries.statement(before.id, "nb") if before else None
    unanswered = queries.unanswered(binding.codes_in_changed(old, statements["nb"], PROMISES))
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
        **_written(statements, linked_data.graph(document, number=number, effective_on=effective_on)),
    )
    version.save(force_insert=True)
    made = telling.plan(old, statements["nb"], by=by, now=now)
    telling.decide(version, made, tell=tell, reasons=telling_reasons, by=by, now=now)
    log(Event.NOTICE_PUBLISHED, version.id, of_version(number, version.fragments), by=by, now=now)
    return number


def preview(
    language: Language, *, number: int, effective_on: date, by: Actor, soften: Collection[str] = ()
) -> tuple[Statement, tuple[Gap, ...]]:
    """What would be published, in one language, and what the register leaves unsaid. Writes nothing."""
    document = register.register(by.scope(Reason.EVIDENCE))
    backed = binding.backed({code: each for code, each in PROMISES.items() if code not in soften})
    return compose(document, language, backed=backed, number=number, effective_on=effective_on), find(document)


def _compose(document: Register, number: int, effective_on: date, soften: Collection[str]) -> dict[Language, Statement]:
    if not document.activities:
        raise errors.NothingToPublish
    backed = binding.backed({code: each for code, each in PROMISES.items() if code not in soften})
    return {
        each: compose(document, each, backed=backed, number=number, effective_on=effective_on) for each in LANGUAGES
    }


def _written(statements: Mapping[Language, Statement], linked: dict[str, Any]) -> dict[str, Any]:
    """The columns that hold what is said."""
    said = {language: rendering.pieces(each) for language, each in statements.items()}
    return {
        "documents": {language: as_json(each) for language, each in statements.items()},
        # Pairs, because a JSON object in PostgreSQL forgets its order.
        "pieces": {language: list(each.items()) for language, each in said.items()},
        "linked": linked,
        "fragments": {language: rendering.hash_of(each.values()) for language, each in said.items()}
        | {"linked": commitment_of(linked).hex()},
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
