"""The database of eleven related tables that access is measured on, and the queries a person would write for it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import psycopg

from benchmarks.figures import Skipped
from tests.postgres import Server, cluster

# The script is an input that is kept beside the project: 11 related tables, 36 rows of each customer or so.
SCRIPT: Final = (
    Path(os.environ.get("ETTERLEV_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    / "benchmarks"
    / "eleven_tables.sql"
)
CUSTOMERS: Final = 100_000
# Eight million rows.
MANY_CUSTOMERS: Final = 220_000
# One customer with a hundred thousand rows, beside the others.
BUSY: Final = 90_000_000
BUSY_ROWS: Final = 100_000
_BUSY: Final = f"""
insert into customer values ({BUSY}, 'Travle Nordmann', 'travel@example.no', '49999999', '1980-01-01', 1);
insert into login select {BUSY} + n, {BUSY}, timestamptz '2024-01-01' + n * interval '1 min', inet '10.0.0.1'
  from generate_series(1, {BUSY_ROWS // 2}) n;
insert into visit select {BUSY} + n, 'travel@example.no', timestamptz '2024-01-01' + n * interval '1 min', '/side/1'
  from generate_series(1, {BUSY_ROWS // 2}) n;
"""
# What an owner can be asked to add, so that names and telephone numbers are found as fast as addresses.
ADVISED: Final = """
create index on customer(lower(name)); create index on contact_person(lower(name));
create index on customer(regexp_replace(phone, '[^0-9]', '', 'g'));
create index on contact_person(regexp_replace(phone, '[^0-9]', '', 'g'));
analyze customer; analyze contact_person;
"""
# Eleven queries, each by its index: everything of one customer, for somebody who knows the system by heart.
BY_HAND: Final = (
    "select * from customer where email = %(email)s",
    "select * from address where id = any(%(addresses)s)",
    "select * from contact_person where customer_id = any(%(customers)s)",
    "select * from bank_account where customer_id = any(%(customers)s)",
    "select * from engagement where customer_id = any(%(customers)s)",
    "select * from invoice where customer_id = any(%(customers)s)",
    "select * from invoice_line where invoice_id = any(%(invoices)s)",
    "select * from login where customer_id = any(%(customers)s)",
    "select * from visit where email = %(email)s",
    "select * from seminar_attendance where email = %(email)s",
    "select * from note where customer_id = any(%(customers)s)",
)


@contextmanager
def databases() -> Iterator[Server]:
    """A PostgreSQL of its own. Raises Skipped where the script is not beside the project."""
    if not SCRIPT.exists():
        raise Skipped(f"{SCRIPT.name} is not beside the project (set ETTERLEV_SHARED)")
    with cluster() as server:
        yield server


def build(server: Server, name: str, *, customers: int = CUSTOMERS, has_indexes: bool = True) -> str:
    """Make one of the databases. Returns its address."""
    server.create_database(name)
    options = ["-v", f"n={customers}", *(() if has_indexes else ("-v", "noindex=1"))]
    command = [server.binaries / "psql", "-qX", "-v", "ON_ERROR_STOP=1", *options, "-f", SCRIPT, server.url(name)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return server.url(name)


def add_busy_customer(server: Server, name: str) -> None:
    server.run(_BUSY + "analyze customer; analyze login; analyze visit;", database=name)


def email_of(customer: int) -> str:
    return f"kunde-{customer}@example.no"


def phone_of(customer: int) -> str:
    return f"4{customer % 10_000_000:07}"


def name_of(customer: int) -> str:
    return f"Kunde {customer} Nordmann"


def by_hand(connection: psycopg.Connection[Any], customer: int) -> int:
    """How many rows the eleven queries give."""
    known: dict[str, Any] = {"email": email_of(customer)}
    count = 0
    for query in BY_HAND:
        rows = connection.execute(query, known).fetchall()
        count += len(rows)
        if " customer " in query:
            known |= {"customers": [row[0] for row in rows], "addresses": [row[5] for row in rows]}
        elif " invoice " in query:
            known["invoices"] = [row[0] for row in rows]
    return count
