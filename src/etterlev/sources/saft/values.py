"""An element's values by path, as JSON can carry them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import Any, Final
from xml.etree.ElementTree import Element

from etterlev.sources.saft.elements import local

# What the schemas give as xs:nonNegativeInteger.
_INTEGERS: Final = frozenset({"Period", "PeriodYear", "Days", "Months", "CashDiscountDays"})
_INTEGER: Final = re.compile(r"\d{1,9}", re.ASCII)
_TRUTHS: Final = {"true": True, "1": True, "false": False, "0": False}
_tag = attrgetter("tag")


def flat(element: Element, without: Iterable[str] = ()) -> dict[str, Any]:
    """Every leaf below an element by its path, but those below the named children.

    An element that comes several times gives lists, as long as there are elements: what stood together stays so.
    Amounts are text, with the digits that were written; dates are text as ISO 8601 has them.
    """
    out: dict[str, Any] = {}
    children = sorted((child for child in element if local(child.tag) not in without), key=_tag)
    for tag, several in groupby(children, key=_tag):
        same, name = list(several), local(tag)
        values = [_below(name, child) for child in same]
        if len(values) == 1:
            out |= values[0]
        else:
            out |= {path: [each.get(path) for each in values] for each in values for path in each}
    return out


def text_of(element: Element) -> str:
    return (element.text or "").strip()


def type_of(name: str) -> str:
    """What a leaf of that name holds."""
    if name in _INTEGERS:
        return "integer"
    if name == "FreeBillingMonth":
        return "boolean"
    if name.endswith(("Date", "Time")):
        return "date"
    is_amount = name.endswith(("Amount", "Balance", "Rate", "Percentage")) or name in ("TaxBase", "Quantity")
    return "decimal" if is_amount else "text"


def one(element: Element) -> dict[str, Any]:
    """An element's own text, or what is below it."""
    return _below(local(element.tag), element)


def _below(name: str, element: Element) -> dict[str, Any]:
    if len(element) == 0:
        return {name: _typed(name, text_of(element))}
    return {f"{name}/{path}": value for path, value in flat(element).items()}


def _typed(name: str, text: str) -> Any:
    if name in _INTEGERS and _INTEGER.fullmatch(text):
        return int(text)
    if name == "FreeBillingMonth":
        return _TRUTHS.get(text, text)
    return text
