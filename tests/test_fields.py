"""Every column says what it holds: sealed, published, for staff, or nothing about anybody; whose it is and why."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import Model

from etterlev.fields import KINDS, OWNERS, declared
from etterlev.law.retention_classes import RetentionClass
from etterlev.vault.fields import sealed_fields

MODELS = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


@pytest.mark.parametrize("table", sorted(MODELS))
def test_every_column_of_the_table_is_declared(table: str) -> None:
    columns = {field.name for field in MODELS[table]._meta.concrete_fields}
    assert table in declared(), f"declare {table} in the room's fields.toml"
    assert set(declared()[table].kind_of) == columns


def test_nothing_is_declared_that_does_not_exist() -> None:
    assert set(declared()) <= set(MODELS)


@pytest.mark.parametrize("table", sorted(MODELS))
def test_what_is_called_sealed_is_sealed_and_nothing_else_is(table: str) -> None:
    said = {column for column, kind in declared()[table].kind_of.items() if kind == "sealed"}
    assert said == {field.name for field in sealed_fields(MODELS[table])}


@pytest.mark.parametrize("table", sorted(MODELS))
def test_owner_purpose_and_class_are_words_we_know(table: str) -> None:
    entry = declared()[table]
    assert entry.owner in OWNERS
    assert entry.purpose
    assert set(entry.kind_of.values()) <= set(KINDS)
    if entry.owner in ("subject", "staff"):
        assert entry.retention_class in {each.word for each in RetentionClass}


@pytest.mark.parametrize("table", [name for name, model in MODELS.items() if sealed_fields(model)])
def test_the_class_of_the_keys_is_the_declared_one(table: str) -> None:
    classes = {field.retention_class.word for field in sealed_fields(MODELS[table])}
    assert classes == {declared()[table].retention_class}


@pytest.mark.parametrize("table", [name for name, model in MODELS.items() if sealed_fields(model)])
def test_a_table_with_sealed_columns_names_its_holder_and_controller(table: str) -> None:
    model: type[Model] = MODELS[table]
    assert hasattr(model, "holder_id")
    assert any(field.attname == "controller_id" for field in model._meta.concrete_fields)
