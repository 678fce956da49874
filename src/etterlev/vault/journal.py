"""Write a line in the log about a person: pseudonym, commitment and sealed detail in one call."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from etterlev.ledger import actions as ledger
from etterlev.ledger.events import Event
from etterlev.ledger.rules import commitment
from etterlev.vault.fields import prepare, reveal
from etterlev.vault.models import LineDetail
from etterlev.vault.pseudonyms import pseudonym


def record(
    event: Event,
    *,
    controller: UUID,
    holder: UUID | None,
    by: ledger.Doer,
    at: datetime,
    about: UUID | None = None,
    rule: str = "",
    detail: Mapping[str, Any] | None = None,
) -> UUID:
    """One line, in the caller's transaction. `detail` is readable only while the holder's key lives."""
    subject = None if holder is None else pseudonym(controller, holder)
    if detail is None or holder is None:
        return ledger.record(event, by=by, at=at, controller=controller, subject=subject, about=about, rule=rule)
    salted = {"salt": os.urandom(32).hex(), "detail": dict(detail)}
    entry = ledger.record(
        event,
        by=by,
        at=at,
        controller=controller,
        subject=subject,
        about=about,
        rule=rule,
        commitment=committed(salted),
    )
    row = LineDetail(controller_id=controller, holder_id=holder, entry_id=entry, detail=salted)
    prepare([row])
    row.save(force_insert=True)
    return entry


def details(entries: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """The details of these lines, by entry."""
    rows = reveal(LineDetail.objects.filter(entry_id__in=list(entries)))
    return {row.entry_id: row.detail["detail"] for row in rows}


def committed(salted: Mapping[str, Any]) -> bytes:
    """The commitment to a salted detail, as the log holds it."""
    text = json.dumps(salted["detail"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return commitment(bytes.fromhex(salted["salt"]), text.encode())
