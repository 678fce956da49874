"""The wall and the directory, checked the way the statement says they are."""

from __future__ import annotations

import pytest

from etterlev.controllers.models import Department, PrivacyContact
from etterlev.controllers.promises import directory, isolation, walled_tables
from etterlev.database.wall import Walled, WalledManager, behind_wall
from etterlev.people.models import Person
from etterlev.promises import State
from tests.cast import World


def test_no_department_can_read_another(world: World) -> None:
    evidence = isolation(now=world.now)
    assert evidence.state is State.KEPT
    tables = len(list(walled_tables()))
    assert evidence.figures["tables"] == tables
    assert evidence.figures["attempts"] == tables * (3 * 2 + 3)
    assert evidence.figures["seen"] == 0


def test_every_table_with_data_about_people_is_tried(world: World) -> None:
    names = {table._meta.db_table for table in walled_tables()}
    assert {"people_person", "people_identifier", "people_relation", "register_activityrow"} <= names


def test_a_table_whose_wall_has_come_down_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def everything(self: WalledManager) -> object:
        return super(WalledManager, self).get_queryset()

    with behind_wall({world.oslo}):
        held = Person.objects.count()
    assert held > 0
    monkeypatch.setattr(WalledManager, "get_queryset", everything)
    evidence = isolation(now=world.now)
    # On PostgreSQL the database's own wall still stands behind the one that fell.
    if _has_one_wall():
        assert evidence.state is State.BROKEN
        assert evidence.figures["seen"] > 0
    else:
        assert evidence.state is State.KEPT


def _has_one_wall() -> bool:
    from django.db import connection

    return connection.vendor == "sqlite"


def test_the_walled_tables_are_those_that_say_so() -> None:
    assert all(issubclass(table, Walled) for table in walled_tables())


def test_a_whole_directory_keeps_its_promise(world: World) -> None:
    evidence = directory(now=world.now)
    assert evidence.state is State.KEPT
    assert evidence.figures == {"controllers": 3, "departments": 2, "without_department": 0, "without_contact": 0}


def test_a_company_without_a_department_breaks_it(world: World) -> None:
    Department.objects.filter(controller_id=world.bergen).delete()
    evidence = directory(now=world.now)
    assert (evidence.state, evidence.figures["without_department"]) == (State.BROKEN, 1)


def test_a_company_without_a_contact_breaks_it(world: World) -> None:
    PrivacyContact.objects.filter(controller_id=world.group).delete()
    evidence = directory(now=world.now)
    assert (evidence.state, evidence.figures["without_contact"]) == (State.BROKEN, 1)
