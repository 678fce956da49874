"""Reads of cases. A case's contents are opened by `contents` alone, after the look has been recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Scope, query
from etterlev.ledger import queries as ledger
from etterlev.ledger.events import Event
from etterlev.letters import queries as letters
from etterlev.requests import clocks, links, rules
from etterlev.requests.errors import ForwardingGone, UnknownCase
from etterlev.requests.models import Answer, Case, Code, Forwarding, Pause, Search
from etterlev.requests.rules import Clock, SearchFacts
from etterlev.sources.errors import NotSearchedByProgram
from etterlev.vault.fields import reveal

# A search's own nudge starts it at once; one that still waits after this has lost its nudge.
LOST_AFTER = timedelta(minutes=2)


@dataclass(frozen=True)
class SearchCard:
    """One source of a case, without anything found in it."""

    id: UUID
    source: str
    state: str
    rows: int
    coverage: list[dict[str, Any]]

    @property
    def is_by_hand(self) -> bool:
        """Whether a person must search it, and nobody has been asked."""
        return any(unit["reason"] == NotSearchedByProgram.__name__ for unit in self.coverage)


@dataclass(frozen=True)
class CaseCard:
    """A case as a list shows it: nothing personal."""

    id: UUID
    controller_id: UUID
    controller: str
    department_slug: str
    reference: str
    right: str
    door: str
    language: str
    state: str
    received_at: datetime
    identified_at: datetime | None
    identity_level: int | None
    extended_at: datetime | None
    answered_at: datetime | None
    reopened_at: datetime | None
    matter: UUID | None
    passed_to: str
    clock: Clock
    searches: tuple[SearchCard, ...]

    @property
    def is_open(self) -> bool:
        return self.state in Case.UNANSWERED

    @property
    def answered_sources(self) -> int:
        return sum(search.state != Search.State.DUE for search in self.searches)


@dataclass(frozen=True)
class Question:
    """What we asked the person while the clock stood still, and what they answered."""

    ground: str
    question: str
    answer: str
    asked_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True)
class CaseContents:
    """A case, opened."""

    card: CaseCard
    person_id: UUID | None
    name: str
    email: str
    message: str
    reasons: str
    found: dict[UUID, dict[str, Any]]
    gap_reasons: dict[UUID, str]
    questions: tuple[Question, ...]


@query
def open_cases(scope: Scope, now: datetime) -> list[CaseCard]:
    """Every case that is not answered, the one due first on top."""
    rows = Case.objects.filter(controller_id__in=scope.controllers, state__in=Case.UNANSWERED)
    return sorted(cards_of(list(rows), now), key=lambda card: (card.clock.deadline.due_on, card.reference))


@query
def all_cases(scope: Scope, now: datetime, limit: int = 200) -> list[CaseCard]:
    """The newest cases, answered or not."""
    rows = Case.objects.filter(controller_id__in=scope.controllers).order_by("-received_at", "-id")[:limit]
    return cards_of(list(rows), now)


@query
def closed_cases(scope: Scope, now: datetime, limit: int = 100) -> list[CaseCard]:
    """The newest cases that wait for nobody here."""
    rows = Case.objects.filter(controller_id__in=scope.controllers).exclude(state__in=Case.UNANSWERED)
    return cards_of(list(rows.order_by("-received_at", "-id")[:limit]), now)


@query
def card(scope: Scope, case_id: UUID, now: datetime) -> CaseCard:
    """One case. Raises UnknownCase for one that is not there, and for one the scope does not reach."""
    row = Case.objects.filter(controller_id__in=scope.controllers, id=case_id).first()
    if row is None:
        raise UnknownCase
    return cards_of([row], now)[0]


@query
def card_by_link(scope: Scope, secret: str, now: datetime) -> CaseCard:
    """The case behind a person's own link. Raises UnknownCase."""
    row = Case.objects.filter(controller_id__in=scope.controllers, link_digest=links.digest(secret)).first()
    if row is None:
        raise UnknownCase
    return cards_of([row], now)[0]


@query
def contents(scope: Scope, case_id: UUID, now: datetime) -> CaseContents:
    """A case with everything in it opened. The caller has recorded the look first (`access.actions.look`)."""
    row = Case.objects.filter(controller_id__in=scope.controllers, id=case_id).first()
    if row is None:
        raise UnknownCase
    searches = list(Search.objects.filter(case=row).order_by("source_name", "id"))
    pauses = list(Pause.objects.filter(case=row).order_by("asked_at"))
    # One round to the keys for all of it.
    reveal([row, *searches, *pauses])
    return CaseContents(
        card=cards_of([row], now, searches=searches)[0],
        person_id=row.person_id,
        name=row.name,
        email=row.email,
        message=row.message,
        reasons=row.reasons or "",
        found={search.id: search.found or {"units": []} for search in searches},
        gap_reasons={search.id: search.gap_reasons or "" for search in searches},
        questions=_questions(pauses),
    )


@query
def open_question(scope: Scope, case_id: UUID) -> str:
    """What the person has been asked and not answered, in words; empty when nothing."""
    row = Pause.objects.filter(controller_id__in=scope.controllers, case_id=case_id, answered_at=None).first()
    return "" if row is None else str(reveal([row], "question")[0].question)


def _questions(rows: Iterable[Pause]) -> tuple[Question, ...]:
    return tuple(Question(r.ground, r.question, r.answer or "", r.asked_at, r.answered_at) for r in rows)


def search_facts(case_id: UUID) -> list[SearchFacts]:
    """What the rules need to know of a case's searches; within an action's wall."""
    searches = reveal(Search.objects.filter(case_id=case_id).order_by("source_name"), "found")
    return [SearchFacts(search.source_name, search.state, _undecided(search.found)) for search in searches]


def _undecided(found: dict[str, Any] | None) -> int:
    units = (found or {}).get("units", [])
    return sum(record["included"] is None for unit in units for record in unit["records"])


@query
def searches_due(scope: Scope, *, now: datetime) -> Iterable[UUID]:
    """Searches that should have been done by now."""
    rows = Search.objects.filter(
        controller_id__in=scope.controllers,
        state=Search.State.DUE,
        case__state__in=Case.UNANSWERED,
        case__identified_at__lt=now - LOST_AFTER,
        # Somebody has been asked: the search waits for a person, not for a program.
        task=None,
    )
    return list(rows.order_by("id").values_list("id", flat=True))


@query
def waiting_for_sources(scope: Scope) -> dict[UUID, list[UUID]]:
    """The searches that wait for a program, by source."""
    rows = Search.objects.filter(
        controller_id__in=scope.controllers, state=Search.State.DUE, case__state__in=Case.UNANSWERED, task=None
    )
    waiting: dict[UUID, list[UUID]] = {}
    for source, search in rows.order_by("source_id", "id").values_list("source_id", "id"):
        waiting.setdefault(source, []).append(search)
    return waiting


@query
def answers_expired(scope: Scope, *, now: datetime) -> Iterable[UUID]:
    """Answers whose bytes are no longer needed: fetched, or past their day."""
    rows = Answer.objects.filter(controller_id__in=scope.controllers, erased_at=None, expires_at__lte=now)
    return list(rows.values_list("id", flat=True))


@query
def overdue(scope: Scope, now: datetime) -> list[CaseCard]:
    """Open cases past their legal day: the promise that no answer is late."""
    return [each for each in open_cases(scope, now) if each.clock.is_late]


@query
def codes_sent(scope: Scope, case_id: UUID) -> int:
    """How many codes a case has been sent."""
    return int(Code.objects.filter(controller_id__in=scope.controllers, case_id=case_id).count())


def cards_of(
    rows: list[Case],
    now: datetime,
    names: Mapping[UUID, str] | None = None,
    searches: Iterable[Search] | None = None,
) -> list[CaseCard]:
    """These cases as a list shows them, in this order; within the caller's wall. `names` of the companies, and the
    `searches` in their order, if read.
    """
    if not rows:
        return []
    listed: dict[UUID, list[SearchCard]] = {}
    if searches is None:
        of_these = Search.objects.filter(case_id__in=[row.id for row in rows])
        searches = of_these.defer("found", "gap_reasons").order_by("source_name", "id")
    for search in searches:
        found = SearchCard(search.id, search.source_name, search.state, _rows(search.coverage), search.coverage)
        listed.setdefault(search.case_id, []).append(found)
    names = names or {card.id: card.legal_name for card in controllers.controllers()}
    times = clocks.times(rows)
    return [
        CaseCard(
            id=row.id,
            controller_id=row.controller_id,
            controller=names[row.controller_id],
            department_slug=row.department_slug,
            reference=row.reference,
            right=row.right,
            door=row.door,
            language=row.language,
            state=row.state,
            received_at=row.received_at,
            identified_at=row.identified_at,
            identity_level=row.identity_level,
            extended_at=row.extended_at,
            answered_at=row.answered_at,
            reopened_at=row.reopened_at,
            matter=row.matter,
            passed_to=row.passed_to,
            clock=rules.clock(times[row.id], now),
            searches=tuple(listed.get(row.id, ())),
        )
        for row in rows
    ]


def _rows(coverage: list[dict[str, Any]]) -> int:
    return sum(unit.get("found", 0) for unit in coverage)


@query
def holder(scope: Scope, case_id: UUID) -> UUID:
    """Whose key a case is sealed under, so that a look can be recorded before it is opened. Raises UnknownCase."""
    row: Case | None = (
        Case.objects.filter(controller_id__in=scope.controllers, id=case_id).only("id", "person_id").first()
    )
    if row is None:
        raise UnknownCase
    return row.holder_id


@query
def warnings_due(scope: Scope, now: datetime) -> list[UUID]:
    """The cases whose contact must be told of the deadline now."""
    rows = list(Case.objects.filter(controller_id__in=scope.controllers, state__in=Case.WAITING_FOR_US))
    times = clocks.times(rows)
    return [row.id for row in rows if rules.warning_due(rules.clock(times[row.id], now).left, row.warned) is not None]


@query
def timeline(scope: Scope, case_id: UUID) -> list[tuple[datetime, Event]]:
    """What has been done with a case, from the log."""
    return [(line.at, Event(line.event)) for line in ledger.about(scope.controllers, case_id)]


@query
def answered_since(scope: Scope, since: datetime, now: datetime) -> tuple[int, int]:
    """How many requests were answered, and how many of them after their legal day."""
    rows = Case.objects.filter(controller_id__in=scope.controllers, answered_at__gte=since)
    several = list(rows.defer("email", "name", "message", "reasons"))
    times = clocks.times(several)
    late = sum(rules.was_late(times[row.id], row.approved_at or row.answered_at) for row in several)
    return len(several), late


@query
def answered_over_gaps(scope: Scope, since: datetime) -> tuple[int, int, int]:
    """Answers made, gaps in them that somebody signed for, and gaps that nobody did."""
    searches = Search.objects.filter(controller_id__in=scope.controllers, case__answer__made_at__gte=since)
    answers = Answer.objects.filter(controller_id__in=scope.controllers, made_at__gte=since).count()
    signed = searches.filter(state=Search.State.SIGNED).count()
    return answers, signed, searches.exclude(state__in=[Search.State.SIGNED, Search.State.SEARCHED]).count()


@query
def moved(scope: Scope) -> tuple[int, int]:
    """Cases handed over to another company, and those of them that are not found there with their day of receipt."""
    rows = Case.objects.filter(controller_id__in=scope.controllers, state=Case.State.MOVED)
    columns = ("reference", "received_at", "controller_id")
    away = list(rows.values_list(*columns))
    held = Case.objects.filter(controller_id__in=scope.controllers, reference__in=[each[0] for each in away])
    there: dict[tuple[str, datetime], set[UUID]] = {}
    for reference, at, controller in held.values_list(*columns):
        there.setdefault((reference, at), set()).add(controller)
    found = sum(bool(there[reference, at] - {controller}) for reference, at, controller in away)
    return len(away), len(away) - found


@query
def refused(scope: Scope) -> tuple[int, int, int]:
    """Requests refused, those without a ground of the law, and those without a letter."""
    rows = list(
        Case.objects.filter(controller_id__in=scope.controllers, state=Case.State.REFUSED).values_list(
            "id", "refusal_ground"
        )
    )
    written = letters.cases_with(scope, "refused")
    return len(rows), sum(not ground for _, ground in rows), sum(case not in written for case, _ in rows)


@query
def matter(scope: Scope, card: CaseCard, now: datetime) -> list[CaseCard]:
    """The other cases of one matter that the scope reaches: same person, other departments or other rights."""
    if card.matter is None:
        return []
    rows = Case.objects.filter(controller_id__in=scope.controllers, matter=card.matter).exclude(id=card.id)
    return cards_of(list(rows.order_by("reference", "id")), now)


@query
def may_join(scope: Scope, card: CaseCard) -> list[tuple[UUID, str]]:
    """Open cases of the same department about the same, that came first."""
    rows = Case.objects.filter(
        controller_id__in=scope.controllers & {card.controller_id},
        right=card.right,
        state__in=Case.UNANSWERED,
        received_at__lte=card.received_at,
    ).exclude(id=card.id)
    return list(rows.order_by("received_at").values_list("id", "reference")[:50])


@query
def forwarding(scope: Scope, case_id: UUID) -> tuple[datetime, datetime | None] | None:
    """When a case was sent on to our client, and when they said they had it."""
    rows = Forwarding.objects.filter(controller_id__in=scope.controllers, case_id=case_id)
    found: tuple[datetime, datetime | None] | None = rows.values_list("sent_at", "received_at").first()
    return found


@query
def require_forwarding(scope: Scope, secret: str, now: datetime) -> None:
    """Raises ForwardingGone unless a client's link still works."""
    rows = Forwarding.objects.filter(controller_id__in=scope.controllers, link_digest=links.digest(secret))
    if not rows.filter(expires_at__gt=now).exists():
        raise ForwardingGone
