"""What every source must show, whatever system it speaks to. A source's own test plants a world and inherits this.

    class TestSaft(SourceContract):
        @pytest.fixture
        def world(self, tmp_path: Path) -> World: ...

A source that has no context or no shared rows says so in its world; where it says it has, it must have planted some.
A source that cannot be searched, now or ever, keeps `GapContract`: it is named in every answer, and none is complete.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pytest

from etterlev.errors import EtterlevError
from etterlev.sources import errors as known_errors
from etterlev.sources.actions import Answer
from etterlev.sources.contract import (
    Coverage,
    CoverageState,
    Finding,
    Identifier,
    IdentifierKind,
    Record,
    Relation,
    Source,
    SourceMap,
    Subject,
    Tier,
)

# A unit's name and a row's key.
Place = tuple[str, str]
# What no person is called, and what no statement should choke on.
NONSENSE: Final = ("", " ", "'; drop table customer; --", "%", "\x00", "\\", "x" * 5000, "٣٤٥", "null", "@", "0")


@dataclass(frozen=True)
class Planted:
    """A row as it must be found. Without `values` only its being found is looked at."""

    relation: Relation = Relation.OWN
    tier: Tier = Tier.A
    values: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class World:
    """A planted system. `expected` holds, for each person by key, everything that concerns them, and nothing else."""

    source: Source
    confirmed: SourceMap
    people: Sequence[Subject]
    expected: Mapping[str, Mapping[Place, Planted]]
    # Somebody the system has never heard of.
    stranger: Subject
    # Somebody asked for by a name that others bear too, and by nothing else.
    namesake: Subject
    # A source of the same kind whose system does not answer.
    unreachable: Source
    # Rows that can only be reached by descending from context: they must never be found.
    bait: frozenset[Place] = frozenset()
    has_context: bool = True
    has_shared: bool = True
    # Change the structure behind the map's back.
    change: Callable[[], None] | None = None
    # Take a unit of the map away, and say which.
    remove_unit: Callable[[], str] | None = None
    # Values of people that a description must never hold, besides their identifiers.
    secrets: Sequence[str] = field(default=())


@dataclass(frozen=True)
class Gap:
    """A source that cannot be searched, and the reason it must give of each of these units."""

    source: Source
    confirmed: SourceMap
    units: Sequence[str]
    state: CoverageState
    reason: type[EtterlevError]


def look(
    source: Source, confirmed: SourceMap, subjects: Sequence[Subject]
) -> tuple[list[Finding], list[Record], tuple[Coverage, ...]]:
    """One whole look."""
    with source.snapshot(confirmed) as snapshot:
        findings = list(snapshot.locate(subjects))
        records = list(snapshot.export(findings))
        return findings, records, snapshot.coverage()


def by_name(subject: str, name: str) -> Subject:
    return Subject(subject, (Identifier(IdentifierKind.NAME, name),))


def places(findings: Sequence[Finding]) -> list[Place]:
    return [(finding.unit, finding.key) for finding in findings]


class SourceContract:
    """The promises themselves. `world` is given by the class that inherits."""

    def test_everything_planted_is_found_and_nothing_else(self, world: World) -> None:
        findings, _, _ = look(world.source, world.confirmed, world.people)
        for person in world.people:
            mine = [finding for finding in findings if finding.subject == person.key]
            found = {(f.unit, f.key): (str(f.relation), str(f.tier)) for f in mine}
            wanted = {place: (str(p.relation), str(p.tier)) for place, p in world.expected[person.key].items()}
            assert found == wanted
            assert len(found) == len(mine), "a row is reported once"

    def test_exported_values_are_those_that_were_planted(self, world: World) -> None:
        _, records, _ = look(world.source, world.confirmed, world.people)
        compared = 0
        for record in records:
            planted = world.expected[record.finding.subject][record.finding.unit, record.finding.key]
            if planted.values is not None:
                assert dict(record.values) == dict(planted.values)
                compared += 1
        assert compared, "nothing was compared"

    def test_every_finding_has_its_record(self, world: World) -> None:
        findings, records, _ = look(world.source, world.confirmed, world.people)
        assert [record.finding for record in records] == findings

    def test_a_batch_finds_what_each_would_have_found_alone(self, world: World) -> None:
        together, _, _ = look(world.source, world.confirmed, world.people)
        alone = [f for person in world.people for f in look(world.source, world.confirmed, [person])[0]]
        assert together == alone

    def test_the_order_is_the_same_every_time(self, world: World) -> None:
        assert look(world.source, world.confirmed, world.people) == look(world.source, world.confirmed, world.people)

    def test_a_stranger_finds_nothing_though_everything_was_searched(self, world: World) -> None:
        findings, records, coverage = look(world.source, world.confirmed, [world.stranger])
        assert (findings, records) == ([], [])
        assert {each.state for each in coverage} == {CoverageState.SEARCHED}

    def test_a_name_alone_is_never_more_than_a_guess(self, world: World) -> None:
        findings, _, _ = look(world.source, world.confirmed, [world.namesake])
        assert {finding.tier for finding in findings} == {Tier.C}

    def test_a_row_that_another_person_reaches_is_shared(self, world: World) -> None:
        if not world.has_shared:
            pytest.skip("this source has no rows that two people reach")
        shared = [p for planted in world.expected.values() for p in planted.values() if p.relation is Relation.SHARED]
        assert shared, "no shared row is planted"
        findings, _, _ = look(world.source, world.confirmed, world.people)
        assert sum(finding.relation is Relation.SHARED for finding in findings) == len(shared)

    def test_context_shows_labels_and_leads_nowhere(self, world: World) -> None:
        if not world.has_context:
            pytest.skip("this source has nothing above a person's own rows")
        labels = {unit.name: set(unit.labels) for unit in world.confirmed.units}
        findings, records, _ = look(world.source, world.confirmed, world.people)
        context = [record for record in records if record.finding.relation is Relation.CONTEXT]
        assert context, "no context is planted"
        assert all(set(record.values) <= labels[record.finding.unit] for record in context)
        assert world.bait, "nothing is planted under the context"
        assert not world.bait & set(places(findings))

    def test_coverage_names_every_unit_of_the_map_once(self, world: World) -> None:
        _, _, coverage = look(world.source, world.confirmed, world.people)
        assert [each.unit for each in coverage] == [unit.name for unit in world.confirmed.units]
        assert {each.state for each in coverage} == {CoverageState.SEARCHED}
        assert {each.fingerprint for each in coverage} == {world.confirmed.fingerprint}

    def test_nothing_is_searched_before_anybody_has_looked(self, world: World) -> None:
        with world.source.snapshot(world.confirmed) as snapshot:
            assert CoverageState.SEARCHED not in {each.state for each in snapshot.coverage()}

    def test_a_changed_structure_never_gives_a_complete_answer(self, world: World) -> None:
        if world.change is None:
            pytest.skip("the structure of this source cannot change")
        world.change()
        findings, _, coverage = look(world.source, world.confirmed, world.people)
        assert findings == []
        assert {each.state for each in coverage} == {CoverageState.CHANGED}
        assert {each.reason for each in coverage} == {known_errors.StructureChanged.__name__}
        assert world.source.describe().fingerprint != world.confirmed.fingerprint

    def test_a_missing_unit_is_named(self, world: World) -> None:
        if world.remove_unit is None:
            pytest.skip("no unit of this source can go missing")
        gone = world.remove_unit()
        _, _, coverage = look(world.source, world.confirmed, world.people)
        news = {each.unit: each for each in coverage}
        assert set(news) == {unit.name for unit in world.confirmed.units}
        assert (news[gone].state, news[gone].reason) == (CoverageState.UNREADABLE, known_errors.UnitMissing.__name__)

    def test_a_source_that_does_not_answer_says_so_of_every_unit(self, world: World) -> None:
        findings, records, coverage = look(world.unreachable, world.confirmed, world.people)
        assert (findings, records) == ([], [])
        assert [each.unit for each in coverage] == [unit.name for unit in world.confirmed.units]
        assert {each.state for each in coverage} == {CoverageState.UNREADABLE}
        assert all(issubclass(getattr(known_errors, each.reason), EtterlevError) for each in coverage)
        with pytest.raises(EtterlevError):
            world.unreachable.describe()

    def test_a_description_has_the_structure_and_no_values(self, world: World) -> None:
        description = world.source.describe()
        assert description.fingerprint == world.confirmed.fingerprint
        assert {unit.name for unit in world.confirmed.units} <= {unit.name for unit in description.units}
        values = [identifier.value for person in world.people for identifier in person.identifiers]
        written = repr(description).lower()
        assert not [value for value in (*values, *world.secrets) if value.lower() in written]

    def test_a_map_that_was_stored_finds_the_same(self, world: World) -> None:
        stored = SourceMap.from_json(json.loads(json.dumps(world.confirmed.as_json())))
        assert look(world.source, stored, world.people) == look(world.source, world.confirmed, world.people)

    def test_records_can_be_written_as_json_and_read_back_the_same(self, world: World) -> None:
        _, records, _ = look(world.source, world.confirmed, world.people)
        values = [dict(record.values) for record in records]
        assert json.loads(json.dumps(values, allow_nan=False)) == values

    @pytest.mark.parametrize("kind", IdentifierKind)
    def test_nonsense_finds_nothing_and_breaks_nothing(self, world: World, kind: IdentifierKind) -> None:
        odd = Subject("odd", tuple(Identifier(kind, value) for value in NONSENSE))
        findings, _, coverage = look(world.source, world.confirmed, [odd, world.people[0]])
        assert {finding.subject for finding in findings} == {world.people[0].key}
        assert {each.state for each in coverage} == {CoverageState.SEARCHED}

    def test_nobody_asked_for_finds_nothing(self, world: World) -> None:
        findings, _, coverage = look(world.source, world.confirmed, [])
        assert findings == []
        assert [each.unit for each in coverage] == [unit.name for unit in world.confirmed.units]


class GapContract:
    """The promises of a source that cannot be searched. `gap` is given by the class that inherits."""

    ANYBODY: Final = Subject("anybody", (Identifier(IdentifierKind.EMAIL, "nina@example.no"),))

    @pytest.mark.parametrize("subjects", [(), (ANYBODY,), (ANYBODY, by_name("odd", "%"))])
    def test_it_finds_nothing_and_every_unit_says_why(self, gap: Gap, subjects: Sequence[Subject]) -> None:
        findings, records, coverage = look(gap.source, gap.confirmed, subjects)
        assert (findings, records) == ([], [])
        assert [each.unit for each in coverage] == list(gap.units)
        assert {(each.state, each.reason) for each in coverage} == {(gap.state, gap.reason.__name__)}

    def test_it_says_so_before_anybody_has_looked(self, gap: Gap) -> None:
        with gap.source.snapshot(gap.confirmed) as snapshot:
            assert {each.state for each in snapshot.coverage()} == {gap.state}

    def test_no_answer_with_it_is_complete(self, gap: Gap) -> None:
        _, records, coverage = look(gap.source, gap.confirmed, [self.ANYBODY])
        assert not Answer(tuple(records), coverage, {}).is_complete

    def test_it_does_not_export_what_somebody_else_found(self, gap: Gap) -> None:
        finding = Finding("anybody", gap.units[0], "1", Relation.OWN, Tier.A, ("email",))
        with gap.source.snapshot(gap.confirmed) as snapshot:
            assert list(snapshot.export([finding])) == []

    def test_whoever_wants_to_map_it_is_told_what_is_wrong(self, gap: Gap) -> None:
        with pytest.raises(gap.reason) as refused:
            gap.source.describe()
        for language in ("nb", "nn", "en"):
            assert refused.value.sentence(language)
