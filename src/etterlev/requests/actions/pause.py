"""Ask the person what we must know before we can answer. The clock stands still until they have answered."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from etterlev.controllers.actors import Actor, Role, action
from etterlev.ledger.events import Event
from etterlev.letters import actions as letters
from etterlev.letters.actions import Draft
from etterlev.requests import clocks, kinds, links, rules
from etterlev.requests.actions.identify import require_open
from etterlev.requests.actions.notify import tell_contacts
from etterlev.requests.errors import (
    AlreadyAsked,
    AnswerTooLong,
    ClockCannotStop,
    NoOpenQuestion,
    PauseTooLate,
    PauseUngrounded,
    ReasonsNeeded,
    UnknownCase,
)
from etterlev.requests.models import Case, Pause
from etterlev.vault.fields import reveal
from etterlev.vault.journal import record as journal

DECIDERS = (Role.PRIVACY_CONTACT, Role.GROUP_LEAD)


@action
def ask(case_id: UUID, ground: str, question: str, *, by: Actor, now: datetime) -> None:
    """Put a question to the person and stop the clock: who they are (Article 12(6)), or what they mean (recital 63).

    Raises PauseUngrounded for any other reason, AlreadyAsked while a question is open, PauseTooLate when the deadline
    has passed, ClockCannotStop for a kind whose day is not the law's month, ReasonsNeeded without a question.
    """
    case = _locked(case_id)
    by.require(case.controller_id, *DECIDERS)
    require_open(case)
    _check(case, ground, now)
    if len(question.strip()) < rules.LEAST_REASONS:
        raise ReasonsNeeded(field="question", least=rules.LEAST_REASONS)
    row = Pause(
        controller_id=case.controller_id,
        case=case,
        holder_id=case.holder_id,
        ground=ground,
        question=question.strip(),
        asked_at=now,
        asked_by=by.ref,
    )
    row.save(force_insert=True)
    _log(Event.REQUEST_PAUSED, case, by=by, now=now, detail={"ground": ground, "question": question.strip()})
    reveal([case], "email")
    link = links.case_link(case.language, case.department_slug, case.id)
    facts = {"reference": case.reference, "question": question.strip(), "ground": ground, "link": link}
    draft = Draft("paused", "requests/letters/paused.txt", facts, case.language)
    letters.enqueue(
        draft, controller=case.controller_id, holder=case.holder_id, to=case.email, about=case.id, by=by, now=now
    )


def _check(case: Case, ground: str, now: datetime) -> None:
    if ground not in set(rules.PauseGround):
        raise PauseUngrounded(field="ground")
    if not kinds.is_right(case.right):
        raise ClockCannotStop
    if Pause.objects.filter(case=case, answered_at=None).exists():
        raise AlreadyAsked
    if clocks.clock(case, now).is_late:
        raise PauseTooLate


@action
def answer(case_id: UUID, words: str, *, by: Actor, now: datetime) -> None:
    """Take in what the person answered, from themselves or from the contact they told it to. The clock goes on.

    Raises NoOpenQuestion, ReasonsNeeded without an answer, AnswerTooLong.
    """
    case = _locked(case_id)
    require_open(case)
    row = Pause.objects.select_for_update().filter(case=case, answered_at=None).first()
    if row is None:
        raise NoOpenQuestion
    if not words.strip():
        raise ReasonsNeeded(field="answer", least=1)
    if len(words) > rules.LONGEST_MESSAGE:
        raise AnswerTooLong(field="answer", limit=rules.LONGEST_MESSAGE)
    row.answer, row.answered_at = words.strip(), now
    row.save(update_fields=["answer", "answered_at"])
    _log(Event.REQUEST_RESUMED, case, by=by, now=now, detail={"ground": row.ground})
    due_on = clocks.clock(case, now).deadline.due_on
    tell_contacts(case, "resumed", "resumed", {"reference": case.reference, "due_on": due_on}, by=by, now=now)


def _locked(case_id: UUID) -> Case:
    case: Case | None = Case.objects.select_for_update().filter(id=case_id).first()
    if case is None:
        raise UnknownCase
    return case


def _log(event: Event, case: Case, *, by: Actor, now: datetime, detail: dict[str, object]) -> None:
    journal(
        event,
        controller=case.controller_id,
        holder=case.holder_id,
        by=by,
        at=now,
        about=case.id,
        rule="A12-6" if detail["ground"] == rules.PauseGround.IDENTITY else "R63",
        detail=detail,
    )
