"""One look at a database: everything is read in one transaction, and every unit that could not be read is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import sqlalchemy as sa

from etterlev.errors import EtterlevError
from etterlev.sources.contract import Coverage, CoverageState, Finding, Record, SourceMap, Subject
from etterlev.sources.errors import ConnectionLost, SourceUnreachable, StructureChanged, UnitMissing
from etterlev.sources.sql import catalogue
from etterlev.sources.sql.errors import KeyMissing, NoWayIn, ParentUnreadable, RightMissing
from etterlev.sources.sql.exporting import export
from etterlev.sources.sql.findings import findings
from etterlev.sources.sql.locating import Locating
from etterlev.sources.sql.passing import Statements
from etterlev.sources.sql.plan import Plan, make_plan
from etterlev.sources.sql.reading import Reading
from etterlev.sources.sql.session import Fence, ReadFailed, begin
from etterlev.sources.sql.shapes import Catalogue
from etterlev.sources.sql.surroundings import Surroundings

State = CoverageState
# What became of a unit, and why.
News = tuple[CoverageState, type[EtterlevError]]


class Plans:
    """The catalogue that was read last, and the plan made of it, for as long as neither it nor the map is another."""

    def __init__(self) -> None:
        self._catalogues = catalogue.Remembered()
        self._made: tuple[SourceMap, Catalogue, Plan] | None = None

    def plan(self, confirmed: SourceMap, connection: sa.Connection) -> tuple[Catalogue, Plan]:
        """The catalogue inside this transaction, and the map laid over it."""
        found, made = self._catalogues.read(connection), self._made
        if made is None or made[0] != confirmed or made[1] is not found:
            made = self._made = (confirmed, found, make_plan(confirmed, found))
        return made[1:]


class SqlSnapshot:
    """A look that is open. Without a connection it finds nothing, and its coverage says so of every unit."""

    def __init__(
        self, confirmed: SourceMap, connection: sa.Connection | None, statements: Statements, plans: Plans
    ) -> None:
        self._confirmed = confirmed
        self._statements = statements
        self._plans = plans
        self._connection = connection
        self._bad: dict[str, News] = {}
        self._searched: set[str] = set()
        self._used: Mapping[str, Iterable[object]] = {}
        self._catalogue = Catalogue({}, ())
        self._plan = Plan({}, ())
        self._open()

    def locate(self, subjects: Sequence[Subject]) -> Iterator[Finding]:
        """Everything about these people, in the order of the people, the map's units and the keys."""
        while self._can_search():
            located = Locating(Reading(self._connected(), self._statements, self._plan, self._closed()), subjects)
            try:
                located.run()
                surroundings = Surroundings(located)
                surroundings.look()
            except ReadFailed as failure:
                self._failed(failure)
                # The transaction is over. What is begun anew leaves the unit alone, so this ends.
                self._open()
                continue
            self._used = located.used
            self._searched |= set(self._plan.units)
            return findings(located, surroundings)
        return iter(())

    def export(self, findings: Iterable[Finding]) -> Iterator[Record]:
        """The values of these findings, in their order."""
        if self._can_search():
            yield from export(Fence(self._connected()), self._statements, self._plan, findings, self._failed)

    def coverage(self) -> tuple[Coverage, ...]:
        """What became of every unit of the map."""
        skipped = self._skipped()
        return tuple(self._coverage(unit.name, skipped) for unit in self._confirmed.units)

    def _connected(self) -> sa.Connection:
        if self._connection is None:
            raise SourceUnreachable
        return self._connection

    def _can_search(self) -> bool:
        return self._connection is not None and len(self._closed()) < len(self._confirmed.units)

    def _closed(self) -> frozenset[str]:
        return frozenset(self._bad)

    def _open(self) -> None:
        """Compare the structure with the confirmed one, and note what cannot be read."""
        if self._connection is None or self._connection.closed or self._connection.invalidated:
            self._all(State.UNREADABLE, SourceUnreachable)
            return
        try:
            begin(self._connection)
            self._catalogue, self._plan = self._plans.plan(self._confirmed, self._connection)
        except (SourceUnreachable, sa.exc.SQLAlchemyError):
            self._all(State.UNREADABLE, SourceUnreachable)
            return
        for unit in self._plan.missing:
            self._note(unit, State.UNREADABLE, UnitMissing)
        if self._catalogue.fingerprint != self._confirmed.fingerprint:
            self._all(State.CHANGED, StructureChanged)
        for name, unit_plan in self._plan.units.items():
            if not unit_plan.table.is_readable:
                self._note(name, State.UNREADABLE, RightMissing if unit_plan.table.key else KeyMissing)

    def _failed(self, failure: ReadFailed) -> None:
        if failure.cause is not ConnectionLost:
            self._note(failure.unit, State.UNREADABLE, failure.cause)
            return
        self._all(State.UNREADABLE, ConnectionLost)

    def _all(self, state: CoverageState, reason: type[EtterlevError]) -> None:
        for unit in self._confirmed.units:
            self._note(unit.name, state, reason)

    def _note(self, unit: str, state: CoverageState, reason: type[EtterlevError]) -> None:
        """The first bad news about a unit stands."""
        self._bad.setdefault(unit, (state, reason))

    def _skipped(self) -> Mapping[str, type[EtterlevError]]:
        """Units that could be read, but that no way leads to: at all, or now that others are closed."""
        everything, now = self._plan.reachable(frozenset()), self._plan.reachable(self._closed())
        lost = dict.fromkeys(everything - now, ParentUnreadable)
        personal = {name for name, unit in self._plan.units.items() if unit.is_personal}
        return {**lost, **dict.fromkeys(personal - everything, NoWayIn)}

    def _coverage(self, name: str, skipped: Mapping[str, type[EtterlevError]]) -> Coverage:
        fingerprint = self._catalogue.fingerprint if self._catalogue.tables else ""
        if name in self._bad:
            state, reason = self._bad[name]
            return Coverage(name, state, reason=reason.__name__, fingerprint=fingerprint)
        if name in skipped:
            return Coverage(name, State.SKIPPED, reason=skipped[name].__name__, fingerprint=fingerprint)
        if name not in self._searched:
            return Coverage(name, State.SKIPPED, fingerprint=fingerprint)
        unit = self._plan.units[name]
        used = tuple(kind for kind in unit.kinds if kind in self._used.get(name, ()))
        return Coverage(name, State.SEARCHED, unit.table.rows or 0, used, fingerprint=fingerprint)
