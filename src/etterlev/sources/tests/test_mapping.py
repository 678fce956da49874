"""A source is described, and its map confirmed, in the store the installation has."""

from __future__ import annotations

from pathlib import Path

import pytest

from etterlev.controllers.actors import Actor, Reason, Role
from etterlev.sources import actions, queries
from etterlev.sources.errors import StructureChanged
from etterlev.sources.tests.sql_engines import sqlite_database
from tests.cast import World

SCRIPT = "CREATE TABLE kunde (id INTEGER PRIMARY KEY, navn TEXT, epost TEXT);"


def contact(world: World) -> Actor:
    """The operator, with a role that may confirm a map."""
    roles = frozenset({Role.PRIVACY_CONTACT, Role.OPERATOR})
    return Actor(world.operator.ref, world.operator.controllers, dict.fromkeys(world.operator.controllers, roles))


def test_a_database_is_described_and_its_map_is_in_force_once_confirmed(world: World, tmp_path: Path) -> None:
    by = contact(world)
    database = sqlite_database(tmp_path, SCRIPT)
    reach = {"address": database.address}
    source = actions.add(world.oslo, slug="crm", name="CRM", kind="sql", reach=reach, by=by, now=world.now)
    found = actions.describe(source, by=by, now=world.now)
    with pytest.raises(StructureChanged):
        actions.confirm(source, found.fingerprint[:-1], by=by, now=world.now)
    (before,) = queries.sources(by.scope(Reason.EVIDENCE))
    actions.confirm(source, found.fingerprint, by=by, now=world.now)
    (after,) = queries.sources(by.scope(Reason.EVIDENCE))
    assert (before.confirmed_at, after.confirmed_at) == (None, world.now)
