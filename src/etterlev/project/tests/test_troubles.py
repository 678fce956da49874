"""What the system and the databases say no with becomes a sentence, and their own words stay unsaid."""

from __future__ import annotations

import errno
import sqlite3

import psycopg
import pytest
from django.db import DatabaseError

from etterlev.errors import reason_of
from etterlev.languages import LANGUAGES
from etterlev.project.command.troubles import FileTrouble, NoRoom, told, troubles
from tests.cast import NINA_EMAIL


def wrapped(cause: Exception) -> DatabaseError:
    error = DatabaseError(str(cause))
    error.__cause__ = cause
    return error


def sqlite_error(code: str, text: str = "") -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(text)
    error.sqlite_errorname = code
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (sqlite_error("SQLITE_FULL"), "disken er full"),
        (sqlite_error("SQLITE_IOERR_WRITE"), "disken svarer med feil"),
        (sqlite_error("SQLITE_BUSY_SNAPSHOT"), "en annen holder på"),
        (sqlite_error("SQLITE_ERROR", "no such table: x"), "etterlev init"),
        (psycopg.errors.AdminShutdown(), "forbindelsen ble brutt"),
        (psycopg.errors.DiskFull(), "ikke plass"),
        (psycopg.errors.UndefinedTable(), "etterlev init"),
        (psycopg.errors.InsufficientPrivilege(), "eieren"),
        (psycopg.errors.InvalidPassword(), "passordet"),
        (psycopg.OperationalError("could not connect"), "svarer ikke"),
    ],
)
def test_a_database_says_no_in_words_and_without_its_details(error: Exception, words: str) -> None:
    sentence = told(wrapped(error)).sentence()
    assert words in sentence
    assert told(error_with_person()).exit_code == 1


def error_with_person() -> DatabaseError:
    return wrapped(psycopg.errors.UniqueViolation(f"DETAIL: Key (email)=({NINA_EMAIL}) already exists"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_persons_details_in_a_databases_words_go_no_further(language: str) -> None:
    assert NINA_EMAIL not in told(error_with_person()).sentence(language)  # type: ignore[arg-type]  # one of the three


def test_a_full_disk_and_a_wrong_path_are_told_apart() -> None:
    assert isinstance(told(OSError(errno.ENOSPC, "No space left on device", "/a")), NoRoom)
    missing = told(OSError(errno.ENOENT, "No such file or directory", "/a/b"))
    assert isinstance(missing, FileTrouble)
    assert "/a/b: den finnes ikke" in missing.sentence()
    assert missing.sentence("en") != missing.sentence("nb")


def test_every_reason_of_the_system_is_said_in_each_language() -> None:
    for number in (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EFBIG):
        said = {told(OSError(number, "x", "/a")).sentence(language) for language in LANGUAGES}
        assert len(said) == len(LANGUAGES)
    assert reason_of(OSError(errno.EXDEV, "Invalid cross-device link")) == "Invalid cross-device link"


def test_only_what_has_words_is_caught() -> None:
    assert issubclass(DatabaseError, troubles())
    assert not issubclass(ValueError, troubles())
