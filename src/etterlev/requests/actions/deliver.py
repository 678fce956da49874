"""Let the person fetch the answer, once; and erase it when it is no longer needed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from etterlev.controllers.actors import Actor, action
from etterlev.ledger.events import Event
from etterlev.letters import actions as letters
from etterlev.letters.actions import Draft
from etterlev.requests import links, rules
from etterlev.requests.actions.decide import send_answer_link
from etterlev.requests.errors import AnswerErased, AnswerGone, UnknownCase
from etterlev.requests.models import Answer, Case
from etterlev.vault.fields import reveal
from etterlev.vault.journal import record as journal


@action
def fetch(secret: str, *, by: Actor, now: datetime) -> tuple[str, bytes]:
    """The package's file name and bytes. The link works once: raises AnswerGone after that, and after its last day;
    AnswerErased when there is nothing more to fetch.

    A fetch that was cut off may be tried again for a few minutes; it is still the one fetch.
    """
    answer: Answer | None = Answer.objects.select_for_update().filter(link_digest=links.digest(secret)).first()
    if answer is not None and answer.erased_at is not None:
        raise AnswerErased
    if answer is None or answer.package is None or not rules.may_fetch(answer.fetched_at, answer.expires_at, now):
        raise AnswerGone
    reveal([answer])
    package = answer.package
    case = Case.objects.select_for_update().get(id=answer.case_id)
    if answer.fetched_at is not None:
        return f"{case.reference}.zip", package
    answer.fetched_at = now
    answer.save(update_fields=["fetched_at"])
    case.state, case.answered_at = Case.State.ANSWERED, now
    case.save(update_fields=["state", "answered_at"])
    journal(
        Event.ANSWER_FETCHED,
        controller=case.controller_id,
        holder=case.holder_id,
        by=by,
        at=now,
        about=case.id,
        rule=case.right,
        detail={"sha256": answer.sha256},
    )
    _receipt(case, answer, by=by, now=now)
    return f"{case.reference}.zip", package


def _receipt(case: Case, answer: Answer, *, by: Actor, now: datetime) -> None:
    reveal([case], "email")
    facts = {"reference": case.reference, "sha256": answer.sha256, "at": now}
    draft = Draft("receipt", "requests/letters/receipt.txt", facts, case.language)
    letters.enqueue(
        draft, controller=case.controller_id, holder=case.holder_id, to=case.email, about=case.id, by=by, now=now
    )


@action
def renew_link(case_id: UUID, *, by: Actor, now: datetime) -> None:
    """Open the answer for one more fetch and send a letter to the proven address. Raises AnswerErased once it is
    erased.
    """
    _renew(Answer.objects.select_for_update().filter(case_id=case_id).first(), by=by, now=now)


@action
def renew_spent(secret: str, *, by: Actor, now: datetime) -> None:
    """The same, asked for with the newest link, whether it is spent or not. Raises UnknownCase for any other link."""
    _renew(Answer.objects.select_for_update().filter(link_digest=links.digest(secret)).first(), by=by, now=now)


def _renew(answer: Answer | None, *, by: Actor, now: datetime) -> None:
    if answer is None:
        raise UnknownCase
    if answer.erased_at is not None:
        raise AnswerErased
    answer.links_sent += 1
    answer.link_digest = links.digest(links.secret("answer", answer.id, answer.links_sent))
    answer.fetched_at, answer.expires_at = None, now + rules.ANSWER_LASTS
    answer.save(update_fields=["links_sent", "link_digest", "fetched_at", "expires_at"])
    send_answer_link(Case.objects.get(id=answer.case_id), answer, by=by, now=now)


@action
def expire(answer_id: UUID, *, by: Actor, now: datetime) -> None:
    """Erase the bytes of an answer whose time is over. Doing it twice changes nothing."""
    answer: Answer | None = Answer.objects.select_for_update().filter(id=answer_id, erased_at=None).first()
    if answer is None or answer.expires_at > now:
        return
    answer.package, answer.erased_at = None, now
    answer.save(update_fields=["package", "erased_at"])
    case = Case.objects.select_for_update().get(id=answer.case_id)
    if case.state == Case.State.READY:
        case.state, case.answered_at = Case.State.ANSWERED, answer.made_at
        case.save(update_fields=["state", "answered_at"])
    journal(Event.ANSWER_EXPIRED, controller=case.controller_id, holder=case.holder_id, by=by, at=now, about=case.id)
