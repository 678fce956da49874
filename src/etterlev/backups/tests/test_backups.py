"""Three sets that are useless apart, whole or absent, and proven by restoring them and reading Nina."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pyrage.x25519 import Identity

from etterlev.backups import actions, dumps, sealing
from etterlev.backups.errors import (
    IdentityDoesNotFit,
    KeyNotValid,
    NoIdentities,
    NotABackup,
    OtherEngine,
    PlaceNotEmpty,
    PlaceNotWritable,
    SetDamaged,
)
from etterlev.backups.manifest import SETS
from etterlev.errors import EtterlevError
from etterlev.project.tests.installation import READ, Installation

SEALED = (b"Nina Vik", b"nina.vik@example.no")


def restore(
    at: Installation, folder: Path, escrow: Path, largest_file: int | None = None
) -> subprocess.CompletedProcess[str]:
    return at.command("backup", "restore", str(folder), "--identities", str(escrow), largest_file=largest_file)


def refused(at: Installation, folder: Path, escrow: Path) -> EtterlevError:
    """Why a restore was refused. In this process: the command is shown to say such errors in one line elsewhere."""
    files = {name: escrow / f"{name}.txt" for name in SETS}
    with pytest.raises(EtterlevError) as error:
        actions.restore(folder, identity_files=files, home=at.home, databases=at.databases())
    return error.value


def said(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """One line on stderr, with these words and no traceback."""
    assert done.returncode == code, done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stdout == ""
    for word in words:
        assert word in done.stderr


def is_untouched(at: Installation) -> None:
    """Nothing of a restore is left: no home, and no table."""
    assert not at.home.exists()
    assert not at.home.parent.exists()
    if at.server is not None:
        assert at.rows() == {}


def test_a_backup_restored_into_an_empty_place_reads_nina(place: Installation, kept: Path, empty: Installation) -> None:
    done = restore(empty, kept, place.home / "escrow")
    assert done.returncode == 0, done.stderr
    assert empty.program(READ) == "['Nina Vik']"
    size, kept_size = (json.loads(at.must("ledger", "verify", "--format", "json"))["size"] for at in (empty, place))
    # The backup's own line came after its copy; the restore's own line came instead.
    assert size >= kept_size - 1
    # Whoever restores closes the door: the keys are nobody else's.
    for path in (empty.home, empty.home / "ring", empty.home / "secret.key", *empty.home.glob("*.db")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    assert isinstance(refused(empty, kept, place.home / "escrow"), PlaceNotEmpty)


def test_a_set_alone_says_nothing(place: Installation, kept: Path) -> None:
    assert {path.name for path in kept.iterdir()} == {"data.age", "keys.age", "ring.age", "manifest.json"}
    for path in kept.iterdir():
        content = path.read_bytes()
        assert not any(word in content for word in SEALED), path
    assert len({(place.home / "recipients" / f"{name}.txt").read_text() for name in SETS}) == len(SETS)


def changed(kept: Path, folder: Path) -> Path:
    copy = folder / "copy"
    shutil.copytree(kept, copy)
    return copy


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("harm", ["a byte", "the end", "the file"])
def test_a_damaged_or_missing_set_is_named_and_nothing_is_restored(
    place: Installation, kept: Path, empty: Installation, tmp_path: Path, name: str, harm: str
) -> None:
    copy = changed(kept, tmp_path)
    path = copy / f"{name}.age"
    content = bytearray(path.read_bytes())
    if harm == "the file":
        path.unlink()
    else:
        content[len(content) // 2] ^= 1
        path.write_bytes(content if harm == "a byte" else content[:-1])
    error = refused(empty, copy, place.home / "escrow")
    assert isinstance(error, SetDamaged)
    assert error.facts["file"] == f"{name}.age"
    is_untouched(empty)


@pytest.mark.parametrize("name", ["data", "ring"])
def test_a_set_that_was_changed_together_with_its_checksum_does_not_open(
    place: Installation, kept: Path, empty: Installation, tmp_path: Path, name: str
) -> None:
    copy = changed(kept, tmp_path)
    content = bytearray((copy / f"{name}.age").read_bytes())
    content[-1] ^= 1
    (copy / f"{name}.age").write_bytes(content)
    manifest = json.loads((copy / "manifest.json").read_text())
    for entry in manifest["sets"]:
        if entry["name"] == name:
            entry["sha256"] = sha256(content).hexdigest()
    (copy / "manifest.json").write_text(json.dumps(manifest))
    error = refused(empty, copy, place.home / "escrow")
    assert isinstance(error, SetDamaged)
    assert error.facts["file"] == f"{name}.age"
    is_untouched(empty)


@pytest.mark.parametrize("name", SETS)
def test_another_identity_opens_nothing_and_is_named(
    place: Installation, kept: Path, empty: Installation, tmp_path: Path, name: str
) -> None:
    escrow = tmp_path / "escrow"
    shutil.copytree(place.home / "escrow", escrow)
    (escrow / f"{name}.txt").write_text(f"# another\n{Identity.generate()}\n")
    error = refused(empty, kept, escrow)
    assert isinstance(error, IdentityDoesNotFit)
    assert f"{name}.txt åpner {name}" in error.sentence()
    is_untouched(empty)


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "ingen age-nøkkel"), ("# tom\n", "ingen age-nøkkel"), ("#\nAGE-SECRET-KEY-1HEMMELIG\n", "Linje 2")],
)
def test_an_identity_that_is_none_is_told_without_being_repeated(
    place: Installation, kept: Path, empty: Installation, tmp_path: Path, content: str | None, words: str
) -> None:
    escrow = tmp_path / "escrow"
    shutil.copytree(place.home / "escrow", escrow)
    (escrow / "keys.txt").unlink()
    if content is not None:
        (escrow / "keys.txt").write_text(content)
    error = refused(empty, kept, escrow)
    assert isinstance(error, NoIdentities | KeyNotValid)
    assert words in error.sentence()
    assert "keys.txt" in error.sentence()
    assert "HEMMELIG" not in error.sentence()
    is_untouched(empty)


def test_a_folder_that_is_no_backup_is_told_so(
    place: Installation, kept: Path, empty: Installation, tmp_path: Path
) -> None:
    assert isinstance(refused(empty, kept.parent, place.home / "escrow"), NotABackup)
    copy = changed(kept, tmp_path)
    (copy / "manifest.json").write_text('{"sets": 3}')
    error = refused(empty, copy, place.home / "escrow")
    assert isinstance(error, NotABackup)
    assert "is not a backup" in error.sentence("en")
    is_untouched(empty)


@pytest.mark.parametrize("what", ["ring", "secret.key", "data", "keys"])
def test_a_place_where_anything_is_is_left_as_it_was(
    place: Installation, kept: Path, empty: Installation, what: str
) -> None:
    empty.home.mkdir(parents=True)
    if what in ("data", "keys") and empty.server is not None:
        empty.server.run("CREATE TABLE mine (a integer)", f"{empty.name}_{what}")
    elif what in ("data", "keys"):
        (empty.home / f"{what}.db").write_bytes(b"mine")
    else:
        (empty.home / what).write_bytes(b"mine")
    before = {path.name: path.read_bytes() for path in empty.home.iterdir()}
    assert isinstance(refused(empty, kept, place.home / "escrow"), PlaceNotEmpty)
    assert {path.name: path.read_bytes() for path in empty.home.iterdir()} == before
    if empty.server is not None:
        assert set(empty.rows()) <= {f"{what}.mine"}


def test_a_backup_of_one_engine_is_not_poured_into_another(
    place: Installation, kept: Path, empty: Installation, tmp_path: Path
) -> None:
    copy = changed(kept, tmp_path)
    manifest = json.loads((copy / "manifest.json").read_text())
    for entry in manifest["sets"]:
        if entry["name"] == "keys":
            entry["engine"] = "sqlite" if place.server else "postgresql"
    (copy / "manifest.json").write_text(json.dumps(manifest))
    error = refused(empty, copy, place.home / "escrow")
    assert isinstance(error, OtherEngine)
    for word in ("sqlite", "postgresql", "keys"):
        assert word in error.sentence()
    is_untouched(empty)


def test_a_disk_that_fills_while_restoring_leaves_the_place_empty(
    place: Installation, kept: Path, empty: Installation
) -> None:
    done = restore(empty, kept, place.home / "escrow", largest_file=30_000)
    said(done, 1, "Ingenting halvferdig", str(empty.home))
    is_untouched(empty)


def test_a_restore_that_stops_between_the_databases_takes_back_the_first(
    place: Installation, kept: Path, empty: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = dumps.load
    loaded: list[str] = []

    def until_it_is_full(engine: str, source: Path, settings: dict[str, Any]) -> None:
        if loaded:
            raise OSError(errno.ENOSPC, "")
        load(engine, source, settings)
        loaded.append(settings["NAME"])
        assert empty.server is None or empty.rows()

    monkeypatch.setattr(dumps, "load", until_it_is_full)
    error = refused(empty, kept, place.home / "escrow")
    assert isinstance(error, PlaceNotWritable)
    assert "disken er full" in error.sentence()
    assert loaded
    is_untouched(empty)


def left(place: Installation, target: Path) -> list[str]:
    """What an unfinished backup can leave behind."""
    return [
        *(p.name for p in target.glob("*")),
        *(p.name for p in target.glob(".*")),
        *(p.name for p in place.home.glob("etterlev-backup-*")),
    ]


def test_a_disk_that_fills_while_writing_leaves_nothing_half(place: Installation, tmp_path: Path) -> None:
    before = place.rows()["data.backups_backupset"]
    done = place.command("backup", "run", "--to", str(tmp_path / "to"), largest_file=150_000)
    said(done, 1)
    assert left(place, tmp_path / "to") == []
    assert place.rows()["data.backups_backupset"] == before


@contextmanager
def small_disk(at: Path) -> Iterator[bool]:
    """A disk of a few pages. Gives whether there is one: only root may make it."""
    at.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(at)]
    is_mounted = (
        shutil.which("mount") is not None
        and not subprocess.run(words, stderr=subprocess.DEVNULL, check=False).returncode
    )
    try:
        yield is_mounted
    finally:
        if is_mounted:
            subprocess.run(["umount", str(at)], check=True)


def test_a_full_disk_is_told_in_the_readers_language(place: Installation, tmp_path: Path) -> None:
    before = place.rows()["data.backups_backupset"]
    with small_disk(tmp_path / "disk") as is_small:
        # Whoever may not make a small disk is stopped by the largest file they may write.
        limit, words = (None, "the disk is full") if is_small else (150_000, "")
        done = place.command("backup", "run", "--to", str(tmp_path / "disk"), language="en", largest_file=limit)
        said(done, 1, words)
        assert left(place, tmp_path / "disk") == []
    assert place.rows()["data.backups_backupset"] == before


def test_a_folder_that_cannot_be_is_told(place: Installation, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said(place.command("backup", "run", "--to", str(tmp_path / "file" / "to")), 1, "ikke en mappe")


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "mangler eller er tom"), ("# ingen\n", "mangler eller er tom"), ("age1feil\n", "Linje 1")],
)
def test_without_a_key_to_seal_for_there_is_no_backup(tmp_path: Path, content: str | None, words: str) -> None:
    file = tmp_path / "keys.txt"
    if content is not None:
        file.write_text(content)
    with pytest.raises(EtterlevError) as error:
        sealing.recipients(file)
    assert words in error.value.sentence()
    assert "keys.txt" in error.value.sentence()


def test_a_key_that_is_missing_is_missed_before_anything_is_written(place: Installation, tmp_path: Path) -> None:
    file = place.home / "recipients" / "keys.txt"
    away = file.rename(tmp_path / "keys.txt")
    try:
        said(place.command("backup", "run", "--to", str(tmp_path / "to")), 2, "etterlev init", "keys.txt")
    finally:
        away.rename(file)
    assert not (tmp_path / "to").exists()


@contextmanager
def held(place: Installation) -> Iterator[None]:
    """Nobody may write to the log until the block ends: a backup that has begun waits half-way."""
    if place.server is not None:
        with psycopg.connect(place.server.url(f"{place.name}_data")) as connection:
            connection.execute("LOCK TABLE ledger_entry, ledger_leaf, ledger_signedhead IN ACCESS EXCLUSIVE MODE")
            yield
        return
    with closing(sqlite3.connect(place.home / "data.db", isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


def begun(place: Installation, target: Path) -> subprocess.Popen[str]:
    running = place.begin("backup", "run", "--to", str(target))
    latest = time.monotonic() + 30
    while not list(target.glob(".writing-*")) and time.monotonic() < latest:
        assert running.poll() is None, running.communicate()[1]
        time.sleep(0.01)
    return running


def test_a_backup_asked_to_stop_takes_away_what_it_had_begun(place: Installation, tmp_path: Path) -> None:
    with held(place):
        running = begun(place, tmp_path)
        running.send_signal(signal.SIGTERM)
    assert running.wait(30) == 143
    assert left(place, tmp_path) == []


def test_what_a_killed_backup_left_is_no_backup_and_the_next_one_takes_it_away(
    place: Installation, tmp_path: Path
) -> None:
    with held(place):
        running = begun(place, tmp_path)
        at_once = place.command("backup", "run", "--to", str(tmp_path))
        said(at_once, 1, "En annen sikkerhetskopi skrives nå")
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
    running.communicate()
    (unfinished,) = tmp_path.iterdir()
    assert not (unfinished / "manifest.json").exists()
    whole = Path(place.must("backup", "run", "--to", str(tmp_path)).strip())
    assert left(place, tmp_path) == [whole.name]


def test_the_list_knows_every_backup_that_is_whole(place: Installation, tmp_path: Path) -> None:
    place.must("backup", "run", "--to", str(tmp_path), "--level", "fjern")
    newest, *_ = json.loads(place.must("backup", "list", "--format", "json"))
    assert newest["level"] == "fjern"
    (folder,) = tmp_path.iterdir()
    assert newest["size"] == sum((folder / f"{name}.age").stat().st_size for name in SETS)
