"""The group company, its departments and everyone who works there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from examples.naming import FullName, Naming, identity_number
from examples.schema import words
from examples.size import Size
from examples.spelling import slug

GROUP_SLUG: Final = "gruppen"
GROUP_STAFF: Final = (("group_lead",), ("web_editor",), ("operator",), ("auditor",))
GROUP_TITLES: Final = ("personvernleder", "webredaktør", "driftsansvarlig", "internrevisor")
# Staff are numbered after everybody else, so that no name or telephone is used twice.
FIRST_STAFF_ORDINAL: Final = 130_000
# The last new colleague in the first department, who has no engagements yet.
NEWCOMER: Final = 2


@dataclass(frozen=True)
class Department:
    """A legal entity of the group: a department with a place, or the group company itself (`number` -1)."""

    number: int
    slug: str
    place: str
    legal_name: str
    organisation_number: str
    street: str
    postal_code: str
    email: str
    phone: str
    privacy_email: str
    language: str

    @property
    def is_group(self) -> bool:
        return self.number < 0

    @property
    def postal_address(self) -> str:
        return f"{self.street}, {self.postal_code} {self.place}"


@dataclass(frozen=True)
class Staff:
    """Someone who works in the group. `roles` are by the controller they hold for; `phone` has eight digits."""

    key: str
    department: str
    full_name: FullName
    email: str
    phone: str
    title: str
    roles: Mapping[str, tuple[str, ...]]
    employee_number: str
    national_identity_number: str
    born_on: date
    started_on: date
    has_engagements: bool

    @property
    def name(self) -> str:
        return str(self.full_name)

    @property
    def identifiers(self) -> tuple[tuple[str, str], ...]:
        """As a person's: staff are data subjects too."""
        return (("email", self.email), ("phone", f"+47{self.phone}"), ("employee_number", self.employee_number))


@dataclass(frozen=True)
class Group:
    """`departments` are the controllers that have a place; `company` is the one above them."""

    name: str
    website: str
    domain: str
    company: Department
    departments: tuple[Department, ...]

    @property
    def controllers(self) -> tuple[Department, ...]:
        return (self.company, *self.departments)


def make_group(naming: Naming, size: Size) -> Group:
    domain = f"{slug(naming.group)}.example"
    name = f"{naming.group} {words('places')['group_word']}"
    company = _department(naming, -1, GROUP_SLUG, f"{name} AS", domain)
    places = [naming.towns[number][0] for number in range(size.departments)]
    departments = tuple(
        _department(naming, number, slug(place), f"{naming.group} {place} AS", domain)
        for number, place in enumerate(places)
    )
    return Group(name, f"https://{domain}", domain, company, departments)


def _department(naming: Naming, number: int, name: str, legal_name: str, domain: str) -> Department:
    place, code = naming.towns[max(number, 0)]
    return Department(
        number=number,
        slug=name,
        place=place,
        legal_name=legal_name,
        organisation_number=naming.organisation_number(number + 1),
        street=f"{naming.address(number + 1)[0].removesuffix(' B')}",
        postal_code=code,
        email=f"{name}@{domain}",
        phone=f"+47{naming.landline(number + 1)}",
        privacy_email=f"personvern.{name}@{domain}",
        # One department writes nynorsk.
        language="nn" if number == 2 else "nb",
    )


def make_staff(naming: Naming, size: Size, group: Group) -> tuple[Staff, ...]:
    """The departments' people first, the group company's last."""
    everywhere = tuple(controller.slug for controller in group.controllers)
    made: list[Staff] = []
    for department, place in _places(size, group):
        number = len(made)
        name = _name(naming, department, place, number)
        roles = _roles(department, place, everywhere)
        born_on = date(1966, 1, 14) + timedelta(days=477 * number % 12_000)
        made.append(
            Staff(
                key=f"staff.{number + 1:02}",
                department=department.slug,
                full_name=name,
                email=_email(name, made, group),
                phone=naming.mobile(FIRST_STAFF_ORDINAL + number),
                title=_title(department, place),
                roles=roles,
                employee_number=f"{1001 + number}",
                national_identity_number=identity_number(born_on, number % 150),
                born_on=born_on,
                started_on=date(2014 + number % 9, 1 + number % 12, 1) if place != NEWCOMER else date(2026, 11, 2),
                has_engagements=not department.is_group and (department.number, place) not in ((0, 0), (0, NEWCOMER)),
            )
        )
    return tuple(made)


def _places(size: Size, group: Group) -> Iterator[tuple[Department, int]]:
    for_departments = size.staff - len(GROUP_STAFF)
    for department in group.departments:
        count = for_departments // size.departments + (department.number < for_departments % size.departments)
        yield from ((department, place) for place in range(count))
    yield from ((group.company, place) for place in range(len(GROUP_STAFF)))


def _roles(department: Department, place: int, everywhere: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """In the first department the privacy contact does nothing else; in the others an accountant is it too."""
    if department.is_group:
        return dict.fromkeys(everywhere, GROUP_STAFF[place])
    if place:
        return {department.slug: ("accountant",)}
    return {department.slug: ("privacy_contact",) if department.number == 0 else ("accountant", "privacy_contact")}


def _title(department: Department, place: int) -> str:
    if department.is_group:
        return GROUP_TITLES[place]
    return "kontorleder" if place == 0 else "regnskapsfører"


def _name(naming: Naming, department: Department, place: int, number: int) -> FullName:
    """The cast keeps its names in the first seed: Siv, Kari and Ola in Oslo, Per in Bergen, Liv over the group."""
    parts = {(0, 0): 0, (0, 1): 1, (0, 2): 2, (1, 0): 3, (-1, 0): 4}
    part = parts.get((department.number, place))
    if naming.seed or part is None:
        return naming.name(FIRST_STAFF_ORDINAL + number)
    first, last = words("people")["cast"]["staff"][part].split()
    return FullName(first, last)


def _email(name: FullName, made: list[Staff], group: Group) -> str:
    """The first name; for a later one with the same, the whole name."""
    short = f"{slug(name.first.split()[0])}@{group.domain}"
    return f"{slug(name.local_part)}@{group.domain}" if any(short == each.email for each in made) else short
