"""Pure decisions about a case: when it is due, what may be shown to whom, and when it may be approved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from functools import lru_cache

from etterlev.law.bases import Right
from etterlev.law.deadlines import TARGET_DAYS, Deadline, Suspension, answer_deadline, oslo_date

CODE_LASTS = timedelta(minutes=30)
CODE_ATTEMPTS = 5
CODES_AN_HOUR = 4
ANSWER_LASTS = timedelta(days=30)
# A download that breaks off may be tried again this long; after that the link is spent.
FETCH_AGAIN = timedelta(minutes=10)
# Letters to one address about where to turn, in a day: nobody's mailbox is filled by strangers.
POINTED_A_DAY = 3
LEAST_REASONS = 10
# The contact is told when so many days are left; below nothing is past the deadline.
WARNINGS = (14, 7, 2, -1)
LONGEST_MESSAGE = 4_000


class Level(IntEnum):
    """How surely we know who asks (`law/facts.md` C5): a proven address, a second factor, an eID substantial, an eID
    high.
    """

    ADDRESS = 0
    SECOND_FACTOR = 1
    SUBSTANTIAL = 2
    HIGH = 3


# What could hurt somebody else if the address were not theirs alone: identity number, account, pay and health.
ONLY_HIGH = frozenset(
    {
        "national-identity-number",
        "identity-document",
        "identity-proof",
        "bank-account",
        "salary",
        "tax-card",
        "pension",
        "attachment-of-earnings",
        "sickness-absence",
        "health-follow-up",
        "trade-union",
        "special-in-documents",
    }
)


class PauseGround(StrEnum):
    """Why the clock may stand still while we wait for the person, and for nothing else."""

    # Article 12(6): reasonable doubt about who asks.
    IDENTITY = "identity"
    # Recital 63: we hold much about them, and ask what the request is about.
    CLARIFICATION = "clarification"


@dataclass(frozen=True)
class Pause:
    """A question we put to the person, and when the answer came."""

    ground: PauseGround
    asked_at: datetime
    answered_at: datetime | None = None


@dataclass(frozen=True)
class Times:
    """What a case's clock is computed from. `due_on` is a day somebody else has set, such as the authority."""

    received_at: datetime
    extended_at: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    due_on: date | None = None

    @property
    def waits_since(self) -> date | None:
        """The day of the question the person has not answered."""
        return next((oslo_date(each.asked_at) for each in self.pauses if each.answered_at is None), None)


@dataclass(frozen=True)
class SearchFacts:
    """What is known about one source of a case."""

    source: str
    state: str
    undecided: int = 0


@dataclass(frozen=True)
class Clock:
    """A case's dates, and how they stand today."""

    deadline: Deadline
    left: int
    is_late: bool
    is_soon: bool
    # The day we asked the person something that stops the clock, while they have not answered.
    waits_since: date | None = None


def clock(times: Times, now: datetime) -> Clock:
    """The clock of a case, computed from receipt (Article 12(3)); nothing about it is stored."""
    return clock_on(times, oslo_date(now))


def clock_on(times: Times, today: date) -> Clock:
    """The same, for a day in Norway that is known already: the law counts whole days."""
    deadline = _deadline(times, today)
    left = (deadline.due_on - today).days
    return Clock(deadline, left, is_late=left < 0, is_soon=0 <= left <= 7, waits_since=times.waits_since)


def last_day(times: Times, today: date) -> date:
    """The last day of the same clock."""
    return _deadline(times, today).due_on


def _deadline(times: Times, today: date) -> Deadline:
    received_on = oslo_date(times.received_at)
    if times.due_on is not None:
        return _set_by_others(received_on, times.due_on)
    extended_on = None if times.extended_at is None else oslo_date(times.extended_at)
    # A case without questions has one deadline for everybody who wrote that day.
    waited = tuple(_suspension(each) for each in times.pauses)
    return _by_law(received_on, extended_on, waited, today if waited else None)


def _suspension(pause: Pause) -> Suspension:
    return Suspension(oslo_date(pause.asked_at), pause.answered_at and oslo_date(pause.answered_at))


@lru_cache(maxsize=4096)
def _by_law(
    received_on: date, extended_on: date | None, waited: tuple[Suspension, ...], today: date | None
) -> Deadline:
    return answer_deadline(received_on, suspensions=waited, on=today, extended_on=extended_on)


def _set_by_others(received_on: date, due_on: date) -> Deadline:
    """A day in a letter is that day: it neither rolls nor stands still."""
    target_on = min(received_on + timedelta(days=TARGET_DAYS), due_on)
    return Deadline(received_on=received_on, due_on=due_on, due_unrolled_on=due_on, target_on=target_on)


def warning_due(left: int, warned: int | None) -> int | None:
    """Which of `WARNINGS` the contact must be told of now; `warned` is the last they were told of."""
    reached = min((each for each in WARNINGS if left <= each), default=None)
    is_news = reached is not None and (warned is None or reached < warned)
    return reached if is_news else None


def required_level(category: str) -> Level:
    """How surely we must know who asks before a value of this category leaves the house."""
    return Level.HIGH if category in ONLY_HIGH else Level.ADDRESS


def is_withheld(category: str, level: int) -> bool:
    """Whether a value must wait until the person has shown more surely who they are (Article 12(6), 32(1))."""
    return level < required_level(category)


def unfinished(searches: Iterable[SearchFacts]) -> list[str]:
    """The sources that have not answered."""
    return [search.source for search in searches if search.state == "due"]


def gaps(searches: Iterable[SearchFacts]) -> list[str]:
    """The sources that could not be searched in full, and that nobody has signed for."""
    return [search.source for search in searches if search.state == "incomplete"]


def undecided(searches: Iterable[SearchFacts]) -> int:
    """How many findings may be another person's, and wait for a human."""
    return sum(search.undecided for search in searches)


def is_handled_by_package(right: str) -> bool:
    """Access, copy and portability are answered by a package; the others by a letter."""
    return right in (Right.ACCESS, Right.COPY, Right.PORTABILITY)


def code_typed(text: str) -> str:
    """The digits of a typed code, whichever of the world's digits they are and whatever stands between them."""
    return "".join(str(int(each)) for each in text if each.isdecimal())


def codes_spent(sent: Sequence[datetime], now: datetime) -> bool:
    """Whether the address has had as many codes as it may this hour."""
    return sum(1 for at in sent if at > now - timedelta(hours=1)) >= CODES_AN_HOUR


def reference(year: int, number: int) -> str:
    """HV-2026-118: HV for henvendelse."""
    return f"HV-{year}-{number:03d}"


def asks_on(received_at: datetime) -> date:
    """The day a request was received, in Norway."""
    return oslo_date(received_at)


def may_fetch(fetched_at: datetime | None, expires_at: datetime, now: datetime) -> bool:
    """Whether an answer's link still works."""
    return now < expires_at and (fetched_at is None or now < fetched_at + FETCH_AGAIN)


def was_late(times: Times, answered_at: datetime) -> bool:
    """Whether an answer was given after its legal day. An answer is given when it is sent, not when it is fetched."""
    return clock(times, answered_at).is_late
