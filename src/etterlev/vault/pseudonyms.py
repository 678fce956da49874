"""The random names by which the log knows people. Destroying the row makes its lines nobody's."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from etterlev.vault.keystore.models import LogPseudonym

SLICE = 5_000


def pseudonym(controller: UUID, holder: UUID) -> UUID:
    """The holder's name in the log, made at first use."""
    return pseudonyms(controller, [holder])[holder]


def pseudonyms(controller: UUID, holders: Sequence[UUID]) -> dict[UUID, UUID]:
    """The same for many holders of one controller, in one round."""
    found = _known(controller, holders)
    missing = [holder for holder in dict.fromkeys(holders) if holder not in found]
    if missing:
        fresh = [LogPseudonym(controller_id=controller, holder_id=holder, pseudonym=uuid4()) for holder in missing]
        LogPseudonym.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=SLICE)
        found |= _known(controller, missing)
    return found


def forget(controller: UUID, holder: UUID) -> int:
    """Destroy the link between a holder and its lines. Returns how many rows went."""
    return LogPseudonym.objects.filter(controller_id=controller, holder_id=holder).delete()[0]


def _known(controller: UUID, holders: Sequence[UUID]) -> dict[UUID, UUID]:
    known: dict[UUID, UUID] = {}
    for start in range(0, len(holders), SLICE):
        rows = LogPseudonym.objects.filter(controller_id=controller, holder_id__in=holders[start : start + SLICE])
        known |= dict(rows.values_list("holder_id", "pseudonym"))
    return known
