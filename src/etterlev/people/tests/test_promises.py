"""Nobody is held without our knowing why."""

from __future__ import annotations

from etterlev.database.wall import behind_wall
from etterlev.people.models import Relation
from etterlev.people.promises import relations
from etterlev.promises import State
from tests.cast import World


def test_everybody_has_a_relation(world: World) -> None:
    assert relations(now=world.now).state is State.KEPT


def test_a_person_without_a_relation_breaks_the_promise(world: World) -> None:
    with behind_wall({world.oslo}):
        Relation.objects.filter(person_id=world.nina).delete()
    evidence = relations(now=world.now)
    assert evidence.state is State.BROKEN
    assert evidence.figures == {"without_relation": 1}
