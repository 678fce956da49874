"""The holders' keys: made and fetched in batches, never kept longer than the work at hand."""

from __future__ import annotations

import os
from collections.abc import Iterable
from struct import pack
from typing import NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db.models import Q

from etterlev.vault import ring
from etterlev.vault.errors import WrongKeyRing
from etterlev.vault.keystore.models import WrappedKey
from etterlev.vault.sealing import Key, length_prefixed, unwrap, wrap

SLICE = 5_000


class Holding(NamedTuple):
    """Whose key: a controller's key for one holder and one retention class."""

    controller: UUID
    holder: UUID
    retention_class: int


KeysByVersion = dict[tuple[Holding, int], Key]


def fetch(holdings: Iterable[Holding]) -> KeysByVersion:
    """Every existing key of these holdings, one query per controller, class and five thousand holders."""
    found: KeysByVersion = {}
    for (controller, retention_class), holders in _grouped(holdings).items():
        for start in range(0, len(holders), SLICE):
            rows = WrappedKey.objects.filter(
                controller_id=controller, retention_class=retention_class, holder_id__in=holders[start : start + SLICE]
            )
            for row in rows.iterator(chunk_size=2_000):
                found[Holding(controller, row.holder_id, retention_class), row.version] = _unwrapped(row)
    return found


def fetch_or_make(holdings: Iterable[Holding]) -> dict[Holding, Key]:
    """The newest key of each holding, made now where there is none."""
    wanted = list(dict.fromkeys(holdings))
    newest = _newest(fetch(wanted))
    missing = [holding for holding in wanted if holding not in newest]
    if missing:
        # Another process may make the same key first: whoever commits first wins, and both read what stands.
        WrappedKey.objects.bulk_create(
            [_fresh(holding) for holding in missing], ignore_conflicts=True, batch_size=SLICE
        )
        newest |= _newest(fetch(missing))
    return newest


def epochs_in_use() -> set[tuple[UUID, int]]:
    """The controllers' ring keys, by epoch, that the stored keys are wrapped with."""
    return set(WrappedKey.objects.values_list("controller_id", "epoch").distinct())


def destroy(controller: UUID, holder: UUID, retention_class: int | None = None) -> int:
    """Delete a holder's keys, of one class or of all. Returns how many. The caller truncates the WAL outside its
    transaction.
    """
    rule = Q(controller_id=controller, holder_id=holder)
    if retention_class is not None:
        rule &= Q(retention_class=retention_class)
    return WrappedKey.objects.filter(rule).delete()[0]


def _grouped(holdings: Iterable[Holding]) -> dict[tuple[UUID, int], list[UUID]]:
    groups: dict[tuple[UUID, int], list[UUID]] = {}
    for holding in dict.fromkeys(holdings):
        groups.setdefault((holding.controller, holding.retention_class), []).append(holding.holder)
    return groups


def _newest(keys: KeysByVersion) -> dict[Holding, Key]:
    newest: dict[Holding, Key] = {}
    for (holding, version), key in keys.items():
        if holding not in newest or newest[holding].version < version:
            newest[holding] = key
    return newest


def _fresh(holding: Holding) -> WrappedKey:
    epoch = ring.current_epoch(holding.controller)
    return WrappedKey(
        controller_id=holding.controller,
        holder_id=holding.holder,
        retention_class=holding.retention_class,
        epoch=epoch,
        wrapped=wrap(os.urandom(32), ring.key(holding.controller, epoch), _context(holding, epoch, 1)),
    )


def _unwrapped(row: WrappedKey) -> Key:
    holding = Holding(row.controller_id, row.holder_id, row.retention_class)
    kek = ring.key(row.controller_id, row.epoch)
    try:
        secret = unwrap(bytes(row.wrapped), kek, _context(holding, row.epoch, row.version))
    except InvalidTag as error:
        raise WrongKeyRing(ring=ring.path()) from error
    return Key(row.version, AESGCM(secret))


def _context(holding: Holding, epoch: int, version: int) -> bytes:
    return length_prefixed(
        b"dek1",
        holding.controller.bytes,
        holding.holder.bytes,
        pack(">B", holding.retention_class),
        pack(">I", epoch),
        pack(">H", version),
    )
