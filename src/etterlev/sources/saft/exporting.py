"""The values of findings: as remembered, or from the files, read once more for as many findings as fit in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from etterlev.errors import EtterlevError
from etterlev.sources.contract import Finding, MappedUnit, Record, Relation
from etterlev.sources.saft.errors import FileReplaced
from etterlev.sources.saft.format import TRANSACTIONS
from etterlev.sources.saft.parts import Part
from etterlev.sources.saft.remembered import AT_ONCE, Place, Remembered, Values, values_of
from etterlev.sources.saft.rows import LINE, USER, LineRow, Reading, Row
from etterlev.sources.saft.structure import Structure

Failed = Callable[[Part, type[EtterlevError]], None]


def export(
    files: Iterable[Part],
    mapped: Mapping[str, MappedUnit],
    findings: Iterable[Finding],
    failed: Failed,
    remembered: Remembered,
) -> Iterator[Record]:
    """Records of the findings, in their order. What is no longer there is told to `failed`, and left out."""
    parts, coming = list(files), iter(findings)
    while some := list(islice(coming, AT_ONCE)):
        places = {(each.unit, each.key) for each in some}
        known = remembered.values(places) if _stand(parts) else None
        values = _values(parts, places, failed) if known is None else known
        for finding in some:
            found = values.get((finding.unit, finding.key))
            if found is not None:
                yield Record(finding, _shown(finding, found, mapped))


def _stand(parts: Iterable[Part]) -> bool:
    """Whether the files are those that were searched."""
    try:
        for part in parts:
            part.check()
    except FileReplaced:
        return False
    return True


def _shown(finding: Finding, values: Values, mapped: Mapping[str, MappedUnit]) -> Values:
    if finding.relation is not Relation.CONTEXT:
        return values
    labels = set(mapped[finding.unit].labels) if finding.unit in mapped else set()
    return {name: value for name, value in values.items() if name in labels}


def _values(parts: Iterable[Part], places: set[Place], failed: Failed) -> dict[Place, Values]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for unit, key in places:
        wanted[unit].add(key)
    found: dict[Place, Values] = {}
    for part in parts:
        mine: dict[Place, Values] = {}
        try:
            _read(part, wanted, mine, len(places) - len(found))
        except FileReplaced:
            # What stands there now may be anybody's.
            failed(part, FileReplaced)
            continue
        except EtterlevError as trouble:
            failed(part, type(trouble))
        found |= mine
    if len(found) < len(places):
        for part in parts:
            failed(part, FileReplaced)
    return found


def _read(part: Part, wanted: Mapping[str, set[str]], mine: dict[Place, Values], most: int) -> None:
    for row in Reading(part, Structure(), is_new=False).rows():
        _take(row, wanted, mine)
        # Whether the file is whole was seen when it was searched. Users are counted to the end.
        if len(mine) == most and not wanted[USER]:
            part.check()
            return


def _take(row: Row | LineRow, wanted: Mapping[str, set[str]], found: dict[Place, Values]) -> None:
    if isinstance(row, LineRow):
        if (key := row.key) in wanted[LINE]:
            found[LINE, key] = values_of(row)
        return
    for each in (row, *row.contacts):
        if each.key in wanted[each.unit] and each.unit != USER:
            found[each.unit, each.key] = values_of(each)
    if row.unit == USER and row.key in wanted[USER]:
        found[USER, row.key] = {"UserID": row.number, TRANSACTIONS: 0}
    elif row.user and row.user in wanted[USER]:
        known = found.setdefault((USER, row.user), {TRANSACTIONS: 0})
        known["SourceID"] = row.number
        known[TRANSACTIONS] += 1
