"""What was read of rows that may be somebody's: an answer that fits in memory needs no second reading."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from etterlev.sources.saft.elements import NAMESPACE
from etterlev.sources.saft.rows import TRANSACTION, USER, LineRow, Row
from etterlev.sources.saft.values import flat, one

# Rows held at once, some two kilobytes each.
AT_ONCE: Final = 20_000
Place = tuple[str, str]
Values = dict[str, Any]


class Remembered:
    """The values of rows by unit and key. Past `AT_ONCE` rows nothing is remembered."""

    def __init__(self) -> None:
        self._values: dict[Place, Values] = {}
        self._is_full = False

    def keep(self, row: Row | LineRow) -> None:
        """Remember a row and its contact persons. A user is told by all vouchers, and not by one row."""
        if self._is_full or row.unit == USER:
            return
        self._values[row.unit, row.key] = values_of(row)
        if isinstance(row, Row):
            self._values |= {(each.unit, each.key): values_of(each) for each in row.contacts}
        if len(self._values) > AT_ONCE:
            self._values, self._is_full = {}, True

    def values(self, places: Iterable[Place]) -> dict[Place, Values] | None:
        """All of these, or None when one of them is not remembered."""
        found = {place: self._values.get(place) for place in places}
        return None if None in found.values() else {place: values for place, values in found.items() if values}


def values_of(row: Row | LineRow) -> Values:
    """Everything a row says about whoever it is about."""
    if isinstance(row, LineRow):
        return flat(row.element)
    if row.unit != TRANSACTION:
        # Contact persons are rows of their own.
        return flat(row.element, ("Contact",))
    # Who entered a voucher is something about them, and not about the customer.
    values = flat(row.element, ("SourceID", "Line"))
    journal = [] if row.journal is None else [child for child in row.journal if child.tag != NAMESPACE + TRANSACTION]
    for child in journal:
        values |= {f"Journal/{name}": value for name, value in one(child).items()}
    return values
