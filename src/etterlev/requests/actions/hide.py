"""What is another person's or another client's in a case's findings: shown after all, or hidden besides."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from etterlev.controllers.actors import Actor, Reason, action
from etterlev.ledger.events import Event
from etterlev.people import queries as people
from etterlev.requests import queries, rules
from etterlev.requests.actions.decide import open_case
from etterlev.requests.errors import ReasonsNeeded
from etterlev.requests.models import Search
from etterlev.requests.others import Decisions, Kind
from etterlev.requests.package.contents import others_in
from etterlev.vault.fields import reveal
from etterlev.vault.journal import record as journal

MOST_WORDS = 200


@action
def decide_others(
    case_id: UUID, shown: Collection[str], words: Collection[str], reasons: str, *, by: Actor, now: datetime
) -> None:
    """Show what stands under these keys, hide everything else that is another's, and these words besides.

    Raises ReasonsNeeded when another client's business is to be shown without a reason (their secrecy is the law's).
    """
    case = open_case(case_id, by)
    contents = queries.contents(by.scope(Reason.CASE), case.id, now)
    person = None if case.person_id is None else people.person(by.scope(Reason.CASE), case.person_id)
    before = Decisions.of(contents.found.values())
    known = {each.key: each for each in others_in(contents, person)}
    # Keys of what is there no longer are let go of; a word that is hidden by hand is not shown by a key.
    open_now = frozenset(each for each in shown if each in known and known[each].kind is not Kind.WORD)
    wanted = Decisions(open_now, tuple(dict.fromkeys(word.strip() for word in words if word.strip()))[:MOST_WORDS])
    if wanted == before:
        return
    clients = sum(known[each].kind is Kind.CLIENT for each in open_now - before.shown)
    if clients and len(reasons.strip()) < rules.LEAST_REASONS:
        raise ReasonsNeeded(field="reasons", least=rules.LEAST_REASONS)
    searches = list(Search.objects.select_for_update().filter(case=case, found__isnull=False))
    for search in reveal(searches, "found"):
        search.found = {**search.found, "others": wanted.as_json()}
        search.save(update_fields=["found"])
    detail = {"shown": len(open_now), "clients": clients, "words": len(wanted.hidden), "reasons": reasons.strip()}
    journal(
        Event.OTHERS_DECIDED,
        controller=case.controller_id,
        holder=case.holder_id,
        by=by,
        at=now,
        about=case.id,
        rule="RF-15-4",
        detail=detail,
    )
