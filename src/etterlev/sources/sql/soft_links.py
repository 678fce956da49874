"""Links nobody declared, proposed where the values of one column are found again in another. A person confirms them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from etterlev.sources.contract import IdentifierKind, Link, UnitDescription
from etterlev.sources.header_words import folded
from etterlev.sources.normalise import normal, written
from etterlev.sources.sql import folding
from etterlev.sources.sql.passing import Condition, among
from etterlev.sources.sql.sampling import Samples
from etterlev.sources.sql.session import Fence, ReadFailed
from etterlev.sources.sql.shapes import Catalogue, Table

# Values tried of each column.
TRIED: Final = 40
# Of the values tried, this share must be found for a link to be proposed at all.
INCLUDED: Final = 0.7
FEWEST: Final = 3
# Pairs of columns looked at in one description; the likeliest come first.
MOST_PAIRS: Final = 200
# A header that names the other table says as much as the values.
_KEY_ENDINGS: Final = ("id", "nr", "no", "number", "nummer", "key", "ref", "kode", "code")


@dataclass(frozen=True)
class Pair:
    """A column that may refer to another. `sure` is how sure full inclusion would make us."""

    child: Table
    field: str
    parent: Table
    parent_field: str
    kind: IdentifierKind | None
    sure: float


def soft_links(
    fence: Fence, catalogue: Catalogue, units: Sequence[UnitDescription], samples: Mapping[str, Samples]
) -> Iterator[Link]:
    """Proposals, with the share of values found as their confidence. Raises ReadFailed for a lost connection."""
    declared = {(link.child, link.child_fields) for link in catalogue.links}
    best: dict[tuple[str, str], Link] = {}
    for pair in list(_pairs(catalogue, units))[:MOST_PAIRS]:
        if (pair.child.unit, (pair.field,)) in declared:
            continue
        found, tried = _included(fence, pair, samples.get(pair.child.unit, {}).get(pair.field, ()))
        share = found / tried if tried else 0.0
        place = (pair.child.unit, pair.field)
        confidence = round(share * pair.sure, 2)
        if share >= INCLUDED and (place not in best or confidence > best[place].confidence):
            ends = (pair.child.unit, (pair.field,), pair.parent.unit, (pair.parent_field,))
            best[place] = Link(*ends, is_declared=False, confidence=confidence, found=found, tried=tried)
    yield from best.values()


def _pairs(catalogue: Catalogue, units: Sequence[UnitDescription]) -> Iterator[Pair]:
    yield from _same_identifier(catalogue, units)
    yield from _named_after(catalogue)


def _same_identifier(catalogue: Catalogue, units: Sequence[UnitDescription]) -> Iterator[Pair]:
    """An e-mail address in a table that does not say whose it is, and one in a table of people with names."""
    fields = [(unit, f) for unit in units for f in unit.fields if f.identifies in folding.LINKING]
    for unit, child in fields:
        for other, parent in fields:
            is_person = any(f.identifies is IdentifierKind.NAME for f in other.fields)
            if unit is not other and child.identifies is parent.identifies and is_person and not _names_somebody(unit):
                tables = catalogue.tables
                yield Pair(tables[unit.name], child.name, tables[other.name], parent.name, child.identifies, 0.95)


def _names_somebody(unit: UnitDescription) -> bool:
    return any(f.identifies is IdentifierKind.NAME for f in unit.fields)


def _named_after(catalogue: Catalogue) -> Iterator[Pair]:
    """A column called after another table and its key, such as `kunde_id` beside `kunder(id)`, not declared.

    A table's own key refers to nobody, whatever it is called: in many systems every key is called the same.
    """
    keys = {unit: table.key[0] for unit, table in catalogue.tables.items() if len(table.key) == 1}
    uses = Counter(folded(key) for key in keys.values())
    for child in catalogue.tables.values():
        for field, column in child.columns.items():
            if field == keys.get(child.unit):
                continue
            for unit, key in keys.items():
                parent = catalogue.tables[unit]
                if parent is child or key not in parent.columns or column.storage is not parent.columns[key].storage:
                    continue
                if _is_called_after(folded(field), parent.name) or (uses[folded(key)] == 1 and _is_key(field, key)):
                    yield Pair(child, field, parent, key, None, 0.92)


def _is_called_after(field: str, parent: str) -> bool:
    """`kundeid` or `kundenr` after `kunde` or `kunder`."""
    stem = folded(parent)
    stems = {stem, stem.removesuffix("s"), stem.removesuffix("er"), stem.removesuffix("r")} - {""}
    return any(field == f"{each}{ending}" for each in stems for ending in ("", *_KEY_ENDINGS))


def _is_key(field: str, key: str) -> bool:
    """A field called as another table's key, if that is not just «id»."""
    return folded(field) == folded(key) and len(field) > 3 and folded(field).endswith(_KEY_ENDINGS)


def _included(fence: Fence, pair: Pair, values: Sequence[Any]) -> tuple[int, int]:
    """Of some values of the child: how many the parent has too, and how many were tried. Too few say nothing."""
    compared = _compared(pair, values)
    if len(compared) < FEWEST:
        return 0, 0
    try:
        found = set(_found(fence, pair, compared))
    except ReadFailed as failure:
        if failure.is_lost:
            raise
        return 0, 0
    return len(found & set(compared)), len(compared)


def _compared(pair: Pair, values: Sequence[Any]) -> dict[str, Any]:
    """Values to try, by the form in which they are compared."""
    forms: dict[str, Any] = {}
    for value in values:
        form = normal(pair.kind, value) if pair.kind else written(value)
        if form and len(forms) < TRIED:
            forms.setdefault(form, value)
    return forms


def _found(fence: Fence, pair: Pair, compared: Mapping[str, Any]) -> Iterator[str]:
    parent, field = pair.parent, pair.parent_field
    conditions: Iterable[Condition]
    if pair.kind is not None:
        conditions = folding.searches(fence.dialect, parent, (field,), pair.kind, list(compared))
    else:
        conditions = among(fence.dialect, parent, (field,), list(compared.values()))
    for condition in conditions:
        statement = sa.select(parent.column(field)).where(condition.make()).distinct()
        for (value,) in fence.ask(parent.unit, statement, condition.values):
            form = normal(pair.kind, value) if pair.kind else written(value)
            if form:
                yield form
