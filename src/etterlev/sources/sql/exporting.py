"""The values of findings, fetched many rows at a time and given in the order they were asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

import sqlalchemy as sa

from etterlev.sources.contract import Finding, Record, Relation
from etterlev.sources.sql import keys
from etterlev.sources.sql.passing import among
from etterlev.sources.sql.plan import Plan, UnitPlan
from etterlev.sources.sql.scalars import scalar
from etterlev.sources.sql.session import Fence, ReadFailed

# Findings held in memory at once: enough that statements are few, few enough that wide rows fit.
AT_ONCE: Final = 10_000
# A unit, and whether only its labels are shown.
Part = tuple[str, bool]
Values = Mapping[str, Any]


def export(
    connection: sa.Connection, plan: Plan, findings: Iterable[Finding], failed: Callable[[ReadFailed], None]
) -> Iterator[Record]:
    """Records of the findings whose rows could be read. Whatever could not is told to `failed`, and left out."""
    coming, fence = iter(findings), Fence(connection)
    while some := list(islice(coming, AT_ONCE)):
        wanted: dict[Part, dict[str, None]] = defaultdict(dict)
        for finding in some:
            wanted[_part(plan, finding)][finding.key] = None
        found: dict[Part, Mapping[str, Values]] = {}
        for part, texts in wanted.items():
            try:
                found[part] = _read(fence, plan, part, list(texts))
            except ReadFailed as failure:
                failed(failure)
        for finding in some:
            values = found.get(_part(plan, finding), {}).get(finding.key)
            if values is not None:
                yield Record(finding, values)


def _part(plan: Plan, finding: Finding) -> Part:
    is_context = finding.relation is Relation.CONTEXT
    return finding.unit, is_context or (finding.relation is Relation.SHARED and plan.is_above(finding.path))


def _read(fence: Fence, plan: Plan, part: Part, texts: Sequence[str]) -> Mapping[str, Values]:
    unit = plan.units.get(part[0])
    if unit is None:
        return {}
    fields = _fields(unit, labels_only=part[1])
    table, width = unit.table, len(unit.table.key)
    columns = [table.column(name) for name in (*table.key, *fields)]
    wanted = [keys.from_text(text) for text in texts]
    found: dict[str, Values] = {}
    for condition in among(fence.dialect, table, table.key, wanted):
        for row in fence.ask(unit.name, sa.select(*columns).where(condition)):
            values = tuple(row)
            found[keys.as_text(values[:width])] = dict(zip(fields, map(scalar, values[width:]), strict=True))
    return found


def _fields(unit: UnitPlan, *, labels_only: bool) -> tuple[str, ...]:
    labels = set(unit.mapped.labels)
    return tuple(name for name in unit.table.columns if not labels_only or name in labels)
