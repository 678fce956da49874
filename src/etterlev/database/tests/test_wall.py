"""The wall: nothing without an actor, nothing of another department, in Python and in PostgreSQL."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from etterlev.controllers.actors import Actor, Reason, Role, action, operator
from etterlev.controllers.errors import RoleMissing
from etterlev.database.errors import NoActor, OutsideTheWall
from etterlev.database.wall import Walled, behind_wall
from etterlev.people import actions, queries
from etterlev.people.actions import PersonEntry
from etterlev.people.errors import UnknownPerson
from etterlev.people.models import Person
from tests.cast import World


def test_nobody_sees_anything_without_saying_who_asks(world: World) -> None:
    with pytest.raises(NoActor):
        Person.objects.count()


def test_per_cannot_read_a_person_of_another_department(world: World) -> None:
    with pytest.raises(UnknownPerson):
        queries.person(world.per.scope(Reason.CASE), world.nina)


def test_siv_reads_nina_in_her_own_department(world: World) -> None:
    assert queries.person(world.siv.scope(Reason.CASE), world.nina).name == "Nina Vik"


def test_a_scope_never_reaches_beyond_its_actor(world: World) -> None:
    assert world.per.scope(Reason.CASE, {world.oslo, world.bergen}).controllers == {world.bergen}


def test_per_cannot_write_a_person_into_another_department(world: World) -> None:
    entry = PersonEntry(world.oslo, "Falsk", (), ())
    with pytest.raises(OutsideTheWall):
        actions.record([entry], by=world.per, now=world.now)


def test_per_cannot_change_a_person_of_another_department(world: World) -> None:
    with behind_wall({world.oslo}):
        nina = Person.objects.get(id=world.nina)
    with behind_wall({world.bergen}), pytest.raises(OutsideTheWall):
        nina.save(update_fields=["restricted_at"])
    with pytest.raises(UnknownPerson):
        actions.restrict(world.nina, rule="A18", by=world.per, now=world.now)


def test_the_wall_closes_again_after_an_error(world: World) -> None:
    with pytest.raises(ZeroDivisionError), behind_wall({world.oslo}):
        1 / 0  # noqa: B018  # any failure inside
    with pytest.raises(NoActor):
        Person.objects.count()


def test_one_wall_inside_another_gives_back_the_first(world: World) -> None:
    with behind_wall({world.oslo}):
        with behind_wall({world.bergen}):
            assert Person.objects.count() == 0
        assert Person.objects.count() == 1


def test_what_fails_for_one_department_undoes_nothing_for_the_one_around_it(world: World) -> None:
    both = operator({world.oslo, world.bergen})

    @action
    def failing(*, by: Actor) -> None:
        actions.record([PersonEntry(world.bergen, "Aldri Her", (), ())], by=by, now=world.now)
        raise DatabaseError

    @action
    def outer(*, by: Actor) -> None:
        actions.record([PersonEntry(world.oslo, "Ada Moe", (), ())], by=by, now=world.now)
        for within in ({world.bergen}, {world.oslo, world.bergen}):
            with pytest.raises(DatabaseError):
                failing(by=operator(within))
        assert Person.objects.filter(controller_id=world.oslo).count() == 2

    outer(by=both)
    with behind_wall({world.oslo, world.bergen}):
        assert Person.objects.count() == 2


def test_a_role_at_one_department_is_none_at_another(world: World) -> None:
    world.siv.require(world.oslo, Role.PRIVACY_CONTACT)
    with pytest.raises(RoleMissing):
        world.siv.require(world.bergen, Role.PRIVACY_CONTACT)


def test_every_table_with_a_controller_is_behind_the_wall_or_is_known_to_stand_outside() -> None:
    outside = {
        # Read before anybody is known, or published to everybody.
        "access_user",
        "access_rolegrant",
        "access_invitation",
        "controllers_department",
        "controllers_privacycontact",
        # The log and its kin have rules of their own (ledger/migrations/0002_wall.py).
        "ledger_entry",
        "backups_backupset",
        "notice_promisecheck",
        "notice_promiseanswer",
        "notice_attestation",
        "notice_version",
        # The group's own decisions and its suppliers' published words: nobody's personal data.
        "notice_telling",
        "notice_watchedstatement",
        "notice_watchedversion",
        "notice_watcheddecision",
        "notice_registerdraft",
    }
    for model in apps.get_models():
        names = {field.attname for field in model._meta.concrete_fields}
        if "controller_id" in names and model._meta.app_label != "keystore":
            assert issubclass(model, Walled) or model._meta.db_table in outside, model._meta.db_table


@pytest.mark.only_postgresql
class TestInTheDatabaseItself:
    """The same wall, seen by somebody who can send SQL as the serving role."""

    def tables(self) -> list[str]:
        return [m._meta.db_table for m in apps.get_models() if issubclass(m, Walled)]

    def test_the_suite_runs_as_the_serving_role_which_owns_nothing(self, world: World) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
            assert cursor.fetchone() == ("etterlev_app", False, False)
            cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
            assert cursor.fetchone() == (0,)

    def test_every_walled_table_has_a_policy_in_the_database(self, world: World) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_policies")
            guarded = {row[0] for row in cursor.fetchall()}
        assert set(self.tables()) <= guarded
        assert "ledger_entry" in guarded

    def test_raw_sql_without_an_actor_sees_no_rows(self, world: World) -> None:
        for table in self.tables():
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone() == (0,), table

    def test_raw_sql_behind_a_wall_sees_that_department_only(self, world: World) -> None:
        with behind_wall({world.bergen}), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_person")
            assert cursor.fetchone() == (0,)
        with behind_wall({world.oslo}), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_person")
            assert cursor.fetchone() == (1,)

    def test_the_setting_is_gone_when_the_transaction_ends(self, world: World) -> None:
        with behind_wall({world.oslo}):
            pass
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_person")
            assert cursor.fetchone() == (0,)

    def test_raw_sql_cannot_write_into_another_department(self, world: World) -> None:
        with (
            behind_wall({world.bergen}),
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "INSERT INTO people_relation (id, controller_id, person_id, category, activity_code, since_on) "
                "VALUES (gen_random_uuid(), %s, %s, 'customer', 'x', now())",
                [str(world.oslo), str(world.nina)],
            )

    def test_raw_sql_cannot_move_a_row_to_another_department(self, world: World) -> None:
        with behind_wall({world.oslo}), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_person")
            (seen,) = cursor.fetchone()
            assert seen > 0, "Oslo must have somebody to move, or this shows nothing"
        with (
            behind_wall({world.oslo}),
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("UPDATE people_person SET controller_id = %s", [str(world.bergen)])
