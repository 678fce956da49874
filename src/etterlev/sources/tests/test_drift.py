"""A source that is no longer what was confirmed is an alarm, seen by itself, until somebody confirms it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django_tasks_db.models import DBTaskResult

from etterlev.controllers.actors import Actor, Reason, Role
from etterlev.database.wall import behind_wall
from etterlev.jobs import JOBS
from etterlev.ledger import queries as ledger
from etterlev.promises import PROMISES, State
from etterlev.sources import actions, queries
from etterlev.sources.contract import CoverageState
from etterlev.sources.drift import Drift, drift
from etterlev.sources.tests.sql_engines import Database, asked, sqlite_database
from tests.cast import World

SCRIPT = """
CREATE TABLE kunde (id INTEGER PRIMARY KEY, navn TEXT, epost TEXT);
CREATE TABLE ordre (id INTEGER PRIMARY KEY, kunde_id INTEGER REFERENCES kunde (id), pris INTEGER);
CREATE TABLE brev (id INTEGER PRIMARY KEY, tekst TEXT);
"""
CHANGE = """
ALTER TABLE kunde ADD COLUMN fodselsnummer TEXT;
ALTER TABLE brev RENAME TO brevarkiv;
DROP TABLE ordre;
CREATE TABLE ordre (id INTEGER PRIMARY KEY, kunde_id INTEGER REFERENCES kunde (id), pris TEXT);
"""
SEEN = Drift(
    new=("brevarkiv", "brevarkiv.id", "brevarkiv.tekst", "kunde.fodselsnummer"),
    gone=("brev", "brev.id", "brev.tekst"),
    changed=("ordre.pris",),
)
TOMORROW = timedelta(days=1)


@dataclass(frozen=True)
class Watched:
    """A source of Oslo with a confirmed map, and the file behind it."""

    id: UUID
    file: Database
    by: Actor
    world: World

    def changed(self) -> list[Drift]:
        return [each.drift for each in queries.changed(self.by.scope(Reason.EVIDENCE))]

    def promise(self) -> State:
        return PROMISES["S2-sources"].check(now=self.world.now).state


@pytest.fixture
def watched(world: World, tmp_path: Path) -> Iterator[Watched]:
    by = replace(world.operator, roles={world.oslo: frozenset({Role.PRIVACY_CONTACT})})
    made = sqlite_database(tmp_path, SCRIPT)
    at: Any = {"by": by, "now": world.now}
    source = actions.add(world.oslo, slug="crm", name="CRM", kind="sql", reach={"address": made.address}, **at)
    actions.confirm(source, actions.describe(source, **at).fingerprint, **at)
    yield Watched(source, made, by, world)
    made.source.close()


def test_a_source_is_looked_at_once_a_day_and_a_change_is_an_alarm_until_it_is_confirmed(watched: Watched) -> None:
    look, now = JOBS[actions.LOOK], watched.world.now
    assert list(look.due(now=now + TOMORROW - timedelta(seconds=1))) == []
    assert list(look.due(now=now + TOMORROW)) == [watched.id]
    assert watched.promise() is State.KEPT
    watched.file.run(CHANGE)
    look.work(watched.id, now=now + TOMORROW)
    assert list(look.due(now=now + TOMORROW)) == []
    assert watched.changed() == [SEEN]
    assert watched.promise() is State.BROKEN
    with behind_wall(watched.by.controllers):
        logged = [each.event for each in ledger.about(watched.by.controllers, watched.id)]
    assert logged.count("sources:source:changed") == 1
    newest = queries.newest_map(watched.by.scope(Reason.EVIDENCE), watched.id)
    assert newest is not None
    actions.confirm(watched.id, newest.fingerprint, by=watched.by, now=now + TOMORROW)
    assert watched.changed() == []
    assert watched.promise() is State.KEPT


def test_one_that_is_again_what_it_was_is_no_alarm(watched: Watched) -> None:
    now = watched.world.now
    watched.file.run("ALTER TABLE brev RENAME TO brevarkiv")
    actions.describe(watched.id, by=watched.by, now=now + TOMORROW)
    assert len(watched.changed()) == 1
    watched.file.run("ALTER TABLE brevarkiv RENAME TO brev")
    actions.describe(watched.id, by=watched.by, now=now + 2 * TOMORROW)
    assert watched.changed() == []
    newest = queries.newest_map(watched.by.scope(Reason.EVIDENCE), watched.id)
    assert newest is not None
    assert newest.confirmed_at == now


def test_a_search_that_meets_a_change_asks_for_a_look_of_its_own(watched: Watched) -> None:
    nudged = DBTaskResult.objects.filter(args_kwargs__args__0=actions.LOOK)
    actions.search(watched.id, [asked(email="nina@example.no")], by=watched.by)
    assert nudged.count() == 0
    watched.file.run(CHANGE)
    answer = actions.search(watched.id, [asked(email="nina@example.no")], by=watched.by)
    assert {each.state for each in answer.coverage} == {CoverageState.CHANGED, CoverageState.UNREADABLE}
    assert [each.args_kwargs["args"][1] for each in nudged] == [str(watched.id)]


def test_one_that_does_not_answer_is_tried_again_tomorrow_and_is_no_change(watched: Watched) -> None:
    Path(watched.file.name).unlink()
    look, now = JOBS[actions.LOOK], watched.world.now
    look.work(watched.id, now=now + TOMORROW)
    assert watched.changed() == []
    assert list(look.due(now=now + TOMORROW)) == []
    assert list(look.due(now=now + 2 * TOMORROW)) == [watched.id]


def test_nobody_else_is_told(watched: Watched) -> None:
    watched.file.run(CHANGE)
    actions.describe(watched.id, by=watched.by, now=watched.world.now + TOMORROW)
    elsewhere = replace(watched.by, controllers=frozenset({watched.world.bergen}))
    assert queries.changed(elsewhere.scope(Reason.EVIDENCE)) == []


def test_a_reference_that_is_gone_is_a_change_of_what_referred() -> None:
    units = [{"name": "a", "fields": []}, {"name": "b", "fields": []}]
    link = {"child": "b", "child_fields": ["a_id"], "parent": "a", "parent_fields": ["id"], "is_declared": True}
    whole = {"units": units, "links": [link]}
    assert drift(whole, {"units": units, "links": []}) == Drift(changed=("b",))
    # What was only proposed is not a structure.
    assert drift({"units": units, "links": [{**link, "is_declared": False}]}, {"units": units, "links": []}) == Drift()
