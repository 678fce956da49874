"""Drafts of a register, as they are kept: each row with its state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from etterlev.notice.errors import UnknownDraft
from etterlev.notice.models import RegisterDraft
from etterlev.notice.rules.drafting import Claim, Row, RowKind, Said

OPEN: Final = "open"
CONFIRMED: Final = "confirmed"
DROPPED: Final = "dropped"


@dataclass(frozen=True)
class DraftRow:
    """A row, its place in the draft, and whether somebody has looked it over."""

    number: int
    row: Row
    state: str


@dataclass(frozen=True)
class KeptDraft:
    """A draft on its way."""

    id: UUID
    file: str
    made_at: datetime
    rows: tuple[DraftRow, ...]
    claims: tuple[Claim, ...]

    def row(self, number: int) -> DraftRow:
        """One of them. Raises UnknownDraft."""
        if not 0 <= number < len(self.rows):
            raise UnknownDraft
        return self.rows[number]

    def next_open(self, after: int = -1) -> int | None:
        """The next row nobody has looked over, from the top again when there is none further down."""
        open_rows = [each.number for each in self.rows if each.state == OPEN]
        return next((each for each in open_rows if each > after), open_rows[0] if open_rows else None)

    def count(self, state: str) -> int:
        return sum(each.state == state for each in self.rows)

    @property
    def systems(self) -> tuple[str, ...]:
        """The systems that are not dropped."""
        return tuple(each.row.key for each in self.rows if each.row.kind is RowKind.SYSTEM and each.state != DROPPED)


def newest() -> KeptDraft | None:
    """The draft that is being looked over."""
    found = RegisterDraft.objects.filter(taken_at=None).order_by("-made_at").first()
    return _kept(found) if found else None


def kept(draft_id: UUID) -> KeptDraft:
    """One that is not taken into use yet. Raises UnknownDraft."""
    found = RegisterDraft.objects.filter(id=draft_id, taken_at=None).first()
    if found is None:
        raise UnknownDraft
    return _kept(found)


def _kept(found: RegisterDraft) -> KeptDraft:
    claims = tuple(Claim(**{**each, "checks": tuple(each["checks"])}) for each in found.claims)
    return KeptDraft(found.id, found.file, found.made_at, rows_of(found), claims)


def rows_of(found: RegisterDraft) -> tuple[DraftRow, ...]:
    """The rows in their order."""
    return tuple(DraftRow(number, _row(each), each["state"]) for number, each in enumerate(found.rows))


def _row(value: Mapping[str, Any]) -> Row:
    said = tuple(Said(**each) for each in value["said"])
    return Row(
        RowKind(value["kind"]), value["key"], value["document"], said, value["is_sectors"], tuple(value["unsure"])
    )


def as_json(row: Row) -> dict[str, Any]:
    """A row as it is kept, not yet looked over."""
    return {**asdict(row), "kind": str(row.kind), "document": dict(row.document), "state": OPEN}


def replaced(row: Row, document: Mapping[str, Any]) -> Row:
    """The row as somebody completed it: nothing in it is unsure any more."""
    return replace(row, document=document, unsure=())
