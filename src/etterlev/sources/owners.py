"""Who searches a source that no program can: its owner, a substitute, and how many days they get. Plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from etterlev.languages import LANGUAGES
from etterlev.sources.errors import DaysNotValid, OwnerNotValid
from etterlev.vault.errors import NotIndexable
from etterlev.vault.index import Index, normalised

FEWEST_DAYS: Final = 1
MOST_DAYS: Final = 21
USUAL_DAYS: Final = 7
LONGEST_NAME: Final = 120


@dataclass(frozen=True)
class Owner:
    """Somebody who can look where a program cannot. They need no account."""

    name: str
    email: str
    language: str

    def as_json(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True)
class Ownership:
    """The owner of a source, who steps in, and the days each gets to answer."""

    owner: Owner
    substitute: Owner | None = None
    days: int = USUAL_DAYS


def owner(name: str, email: str, language: str, *, field: str = "owner") -> Owner:
    """An owner as somebody typed it. Raises OwnerNotValid, which names the field that begins with `field`."""
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise OwnerNotValid(field=f"{field}_name")
    try:
        normalised(Index.EMAIL, email)
    except NotIndexable:
        raise OwnerNotValid(field=f"{field}_email") from None
    if language not in LANGUAGES:
        raise OwnerNotValid(field=f"{field}_language")
    return Owner(name.strip(), email.strip(), language)


def days(text: str) -> int:
    """The days somebody gets, as it was typed. Raises DaysNotValid outside one to twenty-one."""
    if not text.strip().isdecimal() or not FEWEST_DAYS <= int(text) <= MOST_DAYS:
        raise DaysNotValid(field="days", fewest=FEWEST_DAYS, most=MOST_DAYS)
    return int(text)


def ownership_in(reach: Mapping[str, Any]) -> Ownership | None:
    """What a source's row says of its owner; None when nobody has been named."""
    if "owner" not in reach:
        return None
    stands_in = reach.get("substitute")
    return Ownership(Owner(**reach["owner"]), Owner(**stands_in) if stands_in else None, int(reach["days"]))


def reach_with(reach: Mapping[str, Any], named: Ownership) -> dict[str, Any]:
    """The same reach, with the owner in it."""
    stands_in = named.substitute and named.substitute.as_json()
    return {**reach, "owner": named.owner.as_json(), "substitute": stands_in, "days": named.days}
