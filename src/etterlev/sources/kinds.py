"""The kinds of sources, and how each is reached. Drivers are imported when a source is used, not when a page is
shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from etterlev.sources.contract import Source
from etterlev.sources.errors import BadAddress, UnknownKind
from etterlev.sources.manual import ManualSource

KINDS = ("sql", "saft", "manual")
# A person searches these: they have no map, and stay a named gap until somebody signs.
BY_HAND = frozenset({"manual"})


def check_kind(kind: str, reach: Mapping[str, Any]) -> None:
    """Raises UnknownKind or BadAddress before anything is stored."""
    if kind not in KINDS:
        raise UnknownKind(field="kind", kind=kind, kinds=", ".join(KINDS))
    address = str(reach.get("address", ""))
    if kind == "sql":
        # A driver that is missing is better known now than when somebody's time runs.
        _database(address)
    if kind == "saft" and not address:
        raise BadAddress(field="address")


def open_source(kind: str, reach: Mapping[str, Any]) -> Source:
    """The source that speaks to a system of this kind. Raises UnknownKind or BadAddress."""
    address = str(reach.get("address", ""))
    if kind == "sql":
        return _database(address)
    if kind == "saft":
        from etterlev.sources.saft import SaftSource

        return SaftSource(Path(address))
    if kind in BY_HAND:
        return ManualSource()
    raise UnknownKind(field="kind", kind=kind, kinds=", ".join(KINDS))


@lru_cache(maxsize=64)
def _database(address: str) -> Source:
    """One for each address and process: the statements it has made are most of the work of a search."""
    from etterlev.sources.sql import SqlSource

    return SqlSource(address)
