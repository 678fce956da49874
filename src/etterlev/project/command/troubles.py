"""What the system and the databases can say no with, as one sentence each: without Django until it has been loaded."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator, Mapping
from typing import ClassVar, Final

from etterlev.errors import EtterlevError, reason_of
from etterlev.languages import gettext_noop


class DatabaseTrouble(EtterlevError):
    """Databasen sa nei: {reason}. Det som var begynt, er ikke lagret. Kjør «etterlev doctor», rett det som er galt, og
    prøv igjen.
    """

    exit_code = 1
    spoken: ClassVar[frozenset[str]] = frozenset({"reason"})


class NoRoom(EtterlevError):
    """Disken er full, og det som var begynt, er ikke lagret. Rydd plass, og prøv igjen."""

    exit_code = 1


class FileTrouble(EtterlevError):
    """Får ikke brukt {file}: {reason}. Rett stien eller rettighetene, og prøv igjen."""

    spoken: ClassVar[frozenset[str]] = frozenset({"reason"})


_GONE: Final = gettext_noop("den svarer ikke, eller forbindelsen ble brutt")
_OLD: Final = gettext_noop("tabellene er ikke oppdatert, så «etterlev init» må kjøres først")
_OTHER: Final = gettext_noop("det oppstod en feil som ikke var ventet")
# SQLite by its primary result code, PostgreSQL by the class of its SQLSTATE.
_SQLITE: Final = {
    "SQLITE_FULL": gettext_noop("disken er full"),
    "SQLITE_IOERR": gettext_noop("disken svarer med feil"),
    "SQLITE_READONLY": gettext_noop("filen kan bare leses"),
    "SQLITE_CANTOPEN": gettext_noop("filen kan ikke åpnes"),
    "SQLITE_BUSY": gettext_noop("en annen holder på med den"),
    "SQLITE_NOTADB": gettext_noop("filen er ikke en database"),
    "SQLITE_CORRUPT": gettext_noop("filen er skadet, så den må hentes fra sikkerhetskopien"),
}
_POSTGRESQL: Final = {
    "53": gettext_noop("serveren har ikke plass eller minne"),
    "08": _GONE,
    "57": _GONE,
    "28": gettext_noop("serveren godtar ikke brukeren eller passordet"),
    "42P": _OLD,
    "4250": gettext_noop("brukeren mangler rettigheter, så «etterlev init» må kjøres med eieren oppgitt"),
    "3D": gettext_noop("serveren har ingen database med det navnet"),
}


def troubles() -> tuple[type[Exception], ...]:
    """The errors that `told` has words for. Asked only once something has gone wrong."""
    django = sys.modules.get("django.db")
    return (OSError,) if django is None else (OSError, django.DatabaseError, django.InterfaceError)


def told(error: Exception) -> EtterlevError:
    """The sentence of an error. What a library says of it stays unsaid: that can hold a person's data."""
    if not isinstance(error, OSError):
        return DatabaseTrouble(reason=_reason(error))
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return NoRoom()
    return FileTrouble(file=error.filename or gettext_noop("en fil"), reason=reason_of(error))


def _reason(error: Exception) -> str:
    for each in _causes(error):
        if name := getattr(each, "sqlite_errorname", None):
            if "no such " in str(each):
                return _OLD
            return _by_prefix(_SQLITE, str(name))
        if type(each).__module__.startswith("psycopg"):
            state = getattr(each, "sqlstate", None)
            return _by_prefix(_POSTGRESQL, state) if state else _GONE
    return _OTHER


def _by_prefix(said: Mapping[str, str], code: str) -> str:
    return next((words for start, words in said.items() if code.startswith(start)), _OTHER)


def _causes(error: BaseException) -> Iterator[BaseException]:
    yield error
    if error.__cause__ is not None:
        yield from _causes(error.__cause__)


def pipe_closed() -> int:
    """Whoever read what we wrote has gone: nothing more is written. Returns the exit code of a broken pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 141
