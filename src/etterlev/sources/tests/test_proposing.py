"""What people say about a proposed map is kept, remembered, and in force only when somebody confirms it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from etterlev.controllers.actors import Actor, Reason, Role
from etterlev.controllers.errors import RoleMissing
from etterlev.database.wall import behind_wall
from etterlev.sources import actions, queries
from etterlev.sources.actions import mapping
from etterlev.sources.errors import FidesUnreadable, LinkGone, StructureChanged
from etterlev.sources.queries import MapCard
from etterlev.sources.tests.sql_engines import asked, sqlite_database
from tests.cast import World

SCRIPT = """
CREATE TABLE kunder (id INTEGER PRIMARY KEY, epost TEXT);
CREATE TABLE ordre (id INTEGER PRIMARY KEY, kunder_id INTEGER, hjerte TEXT);
""" + "".join(
    f"INSERT INTO kunder VALUES ({n * 7}, 'k{n}@example.no'); INSERT INTO ordre VALUES ({n}, {n * 7}, 'x{n}');"
    for n in range(1, 30)
)
LINK = "ordre.kunder_id kunder.id"
DATASET = "dataset: {collections: [{name: ordre, fields: [{name: hjerte, data_categories: [user.location]}]}]}"
NINA = asked(email="k3@example.no")


@pytest.fixture
def by(world: World) -> Actor:
    return replace(world.operator, roles={world.oslo: frozenset({Role.PRIVACY_CONTACT})})


@pytest.fixture
def source(world: World, by: Actor, tmp_path: Path) -> UUID:
    made = sqlite_database(tmp_path, SCRIPT)
    reach = {"address": made.address}
    added = actions.add(world.oslo, slug="crm", name="CRM", kind="sql", reach=reach, by=by, now=world.now)
    actions.confirm(added, actions.describe(added, by=by, now=world.now).fingerprint, by=by, now=world.now)
    return added


def newest(source: UUID, by: Actor) -> MapCard:
    found = queries.newest_map(by.scope(Reason.EVIDENCE), source)
    assert found is not None
    return found


def units(source: UUID, by: Actor) -> set[str]:
    return {record.finding.unit for record in actions.search(source, [NINA], by=by).records}


def test_a_proposed_link_shows_what_speaks_for_it_and_no_is_remembered(world: World, source: UUID, by: Actor) -> None:
    (link,) = newest(source, by).links
    assert (link.id, link.found, link.tried, link.is_followed, link.is_decided) == (LINK, 29, 29, True, False)
    assert units(source, by) == {"kunder", "ordre"}
    mapping.choose_link(source, LINK, is_followed=False, by=by, now=world.now)
    (link,) = newest(source, by).links
    assert (link.is_followed, link.is_decided) == (False, True)
    # The map in force is the one that was confirmed, until the new one is.
    assert units(source, by) == {"kunder", "ordre"}
    shown = newest(source, by)
    actions.confirm(source, shown.fingerprint, seen=shown.id, by=by, now=world.now)
    assert units(source, by) == {"kunder"}
    # Nobody is asked again when the source is looked at anew: another column makes another proposal.
    mapping.import_fides(source, DATASET, by=by, now=world.now + timedelta(days=1))
    assert [each.is_followed for each in newest(source, by).links] == [False]


def test_a_map_is_confirmed_as_it_was_shown_and_not_as_it_became(world: World, source: UUID, by: Actor) -> None:
    shown = newest(source, by)
    mapping.choose_link(source, LINK, is_followed=False, by=by, now=world.now)
    with pytest.raises(StructureChanged):
        actions.confirm(source, shown.fingerprint, seen=shown.id, by=by, now=world.now)


def test_a_fides_dataset_is_proposed_and_never_confirmed_by_being_read(world: World, source: UUID, by: Actor) -> None:
    before = queries.source(by.scope(Reason.EVIDENCE), source).confirmed_at
    imported = mapping.import_fides(source, DATASET, by=by, now=world.now)
    assert imported.left == ()
    proposed = newest(source, by)
    assert proposed.confirmed_at is None
    assert {f.name: f.category for u in proposed.units for f in u.fields}["hjerte"] == "location"
    assert queries.source(by.scope(Reason.EVIDENCE), source).confirmed_at == before
    assert queries.changed(by.scope(Reason.EVIDENCE)) == []
    with behind_wall(by.controllers):
        in_force = queries.map_in_force(source)
    assert in_force is not None
    assert "location" not in {category for unit in in_force.units for category in unit.categories.values()}


def test_what_is_no_dataset_leaves_the_map_as_it_was(world: World, source: UUID, by: Actor) -> None:
    before = newest(source, by)
    with pytest.raises(FidesUnreadable):
        mapping.import_fides(source, "hei", by=by, now=world.now)
    with pytest.raises(LinkGone):
        mapping.choose_link(source, "a.b c.d", is_followed=True, by=by, now=world.now)
    assert newest(source, by) == before


def test_only_those_who_confirm_maps_say_what_they_hold(world: World, source: UUID) -> None:
    with pytest.raises(RoleMissing):
        mapping.choose_link(source, LINK, is_followed=False, by=world.kari, now=world.now)
    with pytest.raises(RoleMissing):
        mapping.import_fides(source, DATASET, by=world.kari, now=world.now)
