"""What is known of each person while looking: identifiers, names and birth dates, and where each was learnt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from etterlev.sources.contract import IdentifierKind, Subject
from etterlev.sources.normalise import normal
from etterlev.sources.sql.evidence import MOST_PEOPLE, STRONG, Names, names
from etterlev.sources.sql.plan import Key, Row, UnitPlan

# A kind and a value in normal form. Names are compared with their words sorted, so that «Vik Nina» is «Nina Vik».
Seed = tuple[IdentifierKind, str]


@dataclass(frozen=True, eq=False)
class Traits:
    """What a row says about whose it is. `signature` tells people with one identifier apart. Equal only to itself."""

    seeds: frozenset[Seed]
    names: tuple[str, ...]
    births: frozenset[str]
    signature: str | None


@dataclass(frozen=True)
class Origin:
    """Where a seed came from. One that stood in a row without a name must not stand beside anybody else's."""

    path: tuple[str, ...]
    is_given: bool
    is_trusted: bool = True

    @property
    def order(self) -> tuple[bool, bool, int, tuple[str, ...]]:
        return (not self.is_given, not self.is_trusted, len(self.path), self.path)


@dataclass
class Person:
    """One subject of the batch."""

    number: int
    subject: Subject
    seeds: dict[Seed, Origin] = field(default_factory=dict)
    asked_names: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    births: set[str] = field(default_factory=set)

    def would_learn(self, seed: Seed, origin: Origin) -> bool:
        """Whether the seed is new, or is better founded than before."""
        known = self.seeds.get(seed)
        return known is None or origin.order[:2] < known.order[:2]


@dataclass
class Held:
    """Everything that was found with one identifier: rows by what they say, and the different people they name."""

    is_given: bool
    groups: dict[tuple[str, Traits], dict[Key, Row]] = field(default_factory=dict)
    signatures: set[str] = field(default_factory=set)

    @property
    def has_too_many(self) -> bool:
        return len(self.signatures) > MOST_PEOPLE

    def add(self, unit: str, says: Traits, key: Key, row: Row) -> None:
        """Note a row. Once too many people have it, what was kept is let go, unless somebody asked by it."""
        group = self.groups.get((unit, says))
        if group is None:
            if says.signature is not None and not self.has_too_many:
                self.signatures.add(says.signature)
            group = self.groups[unit, says] = {}
        if self.is_given or not self.has_too_many:
            group[key] = row
        else:
            self.groups.clear()


def persons(subjects: Sequence[Subject]) -> list[Person]:
    """The subjects with what they are asked for by, in normal form. What has no normal form is not looked for."""
    return [_person(number, subject) for number, subject in enumerate(subjects)]


def _person(number: int, subject: Subject) -> Person:
    person = Person(number, subject)
    for identifier in subject.identifiers:
        value = normal(identifier.kind, identifier.value)
        if value is None:
            continue
        if identifier.kind is IdentifierKind.BIRTH_DATE:
            person.births.add(value)
            continue
        if identifier.kind is IdentifierKind.NAME:
            person.asked_names.add(value)
            person.names.add(value)
        person.seeds[seed(identifier.kind, value)] = Origin((str(identifier.kind),), is_given=True)
    return person


def seed(kind: IdentifierKind, value: str) -> Seed:
    return (kind, " ".join(sorted(value.split())) if kind is IdentifierKind.NAME else value)


def traits(unit: UnitPlan, row: Row) -> Traits:
    """Read a row's identifiers and names: each name field alone, and all together as given name and family name."""
    names_ = [name for n in unit.names_at if (name := normal(IdentifierKind.NAME, row[n]))]
    if len(names_) > 1:
        names_.insert(0, " ".join(names_))
    found = [(kind, value) for n, kind in unit.identifiers_at if (value := normal(kind, row[n]))]
    births = frozenset(value for kind, value in found if kind is IdentifierKind.BIRTH_DATE)
    numbers = (value for kind, value in found if kind is IdentifierKind.NATIONAL_ID)
    seeds = {each for each in found if each[0] is not IdentifierKind.BIRTH_DATE}
    seeds |= {seed(IdentifierKind.NAME, name) for name in names_}
    return Traits(frozenset(seeds), tuple(names_), births, names_[0] if names_ else next(numbers, None))


def is_somebody_else(unit: UnitPlan, row: Traits, person: Person) -> bool:
    """Whether a row of people names another, and has something only that other has."""
    own = [each for each in row.seeds if each[0] in STRONG] if unit.mapped.is_entry else []
    if not own or any(each in person.seeds for each in own):
        return False
    numbers = [any(kind is IdentifierKind.NATIONAL_ID for kind, _ in each) for each in (own, person.seeds)]
    return names(row.names, person.names) is Names.DIFFER or all(numbers)
