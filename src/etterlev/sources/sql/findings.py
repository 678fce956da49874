"""What a search reached, as findings in an order that is always the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from etterlev.sources.contract import Finding, Relation, Tier
from etterlev.sources.sql import keys
from etterlev.sources.sql.locating import Locating
from etterlev.sources.sql.plan import Key
from etterlev.sources.sql.reach import Holding, Rank
from etterlev.sources.sql.surroundings import Surroundings

_TIERS = {str(tier): tier for tier in Tier}


def findings(located: Locating, surroundings: Surroundings) -> Iterator[Finding]:
    """By person, unit and key; what is a person's own before what is above it."""
    places = []
    for order, (name, reached) in enumerate(located.reach.units.items()):
        shared, above = surroundings.shared[name], surroundings.shared_context[name]
        places += [_place(order, name, holding, rank, Relation.SHARED if holding in shared else Relation.OWN)
                   for holding, rank in reached.ranks.items()]
        places += [_place(order, name, holding, rank, Relation.SHARED if holding in above else Relation.CONTEXT)
                   for holding, rank in surroundings.context[name].items()]
    places.sort(key=lambda place: place[0])
    for (number, *_), name, key, relation, rank in places:
        yield Finding(located.people[number].subject.key, name, keys.as_text(key), relation, _TIERS[rank[0]], rank[2])


def _place(order: int, unit: str, holding: Holding, rank: Rank, relation: Relation) -> tuple[Any, ...]:
    number, key = holding
    return (number, order, _natural(key)), unit, key, relation, rank


def _natural(key: Key) -> tuple[tuple[str, Any], ...]:
    """Numbers by size, words by their letters; columns that hold both do not mix them."""
    return tuple((type(value).__name__, value) for value in key)
