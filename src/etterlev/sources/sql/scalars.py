"""A database's values as JSON can carry them."""

from __future__ import annotations

import base64
import math
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any, Final

# What needs no change.
PLAIN: Final = frozenset({type(None), bool, int, str})


def scalar(value: Any) -> Any:
    """Numbers and words as they are; dates as ISO 8601, decimals as digits, bytes as base64, others as text."""
    if type(value) in PLAIN:
        return value
    return _READ.get(type(value), str)(value)


def _number(value: float) -> float | str:
    return value if math.isfinite(value) else str(value)


def _moment(value: date | datetime | time) -> str:
    return value.isoformat()


def _bytes(value: bytes | memoryview) -> str:
    return base64.b64encode(value).decode()


def _list(value: Any) -> list[Any]:
    return [scalar(each) for each in value]


def _mapping(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): scalar(each) for name, each in value.items()}


_READ: Final[Mapping[type, Callable[[Any], Any]]] = {
    float: _number,
    date: _moment,
    datetime: _moment,
    time: _moment,
    bytes: _bytes,
    memoryview: _bytes,
    list: _list,
    tuple: _list,
    dict: _mapping,
}
