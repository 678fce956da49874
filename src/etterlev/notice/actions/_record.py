"""What every action of this room writes in the log, and asks of words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Actor
from etterlev.languages import LANGUAGES
from etterlev.ledger import actions as ledger
from etterlev.ledger.events import Event
from etterlev.notice.commitments import commitment_of

Words = Mapping[str, str]


def in_all_languages(words: Words) -> bool:
    return set(words) == set(LANGUAGES) and all(each.strip() for each in words.values())


def log(event: Event, about: UUID, facts: Mapping[str, Any], *, by: Actor, now: datetime, rule: str = "") -> None:
    """One line with the hash of public facts: under the group company, or under their own for who does not reach it."""
    group = next((card.id for card in controllers.controllers() if card.is_group), None)
    controller = group if group in by.controllers or not by.controllers else min(by.controllers)
    ledger.record(event, by=by, at=now, controller=controller, about=about, rule=rule, commitment=commitment_of(facts))
