"""One time through all files for everybody: who may be whose is gathered, and the ledger followed on the way."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from typing import Final

from etterlev.sources.saft.evidence import LEARNED
from etterlev.sources.saft.following import TAGS, Following, Given, Register, Ways
from etterlev.sources.saft.judging import Owners, Parties, Reached, Verdict, judge
from etterlev.sources.saft.parties import Party, Reader
from etterlev.sources.saft.people import Person, Seed, Wanted
from etterlev.sources.saft.remembered import Remembered
from etterlev.sources.saft.rows import COMPANY, CUSTOMER, DIMENSION, TRANSACTION, USER, LineRow, Reading, Row

REFERRED_TO: Final = frozenset({*TAGS.values(), DIMENSION})
MOST_REMEMBERED: Final = 50_000


class Sweep:
    """Reads with what was known when it began. `before` is the sweep before, when there was one."""

    def __init__(
        self,
        people: Sequence[Person],
        reader: Reader,
        register: Register,
        units: frozenset[str],
        before: Sweep | None,
    ) -> None:
        self.companies: dict[int, str] = {}
        self.verdict: Verdict = Verdict()
        self.remembered = Remembered()
        self._people = people
        self._reader = reader
        self._register = register
        self._units = units
        self._wanted = Wanted(people)
        self._given = Given(people, register, is_followed=CUSTOMER in units)
        self._candidates: list[Party] = []
        # Hashes of everything that could be learnt, so that it is known whether what is learnt stands elsewhere too.
        self._met = array("q")
        self._owners: Owners | None = None if before is None else before.verdict.owners
        self._judged = -1
        self._followings: dict[int, Following] = {}
        self._users: set[tuple[int, str]] = set()
        self._is_first = before is None

    def read(self, file: int, reading: Reading) -> None:
        """Read one file. Raises what is wrong with it; what was found before that is kept."""
        for row in reading.rows():
            if isinstance(row, LineRow):
                self._follow(row, file)
            elif row.unit == TRANSACTION:
                self._follow(row, file)
                if row.user:
                    self._user(row.user, row.number, file)
            else:
                self._register.open(file, reading.scope)
                self._party(row, file)

    def finish(self) -> bool:
        """Decide about everybody. True when another sweep would find what this one could not know."""
        parties = Parties(self._candidates)
        self.verdict = judge(self._people, parties)
        late = self._stands_elsewhere(parties) or self._given.was_wrong()
        for file, following in self._followings.items():
            late = late or following.ways != self._ways(file, self.verdict.owners)
        for person in self._people:
            person.learnt = self.verdict.learnt[person.number]
        return late

    def reached(self) -> dict[int, list[Reached]]:
        """Everything, by person."""
        found = {person.number: list(self.verdict.reached.get(person.number, ())) for person in self._people}
        for following in self._followings.values():
            for number, each in following.reached:
                found[number].append(each)
        return found

    def _follow(self, row: Row | LineRow, file: int) -> None:
        following = self._following(file)
        before = len(following.reached)
        if isinstance(row, LineRow):
            following.line(row)
        else:
            following.transaction(row)
        if len(following.reached) > before:
            self.remembered.keep(row)

    def _party(self, row: Row, file: int) -> None:
        if row.unit == USER:
            self._user(row.key, row.number, file)
            return
        if row.unit == COMPANY and row.number == COMPANY:
            self.companies[file] = row.key
        if row.unit in REFERRED_TO and row.number:
            self._register.add(file, row.unit, row.number)
        if self._gather(self._reader.party(row, file)) or row.unit == COMPANY:
            self.remembered.keep(row)

    def _user(self, key: str, user: str, file: int) -> None:
        if (file, key) not in self._users:
            if len(self._users) >= MOST_REMEMBERED:
                self._users.clear()
            self._users.add((file, key))
            self._gather(self._reader.user(key, user, file))

    def _gather(self, party: Party) -> bool:
        """Whether somebody that is looked for may be here."""
        for says in party.everybody():
            self._met.extend(hash(seed) for seed in says.seeds if seed[0] in LEARNED)
        candidate = party.with_those_asked_for(self._wanted)
        if candidate is not None:
            self._candidates.append(candidate)
        return candidate is not None

    def _following(self, file: int) -> Following:
        """The ledger of a file, followed from the parties that are known when its first line comes."""
        if file not in self._followings:
            if self._is_first and self._judged != len(self._candidates):
                self._owners = judge(self._people, Parties(self._candidates)).owners
                self._judged = len(self._candidates)
            self._followings[file] = Following(file, self._ways(file, self._owners or {}), self._given)
        return self._followings[file]

    def _ways(self, file: int, owners: Owners) -> Ways:
        return self._register.ways(file, owners, self._units)

    def _stands_elsewhere(self, parties: Parties) -> bool:
        """Whether something was learnt that more rows hold than those already gathered."""
        learnt: set[Seed] = {seed for found in self.verdict.learnt.values() for seed in found}
        fresh = {hash(seed): seed for seed in learnt if seed not in self._wanted.seeds}
        met = Counter(each for each in self._met if each in fresh) if fresh else Counter()
        return any(met[known] > parties.rows[seed] for known, seed in fresh.items())
