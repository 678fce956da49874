"""Model fields that hold ciphertext. What is read stays closed until `reveal` opens it, in batches."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.db import models
from django.db.models import Model

from etterlev.law.retention_classes import RetentionClass
from etterlev.vault import keys
from etterlev.vault.errors import KeyDestroyed, NotRevealed, Tampered
from etterlev.vault.keys import Holding
from etterlev.vault.sealing import Key, Place, seal, unseal, version_of

Row = TypeVar("Row", bound=Model)


class Sealed:
    """Ciphertext from the database. Printing, comparing or writing it out as text raises NotRevealed."""

    __slots__ = ("ciphertext",)

    def __init__(self, ciphertext: bytes) -> None:
        self.ciphertext = ciphertext

    def _closed(self, *_: object) -> Any:
        raise NotRevealed

    __str__ = __format__ = __iter__ = __len__ = __contains__ = _closed
    __eq__ = _closed
    __hash__ = None  # type: ignore[assignment]  # a closed value cannot be compared, so it cannot be hashed

    def __repr__(self) -> str:
        return "<sealed>"


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """A column of ciphertext under the key of the row's holder. The model names the holder by `holder_id` and its
    controller.
    """

    is_sealed: ClassVar[bool] = True

    def __init__(self, retention_class: int = RetentionClass.CASE, **kwargs: Any) -> None:
        """`retention_class` decides which key: destroying it erases this column and not the others."""
        self.retention_class = RetentionClass(retention_class)
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "retention_class": int(self.retention_class)}

    def encode(self, value: Any) -> bytes:
        return bytes(value)

    def decode(self, plain: bytes) -> Any:
        return plain

    def from_db_value(self, value: Any, *_: object) -> Sealed | None:
        return None if value is None else Sealed(bytes(value))

    def pre_save(self, model_instance: Model, add: bool) -> Any:
        value = getattr(model_instance, self.attname)
        if value is None or isinstance(value, Sealed):
            return value
        key = _key_of(model_instance, self)
        return Sealed(seal(self.encode(value), key, place_of(model_instance, self)))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None:
            return None
        if not isinstance(value, Sealed):
            raise NotRevealed
        return super().get_db_prep_value(value.ciphertext, connection, prepared)

    def get_prep_value(self, value: Any) -> Any:
        return value

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: Model) -> str:
        raise NotRevealed

    def get_lookup(self, lookup_name: str) -> Any:
        """Only `isnull`: nothing else can be asked of ciphertext. Django turns the absence into a FieldError."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


class SealedText(SealedField):
    """Sealed Unicode text."""

    def encode(self, value: Any) -> bytes:
        return str(value).encode()

    def decode(self, plain: bytes) -> str:
        return plain.decode()


class SealedJSON(SealedField):
    """A sealed JSON value."""

    def encode(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def decode(self, plain: bytes) -> Any:
        return json.loads(plain)


def holder_of(row: Model) -> UUID:
    """Whose key seals the row: the model says by a field or property `holder_id`."""
    holder = row.holder_id  # type: ignore[attr-defined]  # every model with sealed fields has it; a test looks
    assert isinstance(holder, UUID)
    return holder


def controller_of(row: Model) -> UUID:
    controller = row.controller_id  # type: ignore[attr-defined]  # every row has a controller; a test looks
    assert isinstance(controller, UUID)
    return controller


def holding_of(row: Model, field: SealedField) -> Holding:
    return Holding(controller_of(row), holder_of(row), int(field.retention_class))


def place_of(row: Model, field: SealedField) -> Place:
    assert isinstance(row.pk, UUID)
    return Place(
        controller_of(row), holder_of(row), int(field.retention_class), row._meta.db_table, str(field.column), row.pk
    )


def _key_of(row: Model, field: SealedField) -> Key:
    """From the keys laid on the row by `prepare`, else fetched (or made) for this row alone."""
    holding = holding_of(row, field)
    laid: dict[Holding, Key] = row.__dict__.get("_vault_keys", {})
    if holding not in laid:
        laid = keys.fetch_or_make(holding_of(row, each) for each in sealed_fields(row))
        row.__dict__["_vault_keys"] = laid
    return laid[holding]


def sealed_fields(row: Model | type[Model]) -> list[SealedField]:
    """The sealed columns of a model."""
    return [field for field in row._meta.concrete_fields if isinstance(field, SealedField)]


def prepare(rows: Sequence[Row]) -> Sequence[Row]:
    """Lay keys on rows before a bulk_create, in one round for all of them."""
    wanted = [holding_of(row, field) for row in rows for field in sealed_fields(row)]
    ready = keys.fetch_or_make(wanted)
    for row in rows:
        row.__dict__["_vault_keys"] = ready
    return rows


def reveal(rows: Iterable[Row], *names: str) -> list[Row]:
    """Open sealed fields in place, all rows in one round to the key store. `names` limits which fields.

    Raises KeyDestroyed when a key is gone and Tampered when a value was changed or moved.
    """
    opened = list(rows)
    closed = [
        (row, field, value)
        for row in opened
        for field in sealed_fields(row)
        if (not names or field.name in names) and isinstance(value := getattr(row, field.attname), Sealed)
    ]
    ring = keys.fetch(holding_of(row, field) for row, field, _ in closed)
    for row, field, value in closed:
        setattr(row, field.attname, _opened(row, field, value.ciphertext, ring.get))
    return opened


def _opened(
    row: Model, field: SealedField, ciphertext: bytes, key_for: Callable[[tuple[Holding, int]], Key | None]
) -> Any:
    key = key_for((holding_of(row, field), version_of(ciphertext)))
    if key is None:
        raise KeyDestroyed
    try:
        return field.decode(unseal(ciphertext, key, place_of(row, field)))
    except InvalidTag as error:
        raise Tampered(table=row._meta.db_table) from error
