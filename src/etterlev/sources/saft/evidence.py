"""Whose an element is. Pure decisions over what agrees.

The rule of persons and organisations. A file seldom says whether a customer is a person, and a sole trader has an
organisation number, so four sorts are told apart:
- an organisation (its name ends as a firm's, or it says Government) is never a person's own, whatever agrees with it;
- a business (it has an organisation number, or says Company) may be a sole trader's: it is a person's when the name
  agrees too, or when the person asked by that organisation number; otherwise it is a guess;
- a party that says neither is a person's unless the name is somebody else's; then it is a guess;
- a private person (it says Private, or is registered by a national identity number) is whose identifiers it has.
What stands in a contact person counts for the party only when the contact person is the party: named alike, or, at a
private person, not named. Otherwise the contact person's party is context, and its other contact persons are never
reached. The company whose accounts these are is a party as the others, but nothing hangs on it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import Enum, auto
from typing import Final, NamedTuple

from etterlev.law.identifiers import recognise_national_identity_number
from etterlev.sources.contract import IdentifierKind, Tier
from etterlev.sources.normalise import is_firm, same_name

Kind = IdentifierKind
# What only one person has.
STRONG: Final = frozenset({Kind.EMAIL, Kind.NATIONAL_ID, Kind.CUSTOMER_NUMBER})
# What is looked for further when it stands with something that is surely the person's.
LEARNED: Final = frozenset({Kind.EMAIL, Kind.PHONE, Kind.NATIONAL_ID, Kind.BANK_ACCOUNT})
# An identifier that more different names than this stand beside, is nobody's: a switchboard, post@….
MOST_PEOPLE: Final = 3
# What systems write where the format demands a name and they have none.
_NO_NAME: Final = frozenset({"notused", "ukjent", "unknown", "n/a", "n.a", "n.a.", "-", "--", ".", "ikke", "oppgitt"})
_AND: Final = frozenset({"og", "&", "and"})


class Sort(Enum):
    """What a party is."""

    PRIVATE = auto()
    UNSAID = auto()
    BUSINESS = auto()
    ORGANISATION = auto()


class Names(Enum):
    """What the names in an element say about whose it is."""

    AGREE = auto()
    SILENT = auto()
    DIFFER = auto()


class Match(NamedTuple):
    """An identifier of the person's that stands in the element."""

    kind: IdentifierKind
    is_given: bool
    # Of the party itself, not of a contact person who is the party.
    is_own: bool = True
    # A supplier's number is compared with a customer's, which is of another series.
    is_weak: bool = False
    is_common: bool = False


def sort_of(name: str | None, kind: str, registered: str) -> Sort:
    """What a party is, by its name in normal form, what it says it is, and its registration number."""
    digits = registered.replace(" ", "")
    if kind == "Government" or (name is not None and is_firm(name)):
        return Sort.ORGANISATION
    if kind == "Private" or recognise_national_identity_number(digits) is not None:
        return Sort.PRIVATE
    return Sort.BUSINESS if kind == "Company" or registered else Sort.UNSAID


def name_of(words: Iterable[str]) -> str | None:
    """A name in normal form without the words that stand for none; None when nothing is left."""
    kept = [word for words_ in words for word in words_.lower().split() if word not in _NO_NAME]
    return " ".join(kept) or None


def is_joint(name: str) -> bool:
    """Whether a name in normal form is of two: «Nina og Per Vik»."""
    return bool(_AND & set(name.split()[1:-1]))


def names(in_element: Collection[str], known: Collection[str]) -> Names:
    """Compare names with a person's, all in normal form."""
    if any(same_name(one, other) for one in in_element for other in known):
        return Names.AGREE
    if not in_element or not known or any(_may_be(one, other) for one in in_element for other in known):
        return Names.SILENT
    return Names.DIFFER


def _may_be(one: str, other: str) -> bool:
    """Same first name or an initial of it: a married name, a short form."""
    first, second = (name.partition(" ")[0].rstrip(".") for name in (one, other))
    return first == second or (min(len(first), len(second)) == 1 and first[:1] == second[:1])


def tier(matches: Collection[Match], agreement: Names, *, is_named: bool) -> Tier | None:
    """How sure it is that an element with these matches is the person's; None when it is better left alone.

    A: what only one person has, or a sole trader's number with the name. B: two weaker ones. C: a name, or one weaker.
    `is_named` is whether the person was asked for by the name that stands there.
    """
    is_other = agreement is Names.DIFFER
    found = [each for each in matches if not is_other or _stands_alone(each)]
    strong = [each for each in found if each.kind in STRONG and not each.is_weak]
    if any(not (each.is_common and is_other) for each in strong):
        return Tier.A
    agrees = agreement is Names.AGREE
    if agrees and any(each.kind is Kind.ORGANISATION_NUMBER and each.is_given for each in found):
        return Tier.A
    if len({each.kind for each in found}) + agrees >= 2:
        return Tier.B
    return Tier.C if found or is_named else None


def _stands_alone(match: Match) -> bool:
    """Whether a match says something beside another's name: what many share, and what was learnt, does not."""
    return match.is_given and not match.is_weak and (match.kind in STRONG or not match.is_common)


def party_tier(sort: Sort, matches: Collection[Match], agreement: Names, *, is_named: bool) -> Tier | None:
    """The tier of a party, by the rule at the top; None when it is not the person's, though a contact person may be."""
    if sort is Sort.ORGANISATION:
        return None
    found = tier(matches, agreement, is_named=is_named)
    if found is None or sort is Sort.PRIVATE or agreement is Names.AGREE:
        return found
    own = [each for each in matches if each.is_own and (each.is_given or agreement is not Names.DIFFER)]
    if not own:
        return None
    if sort is Sort.UNSAID and agreement is Names.SILENT:
        return found
    return Tier.B if any(each.kind is Kind.ORGANISATION_NUMBER and each.is_given for each in own) else Tier.C
