"""One matter, several cases: moved to the right department, asked of several, or split into what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Actor, Role, action
from etterlev.controllers.queries import DepartmentCard
from etterlev.database.wall import behind_wall
from etterlev.law.bases import Right
from etterlev.ledger.events import Event
from etterlev.letters import actions as letters
from etterlev.letters.actions import Draft
from etterlev.requests import clocks, links, rules
from etterlev.requests.actions import arrivals
from etterlev.requests.actions import receive as receiving
from etterlev.requests.actions.answering import let_go
from etterlev.requests.actions.identify import identify, require_open
from etterlev.requests.actions.receive import Intake, begin, next_reference
from etterlev.requests.errors import CannotJoin, ReasonsNeeded, SameDepartment, SplitNotPossible, UnknownCase
from etterlev.requests.models import Arrival, Case, Pause, Search
from etterlev.requests.rules import Level
from etterlev.vault.fields import reveal
from etterlev.vault.journal import record as journal

DECIDERS = (Role.PRIVACY_CONTACT, Role.GROUP_LEAD)


@action
def receive(intake: Intake, others: Iterable[str], *, by: Actor, now: datetime) -> str:
    """Record a request, and the same one to other departments. Returns the secret of the first one's page.

    Raises what receiving one raises.
    """
    secret = receiving.receive(intake, by=by, now=now)
    places = [controllers.department(each) for each in others]
    if places:
        spread(Case.objects.select_for_update().get(link_digest=links.digest(secret)), places, by=by, now=now)
    return secret


@action
def move(case_id: UUID, department: str, reasons: str, *, by: Actor, now: datetime) -> UUID:
    """Hand a misdirected case to the department it belongs to, with its number, its day of receipt and its clock.

    Another company in the group seals it under its own keys and finds its own person. The person is told who answers.
    Returns the case there. Raises SameDepartment, ReasonsNeeded.
    """
    case = _open(case_id, by)
    words = _long_enough(reasons)
    place = controllers.department(department)
    if place.slug == case.department_slug:
        raise SameDepartment(field="department")
    if place.controller.id == case.controller_id:
        case.department_slug = place.slug
        case.save(update_fields=["department_slug"])
        _log(Event.REQUEST_MOVED, case, by=by, now=now, detail={"to": place.slug, "reasons": words})
        return case.id
    reveal([case])
    beyond = _reaching(by, place)
    with behind_wall(beyond.controllers):
        there = _copy(case, place, case.right, reference=case.reference, by=beyond, now=now)
        _copy_pauses(case, there)
        arrivals.copy_to(case, there)
        _tell_person(there, place, by=beyond, now=now)
    _close(case, Case.State.MOVED, place.slug, now)
    _log(Event.REQUEST_MOVED, case, by=by, now=now, detail={"to": place.slug, "reasons": words})
    return there.id


@action
def ask_others(case_id: UUID, departments: Iterable[str], *, by: Actor, now: datetime) -> list[UUID]:
    """The same request to other departments, each with its own answer (Article 4(7)). Returns the cases there."""
    case = _open(case_id, by)
    places = [controllers.department(each) for each in departments]
    if not places:
        raise SameDepartment(field="departments")
    return spread(case, places, by=by, now=now)


def spread(case: Case, places: Iterable[DepartmentCard], *, by: Actor, now: datetime) -> list[UUID]:
    """A case for every company among the places that has none of this matter, in the caller's transaction."""
    reveal([case])
    _be_matter(case)
    made = {case.controller_id: case.id}
    for place in places:
        if place.controller.id not in made:
            beyond = _reaching(by, place)
            with behind_wall(beyond.controllers):
                held = Case.objects.filter(controller_id=place.controller.id, matter=case.matter).first()
                made[place.controller.id] = held.id if held else _copy(case, place, case.right, by=beyond, now=now).id
    _log(Event.REQUEST_SPREAD, case, by=by, now=now, detail={"departments": len(made)})
    return [each for each in made.values() if each != case.id]


@action
def split(case_id: UUID, right: str, *, by: Actor, now: datetime) -> UUID:
    """The same person asked for something else in the same letter: a case of its own, with the same day of receipt.

    Returns the new case. Raises SplitNotPossible for the right it already is about.
    """
    case = _open(case_id, by)
    if right == case.right or right not in set(Right):
        raise SplitNotPossible(field="right")
    reveal([case])
    _be_matter(case)
    place = controllers.department(case.department_slug)
    made = _copy(case, place, right, by=by, now=now)
    _log(Event.REQUEST_SPLIT, case, by=by, now=now, detail={"right": right})
    return made.id


@action
def join(case_id: UUID, into: UUID, *, by: Actor, now: datetime) -> None:
    """The same request came twice: this case is answered by another one of the same department, the first to come.

    Raises CannotJoin unless both are open, of one person, about the same right.
    """
    case, other = _open(case_id, by), _open(into, by)
    reveal([case, other], "email")
    same = (case.controller_id, case.right, case.email.casefold()) == (
        other.controller_id,
        other.right,
        other.email.casefold(),
    )
    if not same or case.id == other.id or case.received_at < other.received_at:
        raise CannotJoin(field="into")
    Search.objects.filter(case=case).delete()
    _close(case, Case.State.JOINED, other.reference, now)
    _log(Event.REQUEST_JOINED, case, by=by, now=now, detail={"into": other.reference})


def _reaching(by: Actor, place: DepartmentCard) -> Actor:
    """Whoever hands something over may write it there, and has no role there: nothing there can be read back."""
    return replace(by, controllers=by.controllers | {place.controller.id})


def _copy(case: Case, place: DepartmentCard, right: str, *, reference: str = "", by: Actor, now: datetime) -> Case:
    """A case of its own about the same, begun as far as the first has come. Made twice, it is the same row."""
    form_key = uuid5(case.form_key, f"{place.controller.id}/{right}")
    held: Case | None = Case.objects.filter(controller_id=place.controller.id, form_key=form_key).first()
    if held is not None:
        return held
    made = Case(
        id=links.case_id(place.controller.id, form_key),
        controller_id=place.controller.id,
        department_slug=place.slug,
        reference=reference or next_reference(rules.asks_on(case.received_at).year),
        form_key=form_key,
        right=right,
        door=case.door,
        language=case.language,
        received_at=case.received_at,
        extended_at=case.extended_at if right == case.right else None,
        matter=case.matter,
        email=case.email,
        name=case.name,
        message=case.message,
    )
    made.link_digest = links.digest(links.secret("case", made.id))
    made.save(force_insert=True)
    received_on = rules.asks_on(made.received_at).isoformat()
    detail: dict[str, object] = {"door": made.door, "received_on": received_on, "from": case.reference}
    _log(Event.REQUEST_RECEIVED, made, by=by, now=now, detail=detail)
    if case.identified_at is not None:
        identify(made, Level(case.identity_level or 0), by=by, now=now)
    elif reference:
        begin(made, case.email, by=by, now=now)
    return made


def _copy_pauses(case: Case, there: Case) -> None:
    for each in reveal(Pause.objects.filter(case=case)):
        Pause(
            controller_id=there.controller_id,
            case=there,
            holder_id=there.holder_id,
            ground=each.ground,
            question=each.question,
            answer=each.answer,
            asked_at=each.asked_at,
            asked_by=each.asked_by,
            answered_at=each.answered_at,
        ).save(force_insert=True)


def _close(case: Case, state: Case.State, passed_to: str, now: datetime) -> None:
    """What was written is no longer ours to keep: whoever answers has it."""
    case.state, case.passed_to, case.email, case.name, case.message = state, passed_to, "", "", ""
    case.save(update_fields=["state", "passed_to", "email", "name", "message"])
    Search.objects.filter(case=case).update(found=None)
    let_go(case, now=now)
    Arrival.objects.filter(case=case).delete()


def _be_matter(case: Case) -> None:
    if case.matter is None:
        case.matter = case.id
        case.save(update_fields=["matter"])


def _tell_person(case: Case, place: DepartmentCard, *, by: Actor, now: datetime) -> None:
    facts = {
        "reference": case.reference,
        "department": place.name,
        "due_on": clocks.clock(case, now).deadline.due_on,
        "link": links.case_link(case.language, case.department_slug, case.id),
    }
    reveal([case], "email")
    draft = Draft("moved", "requests/letters/moved.txt", facts, case.language)
    letters.enqueue(
        draft, controller=case.controller_id, holder=case.holder_id, to=case.email, about=case.id, by=by, now=now
    )


def _open(case_id: UUID, by: Actor) -> Case:
    case: Case | None = Case.objects.select_for_update().filter(id=case_id).first()
    if case is None:
        raise UnknownCase
    by.require(case.controller_id, *DECIDERS)
    require_open(case)
    return case


def _long_enough(reasons: str) -> str:
    if len(reasons.strip()) < rules.LEAST_REASONS:
        raise ReasonsNeeded(field="reasons", least=rules.LEAST_REASONS)
    return reasons.strip()


def _log(event: Event, case: Case, *, by: Actor, now: datetime, detail: dict[str, object]) -> None:
    journal(
        event,
        controller=case.controller_id,
        holder=case.holder_id,
        by=by,
        at=now,
        about=case.id,
        rule=case.right,
        detail=detail,
    )
