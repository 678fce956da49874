"""Answers come in time, over everything, and a no is never without a way on (S5, S6, S12)."""

from __future__ import annotations

from datetime import datetime, timedelta

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Reason, Scope, system
from etterlev.controllers.queries import controller_ids
from etterlev.promises import Evidence, State, as_written, promise
from etterlev.requests import arrival_queries, queries, task_queries

UNASSIGNED_AFTER = timedelta(minutes=5)
# A week-end and a day.
UNREAD_AFTER = timedelta(days=3)
STUCK_AFTER = timedelta(days=1)


def _everywhere() -> Scope:
    return system(controller_ids()).scope(Reason.EVIDENCE)


@promise(as_written(__file__, "S5-routed"))
def routed(*, now: datetime) -> Evidence:
    """Every open request lies with a controller that has somebody to answer it, and somebody has been told."""
    without = {card.id for card in controllers.controllers() if card.contact is None}
    cases = queries.open_cases(_everywhere(), now)
    lost = sum(case.controller_id in without and case.received_at < now - UNASSIGNED_AFTER for case in cases)
    return Evidence(
        State.BROKEN if lost else State.KEPT, {"open": len(cases), "unassigned": lost}, systems=("Etterlev",)
    )


@promise(as_written(__file__, "S5-forwarding"))
def forwarding(*, now: datetime) -> Evidence:
    """Whatever came to the wrong place has come to the right one with its day, and nothing lies unread."""
    moved, lost = queries.moved(_everywhere())
    unread = arrival_queries.unread(_everywhere(), now - UNREAD_AFTER)
    figures = {"moved": moved, "lost": lost, "unread": unread}
    return Evidence(State.BROKEN if lost or unread else State.KEPT, figures, systems=("Etterlev",))


@promise(as_written(__file__, "S6-in-time"))
def in_time(*, now: datetime) -> Evidence:
    """No request is past its legal day, and none was answered after it."""
    late = len(queries.overdue(_everywhere(), now))
    answered, answered_late = queries.answered_since(_everywhere(), now - timedelta(days=365), now)
    figures = {"answered": answered, "answered_late": answered_late, "late": late}
    return Evidence(State.BROKEN if late or answered_late else State.KEPT, figures, systems=("Etterlev",))


@promise(as_written(__file__, "S6-everywhere"))
def everywhere(*, now: datetime) -> Evidence:
    """No answer was given while a source had not been searched and nobody had signed for it."""
    answers, gaps, open_gaps = queries.answered_over_gaps(_everywhere(), now - timedelta(days=365))
    figures = {"answers": answers, "signed_gaps": gaps, "open_gaps": open_gaps}
    return Evidence(State.BROKEN if open_gaps else State.KEPT, figures, systems=("Etterlev",))


@promise(as_written(__file__, "S6-asked"))
def asked(*, now: datetime) -> Evidence:
    """Nobody who searches by hand is waited for in silence: each was reached, reminded and relieved when due."""
    standing = task_queries.standing(_everywhere(), now, STUCK_AFTER)
    is_broken = standing["stuck"] or standing["unreached"]
    return Evidence(State.BROKEN if is_broken else State.KEPT, standing, systems=("Etterlev",))


@promise(as_written(__file__, "S12-refusals"))
def refusals(*, now: datetime) -> Evidence:  # a check's signature
    """Every no has a ground of the law and a letter; the letter's words on complaint and court come with the ground."""
    refused, without_ground, without_letter = queries.refused(_everywhere())
    figures = {"refused": refused, "without_ground": without_ground, "without_letter": without_letter}
    return Evidence(State.BROKEN if without_ground or without_letter else State.KEPT, figures, systems=("Etterlev",))
