"""One read-only transaction against a database, and what went wrong in it without a word of what it was about."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from psycopg.types.string import TextLoader
from sqlalchemy import event, exc

from etterlev.errors import EtterlevError
from etterlev.sources.errors import BadAddress, ConnectionLost, SourceUnreachable
from etterlev.sources.sql.errors import TableUnreadable

ANSWERS_WITHIN_SECONDS: Final = 10
# Somebody else's change of a table may hold it for hours.
LOCKED_AT_MOST_SECONDS: Final = 30
# A host that goes away without a word is missed after a minute, and not after the two hours of the network itself.
_ALIVE: Final = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "tcp_user_timeout": 60_000}
# Moments are written alike wherever the server is.
_BEGINNINGS: Final = {
    # Compiling takes longer than most of what is asked here.
    "postgresql": (
        f"SET LOCAL jit = off; SET LOCAL timezone = 'UTC'; SET LOCAL lock_timeout = '{LOCKED_AT_MOST_SECONDS}s'",
    ),
    # The catalogue is read before any row, and would leave the moment of the snapshot open.
    "mysql": (
        f"SET SESSION time_zone = '+00:00', SESSION lock_wait_timeout = {LOCKED_AT_MOST_SECONDS}",
        "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
    ),
}
# The strictest level at which a look sees one state of the rows, where an engine does not know the usual one.
_LEVELS: Final = {"oracle": "SERIALIZABLE"}
_DRIVERS: Final = {
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
    "mariadb": "mysql+pymysql",
    "mariadb+pymysql": "mysql+pymysql",
}
# A statement that says nothing for so long is given up: this driver has no other way to miss a host that went away.
_SILENT_AT_MOST_SECONDS: Final = 600


class ReadFailed(Exception):
    """Reading a unit failed. `cause` is the class coverage names. The engine's words may hold values: they are gone."""

    def __init__(self, unit: str, cause: type[EtterlevError]) -> None:
        super().__init__(unit, cause.__name__)
        self.unit = unit
        self.cause = cause

    @property
    def is_lost(self) -> bool:
        """Whether there is no connection any more."""
        return self.cause is ConnectionLost


def engine_for(address: str) -> sa.Engine:
    """An engine that only reads. Nothing is connected yet. Raises BadAddress."""
    try:
        return _engine(sa.make_url(address))
    except (exc.ArgumentError, ImportError, ValueError):
        raise BadAddress(field="address") from None


def _engine(url: sa.URL) -> sa.Engine:
    url = url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))
    backend = url.get_backend_name()
    if backend == "sqlite":
        return _sqlite(url)
    options: dict[str, Any] = {"isolation_level": _LEVELS.get(backend, "REPEATABLE READ")}
    if backend == "postgresql":
        # A prepared statement could get a plan made without knowing how many values it looks for.
        options["connect_args"] = {"prepare_threshold": None, "connect_timeout": ANSWERS_WITHIN_SECONDS, **_ALIVE}
        options["execution_options"] = {"postgresql_readonly": True}
    if backend == "mysql":
        options["connect_args"] = {"connect_timeout": ANSWERS_WITHIN_SECONDS, "read_timeout": _SILENT_AT_MOST_SECONDS}
    # Nobody's database has us waiting between two looks.
    engine = sa.create_engine(url, hide_parameters=True, poolclass=sa.pool.NullPool, **options)
    if backend == "postgresql":
        event.listen(engine, "connect", _plainly)
    return engine


@contextmanager
def transaction(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One look: everything asked in the block sees the same rows. Raises SourceUnreachable when there is no answer."""
    try:
        connection = engine.connect()
    except exc.SQLAlchemyError:
        raise SourceUnreachable from None
    try:
        begin(connection)
        yield connection
    finally:
        connection.close()


def begin(connection: sa.Connection) -> None:
    """Begin, or begin anew after a failure. Raises SourceUnreachable."""
    try:
        connection.rollback()
        connection.begin()
        for statement in _BEGINNINGS.get(connection.dialect.name, ()):
            connection.exec_driver_sql(statement)
    except exc.SQLAlchemyError:
        raise SourceUnreachable from None


def ask(
    connection: sa.Connection, unit: str, statement: sa.Executable, values: Mapping[str, Any] | None = None
) -> Sequence[Any]:
    """The rows of a statement about a unit. Raises ReadFailed."""
    try:
        return _fetched(connection.execute(statement, values or {}))
    except exc.DBAPIError as failure:
        cause = ConnectionLost if failure.connection_invalidated else TableUnreadable
        raise ReadFailed(unit, cause) from None
    except exc.SQLAlchemyError:
        raise ReadFailed(unit, ConnectionLost if connection.invalidated else TableUnreadable) from None
    except connection.dialect.loaded_dbapi.Error as failure:
        is_lost = connection.dialect.is_disconnect(failure, connection.connection.driver_connection, None)
        raise ReadFailed(unit, ConnectionLost if is_lost else TableUnreadable) from None


def _fetched(result: sa.CursorResult[Any]) -> Sequence[Any]:
    """Rows as the driver gives them: read by place, and made in a third of the time that rows with names take."""
    with result:
        rows: Sequence[Any] = result.cursor.fetchall()
        return rows


class Fence:
    """Asks so that a statement that fails does not end the transaction the others are asked in. Raises ReadFailed."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._savepoint: sa.NestedTransaction | None = None

    @property
    def dialect(self) -> str:
        return self._connection.dialect.name

    def ask(self, unit: str, statement: sa.Executable, values: Mapping[str, Any] | None = None) -> Sequence[Any]:
        """As `ask` above."""
        try:
            if self._savepoint is None:
                self._savepoint = self._connection.begin_nested()
        except exc.SQLAlchemyError:
            raise ReadFailed(unit, ConnectionLost) from None
        try:
            return ask(self._connection, unit, statement, values)
        except ReadFailed as failure:
            self._back(unit, failure)
            raise

    def _back(self, unit: str, failure: ReadFailed) -> None:
        """To the savepoint, unless there is no connection to go back on."""
        savepoint, self._savepoint = self._savepoint, None
        if savepoint is None or failure.cause is ConnectionLost:
            return
        try:
            savepoint.rollback()
        except exc.SQLAlchemyError:
            raise ReadFailed(unit, ConnectionLost) from None


def _plainly(connection: Any, record: object) -> None:
    """Network addresses as text: that is how they are shown, and taking them apart is slow."""
    del record
    for type_ in ("inet", "cidr"):
        connection.adapters.register_loader(type_, TextLoader)


def _sqlite(url: sa.URL) -> sa.Engine:
    """A file is opened for reading only: a missing one is an error, and never made."""
    if not url.database or url.database == ":memory:":
        raise BadAddress(field="address")
    place = Path(url.database).absolute().as_uri()

    def connect() -> sqlite3.Connection:
        # No isolation level: the library would decide for itself when a transaction begins.
        return sqlite3.connect(f"{place}?mode=ro", uri=True, isolation_level=None, check_same_thread=False)

    engine = sa.create_engine("sqlite://", creator=connect, hide_parameters=True, poolclass=sa.pool.NullPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN DEFERRED")

    return engine
