"""How likely it is that two records are of one person: what agrees and what differs, each with a weight that is shown.

Fellegi and Sunter (1969): a weight is the logarithm to base two of how much likelier the agreement is for one person
than for two. The weights are fixed, and the same for every department: an explanation must not change because more
people were recorded. Names alone never make a proposal; and what is proposed, a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Trait(StrEnum):
    """What two records are compared by."""

    NATIONAL_ID = "national_id"
    EMAIL = "email"
    PHONE = "phone"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    BIRTH_DATE = "birth_date"
    STREET = "street"
    STREET_NUMBER = "street_number"
    PLACE = "place"
    POSTAL_CODE = "postal_code"


class Agreement(StrEnum):
    """How two values of one trait stand to each other."""

    SAME = "same"
    CLOSE = "close"
    OTHER = "other"


@dataclass(frozen=True)
class Weights:
    """Bits for and against."""

    same: float
    close: float
    other: float

    def of(self, agreement: Agreement) -> float:
        """What one agreement counts."""
        return {Agreement.SAME: self.same, Agreement.CLOSE: self.close, Agreement.OTHER: self.other}[agreement]


# A home, a phone and an address are shared by a household; a birth date by one in twenty thousand; a number by nobody.
WEIGHTS: Final[Mapping[Trait, Weights]] = {
    Trait.NATIONAL_ID: Weights(18.0, 10.0, -6.0),
    Trait.EMAIL: Weights(14.0, 7.0, -2.0),
    Trait.PHONE: Weights(10.0, 4.0, -2.0),
    Trait.GIVEN_NAME: Weights(7.0, 4.0, -4.0),
    Trait.FAMILY_NAME: Weights(7.0, 4.0, -4.0),
    Trait.BIRTH_DATE: Weights(13.0, 6.0, -6.0),
    Trait.STREET: Weights(9.0, 5.0, -1.5),
    Trait.STREET_NUMBER: Weights(5.0, 1.0, -1.5),
    Trait.PLACE: Weights(8.0, 5.0, -1.5),
    Trait.POSTAL_CODE: Weights(8.0, 3.0, -1.5),
}
# From here two records are proposed as one person's. Set on FEBRL 1 and 2, measured on 3 and 4.
PROPOSED: Final = 16.0
# Similarity of two words that one slip of the hand may explain.
CLOSE: Final = 0.88
SHORTEST: Final = 3
_DIGITS: Final = frozenset({Trait.NATIONAL_ID, Trait.PHONE, Trait.BIRTH_DATE, Trait.STREET_NUMBER, Trait.POSTAL_CODE})
# What a family has in common, and the most that it may count.
_HOUSEHOLD: Final = frozenset({Trait.PHONE, Trait.STREET, Trait.STREET_NUMBER, Trait.PLACE, Trait.POSTAL_CODE})
HOUSEHOLD_AT_MOST: Final = 14.0
# What one person has alone.
_ALONE: Final = frozenset({Trait.NATIONAL_ID, Trait.EMAIL})
_NAMES: Final = frozenset({Trait.GIVEN_NAME, Trait.FAMILY_NAME})
Record = Mapping[Trait, str]


@dataclass(frozen=True)
class Evidence:
    """One trait of two records, how its values stand to each other, and what that counts."""

    trait: Trait
    agreement: Agreement
    weight: float


@dataclass(frozen=True)
class Likeness:
    """The whole comparison: what it is made of, strongest first, and the sum."""

    evidence: tuple[Evidence, ...]

    @property
    def weight(self) -> float:
        """The sum; what a household shares counts together no more than one thing does."""
        shared = sum(each.weight for each in self.evidence if each.trait in _HOUSEHOLD)
        return sum(each.weight for each in self.evidence if each.trait not in _HOUSEHOLD) + min(
            shared, HOUSEHOLD_AT_MOST
        )

    @property
    def is_proposed(self) -> bool:
        """Whether a person is asked: the sum is high enough, more than names agree, and it is not one of the family.

        Of two with a home and a birth date in common, another first name is another person, a twin, unless they have
        something that only one person has. A mother and a daughter of one name are for a person to tell apart.
        """
        by = {each.trait: each.agreement for each in self.evidence}
        agrees = {trait for trait, agreement in by.items() if agreement is not Agreement.OTHER}
        is_family = by.get(Trait.GIVEN_NAME) is Agreement.OTHER
        return self.weight >= PROPOSED and bool(agrees - _NAMES) and (not is_family or bool(agrees & _ALONE))


def compare(one: Record, other: Record) -> Likeness:
    """Compare two records in normal form: small letters, digits alone. What one of them lacks says nothing."""
    turned = _turned(one, other)
    if turned is not None:
        one = turned
    found = []
    for trait, weights in WEIGHTS.items():
        first, second = one.get(trait), other.get(trait)
        if first and second:
            agreement = agree(trait, first, second)
            found.append(Evidence(trait, agreement, weights.of(agreement)))
    return Likeness(tuple(sorted(found, key=lambda each: -abs(each.weight))))


def _turned(one: Record, other: Record) -> Record | None:
    """The first record with its names the other way round, where that is how they agree better."""
    given, family = one.get(Trait.GIVEN_NAME), one.get(Trait.FAMILY_NAME)
    if not given and not family:
        return None
    turned = {**one, Trait.GIVEN_NAME: family or "", Trait.FAMILY_NAME: given or ""}
    # Clearly better: two names that have little in common either way are left as they stand.
    return turned if _alike(turned, other) > max(_alike(one, other) + 0.2, CLOSE) else None


def _alike(one: Record, other: Record) -> float:
    """How much of both names is the same."""
    return sum(similarity(one.get(each, ""), other.get(each, "")) for each in _NAMES)


def agree(trait: Trait, one: str, other: str) -> Agreement:
    """How two values stand to each other. Digits are close when one slip explains it, words when most is the same."""
    if one == other:
        return Agreement.SAME
    if trait in _DIGITS:
        return Agreement.CLOSE if _is_one_slip(one, other) else Agreement.OTHER
    # In a short word one slip is much of it.
    is_close = similarity(one, other) >= CLOSE or (min(len(one), len(other)) >= SHORTEST and _is_one_slip(one, other))
    return Agreement.CLOSE if is_close else Agreement.OTHER


def _is_one_slip(one: str, other: str) -> bool:
    """One sign changed, left out or put in, or two neighbours turned."""
    if abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        differing = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        is_turned = len(differing) == 2 and differing[1] - differing[0] == 1
        return len(differing) == 1 or (is_turned and sorted(one) == sorted(other))
    short, long = sorted((one, other), key=len)
    return any(long[:n] + long[n + 1 :] == short for n in range(len(long)))


def similarity(one: str, other: str) -> float:
    """Jaro and Winkler's: 1 for the same word, 0 for nothing in common; a common beginning counts a little more."""
    reach = max(max(len(one), len(other)) // 2 - 1, 0)
    taken: set[int] = set()
    first: list[str] = []
    for n, sign in enumerate(one):
        for m in range(max(0, n - reach), min(len(other), n + reach + 1)):
            if m not in taken and other[m] == sign:
                taken.add(m)
                first.append(sign)
                break
    if not first:
        return 0.0
    turned = sum(a != b for a, b in zip(first, (other[m] for m in sorted(taken)), strict=True)) / 2
    common = len(first)
    jaro = (common / len(one) + common / len(other) + (common - turned) / common) / 3
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return jaro + min(start, 4) * 0.1 * (1 - jaro)


def blocks(record: Record) -> Iterator[tuple[str, ...]]:
    """Keys of which one person's two records have at least one in common, and two persons' mostly none."""
    for trait in (Trait.NATIONAL_ID, Trait.EMAIL, Trait.PHONE, Trait.BIRTH_DATE):
        if value := record.get(trait):
            yield (trait, value)
    given, family = record.get(Trait.GIVEN_NAME, ""), record.get(Trait.FAMILY_NAME, "")
    place, street = record.get(Trait.PLACE, ""), record.get(Trait.STREET, "")
    if given and family:
        yield ("names", *sorted((given[:3], family[:3])))
    for name in filter(None, (given, family)):
        yield from (("at", name, where) for where in (place, street, record.get(Trait.POSTAL_CODE, "")) if where)
    if street and place:
        yield ("home", street[:6], place[:4])


def pairs(records: Iterable[Record], *, most: int = 50) -> Iterator[tuple[int, int]]:
    """The pairs worth comparing, each once. A key that more than `most` have says too little to be worth it."""
    listed: dict[tuple[str, ...], list[int]] = {}
    for number, record in enumerate(records):
        for key in set(blocks(record)):
            listed.setdefault(key, []).append(number)
    seen: set[tuple[int, int]] = set()
    for numbers in listed.values():
        if len(numbers) <= most:
            seen |= {(a, b) for n, a in enumerate(numbers) for b in numbers[n + 1 :]}
    yield from sorted(seen)
