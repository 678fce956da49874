"""The wall between controllers: no row of one department is read or written on behalf of another.

Two layers say the same. In Python every queryset of a walled table is filtered by the controllers of whoever acts, and
raises when nobody does. In PostgreSQL row-level security repeats it for the serving role (`migrations.WallRows`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Self, TypeVar
from uuid import UUID, uuid4

from django.db import connection, models, transaction

from etterlev.database.errors import NoActor, OutsideTheWall, SealedFieldInQuery

Row = TypeVar("Row", bound=models.Model)
_visible: ContextVar[frozenset[UUID] | None] = ContextVar("visible_controllers", default=None)
SETTING = "etterlev.controllers"


def visible_controllers() -> frozenset[UUID]:
    """The controllers of whoever acts now. Raises NoActor when nobody does: the wall fails closed."""
    controllers = _visible.get()
    if controllers is None:
        raise NoActor
    return controllers


@contextmanager
def behind_wall(controllers: Iterable[UUID]) -> Iterator[bool]:
    """See and write rows of these controllers only, until the block ends. Gives whether the block is a transaction of
    its own, or a savepoint.

    On PostgreSQL the same set is given to row-level security for the length of one transaction, so that a pooled
    connection cannot carry it to the next request.
    """
    wanted = frozenset(controllers)
    before = _visible.get()
    if before == wanted:
        yield False
        return
    token = _visible.set(wanted)
    try:
        with _told_to_database(wanted, before):
            yield connection.vendor == "postgresql"
    finally:
        _visible.reset(token)


@contextmanager
def _told_to_database(wanted: frozenset[UUID], before: frozenset[UUID] | None) -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    inside = connection.in_atomic_block
    with transaction.atomic():
        _set(wanted)
        yield
        if inside and not connection.needs_rollback:
            # The setting would outlive this block in the transaction around it.
            _set(before or frozenset())


def _set(controllers: frozenset[UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, ",".join(sorted(map(str, controllers)))])


class WalledRows(models.QuerySet[Row]):
    """A queryset that stays inside the wall and never asks the database to read a sealed column."""

    def bulk_create(self, objs: Iterable[Row], *args: Any, **kwargs: Any) -> list[Row]:
        rows = list(objs)
        for row in rows:
            _check_inside(row)
        return super().bulk_create(rows, *args, **kwargs)

    def order_by(self, *names: Any) -> Self:
        for name in names:
            if isinstance(name, str) and is_sealed(self.model, name.lstrip("-")):
                raise SealedFieldInQuery(field_name=name.lstrip("-"))
        return super().order_by(*names)


def is_sealed(model: type[models.Model], name: str) -> bool:
    """Whether a column of the model is ciphertext."""
    field = next((field for field in model._meta.fields if field.name == name), None)
    return bool(getattr(field, "is_sealed", False))


def _check_inside(row: models.Model) -> None:
    if getattr(row, "controller_id", None) not in visible_controllers():
        raise OutsideTheWall


class WalledManager(models.Manager.from_queryset(WalledRows)):  # type: ignore[misc]  # built at run time by Django
    """Reads only what the acting controllers own."""

    def get_queryset(self) -> WalledRows[Any]:
        rows: WalledRows[Any] = super().get_queryset()
        return rows.filter(controller_id__in=visible_controllers())


class Walled(models.Model):
    """A row that belongs to one controller. The subclass declares `controller`."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    objects = WalledManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        _check_inside(self)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        _check_inside(self)
        return super().delete(*args, **kwargs)
