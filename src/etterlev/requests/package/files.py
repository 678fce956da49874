"""From contents to files to one archive: the same contents give the same bytes, so a hash can be promised first."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext

from etterlev.requests.others import Kind
from etterlev.requests.package import schemas
from etterlev.requests.package.contents import Contents, Delivered, Table, label
from etterlev.requests.package.document import document
from etterlev.requests.package.manifest import manifest

# Spreadsheets run a cell that begins like this as a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


def package_files(contents: Contents, *, paper: bool = True) -> dict[str, bytes]:
    """The files of an answer by path, checksums last. Without `paper` there is no PDF, which takes the most time."""
    page = _page(contents)
    files: dict[str, bytes] = {"index.html": page}
    if paper and (made := _paper(contents, page)) is not None:
        files["index.pdf"] = made
    for stem, table in stems(contents.tables):
        files[f"data/{stem}.csv"] = as_csv(table)
        files[f"data/{stem}.json"] = _json(as_rows(table))
        files[f"schema/{stem}.schema.json"] = _json(schema(table))
    files["data/etterlev.json"], files["schema/etterlev.schema.json"] = _json(_own(contents)), _json(schemas.OWN)
    files["coverage.json"], files["schema/coverage.schema.json"] = _json(_coverage(contents)), _json(schemas.COVERAGE)
    files["redactions.json"] = _json(_redactions(contents))
    files["schema/redactions.schema.json"] = _json(schemas.REDACTIONS)
    files |= dict(delivered(contents.files))
    files["manifest.jsonld"] = _json(manifest(contents, stems(contents.tables), files))
    files["SHA256SUMS"] = "".join(f"{sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files)).encode()
    return files


def stems(tables: Iterable[Table]) -> Iterator[tuple[str, Table]]:
    """A path for each table that no other has, also when two names are written alike in an address."""
    used: set[str] = set()
    for table in tables:
        plain = f"{slugify(table.source) or 'source'}/{slugify(table.unit) or 'unit'}"
        stem, n = plain, 1
        while stem in used:
            n += 1
            stem = f"{plain}-{n}"
        used.add(stem)
        yield stem, table


def delivered(files: Iterable[Delivered]) -> Iterator[tuple[str, bytes]]:
    """A path for each file found by hand, under its source; two sources written alike keep their files apart."""
    used: set[str] = set()
    for each in files:
        folder = slugify(each.source) or "source"
        path, n = f"files/{folder}/{each.name}", 1
        while path in used:
            n += 1
            path = f"files/{folder}-{n}/{each.name}"
        used.add(path)
        yield path, each.content


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A deterministic archive: sorted names, fixed dates, fixed rights."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, _FIXED_DATE)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(entry, files[path], compresslevel=6)
    return buffer.getvalue()


def as_csv(table: Table) -> bytes:
    """What Excel opens right in Norway: UTF-8 with a mark, semicolons, and no cell that runs."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([_cell(column.name) for column in table.columns])
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _cell(value: Any) -> str:
    simple = _simple(value)
    text = "" if simple is None else _flat(simple)
    return f"'{text}" if text.startswith(_FORMULA) and not _is_number(text) else text


def _flat(simple: Any) -> str:
    """A list or an object of a source's own is one cell of JSON."""
    return json.dumps(simple, ensure_ascii=False, default=str) if isinstance(simple, list | dict) else str(simple)


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).replace(",", "", 1).isdigit()


def as_rows(table: Table) -> list[dict[str, Any]]:
    """The rows as JSON objects."""
    return [
        {column.name: _simple(value) for column, value in zip(table.columns, row, strict=True)} for row in table.rows
    ]


def schema(table: Table) -> dict[str, Any]:
    """JSON Schema 2020-12 of a table's rows: each field with the plain name of its category."""
    properties = {
        column.name: {
            "title": column.title,
            "x-category": column.category,
            "type": sorted({_type(row[n]) for row in table.rows} | {"null"}),
        }
        for n, column in enumerate(table.columns)
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{table.source}: {table.unit}",
        "type": "array",
        "items": {
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        },
    }


def _type(value: Any) -> str:
    simple = _simple(value)
    if simple is None:
        return "null"
    if isinstance(simple, bool):
        return "boolean"
    named = ((int, "integer"), (float, "number"), (list, "array"), (dict, "object"))
    return next((name for kind, name in named if isinstance(simple, kind)), "string")


def _simple(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, default=_iso) + "\n").encode()


def _iso(value: Any) -> str:
    """What JSON has no form for: dates and instants by ISO 8601, the rest as text."""
    return str(_simple(value))


def _page(contents: Contents) -> bytes:
    with translation.override(contents.language):
        return render_to_string("requests/package/index.html", {"it": contents}).encode()


def _paper(contents: Contents, page: bytes) -> bytes | None:
    with translation.override(contents.language):
        rest = gettext("{n} rader til står i tabellens egen fil.")
    return document(page.decode(), contents.language, {"rest": rest}, contents.case.card.received_at.date())


def _own(contents: Contents) -> dict[str, Any]:
    """What Etterlev itself holds: the person's record, this case, and every line of the log."""
    person, case = contents.person, contents.case
    return {
        "name": person.name,
        "language": person.language,
        "identifiers": [{"kind": each.kind, "value": each.value} for each in person.identifiers],
        "relations": [
            {"category": r.category, "activity": r.activity_code, "since": r.since_on, "until": r.until_on}
            for r in person.relations
        ],
        "request": {
            "reference": case.card.reference,
            "right": case.card.right,
            "received": case.card.received_at,
            "name": case.name,
            "email": case.email,
            "message": case.message,
        },
        "log": [{"at": step.at, "what": step.what} for step in contents.steps],
    }


def _redactions(contents: Contents) -> list[dict[str, Any]]:
    """What was hidden, and why: never what it was."""
    return [
        {
            "mark": label(each.kind, each.n, language=contents.language),
            "kind": str(each.kind),
            "places": each.places,
            "ground": "secrecy" if each.kind is Kind.CLIENT else "A15-4",
        }
        for each in contents.hidden
    ]


def _coverage(contents: Contents) -> list[dict[str, Any]]:
    return [
        {
            "source": each.source,
            "complete": each.is_complete,
            "reason": each.gap_reasons or None,
            "units": list(each.units),
        }
        for each in contents.searched
    ]
