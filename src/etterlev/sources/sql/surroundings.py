"""One step up from what is a person's: context. And which of it all another person reaches too: shared.

Nothing here depends on who else is in the batch: another person is any row of people that is not this person's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from etterlev.sources.contract import Tier
from etterlev.sources.normalise import is_firm
from etterlev.sources.sql.evidence import STRONG, Names, names
from etterlev.sources.sql.locating import Locating
from etterlev.sources.sql.plan import Key, Row, UnitPlan, Way
from etterlev.sources.sql.reach import Holding, Rank, further, is_sure

# A row anywhere in the database.
Place = tuple[str, Key]
Owned = dict[tuple[int, Key], Rank]


class Surroundings:
    """Built on a finished search. Raises ReadFailed."""

    def __init__(self, located: Locating) -> None:
        self._located = located
        self._reach = located.reach
        self._units = located.plan.units
        # Rows just above a person's own, and how they were reached.
        self.context: dict[str, dict[Holding, Rank]] = {name: {} for name in self._units}
        self.shared: dict[str, set[Holding]] = {name: set(each.others) for name, each in self._reach.units.items()}
        self.shared_context: dict[str, set[Holding]] = {name: set() for name in self._units}
        self._above: dict[Place, Row] = {}
        self._parents: dict[Place, list[Place]] = defaultdict(list)
        # A person's own rows that hang on rows above which are not theirs.
        self._hanging: dict[Place, set[tuple[str, Holding]]] = defaultdict(set)

    def look(self) -> None:
        """Fetch what is above, and mark what is shared."""
        for unit in self._units.values():
            for way in unit.up:
                self._look_up(way)
        self._climb()
        self._mark_below_others()
        self._hand_down()
        self._mark_above()

    def _look_up(self, way: Way) -> None:
        child, parent = self._reach[way.child], self._reach[way.parent]
        owned, at_child, rows, others = self._owned(way), way.at_child, child.rows, child.others
        wanted: dict[Key, list[tuple[Holding, Rank]]] = defaultdict(list)
        for holding, rank in child.ranks.items():
            value = at_child(rows[holding[1]])
            if value is None or holding in others:
                continue
            above = owned.get((holding[0], value))
            if above is None:
                wanted[value].append((holding, rank))
            elif is_sure(rank) and not is_sure(above):
                # Surely theirs, but under somebody who only has the same name.
                self.shared[way.child].add(holding)
        unit = self._units[way.parent]
        for row in self._located.reading.parents(way, list(wanted)):
            key = unit.key(row)
            self._above[unit.name, key] = row
            for holding, rank in wanted.get(way.at_parent(row), ()):
                self._hanging[unit.name, key].add((way.child, holding))
                if (holding[0], key) not in parent.ranks:
                    self._offer(unit.name, (holding[0], key), further(rank, unit.name))

    def _offer(self, unit: str, holding: Holding, rank: Rank) -> None:
        known = self.context[unit].get(holding)
        if known is None or rank < known:
            self.context[unit][holding] = rank

    def _owned(self, way: Way) -> Owned:
        """What refers to a person's own rows of the parent."""
        reached, at_parent = self._reach[way.parent], way.at_parent
        rows, owned = reached.rows, Owned()
        for (number, key), rank in reached.ranks.items():
            of = (number, at_parent(rows[key]))
            if of not in owned or rank < owned[of]:
                owned[of] = rank
        return owned

    def _climb(self) -> None:
        """From rows above on to the people they hang under, if they do."""
        under_people = self._located.plan.under_people
        fresh = list(self._above)
        while fresh:
            by_unit: dict[str, list[Place]] = defaultdict(list)
            for place in fresh:
                if not self._units[place[0]].mapped.is_entry:
                    by_unit[place[0]].append(place)
            fresh = []
            for name, places in by_unit.items():
                for way in self._units[name].up:
                    if way.parent in under_people:
                        fresh += self._climbed(way, places)

    def _climbed(self, way: Way, places: Iterable[Place]) -> Iterator[Place]:
        """Rows above these that were not known."""
        wanted: dict[Key, list[Place]] = defaultdict(list)
        for place in places:
            value = way.at_child(self._above[place])
            if value is not None:
                wanted[value].append(place)
        unit = self._units[way.parent]
        for row in self._located.reading.parents(way, list(wanted)):
            above = (unit.name, unit.key(row))
            for place in wanted.get(way.at_parent(row), ()):
                self._parents[place].append(above)
            if above not in self._above:
                self._above[above] = row
                yield above

    def _people_above(self, place: Place) -> set[Place]:
        """The rows of people a row hangs under, or itself when it is one. A firm is nobody."""
        found: set[Place] = set()
        seen, waiting = {place}, [place]
        while waiting:
            here = waiting.pop()
            unit = self._units[here[0]]
            if unit.mapped.is_entry:
                found |= set() if self._is_firm(unit, self._above[here]) else {here}
                continue
            above = set(self._parents.get(here, ())) - seen
            seen |= above
            waiting += above
        return found

    def _is_firm(self, unit: UnitPlan, row: Row) -> bool:
        return any(is_firm(name) for name in self._located.traits(unit, row).names[:1])

    def _mark_below_others(self) -> None:
        for place, hanging in self._hanging.items():
            people = self._people_above(place)
            for child, (number, key) in hanging:
                least = Tier.B if is_sure(self._reach[child].ranks[number, key]) else Tier.C
                if any(
                    self._reach[unit].ranks.get((number, above), ("Z",))[0] > least
                    and not self._is_somebody_else(child, key, (unit, above))
                    for unit, above in people
                ):
                    self.shared[child].add((number, key))

    def _is_somebody_else(self, child: str, key: Key, above: Place) -> bool:
        """Whether a row below, as seen from a person above it, is of people and not theirs: a row of their staff."""
        unit, traits = self._units[child], self._located.traits
        below = traits(unit, self._reach[child].rows[key])
        has_own = unit.mapped.is_entry and any(kind in STRONG for kind, _ in below.seeds)
        theirs = traits(self._units[above[0]], self._above[above]).names
        return has_own and names(below.names, theirs) is Names.DIFFER

    def _hand_down(self) -> None:
        """What hangs on a shared row is shared."""
        waiting = [(unit, holding) for unit, holdings in self.shared.items() for holding in holdings]
        below: dict[Way, dict[tuple[int, Key], list[Holding]]] = {}
        while waiting:
            unit, (number, key) = waiting.pop()
            for way in self._units[unit].down:
                if way not in below:
                    below[way] = self._below(way)
                value = way.at_parent(self._reach[unit].rows[key])
                fresh = set(below[way].get((number, value), ())) - self.shared[way.child]
                self.shared[way.child] |= fresh
                waiting += [(way.child, holding) for holding in fresh]

    def _below(self, way: Way) -> dict[tuple[int, Key], list[Holding]]:
        reached = self._reach[way.child]
        found: dict[tuple[int, Key], list[Holding]] = defaultdict(list)
        for number, key in reached.ranks:
            value = way.at_child(reached.rows[key])
            if value is not None:
                found[number, value].append((number, key))
        return found

    def _mark_above(self) -> None:
        """A row above with personal data is shared when more rows refer to it than the person's own: a home of two."""
        for name, context in self.context.items():
            unit = self._units[name]
            if context and unit.is_personal and not unit.mapped.is_entry:
                for way in unit.down:
                    self._mark_referred(way, context)

    def _mark_referred(self, way: Way, context: Iterable[Holding]) -> None:
        below, ranks = self._below(way), self._reach[way.child].ranks
        values = {holding: way.at_parent(self._above[way.parent, holding[1]]) for holding in context}
        total: Counter[Key] = Counter()
        for raw, count in self._located.reading.references(
            way, list({v: None for v in values.values() if v is not None})
        ):
            value = way.comparable(raw)
            if value is not None:
                total[value] += count
        for holding, value in values.items():
            tier, _, path = self.context[way.parent][holding]
            # Of rows that are less surely the person's than this, another may be the owner.
            own = sum(ranks[each][0] <= tier for each in below.get((holding[0], value), ()))
            if value is not None and self._located.plan.is_above(path) and total[value] > own:
                self.shared_context[way.parent].add(holding)
