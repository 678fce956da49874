"""Whose row is whose: what a search for a person must find, all and only, and what a careless one would return besides.

Own: the row is about that person alone. Shared: about several, as a household's address or a note that names another
by e-mail or telephone. Context: what one of the person's own rows hangs on, one step up and no further: a contact's
organisation, a guest's seminar. Rows where a member of staff only stands as responsible are not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from examples import archive, payroll, plan
from examples.facts import Fact, Held, Key, World
from examples.people import Block
from examples.schema import PAYROLL
from examples.sources import Source, facts_in

SAMPLE: Final = (0, 1, 2, 3, 4, 5, 28, 30, 31, 34, 64, 70, 76, 80, 86, 87, 90, 94)
BLOCKS_REMEMBERED: Final = 4


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """A row of a source: its table by role and by name, its key, and how it is the person's."""

    source: str
    role: str
    table: str
    key: Key
    held: Held


@dataclass(frozen=True, slots=True)
class Trap:
    """Rows that are not the subject's, and the mistake that returns them."""

    name: str
    subject: str
    mistake: str
    rows: tuple[Row, ...]


_Located = tuple[Source, Fact]
_Held = dict[str, list[Row]]


@dataclass(frozen=True)
class Truth:
    """Worked out from the seed when asked for, a hundred persons at a time; only the last few hundreds are kept."""

    world: World
    sources: tuple[Source, ...]
    _remembered: dict[Block | None, _Held] = field(default_factory=dict, repr=False)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The keys of the persons and staff whose truth is written out."""
        staff = [each.key for each in self.world.staff]
        return (*self._sample(), *staff)

    def rows_of(self, key: str) -> tuple[Row, ...]:
        """Every row of the person or member of staff with that key, sorted."""
        return tuple(sorted(self._held(None if key.startswith("staff.") else _block_of(key)).get(key, ()), key=_order))

    def traps(self) -> Iterator[Trap]:
        """The traps in the first hundred of every department."""
        for department in range(self.world.size.departments):
            yield from self._traps(Block(department, 0))

    def _sample(self) -> Iterator[str]:
        for department in range(self.world.size.departments):
            yield from (Block(department, 0).key_of(slot) for slot in SAMPLE)

    def _traps(self, block: Block) -> Iterator[Trap]:
        nina = block.key_of(plan.NINA)
        yield self._others("homonym", nina, [(block, plan.HOMONYM)], "searching by name")
        yield self._others("household", nina, [(block, plan.HOUSEHOLD)], "going up to the address and down")
        yield self._others(
            "longer-name", nina, [(block, plan.LONGER_NAME)], "searching for part of a name or an e-mail"
        )
        shares = block.key_of(plan.SHARES_PHONE)
        yield self._others(
            "shared-phone", shares, [(block, plan.ALSO_SHARES_PHONE)], "believing a telephone has one user"
        )
        yield self._workplace_trap(block)
        yield self._switchboard_trap(block)
        if block.department + 1 < self.world.size.departments:
            place = next(slot for slot, origin in plan.OTHER_EMAIL.items() if origin == plan.NINA)
            elsewhere = [(Block(block.department + 1, block.hundred), place)]
            yield self._others("other-department", nina, elsewhere, "joining departments by name or telephone")

    def _others(self, name: str, subject: str, others: Sequence[tuple[Block, int]], mistake: str) -> Trap:
        """What others have and the subject has no part in."""
        theirs = [
            row for block, slot in others for row in self.rows_of(block.key_of(slot)) if row.held is not Held.CONTEXT
        ]
        return self._trap(name, subject, mistake, theirs)

    def _workplace_trap(self, block: Block) -> Trap:
        """From a contact person up to the organisation, and down to its invoices and its other contact persons."""
        contact = plan.CONTACT_PERSONS[0]
        rows = [_row(*each) for each in self._located(block) if each[1].workplace == contact.organisation]
        return self._trap("up-and-down", block.key_of(contact.slot), "going up to the organisation and down", rows)

    def _switchboard_trap(self, block: Block) -> Trap:
        sharing = [each for each in plan.CONTACT_PERSONS if each.organisation in plan.SWITCHBOARD]
        subject, *others = sharing
        places = [(block, each.slot) for each in others]
        return self._others("switchboard", block.key_of(subject.slot), places, "believing a switchboard is one person")

    def _trap(self, name: str, subject: str, mistake: str, rows: Iterable[Row]) -> Trap:
        own = {_place(row) for row in self.rows_of(subject)}
        return Trap(name, subject, mistake, tuple(sorted({row for row in rows if _place(row) not in own}, key=_order)))

    def _held(self, block: Block | None) -> _Held:
        """The rows of one hundred persons, or of all staff, by whose they are."""
        if block not in self._remembered:
            if len(self._remembered) >= BLOCKS_REMEMBERED:
                self._remembered.pop(next(iter(self._remembered)))
            self._remembered[block] = _by_person(self._staff_facts() if block is None else self._located(block))
        return self._remembered[block]

    def _located(self, block: Block) -> Iterator[_Located]:
        department = self.world.group.departments[block.department]
        for source in self.sources:
            if source.department != department.slug:
                continue
            if source.tables is PAYROLL:
                facts = payroll.rows(self.world, department)
            elif source.kind == "manual":
                facts = archive.folders(self.world, block)
            else:
                facts = facts_in(self.world, source, block)
            yield from ((source, fact) for fact in facts)

    def _staff_facts(self) -> Iterator[_Located]:
        departments = {each.slug: each for each in self.world.group.controllers}
        for source in self.sources:
            if source.tables is PAYROLL:
                yield from ((source, fact) for fact in payroll.rows(self.world, departments[source.department]))


def _block_of(key: str) -> Block:
    department, hundred, _ = key.split(".")
    return Block(int(department) - 1, int(hundred) - 1)


def _by_person(located: Iterable[_Located]) -> _Held:
    found: _Held = {}
    for source, fact in located:
        for person, held in fact.held():
            found.setdefault(person, []).append(Row(source.slug, fact.role, source.table(fact.role), fact.key, held))
    return found


def _row(source: Source, fact: Fact) -> Row:
    held = Held.SHARED if len(fact.about) > 1 else Held.OWN
    return Row(source.slug, fact.role, source.table(fact.role), fact.key, held)


def _place(row: Row) -> tuple[str, str, str]:
    return row.source, row.role, str(row.key)


def _order(row: Row) -> tuple[str, str, str]:
    return row.source, row.role, f"{row.key:>12}"
