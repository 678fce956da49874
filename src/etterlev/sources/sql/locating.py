"""Find everything about a batch of people: by identifier, down the links, and again with what was learnt, to the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from etterlev.sources.contract import IdentifierKind, Subject, Tier
from etterlev.sources.sql import evidence
from etterlev.sources.sql.evidence import Match, Names
from etterlev.sources.sql.people import Held, Origin, Person, Seed, Traits, is_somebody_else, persons, traits
from etterlev.sources.sql.plan import Key, Plan, Row, UnitPlan
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
        self._rows: dict[tuple[str, Key], Row] = {}
        self._traits: dict[tuple[str, Row], Traits] = {}
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
        says = (unit.name, tuple(row[n] for n in unit.evidence_at))
        found = self._traits.get(says)
        if found is None:
            found = self._traits[says] = traits(unit, row)
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
        for row in rows:
            key, says = unit.key(row), self.traits(unit, row)
            for seed in says.seeds:
                held = self._held.get(seed) if seed[0] is kind else None
                if held is not None:
                    held.add(unit.name, key, says.signature)
                    self._rows[unit.name, key] = row

    def _judge(self, person: Person) -> bool:
        """Weigh every row that holds one of a person's identifiers. True when a name or a birth date was learnt by it."""
        known = len(person.names), len(person.births)
        accepted = {seed for seed in person.seeds if self._is_accepted(person, seed)}
        names: set[str] = set()
        births: set[str] = set()
        for (unit, says), keys in self._candidates(person, accepted).items():
            tier, rank, agreement = self._weighed(self.plan.units[unit], says, person, accepted)
            if tier is None:
                continue
            reached = self.reach[unit]
            for key in keys:
                reached.offer(person.number, key, self._rows[unit, key], rank)
            if tier is not Tier.C:
                reached.matched.update((person.number, key) for key in keys)
            if tier is Tier.A and agreement is not Names.DIFFER:
                names.update(says.names[:1])
                births |= says.births
        person.names |= names
        person.births |= births
        return known != (len(person.names), len(person.births))

    def _candidates(self, person: Person, accepted: Iterable[Seed]) -> dict[tuple[str, Traits], list[Key]]:
        """Rows not yet sure, those that say the same together."""
        found: dict[tuple[str, Traits], list[Key]] = defaultdict(list)
        for unit, key in {place: None for seed in accepted for place in self._held[seed].rows}:
            rank = self.reach[unit].ranks.get((person.number, key))
            if rank is None or rank[0] != Tier.A or (person.number, key) not in self.reach[unit].matched:
                found[unit, self.traits(self.plan.units[unit], self._rows[unit, key])].append(key)
        return found

    def _is_accepted(self, person: Person, seed: Seed) -> bool:
        origin, held = person.seeds[seed], self._held[seed]
        if origin.is_given:
            return True
        if held.has_too_many:
            return False
        return origin.is_trusted or all(evidence.names([each], person.names) is not Names.DIFFER for each in held.signatures)

    def _weighed(
        self, unit: UnitPlan, says: Traits, person: Person, accepted: set[Seed]
    ) -> tuple[Tier | None, Rank, Names]:
        seeds = says.seeds & accepted
        matches = [Match(seed[0], person.seeds[seed].is_given, self._held[seed].has_too_many) for seed in seeds]
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
        found = []
        for (number, key), rank in fresh.items():
            row = reached.rows[key]
            if (number, key) not in reached.matched and self.is_somebody_else(unit, row, number):
                reached.others.add((number, key))
            else:
                found.append((number, row, rank))
        return found

    def _descend_from(self, unit: UnitPlan, rows: Sequence[tuple[int, Row, Rank]]) -> None:
        for way in unit.down:
            lower: dict[Rank, Rank] = {}
            hanging: dict[Row, list[tuple[int, Rank]]] = defaultdict(list)
            for number, row, rank in rows:
                value = way.at_parent(row)
                if value is not None:
                    hanging[value].append((number, lower.get(rank) or lower.setdefault(rank, further(rank, way.child))))
            child, reached = self.plan.units[way.child], self.reach[way.child]
            for row in self.reading.children(way, list(hanging)):
                value, key = way.at_child(row), child.key(row)
                for number, rank in hanging.get(value, ()) if value else ():
                    reached.offer(number, key, row, rank)

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
        read: set[tuple[int, Traits, Rank, bool]] = set()
        for (number, key), rank in reached.ranks.items():
            if rank[0] != Tier.A:
                continue
            says, is_matched = self.traits(unit, reached.rows[key]), (number, key) in reached.matched
            if (number, says, rank, is_matched) in read:
                continue
            read.add((number, says, rank, is_matched))
            person = self.people[number]
            agreement = evidence.names(says.names, person.names)
            if agreement is Names.DIFFER:
                continue
            for seed in says.seeds:
                origin = Origin((*rank[2], str(seed[0])), is_given=False, is_trusted=is_matched or agreement is Names.AGREE)
                known = learnt.get((number, seed))
                if seed[0] in evidence.LEARNED and person.would_learn(seed, origin) and (not known or origin.order < known.order):
                    learnt[number, seed] = origin
