"""Write to those who answer for a case: the privacy contact, and whoever has that role today, such as a substitute."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from etterlev.access import queries as access
from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Actor
from etterlev.letters import actions as letters
from etterlev.letters.actions import Draft
from etterlev.requests import rules
from etterlev.requests.models import Case


def tell_contacts(case: Case, kind: str, template: str, facts: Mapping[str, Any], *, by: Actor, now: datetime) -> int:
    """One letter to each address, without personal data, in this transaction. Returns how many."""
    told = dict(_addresses(case, now))
    for address, language in told.items():
        letters.enqueue(
            Draft(kind, f"requests/letters/{template}.txt", dict(facts), language),
            controller=case.controller_id,
            holder=case.controller_id,
            to=address,
            about=case.id,
            by=by,
            now=now,
        )
    return len(told)


def _addresses(case: Case, now: datetime) -> Iterator[tuple[str, str]]:
    """Address and language, the published contact's last, so that theirs is the controller's own language."""
    card = controllers.controller(case.controller_id)
    for each in access.privacy_contacts(case.controller_id, rules.asks_on(now)):
        if card.contact is None or each.email.casefold() != card.contact.email.casefold():
            yield each.email, each.language
    if card.contact is not None:
        yield card.contact.email, card.language
