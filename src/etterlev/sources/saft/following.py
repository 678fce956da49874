"""Down from parties to the vouchers' lines that carry their number, and to the vouchers those stand in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from etterlev.sources.contract import IdentifierKind, Relation, Tier
from etterlev.sources.normalise import normal
from etterlev.sources.saft.elements import NAMESPACE
from etterlev.sources.saft.hashes import Hashes
from etterlev.sources.saft.judging import Holder, Owners, Rank, Reached
from etterlev.sources.saft.people import Person
from etterlev.sources.saft.rows import (
    CUSTOMER,
    DIMENSION,
    LINE,
    OWNER,
    SUPPLIER,
    TRANSACTION,
    LineRow,
    Row,
    dimension,
)

# A party by unit and number, as a line refers to it.
Number = tuple[str, str]
Ways = Mapping[Number, tuple[Holder, ...]]
TAGS: Final = {
    NAMESPACE + "CustomerID": CUSTOMER,
    NAMESPACE + "SupplierID": SUPPLIER,
    NAMESPACE + "OwnerID": OWNER,
}
_ANALYSIS: Final = NAMESPACE + "Analysis"
_GIVEN: Final = Rank(Tier.A, 2, (str(IdentifierKind.CUSTOMER_NUMBER), LINE))
MOST_REMEMBERED: Final = 50_000


class Register:
    """The numbers of every file's master files, kept from one reading to the next. Of the numbers, only hashes."""

    def __init__(self) -> None:
        self._scopes: dict[int, tuple[str, ...]] = {}
        self._numbers: dict[int, Hashes] = defaultdict(Hashes)

    def open(self, file: int, scope: tuple[str, ...]) -> None:
        self._scopes[file] = scope

    def add(self, file: int, unit: str, number: str) -> None:
        self._numbers[file].add(hash((unit, number)))

    def is_known(self, file: int, number: Number) -> bool:
        """Whether the accounts a file is of have a party with that number, in any of their files."""
        known, scope = hash(number), self._scopes.get(file)
        return any(known in self._numbers[each] for each, other in self._scopes.items() if other == scope)

    def ways(self, file: int, owners: Owners, units: frozenset[str]) -> Ways:
        """Whose a number in a file's lines is: as its own master files say, else as those of the same accounts say."""
        found: dict[Number, dict[int, Holder]] = defaultdict(dict)
        for (origin, unit, number), holders in owners.items():
            is_here = origin == file or hash((unit, number)) not in self._numbers[file]
            if unit in units and is_here and self._scopes.get(origin) == self._scopes.get(file):
                for holder in holders:
                    known = found[unit, number].setdefault(holder.person, holder)
                    found[unit, number][holder.person] = min(known, holder)
        return {number: tuple(holders.values()) for number, holders in found.items()}


class Given:
    """Customer numbers that were asked by, for lines whose customer is in no master file."""

    def __init__(self, people: Iterable[Person], register: Register, *, is_followed: bool) -> None:
        self.people: dict[str, tuple[Holder, ...]] = defaultdict(tuple)
        self._register = register
        for person in people if is_followed else ():
            for kind, value in person.given:
                if kind is IdentifierKind.CUSTOMER_NUMBER:
                    self.people[value] += (Holder(person.number, _GIVEN, is_shared=False),)
        self._cache: dict[tuple[int, str], tuple[Holder, ...]] = {}
        # What was followed, to be looked at again when every master file has been read.
        self.followed: set[tuple[int, str]] = set()

    def of(self, file: int, number: str) -> tuple[Holder, ...]:
        if not self.people:
            return ()
        if (file, number) not in self._cache:
            if len(self._cache) >= MOST_REMEMBERED:
                self._cache.clear()
            self._cache[file, number] = self._found(file, number)
        return self._cache[file, number]

    def was_wrong(self) -> bool:
        """Whether a number that was followed turned out to be a party's in a master file read later."""
        return any(self._register.is_known(file, (CUSTOMER, number)) for file, number in self.followed)

    def _found(self, file: int, number: str) -> tuple[Holder, ...]:
        holders = self.people.get(normal(IdentifierKind.CUSTOMER_NUMBER, number) or "", ())
        if not holders or self._register.is_known(file, (CUSTOMER, number)):
            return ()
        self.followed.add((file, number))
        return holders


@dataclass(slots=True)
class _Voucher:
    """What the lines of the voucher being read have shown: whose numbers they carry, and whose each is."""

    numbers: set[Number] = field(default_factory=set)
    own: dict[int, set[Number]] = field(default_factory=dict)
    ranks: dict[int, Rank] = field(default_factory=dict)
    shared: set[int] = field(default_factory=set)


class Following:
    """The ledger of one file, followed for everybody at once."""

    def __init__(self, file: int, ways: Ways, given: Given) -> None:
        self.ways = ways
        self.reached: list[tuple[int, Reached]] = []
        self._file = file
        self._given = given
        self._is_idle = not ways and not given.people
        self._has_dimensions = any(unit == DIMENSION for unit, _ in ways)
        self._voucher = _Voucher()

    def line(self, row: LineRow) -> None:
        """A line is theirs whose number it carries; shared when it carries another's too."""
        carried = [] if self._is_idle else self._carried(row.element)
        if not carried:
            return
        best: dict[int, tuple[Rank, bool]] = {}
        for number in carried:
            for holder in self._holders(number):
                rank = holder.rank if holder.rank is _GIVEN else holder.rank.further(LINE)
                known = best.get(holder.person)
                is_shared = holder.is_shared or number[0] == DIMENSION
                best[holder.person] = (rank, is_shared) if known is None or rank < known[0] else known
        parties = {number for number in carried if number[0] != DIMENSION}
        self._voucher.numbers |= parties
        for person, (rank, is_shared) in best.items():
            is_theirs_alone = not is_shared and parties <= self._voucher.own[person]
            self._reach(person, LINE, row.key, rank, is_shared=not is_theirs_alone)
            self._note(person, rank.further(TRANSACTION), is_shared=is_shared)

    def transaction(self, row: Row) -> None:
        """A voucher's head is shared when the voucher carries numbers of others."""
        if self._is_idle:
            return
        for number in self._carried(row.element):
            self._voucher.numbers.add(number)
            for holder in self._holders(number):
                self._note(holder.person, holder.rank.further(TRANSACTION), is_shared=holder.is_shared)
        for person, rank in self._voucher.ranks.items():
            others = self._voucher.numbers - self._voucher.own[person]
            is_shared = bool(others) or person in self._voucher.shared
            self._reach(person, TRANSACTION, row.key, rank, is_shared=is_shared)
        self._voucher = _Voucher()

    def _carried(self, element: Element) -> list[Number]:
        found = [(TAGS[child.tag], child.text.strip()) for child in element if child.tag in TAGS and child.text]
        if self._has_dimensions:
            found += [(DIMENSION, dimension(child)) for child in element.findall(_ANALYSIS)]
        return found

    def _holders(self, number: Number) -> tuple[Holder, ...]:
        holders = self.ways.get(number, ())
        if number[0] == CUSTOMER:
            holders += self._given.of(self._file, number[1])
        for holder in holders:
            self._voucher.own.setdefault(holder.person, set()).add(number)
        return holders

    def _note(self, person: int, rank: Rank, *, is_shared: bool) -> None:
        known = self._voucher.ranks.get(person)
        self._voucher.ranks[person] = rank if known is None else min(known, rank)
        if is_shared:
            self._voucher.shared.add(person)

    def _reach(self, person: int, unit: str, key: str, rank: Rank, *, is_shared: bool) -> None:
        relation = Relation.SHARED if is_shared else Relation.OWN
        self.reached.append((person, Reached(unit, key, relation, rank, self._file)))
