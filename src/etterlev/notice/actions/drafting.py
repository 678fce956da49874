"""Make a register of a statement: keep the draft, look over its rows one by one, take what was confirmed into use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

import yaml

from etterlev.controllers.actors import Actor, Reason, action
from etterlev.controllers.queries import controller_ids
from etterlev.ledger.events import Event
from etterlev.notice import drafts, errors
from etterlev.notice.actions._record import log
from etterlev.notice.actions.publishing import MAY_PUBLISH
from etterlev.notice.models import RegisterDraft
from etterlev.notice.rules.drafting import Draft, RowKind, draft, missing, sector
from etterlev.notice.rules.drafting.filling import filled, merged
from etterlev.notice.rules.lint import judge
from etterlev.promises import by_row
from etterlev.register import queries as register
from etterlev.register.actions import import_register
from etterlev.register.parsing import parse
from etterlev.register.writing import fragment, write
from etterlev.sources.text import read_content


def make(content: bytes, file: str, *, by: Actor, now: datetime) -> UUID:
    """Read a statement into a draft. Raises what reading and judging a text raise, and NotTheWholeGroup."""
    _require_whole(by)
    # Read before the transaction begins: nobody waits for a lock while a PDF is unfolded.
    made = draft(judge(read_content(content, file).blocks, file), sector("regnskapsforetak"), by_row())
    return _keep(made, file, by=by, now=now)


@action
def _keep(made: Draft, file: str, *, by: Actor, now: datetime) -> UUID:
    row = RegisterDraft(
        file=file[:200],
        # Who the controllers are stands in the register already: whoever signs in belongs to one of them.
        rows=[drafts.as_json(each) for each in made.rows if each.kind is not RowKind.CONTROLLER],
        claims=[asdict(each) for each in made.claims],
        made_by=by.ref,
        made_at=now,
    )
    row.save(force_insert=True)
    log(Event.DRAFT_MADE, row.id, {"rows": len(row.rows), "claims": len(row.claims)}, by=by, now=now)
    return row.id


@action
def confirm(draft_id: UUID, number: int, answers: Mapping[str, Any], *, by: Actor) -> None:
    """Complete one row and confirm it. Raises UnknownDraft, or DraftFieldMissing while something needed is missing."""
    kept, row = _row(draft_id, number, by)
    document = filled(row.row, answers)
    after = drafts.replaced(row.row, document)
    if any(each.is_needed for each in missing(after)):
        raise errors.DraftFieldMissing
    kept.rows[number] = drafts.as_json(after) | {"state": drafts.CONFIRMED}
    kept.save(update_fields=["rows"])


@action
def drop(draft_id: UUID, number: int, *, by: Actor) -> None:
    """We have no such thing. Raises UnknownDraft."""
    kept, _ = _row(draft_id, number, by)
    kept.rows[number]["state"] = drafts.DROPPED
    kept.save(update_fields=["rows"])


@action
def take(draft_id: UUID, *, by: Actor, now: datetime) -> int:
    """Add what was confirmed to the register. Returns how many rows; raises as the register does."""
    _require_whole(by)
    kept = _open(draft_id)
    confirmed = [each.row for each in drafts.rows_of(kept) if each.state == drafts.CONFIRMED]
    if not confirmed:
        raise errors.DraftNothingConfirmed
    now_there = yaml.load(write(register.register(by.scope(Reason.EVIDENCE))), Loader=yaml.BaseLoader)  # noqa: S506  # text only
    import_register(parse(fragment(merged(now_there, confirmed))), by=by, now=now)
    kept.taken_at = now
    kept.save(update_fields=["taken_at"])
    log(Event.DRAFT_TAKEN, kept.id, {"rows": len(confirmed)}, by=by, now=now)
    return len(confirmed)


def _row(draft_id: UUID, number: int, by: Actor) -> tuple[RegisterDraft, drafts.DraftRow]:
    _require_whole(by)
    kept = _open(draft_id)
    if not 0 <= number < len(kept.rows):
        raise errors.UnknownDraft
    return kept, drafts.rows_of(kept)[number]


def _open(draft_id: UUID) -> RegisterDraft:
    found = RegisterDraft.objects.select_for_update().filter(id=draft_id, taken_at=None).first()
    if found is None:
        raise errors.UnknownDraft
    return found


def _require_whole(by: Actor) -> None:
    """The register is the group's: only somebody with a say in all of it makes one."""
    if not all(by.has(controller, *MAY_PUBLISH) for controller in controller_ids()):
        raise errors.NotTheWholeGroup
