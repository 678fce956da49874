"""The record is whole and speaks in the vocabulary's words."""

from __future__ import annotations

from typing import Any

import pytest

from etterlev.controllers.queries import controller_ids
from etterlev.database.wall import behind_wall
from etterlev.promises import State
from etterlev.register.models import ActivityRow
from etterlev.register.promises import categories, whole
from tests.cast import World

TEXT = {"nb": "å holde kontakt", "nn": "å halde kontakt", "en": "to stay in contact"}
ACTIVITY: dict[str, Any] = {
    "code": "kundeforhold",
    "name": {"nb": "Kunder", "nn": "Kundar", "en": "Customers"},
    "role": "controller",
    "purposes": [{"code": "customer-administration", "text": TEXT, "basis": "A6-1-b"}],
    "subjects": ["customer"],
    "categories": ["name", "email"],
    "retention": ["RT-CONTACT"],
}


def hold(world: World, **changes: Any) -> None:
    """The same activity at both departments."""
    document = {key: value for key, value in {**ACTIVITY, **changes}.items() if value is not None}
    with behind_wall(controller_ids()):
        ActivityRow.objects.all().delete()
        for controller in (world.oslo, world.bergen):
            ActivityRow.objects.create(controller_id=controller, code="kundeforhold", position=0, document=document)


def check(world: World, name: str) -> Any:
    with behind_wall(controller_ids()):
        return {"whole": whole, "categories": categories}[name](now=world.now)


def test_an_activity_two_departments_share_is_counted_once(world: World) -> None:
    hold(world)
    evidence = check(world, "whole")
    assert evidence.state is State.KEPT
    assert evidence.figures == {"activities": 1, "purposes": 1, "incomplete": 0}
    assert check(world, "categories").figures == {"activities": 1, "categories": 2, "unknown": 0}


@pytest.mark.parametrize(
    "changes",
    [
        {"purposes": []},
        {"retention": None},
        {"purposes": [{"code": "customer-administration", "text": TEXT, "basis": "A6-1-f"}]},
        {"purposes": [{"code": "customer-administration", "text": TEXT, "basis": "A6-1-c"}]},
        {"purposes": [{"code": "no-such-purpose", "text": TEXT, "basis": "A6-1-b"}]},
    ],
)
def test_an_activity_without_purpose_basis_or_retention_breaks_the_promise(
    world: World, changes: dict[str, Any]
) -> None:
    hold(world, **changes)
    evidence = check(world, "whole")
    assert (evidence.state, evidence.figures["incomplete"]) == (State.BROKEN, 1)


@pytest.mark.parametrize(
    "changes",
    [{"categories": None}, {"subjects": None}, {"categories": ["shoe-size"]}, {"categories": ["sickness-absence"]}],
)
def test_a_category_outside_the_vocabulary_breaks_the_promise(world: World, changes: dict[str, Any]) -> None:
    hold(world, **changes)
    evidence = check(world, "categories")
    assert (evidence.state, evidence.figures["unknown"]) == (State.BROKEN, 1)


def test_an_empty_register_claims_nothing(world: World) -> None:
    with behind_wall(controller_ids()):
        ActivityRow.objects.all().delete()
    assert check(world, "whole").state is State.NOT_YET_CHECKED
