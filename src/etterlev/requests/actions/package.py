"""Make the answer: gather, assemble, seal, and let go of the parts it was made from."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from etterlev.controllers.actors import Actor, Reason
from etterlev.ledger.actions import signing_key
from etterlev.ledger.events import Event
from etterlev.requests import links, rules
from etterlev.requests.actions.answering import let_go
from etterlev.requests.models import Answer, Case, Search
from etterlev.requests.package.contents import gather
from etterlev.requests.package.files import package_files, zipped
from etterlev.requests.package.signing import signature
from etterlev.vault.journal import record as journal


def make_answer(case: Case, *, by: Actor, now: datetime, paper: bool = True) -> Answer:
    """The sealed package of an approved case, inside the caller's action. The searches' own copies are emptied."""
    assert case.person_id is not None
    files = package_files(gather(by.scope(Reason.CASE), case.id, now), paper=paper)
    package = zipped(files | signature(files, case.reference, signing_key(Path(settings.RING))))
    answer = Answer(
        id=uuid4(),
        controller_id=case.controller_id,
        case=case,
        holder_id=case.person_id,
        package=package,
        sha256=sha256(package).hexdigest(),
        size=len(package),
        made_at=now,
        expires_at=now + rules.ANSWER_LASTS,
    )
    answer.link_digest = links.digest(links.secret("answer", answer.id))
    answer.save(force_insert=True)
    Search.objects.filter(case=case).update(found=None)
    let_go(case, now=now)
    journal(
        Event.REQUEST_ASSEMBLED,
        controller=case.controller_id,
        holder=case.person_id,
        by=by,
        at=now,
        about=case.id,
        detail={"sha256": answer.sha256, "size": answer.size},
    )
    return answer
