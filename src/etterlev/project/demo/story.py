"""The story, step by step: each step is done by the programs a user would use, and says what it measured."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from etterlev.project.demo.mail import Mailbox, free_port, mail_server, text_of
from etterlev.project.demo.visitor import Page, Visitor
from etterlev.project.servers import running, surface, wait_for, worker

if TYPE_CHECKING:
    from examples.generate import Example

Say = Callable[[str], None]


class StoryBroke(Exception):
    """A step did not do what the story says it does."""


@dataclass
class Stage:
    """Where the story takes place."""

    home: Path
    portal: str
    console: str
    mailbox: Mailbox
    environment: dict[str, str]
    say: Say
    step: int = 0

    def heading(self, words: str) -> None:
        self.step += 1
        self.say(f"\n{self.step}. {words}")

    def tell(self, words: str) -> None:
        self.say(f"   {words}")


@contextmanager
def stage(home: Path, say: Say) -> Iterator[Stage]:
    """A home, free ports, a mail server of our own, and the environment every process of the story shares."""
    with mail_server() as mailbox:
        portal, console = free_port(), free_port()
        environment = {
            "ETTERLEV_HOME": str(home),
            "ETTERLEV_PORTAL_ORIGIN": f"http://127.0.0.1:{portal}",
            "ETTERLEV_CONSOLE_ORIGIN": f"http://127.0.0.1:{console}",
            "ETTERLEV_SMTP_URL": f"smtp://127.0.0.1:{mailbox.port}",
            "ETTERLEV_SENDER": "personvern@fjordtall.example",
        }
        os.environ.update(environment)
        yield Stage(
            home,
            environment["ETTERLEV_PORTAL_ORIGIN"],
            environment["ETTERLEV_CONSOLE_ORIGIN"],
            mailbox,
            environment,
            say,
        )


def check(holds: bool, what: str) -> None:
    """The story stops at the first thing that is not as it says. Raises StoryBroke."""
    if not holds:
        raise StoryBroke(what)


def command(*words: str) -> str:
    """Run an `etterlev` word as its own process and return what it printed. Raises StoryBroke when it fails."""
    done = subprocess.run(  # our own command; a broken promise is exit 1 and part of the story
        [sys.executable, "-m", "etterlev.project.command", *words], capture_output=True, text=True, check=False
    )
    check(done.returncode == 0, f"etterlev {' '.join(words)}: {done.stderr.strip()}")
    return done.stdout


def set_up(at: Stage, seed: int) -> tuple[Example, dict[str, UUID]]:
    """Databases, keys and the fictional group."""
    from etterlev.project.command import setup
    from etterlev.project.command.shared import django
    from etterlev.project.configuration import configuration

    at.heading("En gruppe settes opp: databaser, nøkler og nøkkelring hver for seg")
    configuration.cache_clear()
    setup.prepare(configuration())
    django()
    from django.utils import timezone

    from etterlev.controllers.actors import operator
    from etterlev.project import example
    from examples.generate import generate

    setup.migrate(configuration())
    setup.collect_static()
    made, now = generate(at.home / "example", seed=seed), timezone.now()
    ids = example.bring_register(made, now=now)
    by = operator(ids.values())
    at.tell(
        f"{made.group.name}: {len(made.group.departments)} avdelinger, hver sin behandlingsansvarlig. "
        "Registeret er lest inn."
    )
    begin = time.perf_counter()
    count = example.bring_people(made, ids, by=by, now=now)
    seconds = time.perf_counter() - begin
    at.tell(
        f"{count} personer registrert på {seconds:.1f} s; navn, e-post og telefon er forseglet med hver sin nøkkel."
    )
    example.open_accounts(made, example.invite_staff(made, ids, by=by, now=now), now=now)
    example.add_sources(made, ids, by=by, now=now)
    return made, ids


def map_sources(at: Stage, made: Example) -> None:
    """Every source says what it holds; a person confirms."""
    at.heading("Kildene sier selv hva de inneholder, og et menneske bekrefter")
    sources = json.loads(command("source", "list", "--format", "json"))
    slug_of = {each.legal_name: each.slug for each in made.group.controllers}
    fields = unknown = 0
    for each in sources:
        if each["kind"] == "manual":
            continue
        name = f"{slug_of[each['controller']]}/{each['slug']}"
        described = json.loads(command("source", "map", name, "--format", "json"))
        fields += sum(len(unit["fields"]) for unit in described["units"])
        unknown += len(described["unclassified"])
        command("source", "confirm", name)
    at.tell(
        f"{len(sources)} kilder, {fields} felt; {fields - unknown} gjenkjent av navn og innhold, "
        f"{unknown} uten personopplysninger vi kjenner."
    )


def publish(at: Stage) -> None:
    """The register becomes the statement."""
    at.heading("Erklæringen settes sammen av registeret, på bokmål, nynorsk og engelsk")
    change = {"nb": "Første versjon.", "nn": "Første versjon.", "en": "First version."}
    for level in ("lokal", "andre disk"):
        command("backup", "run", "--to", str(at.home / "backups" / level), "--level", level)
    number = command("notice", "publish", *(word for k, v in change.items() for word in (f"--change-{k}", v))).strip()
    at.tell(f"Versjon {number} er publisert og står i loggen.")


@contextmanager
def served(at: Stage) -> Iterator[None]:
    """Portal, console and a worker, each its own process."""
    processes = [
        surface("portal", int(at.portal.rsplit(":", 1)[1]), at.environment),
        surface("console", int(at.console.rsplit(":", 1)[1]), at.environment),
        worker(at.environment),
    ]
    with running(*processes):
        wait_for(at.portal, processes[0])
        wait_for(at.console, processes[1])
        yield


def answer(at: Stage, made: Example) -> None:
    """Somebody asks; everything is found, reviewed, approved and fetched."""
    nina = made.cast.nina
    first = nina.name.split()[0]
    at.heading(f"{first} spør hva gruppen har om henne, og får en kode på e-post")
    visitor = Visitor()
    begin = time.perf_counter()
    page = visitor.get(f"{at.portal}/rettigheter/innsyn/")
    case = visitor.send(
        page, page.form(), department=nina.department, name=nina.name, email=nina.email, message="Hva har dere om meg?"
    )
    check("/sak/" in case.url, f"skjemaet ble ikke tatt imot: {case.text[:200]}")
    letter = at.mailbox.wait_for(nina.email, 1)
    at.tell(f"Brevet: «{letter['Subject']}», Message-ID {letter['Message-ID']}")
    code = _found(r"\b(\d{6})\b", text_of(letter))
    page = visitor.send(case, case.form(), code=code)
    at.tell(f"Koden stemmer. {_reference(page)} går til alle kildene i avdelingen.")
    siv = _signed_in(at, made)
    page = _case_when_searched(at, siv)
    at.tell(f"Søkt gjennom på {time.perf_counter() - begin:.1f} s fra skjemaet ble sendt. {_stats(page)}")
    at.heading(f"{made.cast.siv.full_name} ser over, går god for hullet i papirarkivet, og godkjenner")
    page = siv.send(page, page.form("/opne/"))
    for form in [f for f in page.forms if "/kilde/" in f.action and "reasons" in f.fields]:
        siv.send(page, form, reasons="Arkivet er gått gjennom for hånd. Det var ingenting der.")
    page = _opened(siv, page)
    for form in [f for f in page.forms if "/kilde/" in f.action and "reasons" not in f.fields]:
        siv.send(page, form)
        page = _opened(siv, page)
    done = siv.send(page, page.form("/godkjenn/"))
    check("Godkjent" in done.text, f"saken ble ikke godkjent: {done.text[:300]}")
    at.heading(f"{first} henter svaret, én gang")
    link = _found(r"(http://\S+/svar/\S+)", text_of(at.mailbox.wait_for(nina.email, 2)))
    page = visitor.get(link)
    package = visitor.send(page, page.form())
    _look_inside(at, package.body, made)
    at.mailbox.wait_for(nina.email, 3)
    at.tell("Kvittering med fingeravtrykk er sendt.")


def _signed_in(at: Stage, made: Example) -> Visitor:
    from etterlev.project.example import PASSWORD

    siv = Visitor()
    page = siv.get(f"{at.console}/sign-in/")
    page = siv.send(page, page.form(), login=made.cast.siv.email, password=PASSWORD)
    check(page.status == 200 and "/sign-in/" not in page.url, "innloggingen mislyktes")
    return siv


def _case_when_searched(at: Stage, siv: Visitor) -> Page:
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        listing = siv.get(f"{at.console}/henvendelser/")
        href = next((href for href, text in listing.links if text.startswith("HV-")), "")
        if href:
            page = siv.get(f"{at.console}{href}")
            if "venter" not in page.text:
                return page
        time.sleep(0.2)
    raise StoryBroke("kildene svarte ikke innen ett minutt")


def _opened(siv: Visitor, page: Page) -> Page:
    outside = siv.get(re.sub(r"(/henvendelser/[^/]+/).*", r"\1", page.url))
    return siv.send(outside, outside.form("/opne/"))


def _reference(page: Page) -> str:
    return _found(r"(HV-\d{4}-\d+)", page.text)


def _stats(page: Page) -> str:
    counts = [int(n) for n in re.findall(r"(\d+) funn", page.text)]
    return f"{sum(counts)} funn."


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    check(match is not None, f"fant ikke {pattern}")
    assert match is not None
    return match.group(1)


def _look_inside(at: Stage, package: bytes, made: Example) -> None:
    """Check the archive as its reader could: every checksum, and that other people's rows are not there."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        sums = archive.read("SHA256SUMS").decode().splitlines()
        for line in sums:
            wanted, path = line.split("  ", 1)
            check(sha256(archive.read(path)).hexdigest() == wanted, f"kontrollsummen til {path} stemmer ikke")
        tables = [name for name in archive.namelist() if name.endswith(".csv")]
        text = b"".join(archive.read(name) for name in archive.namelist()).decode()
    check(made.cast.nina_elsewhere.email not in text, "den andre avdelingens opplysninger er i svaret")
    at.tell(f"{len(package) // 1024} kB: {len(tables)} tabeller, {len(sums)} kontrollsummer, alle stemmer.")
    at.tell("Ingenting fra de andre avdelingene er med, og fødselsnummer, lønn og konto krever sikrere identitet.")


def prove(at: Stage) -> None:
    """The log verifies; a copy with one byte changed does not."""
    at.heading("Loggen kan ikke endres uten at det synes")
    head = at.home / "head.txt"
    head.write_text(command("ledger", "head"), encoding="utf-8")
    found = json.loads(command("ledger", "verify", "--against", str(head), "--format", "json"))
    at.tell(f"{found['size']} linjer kontrollert mot et bevart fingeravtrykk.")
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
    check(done.returncode == 1, "en endret logg ble ikke oppdaget")
    at.tell(f"I en kopi endret vi ett tegn: «{done.stderr.strip().removeprefix('etterlev: ')}»")


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
    at.heading("Sikkerhetskopi: data, nøkler og nøkkelring i hvert sitt krypterte sett")
    folder = command("backup", "run", "--to", str(at.home / "backups" / "lokal"), "--level", "lokal").strip()
    sizes = ", ".join(f"{path.stem} {path.stat().st_size // 1024} kB" for path in sorted(Path(folder).glob("*.age")))
    at.tell(f"{sizes}. Ett sett alene er støy.")
    with tempfile.TemporaryDirectory() as empty:
        begin = time.perf_counter()
        restored = Path(empty) / "home"
        _in_another(restored, "backup", "restore", folder, "--identities", str(at.home / "escrow"))
        seconds = time.perf_counter() - begin
        name = _read_one(restored, made.cast.nina.email, ids[made.cast.nina.department])
        check(name == made.cast.nina.name, "personen ble ikke lest i den gjenopprettede kopien")
        at.tell(f"Gjenopprettet i en tom mappe på {seconds:.1f} s. Vi leste {name.split()[0]} der.")


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
    at.heading("Løftene i erklæringen kontrolleres, og siden sier hva kontrollen fant")
    done = subprocess.run(  # our own command; a broken promise is exit 1 and part of the story
        [sys.executable, "-m", "etterlev.project.command", "promises", "--now", "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
    )
    check(done.returncode in (0, 1), done.stderr)
    states = [each["state"] for each in json.loads(done.stdout)]
    page = Visitor().get(f"{at.portal}/")
    check(page.status == 200, "erklæringen kan ikke leses")
    at.tell(f"{states.count('kept')} av {len(states)} bekreftet. {at.portal}/")
    for each in json.loads(done.stdout):
        if each["state"] != "kept":
            at.tell(f"ikke bekreftet: {each['code']} {each['figures'] or ''}")
