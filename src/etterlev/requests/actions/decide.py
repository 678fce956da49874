"""What a privacy contact decides about a case: gaps, doubtful findings, more time, yes or no."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from etterlev.controllers.actors import Actor, Role, action
from etterlev.languages import Language
from etterlev.law import refusals
from etterlev.law.bases import Right
from etterlev.ledger.events import Event
from etterlev.letters import actions as letters
from etterlev.letters.actions import Draft
from etterlev.requests import clocks, kinds, links, rules
from etterlev.requests.actions.answering import let_go
from etterlev.requests.actions.identify import require_identified, require_open
from etterlev.requests.actions.package import make_answer
from etterlev.requests.errors import (
    AnsweredByPackage,
    ClockCannotStop,
    FindingsUndecided,
    GapNotSigned,
    NothingToRefuse,
    ReasonsNeeded,
    RightNotYetHandled,
    StillSearching,
    UnknownCase,
)
from etterlev.requests.models import Answer, Case, Search
from etterlev.requests.queries import search_facts
from etterlev.vault.fields import reveal
from etterlev.vault.journal import record as journal

DECIDERS = (Role.PRIVACY_CONTACT, Role.GROUP_LEAD)


def open_case(case_id: UUID, by: Actor) -> Case:
    """A case that is not answered, locked, for somebody who decides there. Raises UnknownCase, AlreadyAnswered."""
    case: Case | None = Case.objects.select_for_update().filter(id=case_id).first()
    if case is None:
        raise UnknownCase
    by.require(case.controller_id, *DECIDERS)
    require_open(case)
    return case


def _open_search(search_id: UUID, by: Actor) -> tuple[Search, Case]:
    """A search and its open case, the case locked first: the program that finishes searches takes them in that
    order.
    """
    of_case: UUID | None = Search.objects.filter(id=search_id).values_list("case_id", flat=True).first()
    if of_case is None:
        raise UnknownCase
    case = open_case(of_case, by)
    search: Search = Search.objects.select_for_update().get(id=search_id)
    return search, case


def _long_enough(reasons: str) -> str:
    if len(reasons.strip()) < rules.LEAST_REASONS:
        raise ReasonsNeeded(field="reasons", least=rules.LEAST_REASONS)
    return reasons.strip()


@action
def sign_gap(search_id: UUID, reasons: str, *, by: Actor, now: datetime) -> None:
    """Answer for a source that could not be searched in full. The reason goes into the answer. Raises ReasonsNeeded."""
    search, case = _open_search(search_id, by)
    if search.state not in (Search.State.DUE, Search.State.INCOMPLETE):
        return
    search.state, search.signed_by, search.gap_reasons = Search.State.SIGNED, by.ref, _long_enough(reasons)
    search.save(update_fields=["state", "signed_by", "gap_reasons"])
    journal(
        Event.GAP_SIGNED,
        controller=case.controller_id,
        holder=case.person_id,
        by=by,
        at=now,
        about=case.id,
        detail={"source": str(search.source_id), "reasons": reasons.strip()},
    )
    if case.state == Case.State.SEARCHING and not Search.objects.filter(case=case, state=Search.State.DUE).exists():
        case.state = Case.State.REVIEW
        case.save(update_fields=["state"])


@action
def decide_findings(search_id: UUID, included: Collection[str], *, by: Actor, now: datetime) -> None:
    """Of the findings that may be another person's, take these with (by their number) and leave the rest. The answer
    says how many were left, and why.
    """
    search, case = _open_search(search_id, by)
    reveal([search], "found")
    found = search.found or {"units": []}
    numbered = enumerate((unit, record) for unit in found["units"] for record in unit["records"])
    # What the law forbids telling of is nobody's to take with.
    doubtful = [
        (n, record)
        for n, (unit, record) in numbered
        if not unit.get("silent") and (record["included"] is None or record["tier"] != "A")
    ]
    if all(record["included"] is (str(n) in included) for n, record in doubtful):
        return
    for n, record in doubtful:
        record["included"] = str(n) in included
    search.found = found
    search.save(update_fields=["found"])
    taken = sum(record["included"] for _, record in doubtful)
    detail = {"source": str(search.source_id), "taken": taken, "left_out": len(doubtful) - taken}
    _log(Event.FINDINGS_DECIDED, case, by=by, now=now, detail=detail)


@action
def approve(case_id: UUID, *, by: Actor, now: datetime) -> UUID:
    """Say yes: assemble the package as it was shown, and send the link that fetches it once. Returns the answer's id.

    Raises NotYetIdentified, StillSearching, GapNotSigned or FindingsUndecided while something is not decided.
    """
    case = open_case(case_id, by)
    require_identified(case)
    if not rules.is_handled_by_package(case.right):
        raise RightNotYetHandled
    facts = search_facts(case.id)
    if waiting := rules.unfinished(facts):
        raise StillSearching(sources=", ".join(waiting))
    if open_gaps := rules.gaps(facts):
        raise GapNotSigned(sources=", ".join(open_gaps))
    if count := rules.undecided(facts):
        raise FindingsUndecided(count=count)
    answer = make_answer(case, by=by, now=now)
    case.state, case.approved_by, case.approved_at = Case.State.READY, by.ref, now
    case.save(update_fields=["state", "approved_by", "approved_at"])
    _log(Event.REQUEST_APPROVED, case, by=by, now=now, detail={"sha256": answer.sha256})
    send_answer_link(case, answer, by=by, now=now)
    return answer.id


def send_answer_link(case: Case, answer: Answer, *, by: Actor, now: datetime) -> None:
    """Write the letter with the link to the address that was proven."""
    facts = {
        "reference": case.reference,
        "link": links.answer_link(case.language, case.department_slug, answer.id, answer.links_sent),
        "days": rules.ANSWER_LASTS.days,
    }
    _write(case, "answer", facts, by=by, now=now)


@action
def extend(case_id: UUID, reasons: str, *, by: Actor, now: datetime) -> date:
    """Take two months more, and say why within the first (Article 12(3)). Returns the new last day.

    Raises TooLateToExtend after the first month, ReasonsNeeded without reasons.
    """
    case = open_case(case_id, by)
    if not kinds.is_right(case.right):
        raise ClockCannotStop
    words = _long_enough(reasons)
    times = replace(clocks.times([case])[case.id], extended_at=now)
    deadline = rules.clock(times, now).deadline
    case.extended_at = now
    case.save(update_fields=["extended_at"])
    _log(Event.REQUEST_EXTENDED, case, by=by, now=now, rule="DL-12-3X", detail={"reasons": words})
    _write(case, "extended", {"reference": case.reference, "reasons": words, "due_on": deadline.due_on}, by=by, now=now)
    return deadline.due_on


@action
def reply(case_id: UUID, words: str, *, by: Actor, now: datetime) -> None:
    """Answer a right that a person carries out by hand: what was done, in a letter to the address that was proven
    (Article 12(3)).

    Raises NotYetIdentified, AnsweredByPackage for access, copy and portability, ReasonsNeeded without words.
    """
    case = open_case(case_id, by)
    if kinds.needs_identity(case.right):
        require_identified(case)
    if rules.is_handled_by_package(case.right):
        raise AnsweredByPackage
    said = _long_enough(words)
    case.state, case.reasons, case.answered_at = Case.State.ANSWERED, said, now
    case.save(update_fields=["state", "reasons", "answered_at"])
    _log(Event.REQUEST_ANSWERED, case, by=by, now=now, detail={"words": said})
    _write(case, "answered", {"reference": case.reference, "words": said}, by=by, now=now)


@action
def refuse(case_id: UUID, *, ground: str, reasons: str, until_on: date | None, by: Actor, now: datetime) -> None:
    """Answer with no: ground, reasons, until when, complaint and court (Article 12(4)).

    Raises NotAGround for a ground that is none for this right, ReasonsNeeded without reasons.
    """
    case = open_case(case_id, by)
    if not kinds.is_right(case.right):
        raise NothingToRefuse
    words = _long_enough(reasons)
    refusal = refusals.refuse(refusals.refusal_ground(ground), Right(case.right), language_of(case), until=until_on)
    case.state, case.refusal_ground, case.reasons, case.answered_at = Case.State.REFUSED, ground, words, now
    case.save(update_fields=["state", "refusal_ground", "reasons", "answered_at"])
    # What was found is for no answer any more.
    Search.objects.filter(case=case).update(found=None)
    let_go(case, now=now)
    _log(Event.REQUEST_REFUSED, case, by=by, now=now, rule=ground, detail={"reasons": words})
    facts: dict[str, object] = {"reference": case.reference, "paragraphs": refusal.paragraphs, "reasons": words}
    _write(case, "refused", facts, by=by, now=now)


def language_of(case: Case) -> Language:
    """The language the person wrote to us in."""
    return "nn" if case.language == "nn" else "en" if case.language == "en" else "nb"


def _write(case: Case, kind: str, facts: dict[str, object], *, by: Actor, now: datetime) -> None:
    reveal([case], "email")
    draft = Draft(kind, f"requests/letters/{kind}.txt", facts, case.language)
    letters.enqueue(
        draft, controller=case.controller_id, holder=case.holder_id, to=case.email, about=case.id, by=by, now=now
    )


def _log(event: Event, case: Case, *, by: Actor, now: datetime, detail: dict[str, object], rule: str = "") -> None:
    journal(
        event,
        controller=case.controller_id,
        holder=case.holder_id,
        by=by,
        at=now,
        about=case.id,
        rule=rule or case.right,
        detail=detail,
    )
