"""Names, addresses and numbers for people and organisations that do not exist: everything a seed changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import product
from typing import Final

from etterlev.law import example_numbers
from examples.dice import Dice, Permutation
from examples.schema import words
from examples.spelling import local_part, slug

# Norwegian numbers that are possible but given to nobody: mobiles in 49, landlines in 54.
MOBILE: Final = "49"
LANDLINE: Final = "54"
# The group and its departments come first among the organisation numbers and landlines.
OWN_NUMBERS: Final = 20


@dataclass(frozen=True, slots=True)
class FullName:
    first: str
    last: str

    def __str__(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def local_part(self) -> str:
        return local_part(str(self))


@cache
def identity_number(born_on: date, serial: int) -> str:
    """A synthetic one. Making it means making every number of that day, so it is remembered."""
    return example_numbers.synthetic_national_identity_number(born_on, serial).digits


@dataclass(frozen=True)
class Naming:
    """What things are called under one seed. Everything is found by an ordinal, in any order and without memory."""

    seed: int

    def name(self, ordinal: int) -> FullName:
        """A name of its own for each of the first 34,000; some with a middle name, some with two surnames."""
        firsts, lasts = self._firsts, self._lasts
        at = self._name_order[ordinal % self._name_order.count]
        first, last = firsts[at // len(lasts)], lasts[at % len(lasts)]
        other = lasts[(at // len(lasts) + at) % len(lasts)]
        if other != last and ordinal % 7 == 6:
            first = f"{first} {other}"
        elif other != last and ordinal % 11 == 10:
            last = f"{other}-{last}"
        return FullName(first, last)

    def mobile(self, ordinal: int) -> str:
        return f"{MOBILE}{self._phones[ordinal]:06}"

    def landline(self, ordinal: int) -> str:
        return f"{LANDLINE}{self._phones[ordinal]:06}"

    def email(self, name: FullName, ordinal: int) -> str:
        """A private address: unlike any other's as long as the names are."""
        again = ordinal // self._name_order.count
        return f"{name.local_part}{again + 1 if again else ''}@{self._domains[ordinal % len(self._domains)]}"

    def organisation(self, ordinal: int) -> str:
        """The name of a business."""
        first, last, trade = self._organisations[self._organisation_order[ordinal % len(self._organisations)]]
        again = ordinal // len(self._organisations)
        return f"{first}{last} {trade} {again + 1 if again else ''}".strip()

    def organisation_domain(self, ordinal: int) -> str:
        return f"{slug(self.organisation(ordinal).replace(' ', '-'))}.example"

    def organisation_number(self, ordinal: int) -> str:
        return example_numbers.organisation_number(self._registered[ordinal]).digits

    def bank_account(self, ordinal: int) -> str:
        return example_numbers.bank_account(self._accounts[ordinal]).digits

    def address(self, ordinal: int, near: int = 0) -> tuple[str, str, str]:
        """Street with number, postal code and town: mostly the town of the department `near`."""
        dice = Dice(self.seed, f"address {ordinal}")
        town, code = self.towns[near] if ordinal % 4 != 3 else dice.pick(self.towns)
        street = str(dice.pick(self._streets)).replace("_", " ")
        letter = "" if ordinal % 6 else " B"
        return f"{street} {1 + dice.below(90)}{letter}", code, town

    @cached_property
    def towns(self) -> list[tuple[str, str]]:
        """Towns and their postal codes; the departments are in the first ones."""
        towns = [(town, code) for town, code in words("places")["towns"]]
        return Dice(self.seed, "towns").shuffled(towns) if self.seed else towns

    @cached_property
    def group(self) -> str:
        """The first word of the group's name."""
        groups = words("places")["groups"]
        return str(Dice(self.seed, "group").pick(groups[1:]) if self.seed else groups[0])

    @cached_property
    def _firsts(self) -> list[str]:
        return Dice(self.seed, "first names").shuffled(words("people")["first_names"].split())

    @cached_property
    def _lasts(self) -> list[str]:
        return Dice(self.seed, "last names").shuffled(words("people")["last_names"].split())

    @cached_property
    def _name_order(self) -> Permutation:
        return Permutation(Dice(self.seed, "names"), len(self._firsts) * len(self._lasts))

    @cached_property
    def _phones(self) -> Permutation:
        return Permutation(Dice(self.seed, "phones"), 1_000_000)

    @cached_property
    def _registered(self) -> Permutation:
        return Permutation(Dice(self.seed, "organisation numbers"), 90_000)

    @cached_property
    def _accounts(self) -> Permutation:
        return Permutation(Dice(self.seed, "accounts"), 900_000)

    @cached_property
    def _domains(self) -> list[str]:
        return list(words("people")["email_domains"].split())

    @cached_property
    def _streets(self) -> list[str]:
        return list(words("places")["streets"].split())

    @cached_property
    def _organisations(self) -> list[tuple[str, str, str]]:
        places = words("places")
        parts = (places["organisation_first"], places["organisation_last"], places["trades"])
        return list(product(*(part.split() for part in parts)))

    @cached_property
    def _organisation_order(self) -> Permutation:
        return Permutation(Dice(self.seed, "organisations"), len(self._organisations))
