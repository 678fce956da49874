"""The story, step by step: each step is done by the programs a user would use, and says what it measured."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from etterlev.project.command.words import _
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


def set_up(at: Stage, seed: int, size: str = "group") -> tuple[Example, dict[str, UUID]]:
    """Databases, keys and the fictional group, with three departments or, `large`, ten."""
    from etterlev.project.command import setup
    from etterlev.project.command.shared import django
    from etterlev.project.configuration import configuration

    at.heading(_("En gruppe settes opp: databaser, nøkler og nøkkelring hver for seg"))
    configuration.cache_clear()
    setup.prepare(configuration())
    django()
    from django.utils import timezone

    from etterlev.controllers.actors import operator
    from etterlev.project import example
    from examples.generate import generate
    from examples.size import SIZES

    setup.migrate(configuration())
    setup.collect_static()
    made, now = generate(at.home / "example", seed=seed, size=SIZES[size]), timezone.now()
    ids = example.bring_register(made, now=now)
    by = operator(ids.values())
    at.tell(
        _(
            "{group}: {count} avdelinger, hver sin behandlingsansvarlig. Registeret er lest inn.",
            group=made.group.name,
            count=len(made.group.departments),
        )
    )
    begin = time.perf_counter()
    count = example.bring_people(made, ids, by=by, now=now)
    seconds = time.perf_counter() - begin
    at.tell(
        _(
            "{count} personer registrert på {seconds} s; navn, e-post og telefon er forseglet med hver sin nøkkel.",
            count=count,
            seconds=f"{seconds:.1f}",
        )
    )
    example.open_accounts(made, example.invite_staff(made, ids, by=by, now=now), now=now)
    example.add_sources(made, ids, by=by, now=now)
    return made, ids


def map_sources(at: Stage, made: Example) -> None:
    """Every source says what it holds; a person confirms."""
    at.heading(_("Kildene sier selv hva de inneholder, og et menneske bekrefter"))
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
        _(
            "{sources} kilder, {fields} felt; {known} gjenkjent av navn og innhold, {unknown} uten personopplysninger "
            "vi kjenner.",
            sources=len(sources),
            fields=fields,
            known=fields - unknown,
            unknown=unknown,
        )
    )


def publish(at: Stage) -> None:
    """The register becomes the statement."""
    at.heading(_("Erklæringen settes sammen av registeret, på bokmål, nynorsk og engelsk"))
    change = {"nb": "Første versjon.", "nn": "Første versjon.", "en": "First version."}
    for level in ("lokal", "andre disk"):
        command("backup", "run", "--to", str(at.home / "backups" / level), "--level", level)
    number = command("notice", "publish", *(word for k, v in change.items() for word in (f"--change-{k}", v))).strip()
    at.tell(_("Versjon {number} er publisert og står i loggen.", number=number))


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
    from etterlev.project.demo import archive  # it stands on this stage

    nina = made.cast.nina
    first = nina.name.split()[0]
    at.heading(_("{first} spør hva gruppen har om seg, og får en kode på e-post", first=first))
    visitor = Visitor()
    begin = time.perf_counter()
    page = visitor.get(f"{at.portal}/rettigheter/innsyn/")
    case = visitor.send(
        page, page.form(), department=nina.department, name=nina.name, email=nina.email, message="Hva har dere om meg?"
    )
    check("/sak/" in case.url, _("skjemaet ble ikke tatt imot: {text}", text=case.text[:200]))
    letter = at.mailbox.wait_for(nina.email, 1)
    at.tell(_("Brevet: «{subject}», Message-ID {id}", subject=letter["Subject"], id=letter["Message-ID"]))
    for line in text_of(letter).strip().splitlines():
        at.say(f"      | {line}".rstrip())
    code = _found(r"\b(\d{6})\b", text_of(letter))
    page = visitor.send(case, case.form(), code=code)
    at.tell(_("Koden stemmer. {case} går til alle kildene i avdelingen.", case=_reference(page)))
    content = archive.answer_by_link(at, made)
    siv = signed_in(at, made)
    page = _case_when_searched(at, siv)
    seconds = f"{time.perf_counter() - begin:.1f}"
    at.tell(_("Søkt gjennom på {seconds} s fra skjemaet ble sendt: {count} funn.", seconds=seconds, count=_count(page)))
    name = made.cast.siv.full_name
    at.heading(_("{name} ser over, tar med det som ble funnet i papirarkivet, og godkjenner", name=name))
    page = siv.send(page, page.form("/opne/"))
    by_hand = archive.take_with(page)
    check(bool(by_hand), _("det som ble funnet i arkivet, står ikke i saken"))
    for form in [f for f in page.forms if re.search(r"/kilde/[^/]+/$", f.action)]:
        taken = next((number for end, (number, _name) in by_hand.items() if form.action.endswith(end)), None)
        siv.send(page, form, **({} if taken is None else {"included": taken}))
        page = _opened(siv, page)
    done = siv.send(page, page.form("/godkjenn/"))
    check("Godkjent" in done.text, _("saken ble ikke godkjent: {text}", text=done.text[:300]))
    at.heading(_("{first} henter svaret, én gang", first=first))
    link = _found(r"(http://\S+/svar/\S+)", text_of(at.mailbox.wait_for(nina.email, 2)))
    page = visitor.get(link)
    package = visitor.send(page, page.form())
    _look_inside(at, package.body, made, content)
    at.mailbox.wait_for(nina.email, 3)
    at.tell(_("Kvittering med fingeravtrykk er sendt."))


def signed_in(at: Stage, made: Example) -> Visitor:
    """The privacy contact, at her desk."""
    from etterlev.project.example import PASSWORD

    siv = Visitor()
    page = siv.get(f"{at.console}/sign-in/")
    page = siv.send(page, page.form(), login=made.cast.siv.email, password=PASSWORD)
    check(page.status == 200 and "/sign-in/" not in page.url, _("innloggingen mislyktes"))
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
    raise StoryBroke(_("kildene svarte ikke innen ett minutt"))


def _opened(siv: Visitor, page: Page) -> Page:
    outside = siv.get(re.sub(r"(/henvendelser/[^/]+/).*", r"\1", page.url))
    return siv.send(outside, outside.form("/opne/"))


def _reference(page: Page) -> str:
    return _found(r"(HV-\d{4}-\d+)", page.text)


def _count(page: Page) -> int:
    return sum(int(number) for number in re.findall(r"(\d+) funn", page.text))


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    check(match is not None, _("fant ikke {pattern}", pattern=pattern))
    assert match is not None
    return match.group(1)


def _check_signature(archive_file: zipfile.ZipFile) -> None:
    """As its reader could, with any program that knows Ed25519."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    key, said = load_pem_public_key(archive_file.read("public-key.pem")), archive_file.read("SIGNED")
    sums = sha256(archive_file.read("SHA256SUMS")).hexdigest()
    assert isinstance(key, Ed25519PublicKey)
    try:
        key.verify(archive_file.read("SIGNED.sig"), said)
    except InvalidSignature:
        raise StoryBroke(_("signaturen på svaret stemmer ikke")) from None
    check(sums in said.decode(), _("signaturen på svaret stemmer ikke"))


def _look_inside(at: Stage, package: bytes, made: Example, by_hand: bytes) -> None:
    """Check the archive as its reader could: every checksum, and that other people's rows are not there."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive_file:
        sums = archive_file.read("SHA256SUMS").decode().splitlines()
        for line in sums:
            wanted, path = line.split("  ", 1)
            check(
                sha256(archive_file.read(path)).hexdigest() == wanted,
                _("kontrollsummen til {path} stemmer ikke", path=path),
            )
        found = [archive_file.read(name) for name in archive_file.namelist() if name.startswith("files/")]
        check(found == [by_hand], _("det som ble funnet i arkivet, er ikke med som det ble sendt"))
        tables = [name for name in archive_file.namelist() if name.endswith(".csv")]
        text = b"".join(archive_file.read(name) for name in archive_file.namelist()).decode(errors="replace")
        _check_signature(archive_file)
    check(made.cast.nina_elsewhere.email not in text, _("den andre avdelingens opplysninger er i svaret"))
    told = _("{size} kB: {tables} tabeller, {sums} kontrollsummer, alle stemmer, og signaturen holder.")
    at.tell(told.format(size=len(package) // 1024, tables=len(tables), sums=len(sums)))
    at.tell(_("Ingenting fra de andre avdelingene er med, og fødselsnummer, lønn og konto krever sikrere identitet."))
