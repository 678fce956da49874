"""The data subjects: a person of one department, told apart by department, hundred and slot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product
from typing import Final, overload

from examples import plan
from examples.group import Group
from examples.keys import Keys
from examples.naming import FullName, Naming
from examples.schema import words
from examples.size import Size

# The first numbers are the group's and its departments' own.
FIRST_BLOCK_NUMBER: Final = 100
NUMBERS_PER_BLOCK: Final = 70


@dataclass(frozen=True, slots=True)
class Relation:
    """What a person is to the department: a subject category, and the activity of the register it comes from."""

    category: str
    activity_code: str
    since_on: date
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person of one department. Persons of different departments with the same `human` are the same human being.

    `email` is empty for those who have none; `phone` has eight digits; only customers and partners have a number.
    """

    key: str
    human: str
    department: str
    full_name: FullName
    email: str
    phone: str
    customer_number: str
    relations: tuple[Relation, ...]
    language: str

    @property
    def name(self) -> str:
        return str(self.full_name)

    @property
    def identifiers(self) -> tuple[tuple[str, str], ...]:
        """Kind and value, written the one way a register writes them."""
        pairs = (("email", self.email), ("phone", f"+47{self.phone}"), ("customer_number", self.customer_number))
        return tuple((kind, value) for kind, value in pairs if value)


@dataclass(frozen=True, slots=True)
class Stranger:
    """Someone no register knows."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Block:
    """A hundred persons of one department."""

    department: int
    hundred: int

    def key_of(self, slot: int) -> str:
        """The same under every seed: Nina is `1.1.00`."""
        return f"{self.department + 1}.{self.hundred + 1}.{slot:02}"


@dataclass(frozen=True)
class Population(Sequence[Person]):
    """Every person of the group, each made when asked for."""

    naming: Naming
    keys: Keys
    size: Size
    group: Group

    def __len__(self) -> int:
        return self.size.people

    @overload
    def __getitem__(self, index: int) -> Person: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Person]: ...
    def __getitem__(self, index: int | slice) -> Person | Sequence[Person]:
        if isinstance(index, slice):
            return tuple(self[each] for each in range(*index.indices(len(self))))
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError(index)
        number, slot = divmod(at, plan.SLOTS)
        return self.person(Block(*divmod(number, self.size.hundreds)), slot)

    def blocks(self, department: int | None = None) -> Iterator[Block]:
        """Every hundred, or those of one department."""
        several = range(self.size.departments) if department is None else (department,)
        return (Block(*each) for each in product(several, range(self.size.hundreds)))

    def person(self, block: Block, slot: int) -> Person:
        """The person in that place."""
        origin, origin_slot = _human(block, slot)
        department = self.group.departments[block.department]
        party = next((each.number for each in plan.PARTIES if each.slot == slot), None)
        number = self.keys.customer_number(block.department, block.hundred, party) if party is not None else ""
        return Person(
            key=block.key_of(slot),
            human=origin.key_of(origin_slot),
            department=department.slug,
            full_name=self.name(block, slot),
            email=self.email(block, slot),
            phone=self.phone(block, slot),
            customer_number=number,
            relations=_relations(slot),
            language=_language(slot, department.language),
        )

    def name(self, block: Block, slot: int) -> FullName:
        block, slot = _human(block, slot)
        own = self.naming.name(self._ordinal(block, slot))
        cast = words("people")["cast"] if self.naming.seed == 0 and block == Block(0, 0) else None
        if slot == plan.NINA:
            return FullName(*cast["nina"].split()) if cast else own
        if slot in (plan.HOUSEHOLD, plan.LONGER_NAME, plan.HOMONYM):
            nina = self.name(block, plan.NINA)
            first = cast["household"] if cast else own.first
            firsts = {plan.HOUSEHOLD: first, plan.LONGER_NAME: f"Anne-{nina.first}", plan.HOMONYM: nina.first}
            return FullName(firsts[slot], nina.last)
        if slot == plan.ALSO_SHARES_PHONE:
            return FullName(own.first, self.name(block, plan.SHARES_PHONE).last)
        return own

    def email(self, block: Block, slot: int) -> str:
        """In lower case; empty for the one who has none."""
        if slot == plan.NO_EMAIL:
            return ""
        if block.department and slot in plan.SAME_EMAIL:
            return self.email(*_human(block, slot))
        name, workplace = self.name(block, slot), _workplace(slot)
        if workplace is not None:
            return f"{name.local_part}@{self.domain(block, workplace)}"
        usual = self.naming.email(name, self._ordinal(block, slot))
        local, _, domain = usual.partition("@")
        if slot == plan.LONGER_NAME:
            return f"anne-{self.email(block, plan.NINA)}"
        return {
            plan.HOMONYM: f"{local}2@example.com",
            plan.HOUSEHOLD: f"{local}{11 + block.hundred % 80}@{domain}",
            plan.ALSO_SHARES_PHONE: f"{local}{11 + block.hundred % 80}@{domain}",
        }.get(slot, usual)

    def phone(self, block: Block, slot: int) -> str:
        """Eight digits. Contact persons in shared premises have the switchboard's."""
        block, slot = _human(block, slot)
        workplace = _workplace(slot)
        if workplace is not None and workplace in plan.SWITCHBOARD:
            return self.switchboard(block, workplace)
        if self.naming.seed == 0 and (block, slot) == (Block(0, 0), plan.NINA):
            return str(words("people")["cast"]["nina_phone"])
        return self.naming.mobile(self._ordinal(block, plan.SHARES_PHONE if slot == plan.ALSO_SHARES_PHONE else slot))

    def switchboard(self, block: Block, workplace: int) -> str:
        """An organisation's own number; the same for those that share premises."""
        shared = plan.SWITCHBOARD[0] if workplace in plan.SWITCHBOARD else workplace
        return self.naming.landline(self.workplace_ordinal(block, shared))

    def organisation(self, block: Block, workplace: int) -> str:
        return f"{self.naming.organisation(self.workplace_ordinal(block, workplace))} AS"

    def domain(self, block: Block, workplace: int) -> str:
        return self.naming.organisation_domain(self.workplace_ordinal(block, workplace))

    def organisation_number(self, block: Block, number: int) -> str:
        """Of the party with that number, or of the supplier with that number past the parties'."""
        first = FIRST_BLOCK_NUMBER + self._block_number(block) * NUMBERS_PER_BLOCK
        return self.naming.organisation_number(first + number)

    def workplace_ordinal(self, block: Block, workplace: int) -> int:
        return FIRST_BLOCK_NUMBER + self._block_number(block) * _WORKPLACES + workplace

    def _block_number(self, block: Block) -> int:
        return block.department * self.size.hundreds + block.hundred

    def _ordinal(self, block: Block, slot: int) -> int:
        return self._block_number(block) * plan.SLOTS + slot


def _human(block: Block, slot: int) -> tuple[Block, int]:
    """The place where the human being behind this person is known from first."""
    origin = {**plan.OTHER_EMAIL, **plan.SAME_EMAIL}.get(slot)
    if origin is None or block.department == 0:
        return block, slot
    return Block(block.department - 1, block.hundred), origin


# Customers' organisations first, then suppliers' companies.
_WORKPLACES: Final = len(plan.CONTACTS_OF) + len(plan.SUPPLIERS)


@cache
def _workplace(slot: int) -> int | None:
    """The organisation whose contact person it is."""
    at_customers = {contact.slot: contact.organisation for contact in plan.CONTACT_PERSONS}
    at_suppliers = {slot: len(plan.CONTACTS_OF) + each.number for each in plan.SUPPLIERS for slot in each.contacts}
    return {**at_customers, **at_suppliers}.get(slot)


def _language(slot: int, usual: str) -> str:
    if slot == 12:
        return "en"
    return "nn" if slot % 10 == 5 else usual


@cache
def _relations(slot: int) -> tuple[Relation, ...]:
    """Everything that person is to the department."""
    seminars = [plan.SEMINARS[each.seminar] for each in plan.ATTENDANCES if each.slot == slot]
    letters = [each for each in plan.SUBSCRIPTIONS if each.slot == slot]
    made = list(_main_relation(slot))
    if seminars:
        made.append(Relation("seminar-guest", "seminarer", min(seminars), max(seminars)))
    made += [Relation("newsletter-reader", "nyhetsbrev", each.since_on, each.until_on) for each in letters]
    return tuple(made)


def _main_relation(slot: int) -> Iterator[Relation]:
    party = next((each for each in plan.PARTIES if each.slot == slot), None)
    if party is not None and party.kind == "partner":
        yield Relation("partner", "samarbeidspartnere", party.since_on)
    elif party is not None:
        category = "customer" if party.until_on is None else "former-customer"
        yield Relation(category, "kundeforhold", party.since_on, party.until_on)
    for contact in plan.CONTACT_PERSONS:
        if contact.slot == slot:
            yield Relation("customer-contact", "kundeforhold", plan.PARTIES[contact.party].since_on)
    if slot in plan.SOLE_SUPPLIERS:
        yield Relation("supplier", "leverandorer", date(2023, 5, 2))
    if slot in plan.SUPPLIER_CONTACTS:
        yield Relation("supplier-contact", "leverandorer", date(2023, 5, 2))
    if slot in plan.APPLICANTS:
        applied_on, decided_on = plan.applied(slot)
        yield Relation("applicant", "rekruttering", applied_on, decided_on)
    if slot == plan.FORMER_EMPLOYEE:
        yield Relation("former-employee", "personal", *plan.EMPLOYED)
