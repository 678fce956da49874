"""Which parties and contact persons are whose, of all that hold something of those who are looked for.

Everybody is judged alone, by what stands in the file: who else is looked for changes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from etterlev.sources.contract import IdentifierKind, Relation, Tier
from etterlev.sources.saft.evidence import LEARNED, MOST_PEOPLE, STRONG, Match, Names, Sort, names, party_tier, tier
from etterlev.sources.saft.parties import Party, Says
from etterlev.sources.saft.people import Path, Person, Seed
from etterlev.sources.saft.rows import CONTACT, CUSTOMER


class Rank(NamedTuple):
    """How a row was reached; the smallest is the best."""

    tier: Tier
    length: int
    path: Path

    def further(self, unit: str) -> Rank:
        return Rank(self.tier, self.length + 1, (*self.path, unit))


class Reached(NamedTuple):
    """A row that concerns a person."""

    unit: str
    key: str
    relation: Relation
    rank: Rank
    file: int


class Holder(NamedTuple):
    """Somebody who has a party, and so what refers to it."""

    person: int
    rank: Rank
    is_shared: bool


# A party by its file, its unit and its number.
Owners = Mapping[tuple[int, str, str], tuple[Holder, ...]]


@dataclass
class Verdict:
    """What was decided about everybody."""

    reached: dict[int, list[Reached]] = field(default_factory=dict)
    learnt: dict[int, dict[Seed, Path]] = field(default_factory=dict)
    owners: dict[tuple[int, str, str], tuple[Holder, ...]] = field(default_factory=dict)


class Parties:
    """The parties that hold something of somebody, found by what they hold."""

    def __init__(self, parties: Sequence[Party]) -> None:
        self.all = parties
        self.by_seed: dict[Seed, list[int]] = defaultdict(list)
        self.by_person: dict[int, list[int]] = defaultdict(list)
        # How many rows hold a seed, and how many different names stand beside it.
        self.rows: Counter[Seed] = Counter()
        self._names: dict[Seed, set[str]] = defaultdict(set)
        for number, party in enumerate(parties):
            self._add(number, party)

    def _add(self, number: int, party: Party) -> None:
        for says in party.everybody():
            for seed in says.seeds:
                self.rows[seed] += 1
                self.by_seed[seed].append(number)
                self._names[seed].update((says.names or party.says.names)[:1])
            for person in says.named:
                self.by_person[person].append(number)

    def is_common(self, seed: Seed) -> bool:
        return len(self._names[seed]) > MOST_PEOPLE

    def of(self, person: Person, seeds: Iterable[Seed]) -> list[Party]:
        """Every party that may be a person's, in the order of the files."""
        found = set(self.by_person.get(person.number, ()))
        for seed in seeds:
            found.update(self.by_seed.get(seed, ()))
        return [self.all[number] for number in sorted(found)]


def judge(people: Iterable[Person], parties: Parties) -> Verdict:
    """Decide about everybody."""
    verdict = Verdict()
    owners: dict[tuple[int, str, str], list[Holder]] = defaultdict(list)
    for person in people:
        judged = _Judging(person, parties)
        judged.run()
        verdict.learnt[person.number] = judged.learnt
        verdict.reached[person.number] = [each for weighed in judged.weighed for each in weighed.reached()]
        for weighed in judged.weighed:
            if weighed.rank is not None and weighed.party.number:
                place = (weighed.party.file, weighed.party.says.unit, weighed.party.number)
                owners[place].append(Holder(person.number, weighed.rank, weighed.is_shared))
    verdict.owners = {place: tuple(holders) for place, holders in owners.items()}
    return verdict


@dataclass
class _Weighed:
    """A party and its contact persons, weighed for one person."""

    party: Party
    rank: Rank | None
    agreement: Names
    contacts: list[tuple[Says, Rank, Names]]

    @property
    def is_shared(self) -> bool:
        """Of two people; or a person's, and it is another's name that stands there. A firm may be called anything."""
        is_other = self.agreement is Names.DIFFER and self.party.sort is not Sort.BUSINESS
        return self.party.is_joint or is_other

    def reached(self) -> Iterator[Reached]:
        says, file = self.party.says, self.party.file
        ranks = {each.key: (rank, agreement) for each, rank, agreement in self.contacts}
        if self.rank is not None:
            yield Reached(says.unit, says.key, _relation(is_shared=self.is_shared), self.rank, file)
            below = self.rank.further(CONTACT)
            for each in self.party.contacts:
                if self.party.is_same(each) and (each.key not in ranks or below < ranks[each.key][0]):
                    ranks[each.key] = (below, self.agreement)
        for key, (rank, agreement) in ranks.items():
            yield Reached(CONTACT, key, _relation(is_shared=agreement is Names.DIFFER), rank, file)
        if self.rank is None and ranks:
            above = min(rank for rank, _ in ranks.values()).further(says.unit)
            yield Reached(says.unit, says.key, Relation.CONTEXT, above, file)


def _relation(*, is_shared: bool) -> Relation:
    return Relation.SHARED if is_shared else Relation.OWN


class _Judging:
    """One person: weigh, learn from what is sure, and weigh again until nothing more is learnt."""

    def __init__(self, person: Person, parties: Parties) -> None:
        self.person = person
        self.learnt: dict[Seed, Path] = {}
        self.weighed: list[_Weighed] = []
        self._parties = parties
        self._names = set(person.names)

    def run(self) -> None:
        known = -1
        while known != len(self.learnt) + len(self._names):
            known = len(self.learnt) + len(self._names)
            seeds = (*self.person.given, *self.learnt)
            self.weighed = [self._weigh(party) for party in self._parties.of(self.person, seeds)]
            for weighed in self.weighed:
                self._learn(weighed)

    def _weigh(self, party: Party) -> _Weighed:
        contacts = []
        for each in party.contacts:
            agreement = names(each.names, self._names)
            matches = self._matches(each, party)
            found = tier(list(matches.values()), agreement, is_named=self.person.number in each.named)
            if found is not None:
                contacts.append((each, self._rank(found, matches, CONTACT), agreement))
        agreement = names(party.says.names, self._names)
        matches = self._matches(party.says, party)
        for each in party.contacts:
            if party.sort is not Sort.ORGANISATION and party.is_same(each):
                for seed, match in self._matches(each, party).items():
                    matches.setdefault(seed, match._replace(is_own=False))
        is_named = self.person.number in party.says.named
        own = party_tier(party.sort, list(matches.values()), agreement, is_named=is_named)
        rank = None if own is None else self._rank(own, matches, party.says.unit)
        return _Weighed(party, rank, agreement, contacts)

    def _matches(self, says: Says, party: Party) -> dict[Seed, Match]:
        found = {}
        for seed in says.seeds:
            is_given = seed in self.person.given
            is_common = self._parties.is_common(seed)
            if is_given or (seed in self.learnt and not is_common):
                is_weak = seed[0] is IdentifierKind.CUSTOMER_NUMBER and party.says.unit != CUSTOMER
                found[seed] = Match(seed[0], is_given, True, is_weak, is_common)
        return found

    def _rank(self, found: Tier, matches: Mapping[Seed, Match], unit: str) -> Rank:
        """The shortest way among those that made it so sure."""
        strong = [seed for seed, match in matches.items() if seed[0] in STRONG and not match.is_weak]
        telling: Collection[Seed] = strong if found is Tier.A and strong else matches
        paths = [self.person.given.get(seed) or self.learnt[seed] for seed in telling] or [(str(IdentifierKind.NAME),)]
        return min(Rank(found, len(path) + 1, (*path, unit)) for path in paths)

    def _learn(self, weighed: _Weighed) -> None:
        """Identifiers and names out of what is surely the person's and names nobody else."""
        sure = [(each, rank) for each, rank, agreement in weighed.contacts if agreement is not Names.DIFFER]
        if weighed.rank is not None and weighed.agreement is not Names.DIFFER and not weighed.party.is_joint:
            sure.append((weighed.party.says, weighed.rank))
            below = weighed.rank.further(CONTACT)
            sure += [(each, below) for each in weighed.party.contacts if weighed.party.is_same(each)]
        for says, rank in sure:
            if rank.tier is not Tier.A:
                continue
            self._names.update(says.names)
            for seed in sorted(says.seeds):
                if seed[0] in LEARNED and seed not in self.person.given and not self._parties.is_common(seed):
                    self.learnt.setdefault(seed, (*rank.path, str(seed[0])))
