"""The parts of a database search that only think: the plan, keys as text, spellings, and the best of what was found."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etterlev.sources.contract import IdentifierKind, Link, MappedUnit, SourceMap, Tier
from etterlev.sources.normalise import normal
from etterlev.sources.sql import keys
from etterlev.sources.sql.evidence import Match, Names, tier
from etterlev.sources.sql.plan import Plan, make_plan
from etterlev.sources.sql.reach import Rank, Reached, ranked
from etterlev.sources.sql.shapes import Catalogue, Column, Table
from etterlev.sources.sql.spellings import LONGEST_NUMBER, numbers, spellings

UNITS = ("a", "b", "c", "d", "e")
FIELDS = ("id", "x", "y", "email")
LINKS = st.builds(
    lambda child, field, parent, above, is_declared: Link(child, (field,), parent, (above,), is_declared),
    st.sampled_from((*UNITS, "gone")), st.sampled_from((*FIELDS, "gone")),
    st.sampled_from((*UNITS, "gone")), st.sampled_from((*FIELDS, "gone")), st.booleans(),
)  # fmt: skip


def table(name: str, type_: str = "integer") -> Table:
    types = {"id": type_, "x": "integer", "y": "text", "email": "text"}
    return Table(name, None, name, {field: Column(field, types[field]) for field in FIELDS}, ("id",))


def mapped(name: str, *, is_entry: bool) -> MappedUnit:
    identifying = {"email": IdentifierKind.EMAIL} if is_entry else {}
    return MappedUnit(name, {"y": "free-text"}, identifying, (), is_entry)


def planned(links: Iterable[Link], people: Iterable[str] = ("a",), there: Iterable[str] = UNITS) -> Plan:
    units = tuple(mapped(name, is_entry=name in people) for name in UNITS)
    catalogue = Catalogue({name: table(name) for name in there}, ())
    return make_plan(SourceMap(units, tuple(links), ""), catalogue)


class TestPlan:
    @given(links=st.lists(LINKS, max_size=12), people=st.sets(st.sampled_from(UNITS)))
    def test_every_way_can_be_walked_with_what_is_carried(self, links: list[Link], people: set[str]) -> None:
        plan = planned(links, people)
        for unit in plan.units.values():
            assert len(set(unit.carried)) == len(unit.carried)
            assert set(unit.table.key) | set(unit.mapped.identifying) <= set(unit.carried)
            row = tuple(f"{unit.name}.{name}" for name in unit.carried)
            for way in unit.up:
                assert way.child == unit.name
                assert tuple(row[n] for n in way.child_at) == tuple(f"{unit.name}.{f}" for f in way.child_fields)
                assert way in plan.units[way.parent].down
            for way in unit.down:
                assert way.parent == unit.name
                assert tuple(row[n] for n in way.parent_at) == tuple(f"{unit.name}.{f}" for f in way.parent_fields)
                assert way in plan.units[way.child].up

    @given(links=st.lists(LINKS, max_size=12), there=st.sets(st.sampled_from(UNITS)))
    def test_every_unit_of_the_map_is_planned_or_named_as_missing(self, links: list[Link], there: set[str]) -> None:
        plan = planned(links, there=there)
        assert set(plan.units) | set(plan.missing) == set(UNITS)
        assert set(plan.units) == there
        walked = {unit for each in plan.units.values() for way in each.down for unit in (way.child, way.parent)}
        assert walked <= there

    @given(links=st.lists(LINKS, max_size=12), people=st.sets(st.sampled_from(UNITS)))
    def test_a_link_is_walked_unless_its_ends_are_gone_or_the_search_covers_it(
        self, links: list[Link], people: set[str]
    ) -> None:
        plan = planned(links, people)
        walked = {(w.child, w.child_fields, w.parent, w.parent_fields) for u in plan.units.values() for w in u.down}
        for link in links:
            ends = {link.child, link.parent, *link.child_fields, *link.parent_fields}
            covered = {link.child, link.parent} <= people and {*link.child_fields, *link.parent_fields} == {"email"}
            expected = "gone" not in ends and not covered
            assert ((link.child, link.child_fields, link.parent, link.parent_fields) in walked) is expected

    @given(links=st.lists(LINKS, max_size=12), closed=st.sets(st.sampled_from(UNITS)))
    def test_closing_units_never_opens_others(self, links: list[Link], closed: set[str]) -> None:
        plan = planned(links)
        everything, left = plan.reachable(frozenset()), plan.reachable(frozenset(closed))
        assert left <= everything
        assert not left & closed
        if not closed & everything:
            assert left == everything

    def test_up_is_one_step_and_no_further(self) -> None:
        up = [Link("a", ("x",), "b", ("id",)), Link("b", ("x",), "c", ("id",))]
        assert planned(up).reachable(frozenset()) == {"a", "b"}
        down = [Link("b", ("x",), "a", ("id",)), Link("c", ("x",), "b", ("id",)), Link("c", ("y",), "d", ("id",))]
        assert planned(down).reachable(frozenset()) == {"a", "b", "c", "d"}
        assert planned(down).reachable(frozenset({"b"})) == {"a"}

    @given(links=st.lists(LINKS, max_size=12))
    def test_circles_end(self, links: list[Link]) -> None:
        circle = [Link(one, ("x",), other, ("id",)) for one, other in permutations(UNITS, 2)]
        plan = planned([*links, *circle])
        assert plan.reachable(frozenset()) == plan.under_people == set(UNITS)

    @pytest.mark.parametrize(
        ("below", "above", "pairs"),
        [
            ("integer", "bigint", [(1, 1), (2, 2)]),
            ("text", "integer", [("17", 17), (" 17 ", 17)]),
            ("integer", "character varying(10)", [(17, "17")]),
            ("character(5)", "character(5)", [("ab", "ab   ")]),
            ("citext", "citext", [("Ab", "aB")]),
        ],
    )
    def test_both_ends_of_a_link_compare_equal_however_they_are_kept(
        self, below: str, above: str, pairs: list[tuple[object, object]]
    ) -> None:
        catalogue = Catalogue({"a": table("a", above), "b": table("b", below)}, ())
        units = (mapped("a", is_entry=True), mapped("b", is_entry=False))
        plan = make_plan(SourceMap(units, (Link("b", ("id",), "a", ("id",)),), ""), catalogue)
        (way,) = plan.units["a"].down
        for one, other in pairs:
            assert way.at_child((one, "")) == way.at_parent((other, ""))
        assert way.at_child((None, "")) is None

    def test_a_fingerprint_is_of_the_structure_alone(self) -> None:
        one = Catalogue({"a": table("a"), "b": table("b")}, (Link("b", ("x",), "a", ("id",)),))
        alike = Catalogue({"b": replace(table("b"), rows=9), "a": replace(table("a"), is_readable=False)}, one.links)
        assert one.fingerprint == alike.fingerprint
        other_type = {"a": table("a", "bigint"), "b": table("b")}
        others = (Catalogue(other_type, one.links), Catalogue({"a": table("a")}, ()), Catalogue(one.tables, ()))
        assert len({one.fingerprint, *(each.fingerprint for each in others)}) == 4


PARTS = (
    st.integers(-(2**63), 2**63 - 1) | st.text(max_size=20) | st.uuids() | st.dates() | st.binary(max_size=9)
    | st.datetimes(timezones=st.just(UTC)) | st.decimals(allow_nan=False, allow_infinity=False) | st.booleans()
)  # fmt: skip
KEYS = PARTS | st.tuples(PARTS, PARTS) | st.tuples(PARTS, PARTS, PARTS)


class TestKeys:
    @settings(max_examples=300)
    @given(KEYS)
    def test_a_key_is_read_back_as_it_was_with_its_type(self, key: object) -> None:
        back = keys.from_text(keys.as_text(key))
        assert (back, type(back)) == (key, type(key))

    @settings(max_examples=300)
    @given(KEYS, KEYS)
    def test_no_two_keys_are_written_alike(self, one: object, other: object) -> None:
        def told_apart(key: object) -> object:
            return [(type(part), str(part)) for part in (key if isinstance(key, tuple) else (key,))]

        if keys.as_text(one) == keys.as_text(other):
            assert told_apart(one) == told_apart(other)

    @pytest.mark.parametrize("odd", ["1", "-1", "01", "[1]", "[", "", "null", "1e5", "٣", "1 ", '["a"]', "9" * 30])
    def test_words_that_look_like_something_else_stay_words(self, odd: str) -> None:
        assert keys.from_text(keys.as_text(odd)) == odd

    def test_a_key_says_nothing_that_json_cannot_carry(self) -> None:
        key = (date(2024, 5, 17), datetime(2024, 5, 17, tzinfo=UTC), Decimal("1.50"), b"\xff", "æ")
        assert json.loads(json.dumps(keys.as_text(key))) == keys.as_text(key)


TYPED = (
    st.text(alphabet="0123456789", min_size=7, max_size=15)
    | st.emails()
    | st.from_regex(r"[A-Za-z]{1,8}(, ?| )[A-Za-z]{1,8}( [A-Za-z]{1,8})?", fullmatch=True)
)


class TestSpellings:
    """What the engine is asked for holds every common way to write a value, and nothing that is another's."""

    @given(kind=st.sampled_from(IdentifierKind), text=TYPED)
    def test_every_spelling_has_the_normal_form_it_was_made_of(self, kind: IdentifierKind, text: str) -> None:
        value = normal(kind, text)
        if value is None:
            return
        for spelled in spellings(kind, [value]):
            found = normal(kind, spelled)
            if kind is IdentifierKind.NAME:
                assert found is not None
                assert sorted(found.split()) == sorted(value.split())
            elif found is not None:
                assert found == value

    @given(digits=st.from_regex(r"[2-9][0-9]{7}", fullmatch=True))
    def test_a_phone_s_digits_are_among_its_spellings_however_they_are_grouped(self, digits: str) -> None:
        grouped = (
            digits, f"+47 {digits}", f"0047{digits}", f"{digits[:2]} {digits[2:4]} {digits[4:6]} {digits[6:]}",
            f"{digits[:3]}-{digits[3:5]}-{digits[5:]}", f"(+47) {digits[:3]} {digits[3:]}",
        )  # fmt: skip
        spelled = spellings(IdentifierKind.PHONE, [digits])
        for each in grouped:
            assert normal(IdentifierKind.PHONE, each) == digits
            assert "".join(c for c in each if c.isdigit()) in spelled

    @given(words=st.lists(st.sampled_from(["Åse", "Ødegård", "Nina", "Bjørn", "Sæther", "de", "İlker"]), min_size=1,
           max_size=4))  # fmt: skip
    def test_a_name_s_spellings_hold_what_an_engine_makes_of_it_in_lower_case(self, words: list[str]) -> None:
        name = " ".join(words)
        value = normal(IdentifierKind.NAME, name)
        assert value is not None
        spelled = set(spellings(IdentifierKind.NAME, [value]))
        for stored in (name, name.upper(), name.lower()):
            only_ascii = "".join(c.lower() if c.isascii() else c for c in stored)
            assert only_ascii in spelled

    @given(kind=st.sampled_from(IdentifierKind), text=st.text(alphabet="0123456789 +", max_size=24))
    def test_numbers_fit_the_widest_column(self, kind: IdentifierKind, text: str) -> None:
        value = normal(kind, text)
        if value is not None:
            assert all(0 <= each < 10**LONGEST_NUMBER for each in numbers(kind, [value]))


RANKS = st.builds(
    ranked, st.sampled_from([str(tier_) for tier_ in Tier]), st.lists(st.sampled_from(UNITS), max_size=4).map(tuple)
)


class TestReached:
    @given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), RANKS), max_size=8), st.randoms())
    def test_the_best_way_is_kept_in_whatever_order_ways_come(
        self, offers: list[tuple[int, int, Rank]], chance: object
    ) -> None:
        one, other = Reached(), Reached()
        turned = list(offers)
        chance.shuffle(turned)  # type: ignore[attr-defined]  # Hypothesis gives a random.Random
        for reached, several in ((one, offers), (other, turned)):
            for person, key, rank in several:
                reached.offer(person, key, (key,), rank)
        assert one.ranks == other.ranks
        assert one.ranks == {
            (person, key): min(rank for p, k, rank in offers if (p, k) == (person, key)) for person, key, _ in offers
        }

    def test_what_is_reached_as_well_as_before_is_not_fresh_again(self) -> None:
        reached = Reached()
        reached.offer(0, 1, (1,), ranked("B", ("email", "a")))
        assert len(reached.take()) == 1
        reached.offer(0, 1, (1,), ranked("B", ("email", "a")))
        assert reached.take() == {}
        reached.offer(0, 1, (1,), ranked("A", ("email", "x", "a")))
        assert len(reached.take()) == 1


MATCHES = st.lists(st.builds(Match, st.sampled_from(IdentifierKind), st.booleans()), max_size=4)
ORDER = {Tier.A: 0, Tier.B: 1, Tier.C: 2, None: 3}


class TestEvidence:
    @given(matches=MATCHES, agreement=st.sampled_from(Names), same_birth=st.booleans())
    def test_more_evidence_never_makes_it_less_sure(
        self, matches: list[Match], agreement: Names, *, same_birth: bool
    ) -> None:
        known = ORDER[tier(matches, agreement, same_birth=same_birth)]
        for n in range(len(matches)):
            fewer = matches[:n] + matches[n + 1 :]
            assert ORDER[tier(fewer, agreement, same_birth=same_birth)] >= known
        assert ORDER[tier(matches, agreement, same_birth=True)] <= known
        assert ORDER[tier(matches, Names.AGREE, same_birth=same_birth)] <= known
        assert ORDER[tier(matches, Names.DIFFER, same_birth=same_birth)] >= known

    @given(matches=MATCHES, same_birth=st.booleans())
    def test_nobody_is_sure_by_a_name_that_differs_unless_they_asked_by_it(
        self, matches: list[Match], *, same_birth: bool
    ) -> None:
        if not any(each.is_given for each in matches):
            assert tier(matches, Names.DIFFER, same_birth=same_birth) is not Tier.A

    @given(agreement=st.sampled_from(Names))
    def test_a_name_alone_is_a_guess(self, agreement: Names) -> None:
        named = [Match(IdentifierKind.NAME, is_given=True)]
        assert tier(named, agreement, same_birth=False) is Tier.C
