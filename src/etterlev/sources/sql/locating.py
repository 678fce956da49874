"""Find everything about a batch of people: by identifier, down the links, and again with what was learnt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from etterlev.sources.contract import IdentifierKind, Subject, Tier
from etterlev.sources.sql import evidence
from etterlev.sources.sql.evidence import Match, Names
from etterlev.sources.sql.people import Held, Origin, Person, Seed, Traits, is_somebody_else, persons, traits
from etterlev.sources.sql.plan import Key, Plan, Row, UnitPlan, Way
from etterlev.sources.sql.reach import Rank, Reach, further, ranked
from etterlev.sources.sql.reading import Reading


class Locating:
    """One search. All people are looked for together, and each finds what they would have found alone."""

    def __init__(self, reading: Reading, subjects: Sequence[Subject]) -> None:
        self.reading = reading
        self.plan: Plan = reading.plan
        self.people: list[Person] = persons(subjects)
        self.reach = Reach(self.plan)
        self.used: dict[str, set[IdentifierKind]] = defaultdict(set)
        self._held: dict[Seed, Held] = {}
        # How many rows were offered to a person for what they say and hold, once that made them sure.
        self._settled: dict[tuple[int, Seed, str, Traits], int] = {}
        self._traits: dict[str, dict[Any, Traits]] = defaultdict(dict)
        # People about whom something new is known since their rows were last judged.
        self._restless: set[int] = set()

    def run(self) -> None:
        """To the fixpoint: nothing new is known, and nothing new is reached."""
        self._restless = {person.number for person in self.people}
        while self._restless:
            self._search()
            for number in sorted(self._restless):
                while self._judge(self.people[number]):
                    pass
            self._descend()
            self._learn()

    def traits(self, unit: UnitPlan, row: Row) -> Traits:
        """The traits of a row; rows that say the same are read once."""
        known = self._traits[unit.name]
        says = unit.says(row)
        found = known.get(says)
        if found is None:
            found = known[says] = traits(unit, row)
        return found

    def is_somebody_else(self, unit: UnitPlan, row: Row, person: int) -> bool:
        return unit.mapped.is_entry and is_somebody_else(unit, self.traits(unit, row), self.people[person])

    def _search(self) -> None:
        """Ask for every seed that has not been asked for, one statement for each unit and kind."""
        wanted: dict[IdentifierKind, list[str]] = defaultdict(list)
        for number in sorted(self._restless):
            for seed, origin in self.people[number].seeds.items():
                if seed not in self._held:
                    self._held[seed] = Held(origin.is_given)
                    wanted[seed[0]].append(seed[1])
        if wanted[IdentifierKind.NAME]:
            wanted[IdentifierKind.NAME] = sorted({name for person in self.people for name in person.asked_names})
        for unit in self.plan.units.values():
            for kind in unit.kinds:
                if wanted[kind]:
                    self.used[unit.name].add(kind)
                    self._sort_out(unit, kind, self.reading.holding(unit, kind, wanted[kind]))

    def _sort_out(self, unit: UnitPlan, kind: IdentifierKind, rows: Iterable[Row]) -> None:
        name, key_of, says_of = unit.name, unit.key, self.traits
        for row in rows:
            says = says_of(unit, row)
            for seed in says.seeds:
                held = self._held.get(seed) if seed[0] is kind else None
                if held is not None:
                    held.add(name, says, key_of(row), row)

    def _judge(self, person: Person) -> bool:
        """Weigh every row that holds one of a person's identifiers. True when a name or birth date was learnt."""
        known = len(person.names), len(person.births)
        accepted = {seed for seed in person.seeds if self._is_accepted(person, seed)}
        sure: list[Traits] = []
        for seed in accepted:
            for (unit, says), rows in self._held[seed].groups.items():
                # Rows that are surely theirs cannot become more so; there may be more of them.
                mark = (person.number, seed, unit, says)
                if self._settled.get(mark) == len(rows):
                    continue
                tier, rank, agreement = self._weighed(self.plan.units[unit], says, person, accepted)
                if tier is None:
                    continue
                self._offer(unit, rows, person, rank)
                if tier is Tier.A:
                    self._settled[mark] = len(rows)
                    sure += [says] if agreement is not Names.DIFFER else []
        person.names.update(name for says in sure for name in says.names[:1])
        person.births.update(*(says.births for says in sure))
        return known != (len(person.names), len(person.births))

    def _offer(self, unit: str, rows: Mapping[Key, Row], person: Person, rank: Rank) -> None:
        reached, number = self.reach[unit], person.number
        for key, row in rows.items():
            reached.offer(number, key, row, rank)
        if rank[0] != Tier.C:
            reached.matched.update((number, key) for key in rows)

    def _is_accepted(self, person: Person, seed: Seed) -> bool:
        origin, held = person.seeds[seed], self._held[seed]
        if origin.is_given:
            return True
        if held.has_too_many:
            return False
        if origin.is_trusted:
            return True
        differ = (evidence.names([each], person.names) is Names.DIFFER for each in held.signatures)
        return not any(differ) and not self._hangs_on_others(person, held)

    def _hangs_on_others(self, person: Person, held: Held) -> bool:
        """Whether a row without a name that holds it hangs on people this person has not reached: whoever keeps the
        books stands in the rows of all their customers, and is none of them.
        """
        for (name, says), rows in held.groups.items():
            unit = self.plan.units[name]
            if says.names or not unit.is_mention:
                continue
            for way in unit.up:
                if way.is_to_people and not self._reaches_all(person, way, rows.values()):
                    return True
        return False

    def _reaches_all(self, person: Person, way: Way, rows: Iterable[Row]) -> bool:
        parent = self.reach[way.parent]
        own = {way.at_parent(parent.rows[key]) for number, key in parent.ranks if number == person.number}
        return all(value is None or value in own for value in map(way.at_child, rows))

    def _weighed(
        self, unit: UnitPlan, says: Traits, person: Person, accepted: set[Seed]
    ) -> tuple[Tier | None, Rank, Names]:
        seeds = says.seeds & accepted
        matches = [Match(seed[0], person.seeds[seed].is_given) for seed in seeds]
        agreement = evidence.names(says.names, person.names)
        tier = evidence.tier(matches, agreement, same_birth=bool(says.births & person.births))
        strong = [seed for seed in seeds if seed[0] in evidence.STRONG] if tier is Tier.A else []
        # The shortest path among the identifiers that made it so sure; a name, only where there is nothing else.
        telling = strong or [seed for seed in seeds if seed[0] is not IdentifierKind.NAME] or seeds
        paths = [person.seeds[seed].path for seed in telling]
        return tier, min(ranked(tier or Tier.C, (*path, unit.name)) for path in paths), agreement

    def _descend(self) -> None:
        """Down every link, one statement for each in a round, until a round reaches nothing better."""
        while self.reach.is_moving():
            for name, fresh in self.reach.take():
                self._descend_from(self.plan.units[name], self._descended(self.plan.units[name], fresh))

    def _descended(self, unit: UnitPlan, fresh: dict[tuple[int, Key], Rank]) -> list[tuple[int, Row, Rank]]:
        """Fresh rows with their people, without those of somebody else."""
        reached = self.reach[unit.name]
        rows, matched = reached.rows, reached.matched
        if not unit.mapped.is_entry:
            return [(number, rows[key], rank) for (number, key), rank in fresh.items()]
        found = []
        for (number, key), rank in fresh.items():
            if (number, key) not in matched and self.is_somebody_else(unit, rows[key], number):
                reached.others.add((number, key))
            else:
                found.append((number, rows[key], rank))
        return found

    def _descend_from(self, unit: UnitPlan, rows: Sequence[tuple[int, Row, Rank]]) -> None:
        for way in unit.down:
            at_parent, at_child = way.at_parent, way.at_child
            lower = {rank: further(rank, way.child) for rank in {rank for _, _, rank in rows}}
            hanging: dict[Key, list[tuple[int, Rank]]] = defaultdict(list)
            for number, row, rank in rows:
                value = at_parent(row)
                if value is not None:
                    hanging[value].append((number, lower[rank]))
            key_of, offer = self.plan.units[way.child].key, self.reach[way.child].offer
            for row in self.reading.children(way, list(hanging)):
                key = key_of(row)
                for number, rank in hanging.get(at_child(row), ()):
                    offer(number, key, row, rank)

    def _learn(self) -> None:
        """Take identifiers from rows that are surely the person's. Whoever learns something is restless again."""
        learnt: dict[tuple[int, Seed], Origin] = {}
        for unit in self.plan.units.values():
            if unit.identifiers_at:
                self._learn_from(unit, learnt)
        for (number, seed), origin in learnt.items():
            self.people[number].seeds[seed] = origin
        self._restless = {number for number, _ in learnt}

    def _learn_from(self, unit: UnitPlan, learnt: dict[tuple[int, Seed], Origin]) -> None:
        reached = self.reach[unit.name]
        read: set[tuple[int, Any, Rank, bool]] = set()
        rows, matched, says_of = reached.rows, reached.matched, unit.says
        for (number, key), rank in reached.ranks.items():
            if rank[0] != Tier.A:
                continue
            once = (number, says_of(rows[key]), rank, (number, key) in matched)
            if once in read:
                continue
            read.add(once)
            says, is_matched = self.traits(unit, rows[key]), once[3]
            person = self.people[number]
            agreement = evidence.names(says.names, person.names)
            if agreement is Names.DIFFER:
                continue
            for seed in says.seeds:
                origin = Origin(
                    (*rank[2], str(seed[0])), is_given=False, is_trusted=is_matched or agreement is Names.AGREE
                )
                known = learnt.get((number, seed))
                if (
                    seed[0] in evidence.LEARNED
                    and person.would_learn(seed, origin)
                    and (not known or origin.order < known.order)
                ):
                    learnt[number, seed] = origin
