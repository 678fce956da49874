"""What has been reached so far: rows by their keys, and for each person how each row was reached best."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from etterlev.sources.contract import Tier
from etterlev.sources.sql.plan import Key, Plan, Row

# Which person (by place in the batch) a row concerns.
Holding = tuple[int, Key]
# Tier, length of the path, path: the smallest is the best.
Rank = tuple[str, int, tuple[str, ...]]


def ranked(tier: str, path: tuple[str, ...]) -> Rank:
    return (tier, len(path), path)


def further(rank: Rank, unit: str) -> Rank:
    """The rank of a row that hangs on one of that rank."""
    tier, length, path = rank
    return (tier, length + 1, (*path, unit))


def is_sure(rank: Rank) -> bool:
    """Whether a row may be counted as the person's own without anybody looking at it."""
    return rank[0] != Tier.C


@dataclass
class Reached:
    """One unit's rows, and the best rank of each for each person who reaches it."""

    rows: dict[Key, Row] = field(default_factory=dict)
    ranks: dict[Holding, Rank] = field(default_factory=dict)
    # Reached, or reached better, since it was last descended from.
    fresh: dict[Holding, Rank] = field(default_factory=dict)
    # Rows of people that name somebody else: theirs too, and not descended from.
    others: set[Holding] = field(default_factory=set)
    # Rows found by an identifier in them, and not only by a link.
    matched: set[Holding] = field(default_factory=set)

    def offer(self, person: int, key: Key, row: Row, rank: Rank) -> None:
        """Note that a person reaches a row, unless they already do at least as well."""
        holding = (person, key)
        known = self.ranks.get(holding)
        if known is None or rank < known:
            self.rows[key] = row
            self.ranks[holding] = self.fresh[holding] = rank

    def take(self) -> dict[Holding, Rank]:
        """Everything fresh, once."""
        taken, self.fresh = self.fresh, {}
        return taken


class Reach:
    """All units of a plan."""

    def __init__(self, plan: Plan) -> None:
        self.units: Mapping[str, Reached] = {name: Reached() for name in plan.units}

    def __getitem__(self, unit: str) -> Reached:
        return self.units[unit]

    def is_moving(self) -> bool:
        return any(reached.fresh for reached in self.units.values())

    def take(self) -> Iterable[tuple[str, dict[Holding, Rank]]]:
        return [(name, reached.take()) for name, reached in self.units.items() if reached.fresh]
