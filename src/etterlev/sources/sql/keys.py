"""A row's key as the text of a finding, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from etterlev.sources.sql.plan import Key

_MARKS: Final[Mapping[type, str]] = {
    UUID: "uuid",
    datetime: "datetime",
    date: "date",
    Decimal: "decimal",
    bytes: "bytes",
}
_READ: Final[Mapping[str, Callable[[str], Any]]] = {
    "uuid": UUID,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "decimal": Decimal,
    "bytes": bytes.fromhex,
}


def as_text(key: Key) -> str:
    """A number or a word stands as it is; other types and keys of several fields as JSON that says what they are."""
    if type(key) is int:
        return str(key)
    if isinstance(key, str) and not _looks_otherwise(key):
        return key
    values = key if isinstance(key, tuple) else (key,)
    return json.dumps([_marked(value) for value in values], ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Key:
    """The key `as_text` was given."""
    if not text.startswith("["):
        return int(text) if _is_integer(text) else text
    values = tuple(_unmarked(value) for value in json.loads(text))
    return values if len(values) > 1 else values[0]


def _looks_otherwise(text: str) -> bool:
    return text.startswith("[") or _is_integer(text)


def _is_integer(text: str) -> bool:
    """Whether a whole number would be written so; longer ones than any engine has are words."""
    if len(text) > 20 or not text.isascii():
        return False
    digits = text.removeprefix("-")
    return digits.isdigit() and len(digits) < 20 and (digits[0] != "0" or text == "0")


def _marked(value: Any) -> Any:
    mark = _MARKS.get(type(value))
    if mark is None:
        return value if isinstance(value, str | int | float) else str(value)
    return {mark: value.hex() if mark == "bytes" else value.isoformat() if mark.startswith("date") else str(value)}


def _unmarked(value: Any) -> Any:
    if isinstance(value, dict):
        ((mark, written),) = value.items()
        return _READ[mark](written)
    return value
