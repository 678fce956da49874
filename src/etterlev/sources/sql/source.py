"""A database as a source: any that SQLAlchemy reaches, tried on PostgreSQL and SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from etterlev.sources.collecting import undisturbed
from etterlev.sources.contract import Capability, Description, SourceMap
from etterlev.sources.errors import SourceUnreachable
from etterlev.sources.sql import catalogue
from etterlev.sources.sql.describing import describe
from etterlev.sources.sql.passing import Statements
from etterlev.sources.sql.session import engine_for, transaction
from etterlev.sources.sql.snapshot import Plans, SqlSnapshot


class SqlSource:
    """One database, reached by its address. Nothing is connected before something is asked. Raises BadAddress."""

    capabilities = frozenset({Capability.EXPORT})

    def __init__(self, url: str) -> None:
        self._engine = engine_for(url)
        self._statements = Statements()
        self._plans = Plans()

    def describe(self) -> Description:
        """Tables, what their columns seem to hold, and how they hang together. Raises SourceUnreachable."""
        with transaction(self._engine) as connection:
            try:
                return describe(connection, catalogue.read(connection))
            except sa.exc.SQLAlchemyError:
                raise SourceUnreachable from None

    @contextmanager
    def snapshot(self, confirmed: SourceMap) -> Iterator[SqlSnapshot]:
        """Open one look, in one transaction that only reads."""
        try:
            connection = self._engine.connect()
        except sa.exc.SQLAlchemyError:
            yield SqlSnapshot(confirmed, None, self._statements, self._plans)
            return
        try:
            with undisturbed():
                yield SqlSnapshot(confirmed, connection, self._statements, self._plans)
        finally:
            connection.close()

    def close(self) -> None:
        """Give back every connection. The source can be used again; it then connects anew."""
        self._engine.dispose()
