"""How sure it is that a row of people is a given person's. Pure decisions over what agrees."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from etterlev.sources.contract import IdentifierKind, Tier
from etterlev.sources.normalise import same_name

# What only one person has.
STRONG: Final = frozenset(
    {
        IdentifierKind.EMAIL,
        IdentifierKind.NATIONAL_ID,
        IdentifierKind.CUSTOMER_NUMBER,
        IdentifierKind.EMPLOYEE_NUMBER,
    }
)
# What a household or a firm may share.
WEAK: Final = frozenset({IdentifierKind.PHONE, IdentifierKind.BANK_ACCOUNT, IdentifierKind.ORGANISATION_NUMBER})
# What is looked for further when it stands in a row that is surely the person's. A firm's number is not a person's.
LEARNED: Final = (STRONG | WEAK) - {IdentifierKind.ORGANISATION_NUMBER}
# An identifier that more people than this have, is nobody's: a switchboard, post@….
MOST_PEOPLE: Final = 3


class Names(Enum):
    """What the names in a row say about whose it is."""

    AGREE = auto()
    SILENT = auto()
    DIFFER = auto()


@dataclass(frozen=True)
class Match:
    """An identifier of the person's that stands in the row."""

    kind: IdentifierKind
    is_given: bool


def names(in_row: Collection[str], known: Collection[str]) -> Names:
    """Compare the names of a row with a person's, all in normal form."""
    if any(same_name(one, other) for one in in_row for other in known):
        return Names.AGREE
    if not in_row or not known or any(_may_be(one, other) for one in in_row for other in known):
        return Names.SILENT
    return Names.DIFFER


def _may_be(one: str, other: str) -> bool:
    """Same first name or an initial of it: a married name, a short form."""
    first, second = one.split(maxsplit=1)[0].rstrip("."), other.split(maxsplit=1)[0].rstrip(".")
    return first == second or (min(len(first), len(second)) == 1 and first[0] == second[0])


def tier(matches: Iterable[Match], agreement: Names, *, same_birth: bool) -> Tier | None:
    """The tier of a row with these matches, or None when it is better left alone.

    A: something only one person has. B: two weaker ones, such as a phone with the same name: parents and children share
    both. C: a name, or one weaker alone.
    """
    found = list(matches)
    strong = [each for each in found if each.kind in STRONG]
    if any(each.is_given for each in strong) or (strong and agreement is not Names.DIFFER):
        return Tier.A
    weak = [each for each in found if each.kind in WEAK and (each.is_given or agreement is not Names.DIFFER)]
    if len({each.kind for each in weak}) + (agreement is Names.AGREE) + same_birth >= 2:
        return Tier.B
    is_named = any(each.kind is IdentifierKind.NAME for each in found)
    return Tier.C if strong or weak or is_named else None
