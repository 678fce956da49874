"""The values of findings, fetched many rows at a time and given in the order they were asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any, Final

from etterlev.sources.contract import Finding, Record, Relation
from etterlev.sources.sql import keys
from etterlev.sources.sql.errors import KeyMissing
from etterlev.sources.sql.passing import Condition, Statements, among
from etterlev.sources.sql.plan import Key, Plan, UnitPlan
from etterlev.sources.sql.scalars import PLAIN, scalar
from etterlev.sources.sql.session import Fence, ReadFailed

# Findings held in memory at once: enough that statements are few, few enough that wide rows fit.
AT_ONCE: Final = 10_000
# A unit, and whether only its labels are shown.
Part = tuple[str, bool]
Values = Mapping[str, Any]


def export(
    fence: Fence, statements: Statements, plan: Plan, findings: Iterable[Finding], failed: Callable[[ReadFailed], None]
) -> Iterator[Record]:
    """Records of the findings whose rows could be read. Whatever could not is told to `failed`, and left out.

    A row that was found and is not there again has a key that does not say which row it is: a part of it is missing.
    """
    coming = iter(findings)
    while some := list(islice(coming, AT_ONCE)):
        places = [(_part(plan, finding), keys.from_text(finding.key)) for finding in some]
        wanted: dict[Part, dict[Key, None]] = defaultdict(dict)
        for part, key in places:
            wanted[part][key] = None
        found: dict[Part, Mapping[Key, Values]] = {}
        for part, listed in wanted.items():
            try:
                found[part] = _read(fence, statements, plan, part, list(listed))
            except ReadFailed as failure:
                failed(failure)
        for (part, key), finding in zip(places, some, strict=True):
            if part not in found:
                continue
            values = found[part].get(key)
            if values is None:
                failed(ReadFailed(finding.unit, KeyMissing))
            else:
                yield Record(finding, values)


def _part(plan: Plan, finding: Finding) -> Part:
    is_context = finding.relation is Relation.CONTEXT
    return finding.unit, is_context or (finding.relation is Relation.SHARED and plan.is_above(finding.path))


def _read(fence: Fence, statements: Statements, plan: Plan, part: Part, wanted: Sequence[Key]) -> Mapping[Key, Values]:
    unit = plan.units.get(part[0])
    if unit is None:
        return {}
    fields = _fields(unit, labels_only=part[1])
    table = unit.table
    # A key that is shown is read once.
    names = (*fields, *(name for name in table.key if name not in fields))
    key_of = itemgetter(*(names.index(name) for name in table.key))
    found: dict[Key, Values] = {}
    for condition in among(fence.dialect, table, table.key, wanted):
        for row in _rows(fence, statements, unit, names, condition):
            shown = [value if type(value) in PLAIN else scalar(value) for value in row]
            found[key_of(row)] = dict(zip(fields, shown, strict=False))
    return found


def _rows(
    fence: Fence, statements: Statements, unit: UnitPlan, names: Sequence[str], condition: Condition
) -> Sequence[Any]:
    """Rows as the driver reads them; where it cannot, as the engine writes them: Python has no date without end."""
    try:
        return fence.ask(unit.name, statements.select(unit.table, names, condition), condition.values)
    except ReadFailed as failure:
        if failure.is_lost or not all(map(unit.table.is_plain, unit.table.key)):
            raise
    return fence.ask(unit.name, statements.select(unit.table, names, condition, as_text=True), condition.values)


def _fields(unit: UnitPlan, *, labels_only: bool) -> tuple[str, ...]:
    labels = set(unit.mapped.labels)
    return tuple(name for name in unit.table.columns if not labels_only or name in labels)
