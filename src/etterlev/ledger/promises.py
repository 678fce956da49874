"""The log is what it was (S3): recomputed from the first line, and held against a head kept outside the database."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from django.conf import settings

from etterlev.ledger import actions, notes, queries
from etterlev.ledger.errors import LedgerAltered
from etterlev.promises import Evidence, State, as_written, promise


@promise(as_written(__file__, "S3-ledger"))
def unaltered(*, now: datetime) -> Evidence:  # a check's signature
    """Verify the whole tree, and remember its newest head until next time."""
    key = actions.signing_key(Path(settings.RING)).public_key()
    note = queries.newest_note()
    kept = _kept()
    try:
        found = queries.verify(key, None if kept is None else notes.read(kept, key, file=_path().name))
    except LedgerAltered:
        return Evidence(State.BROKEN, systems=("Etterlev",))
    if note is not None:
        _keep(note)
    figures = {"lines": found.size, "signatures": found.heads, "pending": found.pending}
    return Evidence(State.KEPT, figures, systems=("Etterlev",))


def _path() -> Path:
    """Beside the signing key: on another volume than the database, which an intruder there cannot reach."""
    return Path(settings.RING) / "last-checked.head"


def _kept() -> str | None:
    try:
        return _path().read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def _keep(note: str) -> None:
    draft = _path().with_suffix(f".{os.getpid()}")
    draft.write_text(note, encoding="utf-8")
    draft.replace(_path())
