"""Reads of the log: timelines, heads, proofs, and the check that nothing was altered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection
from django.db.models import Max

from etterlev.ledger import notes
from etterlev.ledger.errors import (
    HeadAltered,
    LineAltered,
    LineMissing,
    LinesAdded,
    NotAHead,
    TailMissing,
    TreeDiffers,
    UnknownEntry,
)
from etterlev.ledger.merkle import Frontier, inclusion_proof, leaf_hash
from etterlev.ledger.models import Entry, Leaf, SignedHead
from etterlev.ledger.rules import Line

CHUNK = 20_000


def line_of(entry: Entry) -> Line:
    """The entry as it is hashed."""
    return Line(
        entry.entry_id,
        entry.at,
        entry.controller_id,
        entry.event,
        entry.actor,
        entry.subject,
        entry.about,
        entry.rule,
        None if entry.commitment is None else bytes(entry.commitment),
    )


def about(controllers: frozenset[UUID], thing: UUID) -> list[Entry]:
    """Everything recorded about one case, version or source, oldest first."""
    return list(Entry.objects.filter(controller_id__in=controllers, about=thing).order_by("id"))


def newest_note() -> str | None:
    """The newest signed head, as the note others may keep."""
    return SignedHead.objects.order_by("-size").values_list("note", flat=True).first()


@dataclass(frozen=True)
class Proof:
    """That one line stands in the tree of a given size."""

    line: Line
    position: int
    size: int
    root: bytes
    path: tuple[bytes, ...]


def proof(position: int) -> Proof:
    """An inclusion proof for the line at `position` in the newest signed tree. Raises UnknownEntry."""
    head = SignedHead.objects.order_by("-size").first()
    if head is None or not 0 <= position < head.size:
        raise UnknownEntry(position=position, last=(head.size if head else 0) - 1)
    leaves = [
        bytes(h)
        for h in Leaf.objects.filter(position__lt=head.size).order_by("position").values_list("hash", flat=True)
    ]
    entry = Entry.objects.get(entry_id=Leaf.objects.get(position=position).entry_id)
    return Proof(line_of(entry), position, head.size, bytes(head.root), tuple(inclusion_proof(leaves, position)))


@dataclass(frozen=True)
class Verified:
    """What a check of the log found to be in order."""

    size: int
    root: bytes
    heads: int
    pending: int


def verify(key: Ed25519PublicKey, kept: notes.Head | None = None) -> Verified:
    """Rebuild the whole tree from the entries and hold it against every stored leaf, every signed head, and a kept
    head.

    Raises a LedgerAltered that names the first line that does not hold.
    """
    heads = _heads(key)
    frontier = Frontier()
    for entries in _chunks():
        for position, entry, stored in entries:
            frontier = _checked(frontier, position, entry, stored)
            _hold_against(frontier, heads.pop(frontier.size, None))
            if kept is not None and kept.size == frontier.size:
                _hold_against(frontier, kept)
    if heads:
        raise TailMissing(position=frontier.size)
    if kept is not None and kept.size > frontier.size:
        raise TailMissing(position=frontier.size)
    _all_leaves_signed(frontier)
    total = Entry.objects.count()
    return Verified(frontier.size, frontier.root(), SignedHead.objects.count(), total - frontier.size)


def _heads(key: Ed25519PublicKey) -> dict[int, notes.Head]:
    heads: dict[int, notes.Head] = {}
    for row in SignedHead.objects.order_by("size"):
        try:
            head = notes.read(row.note, key)
        except NotAHead as error:
            raise HeadAltered(position=row.size) from error
        if (head.size, head.root) != (row.size, bytes(row.root)):
            raise HeadAltered(position=row.size)
        peaks = bytes(row.peaks)
        kept = Frontier(row.size, tuple(peaks[n : n + 32] for n in range(0, len(peaks), 32)))
        if kept.root() != head.root:
            raise HeadAltered(position=row.size)
        heads[head.size] = head
    return heads


def _chunks() -> Iterator[list[tuple[int, Entry | None, bytes]]]:
    position = 0
    while True:
        leaves = list(Leaf.objects.filter(position__gte=position).order_by("position")[:CHUNK])
        if not leaves:
            return
        entries = _entries_of(leaves)
        rows = []
        for leaf in leaves:
            found = entries.get(leaf.entry_row)
            rows.append((leaf.position, found if found and found.entry_id == leaf.entry_id else None, bytes(leaf.hash)))
        yield rows
        position = leaves[-1].position + 1


def _entries_of(leaves: list[Leaf]) -> dict[int, Entry]:
    """By row id, in slices that stay under the engines' limits on parameters."""
    ids = [leaf.entry_row for leaf in leaves]
    limit = connection.features.max_query_params or CHUNK
    return {
        entry.id: entry
        for start in range(0, len(ids), limit)
        for entry in Entry.objects.filter(id__in=ids[start : start + limit]).iterator(chunk_size=2_000)
    }


def _checked(frontier: Frontier, position: int, entry: Entry | None, stored: bytes) -> Frontier:
    if position != frontier.size:
        raise LineMissing(position=frontier.size)
    if entry is None:
        raise LineMissing(position=position)
    if leaf_hash(line_of(entry).encoded()) != stored:
        raise LineAltered(position=position)
    return frontier.extended([stored])


def _hold_against(frontier: Frontier, head: notes.Head | None) -> None:
    if head is not None and head.root != frontier.root():
        raise TreeDiffers(position=head.size)


def _all_leaves_signed(frontier: Frontier) -> None:
    signed = SignedHead.objects.aggregate(size=Max("size"))["size"] or 0
    if signed != frontier.size:
        raise LinesAdded(position=signed)


def about_subject(controllers: frozenset[UUID], subject: UUID) -> list[Entry]:
    """Every line about one subject, by log pseudonym, oldest first."""
    return list(Entry.objects.filter(controller_id__in=controllers, subject=subject).order_by("id"))
