"""Follow what suppliers say they do: read their statements again, keep each version, and decide on what changed."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from etterlev.controllers.actors import Actor, action
from etterlev.errors import EtterlevError
from etterlev.jobs import JOBS
from etterlev.ledger.events import Event
from etterlev.notice import errors
from etterlev.notice.actions._record import log
from etterlev.notice.actions.publishing import MAY_PUBLISH
from etterlev.notice.fetching import Fetcher, Marks, check_address
from etterlev.notice.models import WatchedDecision, WatchedStatement, WatchedVersion
from etterlev.notice.rules.lint import Report, judge
from etterlev.notice.rules.supplier_changes import Choice, Comparison, as_json
from etterlev.notice.rules.watch import compare
from etterlev.sources.text import read_content


@action
def watch(supplier: str, *, address: str = "", by: Actor, now: datetime) -> UUID:
    """Begin to follow a supplier; its address is read soon. Raises SupplierUnnamed, SupplierWatchedAlready or
    AddressNotAllowed.
    """
    _require_publisher(by)
    name = " ".join(supplier.split())
    if not name:
        raise errors.SupplierUnnamed(field="supplier")
    if WatchedStatement.objects.filter(supplier__iexact=name).exists():
        raise errors.SupplierWatchedAlready(field="supplier", supplier=name)
    if address.strip():
        check_address(address.strip())
    row = WatchedStatement(supplier=name, address=address.strip(), added_by=by.ref, added_at=now)
    row.save(force_insert=True)
    log(Event.SUPPLIER_WATCHED, row.id, {"supplier": name, "address": row.address}, by=by, now=now)
    if row.address:
        JOBS["notice.watch"].nudge(row.id)
    return row.id


@action
def ask(watched_id: UUID, *, by: Actor) -> None:
    """Have the address read soon, though it was read today."""
    WatchedStatement.objects.filter(id=watched_id).update(tried_at=None)
    JOBS["notice.watch"].nudge(watched_id)


def fetch(watched_id: UUID, *, by: Actor, now: datetime, fetcher: Fetcher | None = None) -> WatchedVersion | None:
    """Read the statement at a supplier's address, and keep it when it says something new.

    What stops the reading is kept with the supplier, and raised: it may be the address, the server or the text.
    """
    row = WatchedStatement.objects.get(id=watched_id)
    try:
        found = (fetcher or Fetcher()).fetch(row.address, Marks(row.etag, row.last_modified))
        if found.content is None:
            _noted(watched_id, by=by, now=now, read=True)
            return None
        made = take_in(watched_id, found.content, found.name, by=by, now=now)
    except EtterlevError as problem:
        _noted(watched_id, by=by, now=now, trouble=type(problem).__name__)
        raise
    _noted(watched_id, by=by, now=now, read=True, marks=found.marks)
    return made


def take_in(watched_id: UUID, content: bytes, file: str, *, by: Actor, now: datetime) -> WatchedVersion | None:
    """Keep a statement that somebody brought or that was fetched, unless it says what the last one said.

    Raises what reading and judging a text raise.
    """
    report = _read(content, file)
    newest = WatchedVersion.objects.filter(watched_id=watched_id).order_by("-number").first()
    comparison = None
    if newest is not None:
        found = _compared(newest, report)
        if found.is_comparable and not found.changes:
            _noted(watched_id, by=by, now=now, read=True)
            return None
        comparison = as_json(found)
    row = WatchedVersion(
        watched_id=watched_id,
        number=newest.number + 1 if newest else 1,
        read_at=now,
        file=file[:200],
        digest=hashlib.sha256(content).hexdigest(),
        content=content,
        language=report.statement.language,
        comparison=comparison,
    )
    _kept(row, by=by, now=now)
    return row


def _compared(newest: WatchedVersion, report: Report) -> Comparison:
    """What changed. What an older release could read and this one cannot, cannot be compared."""
    try:
        before = _read(bytes(newest.content), newest.file)
    except EtterlevError:
        return Comparison(is_comparable=False)
    return compare(before, report)


def _require_publisher(by: Actor) -> None:
    """Raises RoleMissing for whoever has no say over the statement in any department."""
    if not any(by.has(controller, *MAY_PUBLISH) for controller in by.controllers):
        by.require(min(by.controllers, default=UUID(int=0)), *MAY_PUBLISH)


def readable(content: bytes, file: str) -> None:
    """Raises what reading and judging a text raise, before anything is kept."""
    _read(content, file)


def _read(content: bytes, file: str) -> Report:
    return judge(read_content(content, file).blocks, file)


@action
def _kept(row: WatchedVersion, *, by: Actor, now: datetime) -> None:
    row.save(force_insert=True)
    WatchedStatement.objects.filter(id=row.watched_id).update(read_at=now, tried_at=now, trouble="")
    log(Event.SUPPLIER_READ, row.id, {"number": row.number, "digest": row.digest}, by=by, now=now)


@action
def _noted(
    watched_id: UUID, *, by: Actor, now: datetime, read: bool = False, trouble: str = "", marks: Marks | None = None
) -> None:
    """How a try went."""
    changes: dict[str, object] = {"tried_at": now, "trouble": trouble}
    if read:
        changes["read_at"] = now
    if marks is not None:
        changes |= {"etag": marks.etag[:500], "last_modified": marks.last_modified[:100]}
    WatchedStatement.objects.filter(id=watched_id).update(**changes)


@action
def decide(version_id: UUID, choice: str, *, reasons: str, person: str, by: Actor, now: datetime) -> None:
    """A named person accepts what a supplier changed, objects to it, or has asked about it; asking settles nothing.

    Raises SupplierUndecided without a choice and reasons, SupplierDecidedAlready.
    """
    _require_publisher(by)
    known = choice in set(Choice)
    if not known or not reasons.strip():
        raise errors.SupplierUndecided(field="reasons" if known else "choice")
    version = WatchedVersion.objects.select_for_update().get(id=version_id)
    if WatchedDecision.objects.filter(version=version).exclude(choice=Choice.ASKED).exists():
        raise errors.SupplierDecidedAlready
    row = WatchedDecision(
        version=version, choice=choice, reasons=reasons.strip(), person=person, decided_by=by.ref, decided_at=now
    )
    row.save(force_insert=True)
    log(Event.SUPPLIER_CHANGE_DECIDED, row.id, {"version": str(version_id), "choice": choice}, by=by, now=now)
