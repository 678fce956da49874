"""Tell whoever has an address which departments know it: by a letter to that address, and in no other way."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from etterlev.controllers import queries as controllers
from etterlev.controllers.actors import Actor, Reason, action
from etterlev.letters import actions as letters
from etterlev.letters import queries as written
from etterlev.letters.actions import Draft
from etterlev.people import queries as people
from etterlev.requests import links, rules
from etterlev.requests.errors import EmailNotValid
from etterlev.vault.errors import NotIndexable
from etterlev.vault.index import Index, normalised


@action
def point(email: str, *, language: str, by: Actor, now: datetime) -> None:
    """Write to the address, the same rows whether anybody knows it or not. Raises EmailNotValid."""
    try:
        holder = links.address_id(normalised(Index.EMAIL, email))
    except NotIndexable:
        raise EmailNotValid(field="email") from None
    scope = by.scope(Reason.SELF)
    if written.written_to(scope, holder, now - timedelta(days=1)) >= rules.POINTED_A_DAY:
        return
    known = people.known_at(scope, email)
    group = next(card for card in controllers.controllers() if card.is_group)
    facts = {
        "departments": [card for card in controllers.departments() if card.controller.id in known],
        "directory": f"{settings.PORTAL_ORIGIN}{links.prefix(language)}/avdelinger/",
    }
    draft = Draft("departments", "requests/letters/departments.txt", facts, language)
    letters.enqueue(draft, controller=group.id, holder=holder, to=email.strip(), about=None, by=by, now=now)
