"""Prove the address with the code, find out whose it is, and set the searches going."""

from __future__ import annotations

import hmac
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from etterlev.controllers.actors import Actor, Reason, Role, action
from etterlev.controllers.queries import controller_ids
from etterlev.database.wall import behind_wall
from etterlev.jobs import JOBS
from etterlev.ledger.events import Event
from etterlev.people import actions as people_actions
from etterlev.people import queries as people
from etterlev.people.actions import PersonEntry, RelationEntry
from etterlev.requests import clocks, links, rules
from etterlev.requests.actions.notify import tell_contacts
from etterlev.requests.errors import (
    AlreadyAnswered,
    CodeNeeded,
    CodeSpent,
    CodeWrong,
    NotYetIdentified,
    ReasonsNeeded,
)
from etterlev.requests.models import Case, Code, Search
from etterlev.requests.rules import Level
from etterlev.sources import queries as sources
from etterlev.vault.fields import reveal
from etterlev.vault.journal import record as journal

ASKER = "enquirer"
ACTIVITY = "henvendelser-og-avvik"


class _Outcome(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    SPENT = "spent"


def enter_code(case_id: UUID, digits: str, *, by: Actor, now: datetime) -> None:
    """Take the code a person typed. Raises CodeNeeded, CodeWrong (the attempt is counted all the same), CodeSpent,
    or AlreadyAnswered for a case that was refused meanwhile.
    """
    typed = rules.code_typed(digits)
    if len(typed) != 6:
        raise CodeNeeded(field="code")
    outcome, left = _try(case_id, typed, by=by, now=now)
    if outcome is _Outcome.SPENT:
        raise CodeSpent(field="code")
    if outcome is _Outcome.WRONG:
        raise CodeWrong(field="code", left=left)


@action
def _try(case_id: UUID, typed: str, *, by: Actor, now: datetime) -> tuple[_Outcome, int]:
    case = Case.objects.select_for_update().get(id=case_id)
    if case.identified_at is not None:
        return _Outcome.RIGHT, 0
    require_open(case)
    code = Code.objects.filter(case=case, used_at=None, expires_at__gt=now).order_by("-sent_at", "-id").first()
    if code is None or code.attempts >= rules.CODE_ATTEMPTS:
        return _Outcome.SPENT, 0
    code.attempts += 1
    reveal([code])
    good = hmac.compare_digest(code.digits, typed)
    code.used_at = now if good else None
    code.save(update_fields=["attempts", "used_at"])
    if not good:
        left = rules.CODE_ATTEMPTS - code.attempts
        return (_Outcome.WRONG, left) if left else (_Outcome.SPENT, 0)
    identify(case, Level.ADDRESS, by=by, now=now)
    _identify_rest(case, Level.ADDRESS, by=by, now=now)
    return _Outcome.RIGHT, 0


@action
def vouch(case_id: UUID, level: Level, how: str, *, by: Actor, now: datetime) -> None:
    """A privacy contact knows who asks, and says how (Article 12(6)). Raises ReasonsNeeded, RoleMissing, or
    AlreadyAnswered once the answer is made.
    """
    case = Case.objects.select_for_update().get(id=case_id)
    by.require(case.controller_id, Role.PRIVACY_CONTACT, Role.GROUP_LEAD)
    require_open(case)
    if len(how.strip()) < rules.LEAST_REASONS:
        raise ReasonsNeeded(field="how", least=rules.LEAST_REASONS)
    if case.identified_at is None:
        identify(case, level, by=by, now=now)
        _identify_rest(case, level, by=by, now=now)
        return
    case.identity_level = max(level, case.identity_level or 0)
    case.save(update_fields=["identity_level"])
    _log(case, by=by, now=now, detail={"level": int(level), "how": how.strip()})


def identify(case: Case, level: Level, *, by: Actor, now: datetime) -> None:
    """Find out whose the case is and set its searches going, in the caller's transaction and wall."""
    reveal([case])
    case.person_id = _person(case, by=by, now=now)
    case.identity_level, case.identified_at, case.state = level, now, Case.State.SEARCHING
    # Sealed again, now under the person's own key instead of the case's.
    case.save(update_fields=["person_id", "identity_level", "identified_at", "state", "email", "name", "message"])
    _log(case, by=by, now=now, detail={"level": int(level)})
    _set_searching(case)
    tell_new_case(case, by=by, now=now)


def _identify_rest(case: Case, level: Level, *, by: Actor, now: datetime) -> None:
    """One code proves the address for every department that was asked at once."""
    if case.matter is None:
        return
    everywhere = replace(by, controllers=by.controllers | controller_ids())
    with behind_wall(everywhere.controllers):
        waiting = Case.objects.select_for_update().filter(matter=case.matter, state=Case.State.AWAITING_CODE)
        for each in waiting.order_by("controller_id"):
            identify(each, level, by=everywhere, now=now)


def _person(case: Case, *, by: Actor, now: datetime) -> UUID:
    """The one person with this address at this controller; somebody new when there is none, or more than one."""
    known = people.by_email(by.scope(Reason.CASE), case.controller_id, case.email)
    if len(known) == 1:
        return known[0].id
    since = RelationEntry(ASKER, ACTIVITY, rules.asks_on(case.received_at))
    email, fresh = (("email", case.email),), links.person_id(case.id)
    entry = PersonEntry(case.controller_id, case.name, email, (since,), case.language, id=fresh)
    (person,) = people_actions.record([entry], by=by, now=now)
    return person


def _log(case: Case, *, by: Actor, now: datetime, detail: dict[str, object]) -> None:
    journal(
        Event.REQUEST_IDENTIFIED,
        controller=case.controller_id,
        holder=case.person_id,
        by=by,
        at=now,
        about=case.id,
        rule="A12-6",
        detail=detail,
    )


def _set_searching(case: Case) -> None:
    """One row and one nudge per source of the controller, in this transaction."""
    assert case.person_id is not None
    if not rules.is_handled_by_package(case.right):
        case.state = Case.State.REVIEW
        case.save(update_fields=["state"])
        return
    searches = [
        Search(
            controller_id=case.controller_id,
            case=case,
            holder_id=case.person_id,
            source_id=source.id,
            source_name=source.name,
        )
        for source in sources.of_controller(case.controller_id)
    ]
    Search.objects.bulk_create(searches)
    for search in searches:
        JOBS["requests.search"].nudge(search.id)
    if not searches:
        case.state = Case.State.REVIEW
        case.save(update_fields=["state"])


def tell_new_case(case: Case, *, by: Actor, now: datetime) -> None:
    """Somebody must answer from today."""
    facts = {"reference": case.reference, "due_on": clocks.clock(case, now).deadline.due_on}
    tell_contacts(case, "new_case", "new_case", facts, by=by, now=now)


def require_open(case: Case) -> None:
    """Raises AlreadyAnswered for a case that has its answer, so that nothing sets it going again."""
    if case.state not in Case.UNANSWERED:
        raise AlreadyAnswered


def require_identified(case: Case) -> None:
    """Raises NotYetIdentified."""
    if case.identified_at is None:
        raise NotYetIdentified
