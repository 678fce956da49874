"""What the story proves: the log, the backup and the promises."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from etterlev.project.command.words import _
from etterlev.project.demo.story import Stage, check, command
from etterlev.project.demo.visitor import Visitor

if TYPE_CHECKING:
    from examples.generate import Example


def prove(at: Stage) -> None:
    """The log verifies; a copy with one byte changed does not."""
    at.heading(_("Loggen kan ikke endres uten at det synes"))
    head = at.home / "head.txt"
    head.write_text(command("ledger", "head"), encoding="utf-8")
    found = json.loads(command("ledger", "verify", "--against", str(head), "--format", "json"))
    at.tell(_("{count} linjer kontrollert mot et bevart fingeravtrykk.", count=found["size"]))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "home"
        for name in ("data.db", "keys.db"):
            copy.mkdir(exist_ok=True)
            _copy_database(at.home / name, copy / name)
        shutil.copytree(at.home / "ring", copy / "ring")
        shutil.copy(at.home / "secret.key", copy / "secret.key")
        _alter(copy / "data.db")
        done = subprocess.run(  # our own command on a copy
            [sys.executable, "-m", "etterlev.project.command", "ledger", "verify"],
            env={**os.environ, "ETTERLEV_HOME": str(copy)},
            capture_output=True,
            text=True,
            check=False,
        )
    check(done.returncode == 1, _("en endret logg ble ikke oppdaget"))
    said = done.stderr.strip().removeprefix("etterlev: ")
    at.tell(_("I en kopi endret vi ett tegn: «{said}»", said=said))


def _copy_database(source: Path, target: Path) -> None:
    """By SQLite's own backup, while the servers write."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


def _alter(database: Path) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(database)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute(
            "UPDATE ledger_entry SET rule = 'A17' WHERE id = (SELECT max(id) FROM ledger_entry WHERE rule <> 'A17')"
        )
        connection.commit()


def back_up(at: Stage, made: Example, ids: dict[str, UUID]) -> None:
    """Three sets, restored into an empty place, and one person read there."""
    at.heading(_("Sikkerhetskopi: data, nøkler og nøkkelring i hvert sitt krypterte sett"))
    folder = command("backup", "run", "--to", str(at.home / "backups" / "lokal"), "--level", "lokal").strip()
    sizes = ", ".join(f"{path.stem} {path.stat().st_size // 1024} kB" for path in sorted(Path(folder).glob("*.age")))
    at.tell(_("{sizes}. Ett sett alene er støy.", sizes=sizes))
    with tempfile.TemporaryDirectory() as empty:
        begin = time.perf_counter()
        restored = Path(empty) / "home"
        _in_another(restored, "backup", "restore", folder, "--identities", str(at.home / "escrow"))
        seconds = time.perf_counter() - begin
        name = _read_one(restored, made.cast.nina.email, ids[made.cast.nina.department])
        check(name == made.cast.nina.name, _("personen kan ikke leses i den gjenopprettede kopien"))
        told = _("Gjenopprettet i en tom mappe på {seconds} s. Vi leste {first} der.")
        at.tell(told.format(seconds=f"{seconds:.1f}", first=name.split()[0]))


def _in_another(home: Path, *words: str) -> None:
    done = subprocess.run(  # our own command in another home
        [sys.executable, "-m", "etterlev.project.command", *words],
        env={**os.environ, "ETTERLEV_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    check(done.returncode == 0, done.stderr)


READ_ONE = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "etterlev.project.settings.serving"
import django; django.setup()
from uuid import UUID
from etterlev.controllers.actors import Reason, system
from etterlev.people.queries import by_email
(person,) = by_email(system([UUID(sys.argv[2])]).scope(Reason.CASE), UUID(sys.argv[2]), sys.argv[1])
print(person.name)
"""


def _read_one(home: Path, email: str, controller: UUID) -> str:
    done = subprocess.run(  # our own program on the restored copy
        [sys.executable, "-c", READ_ONE, email, str(controller)],
        env={**os.environ, "ETTERLEV_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    check(done.returncode == 0, done.stderr[-500:])
    return done.stdout.strip()


def check_promises(at: Stage) -> None:
    """What the statement says is checked, and its page shows what was found."""
    at.heading(_("Løftene i erklæringen kontrolleres, og siden sier hva kontrollen fant"))
    done = subprocess.run(  # our own command; a broken promise is exit 1 and part of the story
        [sys.executable, "-m", "etterlev.project.command", "promises", "--now", "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
    )
    check(done.returncode in (0, 1), done.stderr)
    states = [each["state"] for each in json.loads(done.stdout)]
    page = Visitor().get(f"{at.portal}/")
    check(page.status == 200, _("erklæringen kan ikke leses"))
    kept = _("{kept} av {count} bekreftet.", kept=states.count("kept"), count=len(states))
    at.tell(f"{kept} {at.portal}/")
    for each in json.loads(done.stdout):
        if each["state"] != "kept":
            at.tell(_("ikke bekreftet: {code} {figures}", code=each["code"], figures=each["figures"] or ""))
