"""What was made, as files any program can read: people, staff, sources and the truth."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from examples.group import Staff
from examples.people import Person, Stranger
from examples.sources import Source, described
from examples.truth import Row, Truth


def write_people(path: Path, people: Iterable[Person]) -> None:
    """One person on each line."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for person in people:
            plain = {
                "key": person.key,
                "human": person.human,
                "department": person.department,
                "name": person.name,
                "identifiers": person.identifiers,
                "relations": [asdict(each) for each in person.relations],
                "language": person.language,
            }
            file.write(json.dumps(plain, ensure_ascii=False, default=str) + "\n")


def write_staff(path: Path, staff: Iterable[Staff]) -> None:
    """Without identity numbers: those are in payroll only."""
    several = [
        {
            "key": each.key,
            "department": each.department,
            "name": each.name,
            "email": each.email,
            "phone": f"+47{each.phone}",
            "title": each.title,
            "employee_number": each.employee_number,
            "roles": dict(each.roles),
        }
        for each in staff
    ]
    _write(path, several)


def write_sources(path: Path, sources: Iterable[Source]) -> None:
    _write(path, [described(each) for each in sources])


def write_truth(path: Path, truth: Truth, stranger: Stranger) -> None:
    content = {
        "subjects": {key: [_plain(row) for row in truth.rows_of(key)] for key in truth.subjects},
        "traps": [
            {"name": each.name, "subject": each.subject, "mistake": each.mistake, "rows": list(map(_plain, each.rows))}
            for each in truth.traps()
        ],
        "in_no_register": {"name": stranger.name, "email": stranger.email},
    }
    _write(path, content)


def _plain(row: Row) -> list[str | int]:
    """Source, role, table, key and how it is held."""
    return [row.source, row.role, row.table, row.key, str(row.held)]


def _write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
