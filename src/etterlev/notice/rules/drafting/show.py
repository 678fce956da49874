"""A draft for machines."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from etterlev.notice.rules.drafting.draft import Draft, Row, RowKind
from etterlev.notice.rules.drafting.missing import missing


def as_json(draft: Draft) -> dict[str, Any]:
    """The draft as `etterlev import --format json` prints it."""
    return {
        "file": draft.file,
        "language": draft.language,
        "group": draft.group or None,
        "website": draft.website or None,
        "controllers": [_row(each) for each in draft.of(RowKind.CONTROLLER)],
        "systems": [_row(each) for each in draft.of(RowKind.SYSTEM)],
        "activities": [_row(each) for each in draft.of(RowKind.ACTIVITY)],
        "unplaced": [asdict(each) for each in draft.unplaced],
        "claims": [
            {**asdict(each), "checks": list(each.checks), "state": "bound" if each.checks else "not-checked"}
            for each in draft.claims
        ],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "key": row.key,
        "document": dict(row.document),
        "said": [asdict(each) for each in row.said],
        "from_sector": row.is_sectors,
        "unsure": list(row.unsure),
        "missing": [{"field": each.field, "needed": each.is_needed} for each in missing(row)],
    }
