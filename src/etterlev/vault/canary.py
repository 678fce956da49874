"""A made-up person's data, planted in our own store and looked for raw. Never in anybody else's system."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
import tempfile
from base64 import b64encode
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final
from uuid import UUID, uuid5

from django.db import connection, connections

from etterlev.database.store import both_stores
from etterlev.vault.errors import SearchDoesNotWork
from etterlev.vault.models import LineDetail

# The holder whose data the canary is: nobody's.
NOBODY: Final = UUID(int=0xCA_4A_27)
_SCANNER: Final = """
import json, mmap, sys
wanted = [bytes.fromhex(each) for each in json.loads(sys.stdin.read())]
found = {}
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        whole = b"" if not file.seek(0, 2) else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    found[path] = any(whole.find(each) >= 0 for each in wanted)
print(json.dumps(found))
"""


def plant(controller: UUID) -> str:
    """Store a fresh marker the way a person's data is stored. Returns it; it is written nowhere else.

    It takes the place of the one before, so that a check that was cut off and run again leaves nothing behind.
    """
    marker = f"kanarifugl {secrets.token_hex(12)}"
    place = uuid5(controller, "canary")
    planted = {"detail": {"name": marker}}
    with both_stores():
        LineDetail.objects.update_or_create(
            entry_id=place,
            defaults=planted,
            create_defaults={"id": place, "controller_id": controller, "holder_id": NOBODY, **planted},
        )
    return marker


def spellings(marker: str) -> tuple[bytes, ...]:
    """The ways the marker could stand in the clear: UTF-8, UTF-16, hexadecimal, and Base64 in its three alignments."""
    plain = marker.encode()
    # The first and last characters of Base64 depend on their neighbours.
    aligned = tuple(b64encode(b"." * n + plain)[n + 2 : -4] for n in range(3))
    return (plain, marker.encode("utf-16-le"), plain.hex().encode(), plain.hex().upper().encode(), *aligned)


def places_where_read(marker: str) -> Mapping[str, bool]:
    """For each file or table of both stores, whether the marker can be read there. Raises SearchDoesNotWork."""
    if connection.vendor == "postgresql":
        return _in_rows(marker)
    return _in_files(_files(), marker)


def _files() -> list[Path]:
    names = [str(connections[alias].settings_dict["NAME"]) for alias in ("default", "keys")]
    return [path for name in names for path in (Path(name), Path(f"{name}-wal"), Path(f"{name}-shm")) if path.exists()]


def _in_files(files: Iterable[Path], marker: str) -> Mapping[str, bool]:
    """In a process of its own: opening a live SQLite file here would drop its locks when it is closed."""
    with tempfile.TemporaryDirectory() as folder:
        control = Path(folder) / "control"
        control.write_bytes(b"before " + marker.encode() + b" after")
        command = [sys.executable, "-c", _SCANNER, str(control), *map(str, files)]
        wanted = json.dumps([each.hex() for each in spellings(marker)])
        answer = subprocess.run(
            command, input=wanted, capture_output=True, text=True, check=True, timeout=600
        )  # our own program and files
        found: dict[str, bool] = json.loads(answer.stdout)
        if not found.pop(str(control)):
            raise SearchDoesNotWork
    return found


def _in_rows(marker: str) -> Mapping[str, bool]:
    """Every row of every table as text, in the database itself; bytes are shown there as hexadecimal."""
    found: dict[str, bool] = {}
    for alias in ("default", "keys"):
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT %s::text LIKE %s", [f"({marker})", f"%{marker}%"])
            if cursor.fetchone() != (True,):
                raise SearchDoesNotWork
            for table in connections[alias].introspection.table_names(cursor):
                name = connections[alias].ops.quote_name(table)
                texts = [f"%{marker}%", f"%{marker.encode().hex()}%"]
                cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {name} r WHERE r::text LIKE ANY(%s))", [texts])  # noqa: S608  # a table of our own
                found[f"{alias}.{table}"] = bool(cursor.fetchone()[0])
    return found
