"""What a search reached, as findings in an order that is always the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from etterlev.sources.contract import Finding, Relation, Tier
from etterlev.sources.sql import keys
from etterlev.sources.sql.locating import Locating
from etterlev.sources.sql.plan import Key
from etterlev.sources.sql.reach import Holding, Rank
from etterlev.sources.sql.surroundings import Surroundings

_TIERS = {str(tier): tier for tier in Tier}
# A row's key, how it was reached, and what it is to the person.
Place = tuple[Key, Rank, Relation]


def findings(located: Locating, surroundings: Surroundings) -> Iterator[Finding]:
    """By person, unit and key; each row once for each person."""
    people: list[list[tuple[str, list[Place]]]] = [[] for _ in located.people]
    for name, reached in located.reach.units.items():
        places: dict[int, list[Place]] = defaultdict(list)
        _sort_out(places, reached.ranks, surroundings.shared[name], Relation.OWN)
        _sort_out(places, surroundings.context[name], surroundings.shared_context[name], Relation.CONTEXT)
        for number, rows in places.items():
            rows.sort(key=_by_number if all(type(row[0]) is int for row in rows) else _by_nature)
            people[number].append((name, rows))
    for person, units in zip(located.people, people, strict=True):
        for name, rows in units:
            for key, (tier, _, path), relation in rows:
                yield Finding(person.subject.key, name, keys.as_text(key), relation, _TIERS[tier], path)


def _sort_out(
    places: dict[int, list[Place]], ranks: Mapping[Holding, Rank], shared: Collection[Holding], relation: Relation
) -> None:
    for holding, rank in ranks.items():
        number, key = holding
        places[number].append((key, rank, Relation.SHARED if holding in shared else relation))


def _by_number(place: Place) -> Any:
    return place[0]


def _by_nature(place: Place) -> Any:
    """Numbers by size, words by their letters; columns that hold both do not mix them."""
    key = place[0] if isinstance(place[0], tuple) else (place[0],)
    return [(type(value).__name__, value) for value in key]
