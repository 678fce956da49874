"""How long it takes to find and fetch everything the example group holds about Nina, and what it asks the databases."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from benchmarks.figures import Figure, percentile
from benchmarks.installation import enter

TIMES = 30
HOW = f"""
In one process, as the worker does it: every source of Nina's department (two databases, the accounts as SAF-T, the
paper archive that only a person can search) is opened, held against its confirmed map, searched by what Nina's record
says, and every row fetched. The middle of {TIMES} times counts, after three that are not counted. Our own statements
are those to Etterlev's two stores.
"""


def measure() -> Iterator[Figure]:
    enter()
    from etterlev.controllers.actors import Reason
    from etterlev.project.command.shared import operator
    from etterlev.sources import queries

    everywhere = queries.sources(operator().scope(Reason.EVIDENCE))
    department, subject = _nina()
    here = [each for each in everywhere if each.controller_id == department]

    first = _timed(here, subject)
    found, own, theirs = _counted(lambda: _searched(here, subject))
    for _ in range(2):
        _searched(here, subject)
    taken = [_timed(here, subject) for _ in range(TIMES)]
    yield Figure("Access, all sources of Nina's department, in process", percentile(taken, 0.5), "ms", at_most=50)
    yield Figure("Access, statements to our own stores", own, "statements", at_most=40)
    yield Figure("the first time in a process", first, "ms")
    yield Figure("95 of 100 within", percentile(taken, 0.95), "ms")
    yield Figure("sources", len(here), "sources")
    yield Figure("records found and fetched", found, "records")
    yield Figure("statements to the sources", theirs, "statements")
    _searched(everywhere, subject)
    all_taken = [_timed(everywhere, subject) for _ in range(10)]
    _, all_own, _ = _counted(lambda: _searched(everywhere, subject))
    yield Figure("the same over every department's sources, which no request does", percentile(all_taken, 0.5), "ms")
    yield Figure("sources of every department", len(everywhere), "sources")
    yield Figure("statements to our own stores for them", all_own, "statements")


def _nina() -> tuple[Any, Any]:
    """Her department, and what her record says she may be looked for by."""
    from etterlev.controllers.actors import Reason
    from etterlev.controllers.queries import controller_by_slug
    from etterlev.people.queries import by_email
    from etterlev.project.command.shared import operator
    from etterlev.requests.actions.search import identifiers
    from etterlev.sources.contract import Subject
    from examples.generate import make_world
    from examples.people import Block
    from examples.plan import NINA
    from examples.size import GROUP

    nina = make_world(0, GROUP).people.person(Block(0, 0), NINA)
    department = controller_by_slug(nina.department).id
    (record,) = by_email(operator().scope(Reason.CASE), department, nina.email)
    return department, Subject("0", identifiers(record))


def _searched(sources: Sequence[Any], subject: Any) -> int:
    """How many records were found."""
    from etterlev.project.command.shared import operator
    from etterlev.sources import actions

    by = operator()
    return sum(len(actions.search(each.id, [subject], by=by).records) for each in sources)


def _timed(sources: Sequence[Any], subject: Any) -> float:
    begin = time.perf_counter()
    _searched(sources, subject)
    return 1000 * (time.perf_counter() - begin)


def _counted(do: Callable[[], int]) -> tuple[int, int, int]:
    """What it gave, statements to our own stores, and statements to the sources."""
    from django.db import connections
    from django.test.utils import CaptureQueriesContext
    from sqlalchemy import Engine, event

    theirs = 0

    def heard(*_: object) -> None:
        nonlocal theirs
        theirs += 1

    event.listen(Engine, "before_cursor_execute", heard)
    try:
        with CaptureQueriesContext(connections["default"]) as data, CaptureQueriesContext(connections["keys"]) as keys:
            found = do()
    finally:
        event.remove(Engine, "before_cursor_execute", heard)
    return found, len(data) + len(keys), theirs
