"""Whatever is wrong with what the command is given: one line that names it and the way out, and nothing half-stored."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from etterlev.project.tests.installation import GROUP, Installation
from etterlev.register.parsing import parse

OSLO = "Fjordtall Oslo AS"
BOMB = """<?xml version="1.0"?>
<!DOCTYPE lol [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<AuditFile xmlns="urn:StandardAuditFile-Taxation-Financial:NO"><Header>&c;</Header></AuditFile>
"""
CUT = """<?xml version="1.0" encoding="UTF-8"?>
<AuditFile xmlns="urn:StandardAuditFile-Taxation-Financial:NO"><Header><AuditFileVersion>1.30</AuditFileVersion>
"""


def said(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """One line on stderr with these words, nothing on stdout, and no traceback."""
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert done.stderr.startswith("etterlev: ")
    assert done.stderr.count("\n") == 1, done.stderr
    for word in words:
        assert word in done.stderr, done.stderr


def register(folder: Path, *changes: tuple[str, str]) -> str:
    """The group's register with something wrong in it."""
    text = GROUP.read_text(encoding="utf-8")
    for one, other in changes:
        assert text.count(one) >= 1, one
        text = text.replace(one, other, 1)
    path = folder / "register.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ("Mente du «legal_name»", "Ingenting er lest inn")),
        ("nn", ("Meinte du «legal_name»", "Ingenting er lese inn")),
        ("en", ("Did you mean “legal_name”", "Nothing has been")),
    ],
)
def test_an_unknown_key_is_told_in_the_readers_language_and_nothing_is_read(
    place: Installation, tmp_path: Path, language: str, words: tuple[str, ...]
) -> None:
    before = place.rows()
    file = register(tmp_path, ("    legal_name: " + OSLO, "    leagl_name: " + OSLO))
    said(place.command("register", "import", file, language=language), 2, "16", "leagl_name", *words)
    assert place.rows() == before


def test_norway_without_quotation_marks_is_norway(place: Installation) -> None:
    assert "country: NO" in GROUP.read_text(encoding="utf-8")
    exported = parse(place.must("register", "export"))
    assert {held.system.country for held in exported.systems} >= {"NO"}


def test_where_nothing_is_set_up_the_command_says_how(place: Installation, tmp_path: Path) -> None:
    said(place.command("request", "list", ETTERLEV_HOME=str(tmp_path / "none")), 2, "etterlev init")


def test_a_setting_that_cannot_be_used_is_named_and_a_password_is_not_repeated(place: Installation) -> None:
    done = place.command("request", "list", ETTERLEV_DATABASE_URL="postgresql://u:hemmelig@h:port/db")
    said(done, 2, "ETTERLEV_DATABASE_URL", "porten")
    assert "hemmelig" not in done.stderr


def test_a_hostile_or_truncated_file_is_told_and_nothing_is_kept_of_it(place: Installation, tmp_path: Path) -> None:
    copy = place.copy(tmp_path / "home", "third")
    for name, content in (("bombe", BOMB), ("avkortet", CUT)):
        (tmp_path / name).write_text(content, encoding="utf-8")
        copy.must("source", "add", "oslo", name, "saft", str(tmp_path / name))
    before = copy.rows()
    said(copy.command("source", "map", "oslo/bombe"), 1, "XML-entiteter", "Den er ikke åpnet")
    said(copy.command("source", "map", "oslo/avkortet"), 1, "avkortet", "Hent den på nytt")
    located = copy.command("locate", "oslo", "--email", "nina.vik@example.no")
    assert located.returncode == 1
    assert located.stdout.count("ikke fullstendig") == 2
    assert located.stderr == ""
    # Two looks at sources are in the log, and nothing else is anywhere.
    assert _more(before, copy.rows()) <= {"data.ledger_entry"}


def _more(before: dict[str, int], now: dict[str, int]) -> set[str]:
    return {table for table, count in now.items() if count != before[table]}


def test_the_wrong_key_ring_is_told_and_opens_nothing(place: Installation, tmp_path: Path) -> None:
    copy = place.copy(tmp_path / "home", "third")
    copy.must("staff", "invite", "oslo", "siv@firma.example", "Siv Aas", "--role", "privacy_contact")
    for key in (copy.home / "ring").rglob("*.key"):
        key.chmod(0o600)
        key.write_bytes(os.urandom(32))
    before = copy.rows()
    said(copy.command("staff", "list"), 1, "Nøkkelringen", str(copy.home / "ring"), "sikkerhetskopien")
    shutil.rmtree(copy.home / "ring")
    said(copy.command("staff", "list"), 1, str(copy.home / "ring"))
    invited = copy.command("staff", "invite", "oslo", "ny@firma.example", "Ny", "--role", "privacy_contact")
    said(invited, 1)
    assert copy.rows() == before


def changed(folder: Path) -> str:
    """A good register that differs from what is there in the first and the last of what is read."""
    return register(folder, ("Storgata 1", "Lillegata 9"), ("code: kundeforhold", "code: kunder"))


@contextmanager
def held(place: Installation) -> Iterator[None]:
    """Nobody may write to the register until the block ends."""
    assert place.server is not None
    with psycopg.connect(place.server.url(f"{place.name}_data")) as connection:
        connection.execute("LOCK TABLE ledger_entry IN ACCESS EXCLUSIVE MODE")
        yield


@pytest.mark.only_postgresql
def test_a_database_that_drops_midway_is_told_and_nothing_is_half_stored(place: Installation, tmp_path: Path) -> None:
    assert place.server is not None
    before, kept = place.rows(), place.must("register", "export")
    waiting = "FROM pg_stat_activity WHERE usename = 'etterlev_app' AND wait_event_type = 'Lock'"
    with held(place):
        running = place.begin("register", "import", changed(tmp_path))
        latest = time.monotonic() + 30
        while not place.server.run(f"SELECT 1 {waiting}") and time.monotonic() < latest:
            time.sleep(0.02)
        assert place.server.run(f"SELECT pg_terminate_backend(pid) {waiting}")
    output, errors = running.communicate(timeout=30)
    said(subprocess.CompletedProcess((), running.returncode, output, errors), 1, "forbindelsen ble brutt", "doctor")
    assert place.rows() == before
    assert place.must("register", "export") == kept


@pytest.mark.only_postgresql
def test_a_server_that_is_not_there_is_told(place: Installation, tmp_path: Path) -> None:
    away = f"postgresql://u:hemmelig@/db?host={tmp_path}"
    done = place.command("request", "list", ETTERLEV_DATABASE_URL=away)
    said(done, 1, "svarer ikke")
    assert "hemmelig" not in done.stderr


# The server's own files are not ours to fill or break.
on_files = pytest.mark.only_sqlite


@on_files
def test_a_disk_that_fills_midway_is_told_and_nothing_is_half_stored(place: Installation, tmp_path: Path) -> None:
    before, kept = place.rows(), place.must("register", "export")
    file = changed(tmp_path)
    said(place.command("register", "import", file, largest_file=36_000), 1, "Databasen sa nei")
    assert place.rows() == before
    assert place.must("register", "export") == kept


@on_files
def test_a_file_that_is_no_database_is_told(place: Installation, tmp_path: Path) -> None:
    copy = place.copy(tmp_path / "home", "third")
    (copy.home / "data.db").write_bytes(b"this is no database" * 1_000)
    said(copy.command("request", "list"), 1, "filen er ikke en database")
    (copy.home / "data.db").unlink()
    with closing(sqlite3.connect(copy.home / "data.db")) as connection:
        connection.execute("CREATE TABLE other (a)")
    said(copy.command("request", "list"), 1, "etterlev init")


def test_a_file_that_cannot_be_written_is_named(place: Installation, tmp_path: Path) -> None:
    target = tmp_path / "no" / "folder.yaml"
    said(place.command("register", "export", str(target)), 2, str(target), "finnes ikke")


def test_somebody_who_stops_reading_gets_no_traceback(place: Installation) -> None:
    running = place.begin("register", "export")
    assert running.stdout is not None
    running.stdout.close()
    assert running.stderr is not None
    assert running.stderr.read() == ""
    assert running.wait(30) == 141
