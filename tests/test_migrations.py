"""One head per room, tables that equal the models, and the same tables on both engines."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

import etterlev

ROOT = Path(etterlev.__file__).parent


def test_no_room_has_two_newest_migrations() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    assert not loader.detect_conflicts()


def test_the_models_need_no_new_migration(stores: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("path", sorted(ROOT.rglob("migrations/0*.py")), ids=lambda p: f"{p.parts[-3]}.{p.stem}")
def test_a_migration_imports_no_room(path: Path) -> None:
    allowed = ("etterlev.database", "etterlev.vault.fields", "etterlev.access.models", "etterlev.law")
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(("import etterlev", "from etterlev")):
            assert line.split()[1].startswith(allowed), line
