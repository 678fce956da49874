"""Pure decisions about a task: until when somebody has it, when they are reminded, and whose turn it is next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# Whoever reviews what was found needs some of the month too (Article 12(3)).
LEFT_FOR_REVIEW = timedelta(days=3)
LAST_REMINDER = timedelta(days=2)


class Turn(StrEnum):
    """Who is waited for."""

    OWNER = "owner"
    SUBSTITUTE = "substitute"
    CONTACT = "contact"


class Outcome(StrEnum):
    """What somebody who has looked can say."""

    DONE = "done"
    NOTHING = "nothing"
    CANNOT = "cannot"


class Step(StrEnum):
    """What is to be done with a task that nobody has answered."""

    REMIND = "remind"
    ESCALATE = "escalate"


@dataclass(frozen=True)
class Wait:
    """Somebody's turn: from and until which day, and how many of its reminders they have had."""

    turn: Turn
    since_on: date
    until_on: date
    reminded: int


def answer_by(since_on: date, days: int, case_due_on: date) -> date:
    """The last day of somebody's turn: `days` after it began, sooner when the case is due, always a day at least."""
    return max(since_on + timedelta(days=1), min(since_on + timedelta(days=days), case_due_on - LEFT_FOR_REVIEW))


def reminders(since_on: date, until_on: date) -> tuple[date, ...]:
    """The days of reminders: half-way, and two days before the end. A short turn has one, or none."""
    halfway = since_on + timedelta(days=(until_on - since_on).days // 2)
    return tuple(sorted(day for day in {halfway, until_on - LAST_REMINDER} if since_on < day < until_on))


def reminders_due(wait: Wait, today: date) -> int:
    """How many reminders should have been sent by now; a sweep that comes late sends one, not two."""
    return sum(day <= today for day in reminders(wait.since_on, wait.until_on))


def next_step(wait: Wait, today: date) -> Step | None:
    """What is due for a task nobody has answered; nothing once it lies with the privacy contact."""
    if wait.turn is Turn.CONTACT:
        return None
    if today > wait.until_on:
        return Step.ESCALATE
    return Step.REMIND if reminders_due(wait, today) > wait.reminded else None


def next_turn(turn: Turn, *, has_substitute: bool) -> Turn:
    """Whose turn it is when somebody could not, or did not, answer."""
    return Turn.SUBSTITUTE if turn is Turn.OWNER and has_substitute else Turn.CONTACT


def is_final(outcome: Outcome, said_by: Turn, turn: Turn, *, has_substitute: bool) -> bool:
    """Whether an answer settles the matter. An owner's «cannot» does not while a substitute may still look."""
    may_another_look = has_substitute and said_by is Turn.OWNER and turn is not Turn.CONTACT
    return outcome is not Outcome.CANNOT or not may_another_look


def undoes_anothers(outcome: Outcome, said_by: Turn, standing: str, stood_by: str) -> bool:
    """Whether an answer would take away what somebody else found. The privacy contact may; owner and substitute may
    not, from each other.
    """
    if said_by is Turn.CONTACT or stood_by == said_by:
        return False
    less = {Outcome.DONE: {Outcome.NOTHING, Outcome.CANNOT}, Outcome.NOTHING: {Outcome.CANNOT}}
    return any(standing == held and outcome in weaker for held, weaker in less.items())
