"""Following suppliers: a version is kept when it says something new, what stops us is shown, and a person decides."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import UUID

import pytest
from django.db import Error as DatabaseError
from django.db import transaction

from etterlev.controllers.errors import RoleMissing
from etterlev.controllers.queries import controller_ids
from etterlev.database.wall import behind_wall
from etterlev.errors import EtterlevError
from etterlev.ledger.models import Entry
from etterlev.notice import errors, suppliers
from etterlev.notice.actions import watching
from etterlev.notice.fetching import Fetcher
from etterlev.notice.jobs import watch as job
from etterlev.notice.models import WatchedVersion
from etterlev.notice.tests.test_watch import LINES
from tests.cast import World

HERE = Fetcher(allows_loopback=True, timeout=5.0)
FIRST = "\n\n".join(LINES["nb"])
LATER = FIRST.replace("etter 12 måneder", "etter 5 år")


class Site(BaseHTTPRequestHandler):
    """A supplier's site, whose words the test decides."""

    words = FIRST
    status = 200

    def do_GET(self) -> None:
        content = self.words.encode()
        self.send_response(self.status)
        self.send_header("Content-Type", "text/markdown; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # the library's name
        """Says nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Site.words, Site.status = FIRST, 200
    yield f"http://127.0.0.1:{server.server_address[1]}/personvern"
    server.shutdown()


def followed(world: World, address: str = "") -> UUID:
    return watching.watch("Lønnskyen AS", address=address, by=world.lead, now=world.now)


def brought(world: World, supplier: UUID, words: str) -> None:
    watching.take_in(supplier, words.encode(), "personvern.md", by=world.lead, now=world.now)


def test_what_is_read_again_unchanged_is_one_version(world: World, site: str) -> None:
    supplier = followed(world, site)
    watching.fetch(supplier, by=world.lead, now=world.now, fetcher=HERE)
    Site.words = FIRST.replace("# Personvernerklæring", "#  Personvernerklæring") + "\n"
    later = world.now + timedelta(days=1)
    watching.fetch(supplier, by=world.lead, now=later, fetcher=HERE)
    found = suppliers.supplier(supplier)
    assert len(found.editions) == 1
    assert found.read_at == later
    assert not found.waiting


def test_a_change_that_matters_waits_for_a_person_with_both_sentences(world: World, site: str) -> None:
    supplier = followed(world, site)
    watching.fetch(supplier, by=world.lead, now=world.now, fetcher=HERE)
    Site.words = LATER
    watching.fetch(supplier, by=world.lead, now=world.now, fetcher=HERE)
    (edition,) = suppliers.supplier(supplier).waiting
    (change,) = edition.matters
    assert change.kind == "retention_longer"
    assert change.before
    assert change.after
    assert "12 måneder" in change.before.text
    assert "5 år" in change.after.text
    with behind_wall(controller_ids()):
        assert Entry.objects.filter(event="notice:supplier:read").count() == 2


def test_a_page_that_does_not_answer_is_said_and_then_called_unread(world: World, site: str) -> None:
    supplier = followed(world, site)
    Site.status = 500
    with pytest.raises(errors.AddressUnreachable):
        watching.fetch(supplier, by=world.lead, now=world.now, fetcher=HERE)
    found = suppliers.supplier(supplier)
    assert found.trouble == "AddressUnreachable"
    Site.status = 200
    watching.fetch(supplier, by=world.lead, now=world.now, fetcher=HERE)
    assert suppliers.supplier(supplier).trouble == ""
    assert not suppliers.supplier(supplier).is_unread(world.now + timedelta(days=6))
    assert suppliers.supplier(supplier).is_unread(world.now + timedelta(days=8))


def test_a_login_page_is_no_new_version_and_the_old_one_stands(world: World, site: str) -> None:
    supplier = followed(world, site)
    watching.fetch(supplier, by=world.lead, now=world.now, fetcher=HERE)
    Site.words = "Logg inn\n\nBrukernavn\n\nPassord\n"
    with pytest.raises(EtterlevError):
        watching.fetch(supplier, by=world.lead, now=world.now, fetcher=HERE)
    found = suppliers.supplier(supplier)
    assert len(found.editions) == 1
    assert found.trouble


def test_the_job_reads_each_address_once_a_day_and_one_that_fails_stops_no_other(world: World, site: str) -> None:
    inside = followed(world, "http://10.0.0.1/")
    by_hand = watching.watch("Papirarkivet AS", by=world.lead, now=world.now)
    assert suppliers.unread(world.now) == [inside]
    job.work(inside, now=world.now)
    assert suppliers.supplier(inside).trouble == "AddressNotAllowed"
    assert suppliers.unread(world.now + timedelta(hours=1)) == []
    assert suppliers.unread(world.now + timedelta(hours=25)) == [inside]
    assert suppliers.supplier(by_hand).editions == ()


def test_a_version_in_another_language_waits_though_nothing_can_be_compared(world: World) -> None:
    supplier = followed(world)
    brought(world, supplier, FIRST)
    brought(world, supplier, "\n\n".join(LINES["en"]))
    (edition,) = suppliers.supplier(supplier).waiting
    assert not edition.is_comparable


def test_somebody_decides_by_name_with_reasons_and_only_once(world: World) -> None:
    supplier = followed(world)
    brought(world, supplier, FIRST)
    brought(world, supplier, LATER)
    (edition,) = suppliers.supplier(supplier).waiting
    how = {"person": "Siv Aas", "by": world.siv, "now": world.now}
    with pytest.raises(errors.SupplierUndecided):
        watching.decide(edition.id, "accepted", reasons=" ", **how)  # type: ignore[arg-type]  # a test's shorthand
    with pytest.raises(errors.SupplierUndecided):
        watching.decide(edition.id, "whatever", reasons="Fordi.", **how)  # type: ignore[arg-type]  # a test's shorthand
    watching.decide(edition.id, "asked", reasons="Vi har skrevet til dem.", **how)  # type: ignore[arg-type]  # the same
    assert suppliers.supplier(supplier).waiting
    watching.decide(edition.id, "objected", reasons="Fem år er for lenge.", **how)  # type: ignore[arg-type]  # the same
    with pytest.raises(errors.SupplierDecidedAlready):
        watching.decide(edition.id, "accepted", reasons="Likevel.", **how)  # type: ignore[arg-type]  # the same
    found = suppliers.supplier(supplier)
    assert not found.waiting
    assert [each.choice for each in found.editions[0].decisions] == ["asked", "objected"]
    assert {each.person for each in found.editions[0].decisions} == {"Siv Aas"}


def test_whoever_has_no_say_over_the_statement_decides_nothing(world: World) -> None:
    supplier = followed(world)
    brought(world, supplier, FIRST)
    brought(world, supplier, LATER)
    (edition,) = suppliers.supplier(supplier).waiting
    with pytest.raises(RoleMissing):
        watching.decide(edition.id, "accepted", reasons="Greit.", person="Kari", by=world.kari, now=world.now)
    with pytest.raises(RoleMissing):
        watching.watch("Noen andre AS", by=world.kari, now=world.now)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "ftp://x.example/", "https://a b.example/"]
)
def test_only_an_address_on_the_web_is_followed(world: World, address: str) -> None:
    with pytest.raises(errors.AddressNotAllowed):
        followed(world, address)
    assert suppliers.suppliers() == ()


def test_what_today_can_no_longer_read_does_not_stop_tomorrow(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    supplier = followed(world)
    brought(world, supplier, FIRST)
    whole = watching._read

    def stricter(content: bytes, file: str) -> object:
        if content == FIRST.encode():
            raise errors.SupplierUnnamed
        return whole(content, file)

    monkeypatch.setattr(watching, "_read", stricter)
    brought(world, supplier, LATER)
    (edition,) = suppliers.supplier(supplier).waiting
    assert not edition.is_comparable


def test_what_a_supplier_once_said_cannot_be_changed_afterwards(world: World) -> None:
    supplier = followed(world)
    brought(world, supplier, FIRST)
    with pytest.raises(DatabaseError), transaction.atomic():
        WatchedVersion.objects.update(digest="0" * 64)


def test_the_same_supplier_is_followed_once(world: World) -> None:
    followed(world)
    with pytest.raises(errors.SupplierWatchedAlready):
        watching.watch("  lønnskyen as", by=world.lead, now=world.now)
    with pytest.raises(errors.SupplierUnnamed):
        watching.watch("  ", by=world.lead, now=world.now)
