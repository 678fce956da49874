"""The two stores and their router: data on `default`, keys on `keys`. Nothing joins them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Model

KEYS = "keys"


class KeyStoreRouter:
    """Tables of the key store live on the alias `keys`, everything else on `default`."""

    def db_for_read(self, model: type[Model], **_: Any) -> str:
        return KEYS if model._meta.app_label == "keystore" else "default"

    db_for_write = db_for_read

    def allow_relation(self, one: Model, other: Model, **_: Any) -> bool:
        return (one._meta.app_label == "keystore") == (other._meta.app_label == "keystore")

    def allow_migrate(self, db: str, app_label: str, **_: Any) -> bool:
        return (db == KEYS) == (app_label == "keystore")


@contextmanager
def both_stores(*, savepoint: bool = True) -> Iterator[None]:
    """One transaction per store. Keys is the inner one and commits first: an orphan key is harmless, a keyless row is
    not. Without a savepoint, what fails here undoes the whole block around it.
    """
    with transaction.atomic(savepoint=savepoint), transaction.atomic(using=KEYS):
        yield
