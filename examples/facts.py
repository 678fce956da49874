"""A row or an element of a source, and whom it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from examples.group import Group, Staff
from examples.keys import Keys
from examples.naming import Naming
from examples.people import Population
from examples.size import Size

Value = str | int | bool | date | datetime | None
Key = int | str


class Held(StrEnum):
    """How a row is a person's: theirs alone, theirs and another's, or only what theirs hangs on."""

    OWN = "own"
    SHARED = "shared"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Fact:
    """`values` are in the order of the schema's columns, and the first is the key; an XML element has the key only.

    `about` are the keys of the persons it is about; with several of them it is shared. `beside` are those to whom it is
    context: the organisation a contact person belongs to, the seminar a guest went to. One step up, never further.
    """

    role: str
    values: tuple[Value, ...]
    about: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    # The organisation whose row it is: what someone would wrongly get by going up from a contact person and down again.
    workplace: int | None = None

    @property
    def key(self) -> Key:
        key = self.values[0]
        assert isinstance(key, int | str)
        return key

    def held(self) -> Iterator[tuple[str, Held]]:
        """Everyone it concerns, and how."""
        for each in self.about:
            yield each, Held.OWN if len(self.about) == 1 else Held.SHARED
        for each in self.beside:
            yield each, Held.CONTEXT


@dataclass(frozen=True)
class World:
    """Everything that follows from a seed and a size."""

    seed: int
    size: Size
    naming: Naming
    keys: Keys
    group: Group
    staff: tuple[Staff, ...]
    people: Population

    def staff_of(self, department: str) -> tuple[Staff, ...]:
        return tuple(each for each in self.staff if each.department == department)
