"""Those who are looked for: what is known of each, and a quick way from what stands in a file to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from etterlev.sources.contract import IdentifierKind, Subject
from etterlev.sources.normalise import normal, same_name

# A kind and a value in normal form.
Seed = tuple[IdentifierKind, str]
# Words longer than this are no person's name, and pairing them would take long.
MOST_WORDS = 8
Path = tuple[str, ...]


@dataclass
class Person:
    """One subject of the batch. A path tells where a seed was learnt; one that was asked by has its kind alone."""

    number: int
    subject: Subject
    given: dict[Seed, Path] = field(default_factory=dict)
    learnt: dict[Seed, Path] = field(default_factory=dict)
    names: tuple[str, ...] = ()

    def path(self, seed: Seed) -> Path | None:
        return self.given.get(seed) or self.learnt.get(seed)


def persons(subjects: Sequence[Subject]) -> list[Person]:
    """The subjects by identifiers in normal form. What has none is not looked for, nor birth dates: files have none."""
    return [_person(number, subject) for number, subject in enumerate(subjects)]


def _person(number: int, subject: Subject) -> Person:
    found = [(each.kind, normal(each.kind, each.value)) for each in subject.identifiers]
    seeds: dict[Seed, Path] = {(kind, value): (str(kind),) for kind, value in found if value and kind not in _NOT_SEEDS}
    names = tuple(dict.fromkeys(value for kind, value in found if value and kind is IdentifierKind.NAME))
    return Person(number, subject, seeds, names=names)


class Wanted:
    """Everything that is looked for in one reading, by what may stand in the file."""

    def __init__(self, people: Iterable[Person]) -> None:
        seeds: dict[Seed, list[Person]] = defaultdict(list)
        pairs: dict[tuple[str, str], list[tuple[str, Person]]] = defaultdict(list)
        for person in people:
            for seed in (*person.given, *person.learnt):
                seeds[seed].append(person)
            for name in person.names:
                words = name.split()
                if len(words) > 1:
                    pairs[words[0], words[-1]].append((name, person))
        self.seeds: Mapping[Seed, list[Person]] = dict(seeds)
        self._pairs = dict(pairs)

    def named(self, names: Iterable[str]) -> frozenset[int]:
        """Those who were asked for by one of these names, also with other words before, between or after."""
        found: set[int] = set()
        for name in names if self._pairs else ():
            words = name.split()[:MOST_WORDS]
            for one in words:
                for other in words:
                    for asked, person in self._pairs.get((one, other), ()):
                        if same_name(asked, name):
                            found.add(person.number)
        return frozenset(found)


_NOT_SEEDS = frozenset({IdentifierKind.NAME, IdentifierKind.BIRTH_DATE})
