"""The register changed by hand: checked as strictly as a file, never over somebody else's change, and remembered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etterlev.controllers.actors import Reason
from etterlev.controllers.errors import RoleMissing
from etterlev.database.wall import behind_wall
from etterlev.ledger.events import Event
from etterlev.ledger.models import Entry
from etterlev.notice.tests.group import group
from etterlev.people import actions as people
from etterlev.people.actions import PersonEntry, RelationEntry
from etterlev.register import actions, editing, errors, queries
from etterlev.register.actions import Change, import_register
from tests.cast import World

BASES = st.sampled_from(["A6-1-c", "A6-1-f", "tull"])
CODE, WHY = "kundeforhold", "Ny rutine fra januar."


@pytest.fixture
def held(world: World) -> World:
    import_register(group(), by=world.operator, now=world.now)
    return world


def document(world: World, controller: UUID | None = None) -> dict[str, Any]:
    return queries.document(world.operator.scope(Reason.EVIDENCE), controller or world.oslo, CODE)


def renamed(before: dict[str, Any], name: str = "Kunder") -> dict[str, Any]:
    return {**before, "name": {"nb": name, "nn": f"{name} nn", "en": f"{name} en"}}


def change(world: World, after: dict[str, Any] | None, **other: Any) -> frozenset[UUID]:
    seen = other.pop("seen", editing.fingerprint(document(world)))
    by = other.pop("by", world.siv)
    now = world.now + timedelta(minutes=other.pop("later", 0))
    made = Change(other.pop("code", CODE), after, seen, other.pop("why", WHY), **other)
    return actions.change_activity(world.oslo, made, by=by, now=now)


def events(world: World) -> list[str]:
    with behind_wall({world.oslo, world.bergen}):
        rows = Entry.objects.filter(event__startswith="register:activity").order_by("id")
        return list(rows.values_list("event", flat=True))


def test_a_change_is_here_alone_and_the_history_says_what_and_why(held: World) -> None:
    assert change(held, renamed(document(held))) == {held.oslo}
    assert document(held)["name"]["nb"] == "Kunder"
    assert document(held, held.bergen)["name"]["nb"] != "Kunder"
    (line,) = queries.history(held.operator.scope(Reason.EVIDENCE), held.oslo, CODE)
    assert (line.fields, line.why, line.is_new, line.is_end) == (("name",), WHY, False, False)
    there = {each.controller_id: each.own_fields for each in _elsewhere(held)}
    assert there[held.bergen] == ("name",)
    assert events(held) == [Event.ACTIVITY_CHANGED]


def _elsewhere(world: World) -> list[queries.Elsewhere]:
    return queries.elsewhere(world.operator.scope(Reason.EVIDENCE), world.oslo, CODE)


def test_a_change_everywhere_reaches_only_where_it_was_the_same_and_one_may(held: World) -> None:
    lead = held.lead
    assert change(held, renamed(document(held)), by=lead, everywhere=True) >= {held.oslo, held.bergen}
    change(held, renamed(document(held), "Oslos egne"), by=lead)
    change(held, renamed(document(held), "Oslos nye"), by=lead, everywhere=True)
    assert document(held, held.bergen)["name"]["nb"] == "Kunder"
    # Siv is contact in Oslo alone.
    change(held, renamed(document(held), "Kunder"), by=lead)
    assert change(held, renamed(document(held), "Sivs"), everywhere=True) == {held.oslo}


def test_what_somebody_else_changed_meanwhile_is_not_written_over(held: World) -> None:
    seen = editing.fingerprint(document(held))
    change(held, renamed(document(held), "Først"))
    with pytest.raises(errors.StaleActivity) as refused:
        change(held, renamed(document(held), "Sist"), seen=seen)
    assert refused.value.facts["fields"] == "name"
    assert document(held)["name"]["nb"] == "Først"


def test_the_same_once_more_changes_nothing(held: World) -> None:
    assert change(held, document(held)) == frozenset()
    assert events(held) == []


def test_a_new_one_and_its_end(held: World) -> None:
    fresh = {**document(held), "code": "arkivrydding"}
    change(held, fresh, code="arkivrydding", seen="")
    codes = [each.code for each in queries.activities(held.operator.scope(Reason.EVIDENCE), held.oslo)]
    assert codes[-1] == "arkivrydding"
    with pytest.raises(errors.CodeTaken):
        change(held, fresh, code="arkivrydding", seen="")
    change(held, None, code="arkivrydding", seen=editing.fingerprint(fresh), later=1)
    with pytest.raises(errors.UnknownActivity):
        queries.document(held.operator.scope(Reason.EVIDENCE), held.oslo, "arkivrydding")
    newest, oldest = queries.history(held.operator.scope(Reason.EVIDENCE), held.oslo, "arkivrydding")
    assert newest.is_end
    assert oldest.is_new
    assert events(held) == [Event.ACTIVITY_ADDED, Event.ACTIVITY_ENDED]


def test_what_people_are_held_under_is_not_taken_out(held: World) -> None:
    relation = RelationEntry("customer", CODE, since_on=held.now.date())
    people.record([PersonEntry(held.oslo, "Odd Berg", (), (relation,))], by=held.operator, now=held.now)
    with pytest.raises(errors.ActivityInUse):
        change(held, None)
    assert document(held)["code"] == CODE


@pytest.mark.parametrize(
    ("wrong", "refused"),
    [
        ({"code": "Kunder!"}, errors.CodeNeeded),
        ({"why": " ja "}, errors.WhyNeeded),
        ({"code": "finnes-ikke", "seen": "abc"}, errors.UnknownActivity),
    ],
)
def test_what_cannot_be_done_says_why(held: World, wrong: dict[str, str], refused: type[Exception]) -> None:
    after = {**document(held), "code": wrong.get("code", CODE)}
    with pytest.raises(refused):
        change(held, after, **({"seen": ""} if wrong.get("code") == "Kunder!" else {}), **wrong)


def test_a_system_that_is_not_here_is_named(held: World) -> None:
    with pytest.raises(errors.SystemUnknown, match="ukjent"):
        change(held, {**document(held), "systems": ["ukjent"]})


def test_nobody_else_changes_the_register(held: World) -> None:
    for actor in (held.kari, held.per, held.operator):
        with pytest.raises(RoleMissing):
            change(held, renamed(document(held)), by=actor)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "name": st.fixed_dictionaries({}, optional=dict.fromkeys(("nb", "nn", "en"), st.sampled_from(["", "x"]))),
            "subjects": st.lists(st.just("customer"), max_size=1),
            "categories": st.lists(st.sampled_from(["name", "allergies"]), max_size=2, unique=True),
            "special": st.lists(st.just("A9-2-a"), max_size=1),
            "retention": st.lists(st.just("RT-CONTACT"), max_size=1),
            "purposes": st.lists(st.fixed_dictionaries({"basis": BASES}), max_size=2),
        },
    )
)
def test_whatever_is_missing_is_named_with_its_field(made: dict[str, Any]) -> None:
    fields = {fault.field for fault in editing.faults(made)}
    assert ("name" in fields) == (not all(made.get("name", {}).get(each) for each in ("nb", "nn", "en")))
    assert ("subjects" in fields) == (not made.get("subjects"))
    assert ("retention" in fields) == (not made.get("retention"))
    assert ("purposes" in fields) == (not made.get("purposes"))
    assert ("special" in fields) == ("allergies" in made.get("categories", []) and not made.get("special"))
