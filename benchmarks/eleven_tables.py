"""Access over eleven related tables and 3.65 million rows: one person, a thousand at once, and one with much."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final
from uuid import UUID, uuid4

from benchmarks import eleven_database as eleven
from benchmarks.eleven_database import email_of, name_of, phone_of
from benchmarks.figures import Figure, percentile
from benchmarks.installation import folder

TIMES: Final = 40
BATCH: Final = 1_000
FIRST: Final = 5_000
HOW = f"""
A PostgreSQL of its own with its usual settings, filled by the script of eleven related tables. One person: the search
of a case (`requests.actions.search`) and the answer made when it is approved, packed and signed, without its PDF and
the time the privacy contact takes in between; every time another person, the middle of {TIMES} after five that are not
counted. She is asked for by her address, which is what the tables have indexes for and what the queries by hand and
other engines go by; name and telephone number as well are told apart from it. The eleven queries by hand run in the
same process on a connection that stays open, in turn with ours. {BATCH:,} people are asked for by address, telephone
number and name, and every row fetched; the middle of 5. The person with {eleven.BUSY_ROWS:,} rows is searched in a
process of its own, whose highest memory counts, interpreter and drivers included.
"""
# What the tables have indexes for.
BY_ADDRESS: Final = frozenset({"email"})


def measure() -> Iterator[Figure]:
    with eleven.databases() as server:
        address = eleven.build(server, "eleven")
        bare = eleven.build(server, "bare", has_indexes=False)
        _enter()
        yield from _one(server, address)
        yield from _many(address, bare)
        eleven.add_busy_customer(server, "eleven")
        yield from _busy(address)
        server.drop_database("eleven")
        server.drop_database("bare")
        yield from _mapped(eleven.build(server, "many", customers=eleven.MANY_CUSTOMERS))


def _enter() -> None:
    """The example group, installed and seen from the worker."""
    os.environ["ETTERLEV_HOME"] = str(folder() / "eleven")
    command = [sys.executable, "-m", "etterlev.project.command", "init", "--example"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    from etterlev.project.command.shared import django

    django()


def _one(server: Any, address: str) -> Iterator[Figure]:
    import psycopg

    source = _source(address, BY_ADDRESS)
    ours, by_hand, parts = [], [], []
    with psycopg.connect(address, autocommit=True) as connection:
        for n in range(TIMES + 5):
            begin = time.perf_counter()
            eleven.by_hand(connection, FIRST + n)
            by_hand.append(1000 * (time.perf_counter() - begin))
            answered = _answered(source, FIRST + n)
            ours.append(answered.milliseconds)
            parts.append(answered)
    last = parts[-1]
    middle, floor = percentile(ours[5:], 0.5), percentile(by_hand[5:], 0.5)
    yield Figure("One person over eleven tables, located, exported and packed", middle, "ms", at_most=20)
    yield Figure("the same, statements to our own stores", last.own, "statements", at_most=40)
    yield Figure("95 of 100 within", percentile(ours[5:], 0.95), "ms")
    yield Figure("of it the search of the source", percentile([each.searching for each in parts[5:]], 0.5), "ms")
    yield Figure("statements to the source", last.theirs, "statements")
    yield Figure("rows in the answer", last.rows, "rows")
    yield Figure("eleven indexed queries by hand, on a connection that stays open", floor, "ms")
    yield Figure("times as long as by hand", middle / floor, "times")
    yield from _asked_by_everything(server, address)


def _asked_by_everything(server: Any, address: str) -> Iterator[Figure]:
    """Names and telephone numbers have no index in these tables, and then with the two we advise."""
    for words in ("asked for by name and telephone number too, which have no index", "the same, with an index on each"):
        source = _source(address)
        taken = [_answered(source, FIRST + n).milliseconds for n in range(15)]
        yield Figure(words, percentile(taken[5:], 0.5), "ms")
        server.run(eleven.ADVISED, database="eleven")


def _many(address: str, bare: str) -> Iterator[Figure]:
    for words, where, limit in (("", address, 1), (" where the tables have no indexes", bare, 5)):
        taken, found, statements = _batched(where)
        name = f"{BATCH:,} people located and exported in one batch{words}"
        yield Figure(name, percentile(taken, 0.5), "s", at_most=limit)
        yield Figure(f"rows found{words}", found, "rows")
        yield Figure(f"statements to the source{words}", statements, "statements")


def _batched(address: str) -> tuple[list[float], int, int]:
    from etterlev.project.command.shared import operator
    from etterlev.sources import actions
    from etterlev.sources.contract import Identifier, IdentifierKind, Subject

    source, by = _source(address), operator()
    kinds = IdentifierKind.EMAIL, IdentifierKind.PHONE, IdentifierKind.NAME
    people = [
        Subject(
            str(n), tuple(Identifier(*pair) for pair in zip(kinds, (email_of(n), phone_of(n), name_of(n)), strict=True))
        )
        for n in range(FIRST, FIRST + 7 * BATCH, 7)
    ]
    actions.search(source, people, by=by)
    taken = []
    for _ in range(5):
        begin = time.perf_counter()
        with _counting() as heard:
            answer = actions.search(source, people, by=by)
        taken.append(time.perf_counter() - begin)
        assert answer.is_complete
    return taken, len(answer.records), len(heard)


def _busy(address: str) -> Iterator[Figure]:
    command = [sys.executable, "-m", "benchmarks.eleven_tables", address]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    seconds, megabytes, rows = map(float, done.stdout.split())
    assert rows >= eleven.BUSY_ROWS
    yield Figure(f"One person with {eleven.BUSY_ROWS:,} rows, located and exported", seconds, "s", at_most=2)
    yield Figure("the same, memory", megabytes, "MB", at_most=300)


def _mapped(address: str) -> Iterator[Figure]:
    from etterlev.sources.sql import SqlSource

    source, taken, rows = SqlSource(address), [], 0
    for _ in range(5):
        begin = time.perf_counter()
        described = source.describe()
        taken.append(time.perf_counter() - begin)
        rows = sum(unit.rows or 0 for unit in described.units)
    yield Figure("Map of eleven tables with eight million rows", percentile(taken, 0.5), "s", at_most=1)
    yield Figure("rows in them, as the database estimates", rows, "rows")


def _source(address: str, kinds: frozenset[str] | None = None) -> UUID:
    """A source of the first department, its map confirmed: with `kinds`, by somebody who says what identifies."""
    from etterlev.database.wall import behind_wall
    from etterlev.project.command.shared import now, operator
    from etterlev.sources import actions
    from etterlev.sources.models import MapRow

    by, department = operator(), _department()
    at: dict[str, Any] = {"by": by, "now": now()}
    slug = f"elleve-{uuid4().hex[:6]}"
    made = actions.add(department, slug=slug, name="Elleve tabeller", kind="sql", reach={"address": address}, **at)
    described = actions.describe(made, **at)
    if kinds is not None:
        with behind_wall(by.controllers):
            row = MapRow.objects.get(source_id=made)
            for unit in row.document["units"]:
                unit["identifying"] = {name: kind for name, kind in unit["identifying"].items() if kind in kinds}
                unit["is_entry"] = bool(unit["identifying"])
            row.save(update_fields=["document"])
    actions.confirm(made, described.fingerprint, **at)
    return made


def _department() -> UUID:
    from etterlev.controllers.queries import controller_by_slug

    return controller_by_slug("oslo").id


def _contact() -> Any:
    """The department's privacy contact."""
    from dataclasses import replace

    from etterlev.controllers.actors import Role
    from etterlev.project.command.shared import operator

    return replace(operator(), roles={_department(): frozenset({Role.PRIVACY_CONTACT})})


class _Answered:
    """What one request took, without the time of people."""

    def __init__(self) -> None:
        self.searching = self.packing = 0.0
        self.own = self.theirs = self.rows = 0

    @property
    def milliseconds(self) -> float:
        return self.searching + self.packing


def _answered(source: UUID, customer: int) -> _Answered:
    """A request from its search to its package."""
    from etterlev.project.command.shared import now, operator
    from etterlev.requests.actions import decide
    from etterlev.requests.actions import search as searching

    by, contact, found = operator(), _contact(), _Answered()
    case, searches = _case(customer, contact)
    (own,) = (each for each, of in searches if of == source)
    with _counting() as heard, _own_statements() as statements:
        found.searching = _timed(lambda: searching.search(own, by=by, now=now()))
    found.theirs, found.own = len(heard), statements()
    for each, _ in searches:
        if each != own:
            decide.sign_gap(each, "Hører ikke med i målingen.", by=contact, now=now())
    decide.decide_findings(own, (), by=contact, now=now())
    packing = decide.make_answer

    def packed(*words: Any, **more: Any) -> Any:
        made = None

        def make() -> None:
            nonlocal made
            made = packing(*words, **more, paper=False)

        with _own_statements() as statements:
            found.packing = _timed(make)
        found.own += statements()
        return made

    decide.make_answer = packed
    try:
        found.rows = _rows(own, by)
        decide.approve(case, by=contact, now=now())
    finally:
        decide.make_answer = packing
    return found


def _case(customer: int, by: Any) -> tuple[UUID, list[tuple[UUID, UUID]]]:
    """A case of this customer's, whose searches are due: each with its source."""
    from etterlev.database.wall import behind_wall
    from etterlev.project.command.shared import now
    from etterlev.requests.actions import identify, receive
    from etterlev.requests.actions.receive import Intake
    from etterlev.requests.models import Search
    from etterlev.requests.rules import Level

    intake = Intake(
        _department(), "oslo", "A15", "nb", email_of(customer), name_of(customer), "Hva har dere om meg?", uuid4()
    )
    case = receive.register(intake, now().date(), by=by, now=now())
    identify.vouch(case, Level.ADDRESS, "Møtte opp med førerkort.", by=by, now=now())
    with behind_wall(by.controllers):
        return case, list(Search.objects.filter(case_id=case).values_list("id", "source_id"))


def _rows(search: UUID, by: Any) -> int:
    from etterlev.database.wall import behind_wall
    from etterlev.requests.models import Search

    with behind_wall(by.controllers):
        return sum(unit["found"] for unit in Search.objects.get(id=search).coverage)


def _timed(do: Callable[[], object]) -> float:
    begin = time.perf_counter()
    do()
    return 1000 * (time.perf_counter() - begin)


@contextmanager
def _counting() -> Iterator[list[str]]:
    """Statements to sources in the block."""
    from sqlalchemy import Engine, event

    heard: list[str] = []

    def hook(connection: object, cursor: object, statement: str, *rest: object) -> None:
        heard.append(statement)

    event.listen(Engine, "before_cursor_execute", hook)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", hook)


@contextmanager
def _own_statements() -> Iterator[Callable[[], int]]:
    """Statements to our own stores in the block, known when it is over."""
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connections["default"]) as data, CaptureQueriesContext(connections["keys"]) as keys:
        yield lambda: len(data) + len(keys)


def searched_alone(address: str) -> tuple[float, float, int]:
    """The busy customer in this process: seconds, megabytes at the highest, rows."""
    import resource

    from etterlev.sources.contract import Identifier, IdentifierKind, Subject, proposed_map
    from etterlev.sources.sql import SqlSource

    source = SqlSource(address)
    confirmed = proposed_map(source.describe())
    subject = Subject("0", (Identifier(IdentifierKind.EMAIL, "travel@example.no"),))
    begin = time.perf_counter()
    with source.snapshot(confirmed) as look:
        # As a search keeps them, all at once.
        records: Sequence[object] = tuple(look.export(look.locate([subject])))
    seconds = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1_000_000
    return seconds, peak, len(records)


if __name__ == "__main__":
    print(*searched_alone(sys.argv[1]))
