"""Find everything about a batch of people by reading the files through; again only when something was learnt too late.

Master files come before vouchers, so mostly one reading is enough. Another is needed when an identifier that was learnt
on the way stands in rows already passed, or when master files came after vouchers that refer to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from etterlev.errors import EtterlevError
from etterlev.sources.contract import CoverageState, Finding, Relation, SourceMap, Subject
from etterlev.sources.saft.errors import PartMissing
from etterlev.sources.saft.following import Register
from etterlev.sources.saft.judging import Rank, Reached
from etterlev.sources.saft.parties import Reader
from etterlev.sources.saft.parts import News, Part, Parts
from etterlev.sources.saft.people import persons
from etterlev.sources.saft.remembered import Remembered
from etterlev.sources.saft.rows import COMPANY, CONTACT, LINE, Reading, lacking
from etterlev.sources.saft.structure import Structure
from etterlev.sources.saft.sweep import Sweep


class Locating:
    """One search. Everybody is looked for together, and each finds what they would have found alone."""

    def __init__(self, parts: Parts, confirmed: SourceMap, subjects: Sequence[Subject]) -> None:
        self.people = persons(subjects)
        self.structure = Structure()
        self.news: list[News] = []
        self._parts = parts
        self._mapped = {unit.name: unit for unit in confirmed.units}
        self._units = frozenset(link.parent for link in confirmed.links if link.child == LINE)
        self._reader = Reader(self._mapped)
        self._register = Register()
        self._sweep: Sweep | None = None

    def run(self) -> None:
        """Read until a reading finds nothing that a former one should have known."""
        while self._read_through():
            pass

    @property
    def remembered(self) -> Remembered:
        """What the last reading saw of the rows it found."""
        return Remembered() if self._sweep is None else self._sweep.remembered

    def findings(self) -> Iterator[Finding]:
        """By person, by unit as the map has them, and as they come in the files."""
        order = {name: place for place, name in enumerate(self._mapped)}
        every = {} if self._sweep is None else self._sweep.reached()
        for person in self.people:
            mine = every.get(person.number, [])
            best = [each for each in _best([*mine, *self._company(mine)]) if each.unit in order]
            for each in sorted(best, key=lambda found: order[found.unit]):
                yield Finding(person.subject.key, each.unit, each.key, each.relation, each.rank.tier, each.rank.path)

    def _read_through(self) -> bool:
        """Read every file once. True when it must be done again."""
        self._sweep = Sweep(self.people, self._reader, self._register, self._units, self._sweep)
        self.structure, self.news = Structure(), []
        done: list[Reading] = []
        for file, part in enumerate(self._parts.files):
            reading = Reading(part, self.structure)
            try:
                self._sweep.read(file, reading)
                done.append(reading)
            except EtterlevError as trouble:
                self._note(part, type(trouble))
        if len(done) == len(self._parts.files):
            for reading in lacking(done):
                self._note(reading.part, PartMissing)
        return self._sweep.finish()

    def _note(self, part: Part, reason: type[EtterlevError]) -> None:
        self.news.append(News(part.name, CoverageState.UNREADABLE, reason))

    def _company(self, mine: Sequence[Reached]) -> Iterator[Reached]:
        """The company in whose accounts a person has rows of their own: one step up."""
        best: dict[int, Rank] = {}
        for each in mine:
            if each.unit not in (CONTACT, COMPANY) and each.relation is not Relation.CONTEXT:
                best[each.file] = min(best.get(each.file, each.rank), each.rank)
        for file, rank in best.items():
            if self._sweep is not None and file in self._sweep.companies:
                yield Reached(COMPANY, self._sweep.companies[file], Relation.CONTEXT, rank.further(COMPANY), file)


def _best(reached: Sequence[Reached]) -> list[Reached]:
    """Each row once, as it was reached best: what is above a person's own only where it is not theirs too."""
    best: dict[tuple[str, str], Reached] = {}
    for each in reached:
        known = best.get((each.unit, each.key))
        if known is None or _order(each) < _order(known):
            best[each.unit, each.key] = each
    return list(best.values())


def _order(reached: Reached) -> tuple[bool, str, bool, Rank]:
    relation = reached.relation
    return (relation is Relation.CONTEXT, reached.rank.tier, relation is not Relation.OWN, reached.rank)
