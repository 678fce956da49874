"""The rows of a controller's payroll and personnel archive: its staff, who has left, and who has applied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Final

from examples import plan, spelling
from examples.dice import Dice, Permutation
from examples.facts import Fact, World
from examples.group import Department, Staff
from examples.naming import identity_number
from examples.people import Block, Person
from examples.schema import words

# Accounts of staff come after every customer's.
FIRST_ACCOUNT: Final = 800_000
FIRST_HOME: Final = 900_000
MONTHS_PAID: Final = 22
LINE_KINDS: Final = ("fastlønn", "overtid", "fagforeningstrekk")
ABSENCES: Final = (("egenmelding", 2), ("sykemelding", 12), ("sykt barn", 1))


@dataclass(frozen=True, slots=True)
class Employee:
    """Someone who is or was paid."""

    key: str
    name: str
    email: str
    phone: str
    number: str
    national_identity_number: str
    title: str
    started_on: date
    ended_on: date | None
    months: tuple[str, ...]


def rows(world: World, department: Department) -> Iterator[Fact]:
    """Table by table, and no row before the one it refers to."""
    employees, applicants = list(employees_of(world, department)), list(_applicants(world, department))
    lines = [
        (at, *each) for at, employee in enumerate(employees) for each in product(employee.months, range(1 + at % 3))
    ]
    absences = [(at, turn) for at in range(len(employees)) for turn in range(1 + at % 3)]

    def keys(role: str, several: Sequence[object]) -> Permutation:
        return Permutation(Dice(world.seed, f"keys of {role} in {department.number}"), max(len(several), 1))

    known = keys("employee", employees)
    yield from _people(world, employees, known, max(department.number, 0))
    yield from _salaries(employees, lines, known, keys("salary_line", lines))
    yield from _accounts(world, employees, known, department)
    for (at, turn), key in zip(absences, _numbered(keys("absence", absences)), strict=True):
        yield _absence(employees[at], turn, key)
    for row, (person, key) in enumerate(zip(applicants, _numbered(keys("applicant", applicants)), strict=False)):
        yield _applicant(person, row, key)


def _numbered(keys: Permutation) -> Iterator[int]:
    return (1 + keys[at] for at in range(keys.count))


def _salaries(
    employees: list[Employee], lines: list[tuple[int, str, int]], known: Permutation, keys: Permutation
) -> Iterator[Fact]:
    for (at, month, kind), key in zip(lines, _numbered(keys), strict=True):
        amount = (42_000 + 1_500 * (at % 9), 1_800, -450)[kind]
        yield Fact("salary_line", (key, 1 + known[at], month, LINE_KINDS[kind], amount), (employees[at].key,))


def employees_of(world: World, department: Department) -> Iterator[Employee]:
    """Staff first, then those who have left."""
    for each in world.staff_of(department.slug):
        yield _employed(each)
    if department.is_group:
        return
    for block in world.people.blocks(department.number):
        yield _former(world, block)


def _employed(staff: Staff) -> Employee:
    months = tuple(month for month in _months(2025, 1, MONTHS_PAID) if month >= f"{staff.started_on:%Y-%m}")
    return Employee(
        key=staff.key,
        name=staff.name,
        email=staff.email,
        phone=staff.phone,
        number=staff.employee_number,
        national_identity_number=staff.national_identity_number,
        title=staff.title,
        started_on=staff.started_on,
        ended_on=None,
        months=months,
    )


def _former(world: World, block: Block) -> Employee:
    person = world.people.person(block, plan.FORMER_EMPLOYEE)
    started_on, ended_on = plan.EMPLOYED
    ordinal = block.department * world.size.hundreds + block.hundred
    born_on = date(1955, 2, 7) + timedelta(days=ordinal)
    return Employee(
        key=person.key,
        name=person.name,
        email=person.email,
        phone=person.phone,
        number=f"{500 + block.hundred}",
        national_identity_number=identity_number(born_on, 11),
        title="regnskapsfører",
        started_on=started_on,
        ended_on=ended_on,
        months=_months(2021, 1, 6),
    )


def _months(year: int, month: int, count: int) -> tuple[str, ...]:
    first = 12 * year + month - 1
    return tuple(f"{at // 12}-{at % 12 + 1:02}" for at in range(first, first + count))


def _people(world: World, employees: list[Employee], keys: Permutation, near: int) -> Iterator[Fact]:
    for at, each in enumerate(employees):
        values = (
            1 + keys[at],
            each.number,
            each.name,
            spelling.identity_number(each.national_identity_number, at),
            spelling.email(each.email, at),
            spelling.phone(each.phone, at),
            *world.naming.address(FIRST_HOME + _home(each), near),
        )
        yield Fact("employee", values, (each.key,))
    for at, each in enumerate(employees):
        terms = (1 + keys[at], 1 + keys[at], each.title, 100 - 20 * (at % 2), each.started_on, each.ended_on)
        yield Fact("employment", terms, (each.key,))


def _home(employee: Employee) -> int:
    return int(employee.national_identity_number[-6:])


def _accounts(world: World, employees: list[Employee], keys: Permutation, department: Department) -> Iterator[Fact]:
    for at, each in enumerate(employees):
        ordinal = FIRST_ACCOUNT + 5_000 * (department.number + 1) + at
        account = spelling.account(world.naming.bank_account(ordinal), at)
        yield Fact("bank_account", (1 + keys[at], 1 + keys[at], account), (each.key,))


def _absence(employee: Employee, turn: int, key: int) -> Fact:
    kind, days = ABSENCES[turn]
    from_on = (employee.ended_on or plan.SEEN_ON) - timedelta(days=40 + 90 * turn)
    values = (key, int(employee.national_identity_number), kind, from_on, from_on + timedelta(days=days - 1))
    return Fact("absence", values, (employee.key,))


def _applicants(world: World, department: Department) -> Iterator[Person]:
    if department.is_group:
        return
    for block in world.people.blocks(department.number):
        for slot in plan.APPLICANTS:
            yield world.people.person(block, slot)


def _applicant(person: Person, row: int, key: int) -> Fact:
    applied_on, decided_on = plan.applied(plan.APPLICANTS[row % len(plan.APPLICANTS)])
    positions = words("texts")["work"]["positions"]
    values = (
        key,
        person.name,
        spelling.email(person.email, row),
        spelling.phone(person.phone, row),
        positions[row % len(positions)],
        applied_on,
        decided_on,
        "under vurdering" if decided_on is None else "ikke tilbudt",
    )
    return Fact("applicant", values, (person.key,))
