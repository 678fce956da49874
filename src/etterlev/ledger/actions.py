"""The only writers of the log."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Protocol
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection, transaction

from etterlev.ledger import notes
from etterlev.ledger.events import Event
from etterlev.ledger.merkle import Frontier, leaf_hash
from etterlev.ledger.models import Entry, Leaf, SignedHead
from etterlev.ledger.queries import line_of

SEQUENCER_LOCK = 0x455454_4C_45_56
BATCH = 5_000
# A transaction that took its row id long ago may commit late; looking this far back finds it without a full scan.
LATE_ROWS = 100_000


class Doer(Protocol):
    """Whoever acts, known to the log by a pseudonym only."""

    @property
    def ref(self) -> UUID: ...


def record(
    event: Event,
    *,
    by: Doer,
    at: datetime,
    controller: UUID | None,
    subject: UUID | None = None,
    about: UUID | None = None,
    rule: str = "",
    commitment: bytes | None = None,
) -> UUID:
    """Write one entry in the caller's transaction. `subject` is a log pseudonym, `about` an opaque id of a case or a
    version.
    """
    entry = Entry(
        at=at,
        controller_id=controller,
        event=event,
        actor=by.ref,
        subject=subject,
        about=about,
        rule=rule,
        commitment=commitment,
    )
    entry.save(force_insert=True)
    return entry.entry_id


def record_many(
    event: Event, *, by: Doer, at: datetime, controller: UUID, subjects: Iterable[UUID], rule: str = ""
) -> None:
    """The same thing done to many subjects of one controller, in one round."""
    Entry.objects.bulk_create(
        [
            Entry(at=at, controller_id=controller, event=event, actor=by.ref, subject=subject, rule=rule)
            for subject in subjects
        ],
        batch_size=BATCH,
    )


def sequence(now: datetime, *, thorough: bool = False) -> int:
    """Give every committed entry its leaf and sign the new head. Returns how many leaves were added.

    One sequencer runs at a time. `thorough` also looks for entries that committed very late.
    """
    added = 0
    while batch := _sequence_batch(now, thorough=thorough):
        added += batch
    return added


@transaction.atomic
def _sequence_batch(now: datetime, *, thorough: bool) -> int:
    _take_turn()
    entries = _without_leaf(thorough=thorough)
    if not entries:
        return 0
    frontier = current_frontier()
    leaves = [
        Leaf(
            position=frontier.size + n,
            entry_id=entry.entry_id,
            entry_row=entry.id,
            hash=leaf_hash(line_of(entry).encoded()),
        )
        for n, entry in enumerate(entries)
    ]
    Leaf.objects.bulk_create(leaves)
    _sign(frontier.extended(bytes(leaf.hash) for leaf in leaves), now)
    return len(leaves)


def _take_turn() -> None:
    """SQLite's BEGIN IMMEDIATE already lets one writer in; PostgreSQL needs a lock of its own."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEQUENCER_LOCK])


def _without_leaf(*, thorough: bool) -> list[Entry]:
    newest = Leaf.objects.order_by("-entry_row").values_list("entry_row", flat=True).first() or 0
    entries = Entry.objects.exclude(
        entry_id__in=Leaf.objects.filter(entry_row__gt=newest - LATE_ROWS).values("entry_id")
    )
    if thorough:
        entries = Entry.objects.exclude(entry_id__in=Leaf.objects.values("entry_id"))
    else:
        entries = entries.filter(id__gt=newest - LATE_ROWS)
    return list(entries.order_by("id")[:BATCH])


def current_frontier() -> Frontier:
    """What the tree needs in order to grow."""
    head = SignedHead.objects.order_by("-size").first()
    if head is None:
        return Frontier()
    peaks = bytes(head.peaks)
    return Frontier(head.size, tuple(peaks[n : n + 32] for n in range(0, len(peaks), 32)))


def _sign(frontier: Frontier, now: datetime) -> None:
    head = notes.Head(settings.LEDGER_ORIGIN, frontier.size, frontier.root())
    SignedHead.objects.create(
        size=frontier.size,
        root=head.root,
        peaks=b"".join(frontier.peaks),
        note=notes.sign(head, signing_key(Path(settings.RING))),
        at=now,
    )


@cache
def signing_key(ring: Path) -> Ed25519PrivateKey:
    """The installation's Ed25519 key, made at first use and kept in the ring, outside database and data backups."""
    path = ring / "signing.key"
    if not path.exists():
        _write_once(path, Ed25519PrivateKey.generate().private_bytes_raw())
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes())


def _write_once(path: Path, content: bytes) -> None:
    """Atomically, and never over somebody else's: two processes may start at the same time."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
