"""Checks: each promise is looked at in time, what was found is kept, and one that fails hides no other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from etterlev.controllers.queries import controller_ids
from etterlev.database.wall import behind_wall
from etterlev.law.deadlines import oslo_date
from etterlev.ledger import queries as ledger
from etterlev.notice import actions, jobs, queries, rendering
from etterlev.notice.errors import AttestationBackwards, UnknownPromise
from etterlev.notice.models import PromiseCheck
from etterlev.notice.tests.conftest import Stage
from etterlev.notice.tests.test_publishing import publish
from etterlev.promises import PROMISES, Evidence, State
from tests.cast import World
from tests.tamper import behind_the_back


def test_every_due_promise_is_checked_and_then_none_is_due(world: World, stage: Stage) -> None:
    assert {finding.code for finding in actions.check(world.now)} == set(PROMISES)
    assert actions.check(world.now) == []
    longest = max(each.every for each in PROMISES.values())
    assert set(queries.due(world.now + longest)) == set(PROMISES)


def test_a_check_that_fails_is_kept_by_its_class_and_the_others_still_run(world: World, stage: Stage) -> None:
    stage.set("S5-directory", RuntimeError("Nina Vik, 15108695088"))
    found = {finding.code: finding for finding in actions.check(world.now)}
    assert set(found) == set(PROMISES)
    assert found["S5-directory"].state is State.NOT_YET_CHECKED
    assert found["S5-directory"].error == "builtins.RuntimeError"
    assert not PromiseCheck.objects.filter(error__contains="Nina").exists()
    assert found["S4-isolation"].state is State.KEPT


def test_what_was_found_is_in_the_log_and_cannot_be_changed(world: World, stage: Stage) -> None:
    actions.check_one("S4-isolation", now=world.now)
    row = PromiseCheck.objects.get(code="S4-isolation")
    with behind_wall(controller_ids()):
        (line,) = ledger.about(controller_ids(), row.id)
    assert line.rule == "S4-isolation"
    with pytest.raises(DatabaseError), transaction.atomic():
        PromiseCheck.objects.update(state="kept")


def test_the_standing_is_that_of_the_newest_check(world: World, stage: Stage) -> None:
    actions.check_one("S4-isolation", now=world.now)
    stage.set("S4-isolation", State.BROKEN)
    actions.check_one("S4-isolation", now=world.now + timedelta(hours=1))
    standing = queries.standings(world.now + timedelta(hours=2))["S4-isolation"]
    assert standing.state is State.BROKEN


def test_however_many_checks_there_are_the_standings_take_two_queries(
    world: World, stage: Stage, django_assert_num_queries: Any
) -> None:
    for hours in range(5):
        for code in PROMISES:
            actions.check_one(code, now=world.now + timedelta(hours=hours))
    with django_assert_num_queries(2):
        queries.standings(world.now)


def test_the_job_runs_one_promise_and_not_again_before_it_is_due(world: World, stage: Stage) -> None:
    jobs.check.work(jobs.id_of("S4-isolation"), now=world.now)
    jobs.check.work(jobs.id_of("S4-isolation"), now=world.now)
    assert PromiseCheck.objects.filter(code="S4-isolation").count() == 1
    due = list(jobs.check.due(now=world.now))
    assert jobs.id_of("S4-isolation") not in due
    assert jobs.id_of("S5-directory") in due


def test_a_suppliers_document_counts_for_the_system_it_names(world: World, stage: Stage) -> None:
    on = oslo_date(world.now)
    actions.attest(
        "S15-sealed",
        system_name="Fjellkopi",
        person="Ada Moe",
        document="Sertifikat 27001",
        given_on=on,
        expires_on=on + timedelta(days=365),
        by=world.lead,
        now=world.now,
    )
    (word,) = queries.standings(world.now)["S15-sealed"].words
    assert (word.system, word.person) == ("Fjellkopi", "Ada Moe")
    assert queries.standings(world.now + timedelta(days=400))["S15-sealed"].words == ()


def test_an_attestation_cannot_end_before_it_begins(world: World) -> None:
    on = oslo_date(world.now)
    with pytest.raises(AttestationBackwards):
        actions.attest(
            "S15-sealed",
            system_name="x",
            person="y",
            document="z",
            given_on=on,
            expires_on=on - timedelta(days=1),
            by=world.lead,
            now=world.now,
        )


def test_an_unknown_promise_is_said_to_be_unknown(world: World) -> None:
    with pytest.raises(UnknownPromise):
        actions.check_one("S99", now=world.now)


def test_twelve_months_are_remembered_by_the_day_in_norway(world: World, stage: Stage) -> None:
    for days in range(10, -1, -1):
        stage.set("S4-isolation", State.BROKEN if days == 4 else State.KEPT)
        actions.check_one("S4-isolation", now=world.now - timedelta(days=days))
    year = queries.history("S4-isolation", world.now)
    assert (year.kept, year.days) == (10, 11)
    assert [run.from_on for run in year.broken] == [oslo_date(world.now - timedelta(days=4))]


class Portal(HTTPServer):
    """A portal that serves what the test says."""

    pages: dict[str, str]
    cookie: str = ""


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Portal)
        body = self.server.pages[self.path].encode()
        self.send_response(200)
        if self.server.cookie:
            self.send_header("Set-Cookie", self.server.cookie)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def portal(registered: World, settings: Any) -> Iterator[Portal]:
    """Serves the newest version word for word, with proofs in between."""
    publish(registered)
    edition = queries.edition(1)
    server = Portal(("127.0.0.1", 0), _Pages)
    server.pages = {
        rendering.root(language): "<html>".join(
            f"{rendering.OPENING}{piece}{rendering.CLOSING}<p>Målt kl. 06.00</p>"
            for piece in queries.pieces(edition.id, language).values()
        )
        for language in ("nb", "nn", "en")
    }
    settings.PORTAL_ORIGIN = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def served(world: World) -> Evidence:
    with behind_wall(controller_ids()):
        return PROMISES["S1-served"].check(now=world.now)


def test_pages_that_show_what_was_published_keep_the_promise(registered: World, portal: Portal) -> None:
    evidence = served(registered)
    assert evidence.state is State.KEPT
    assert evidence.figures == {"versions": 1, "altered": 0, "pages": 3, "different": 0, "cookies": 0}


def test_one_word_changed_on_one_page_breaks_it(registered: World, portal: Portal) -> None:
    portal.pages["/nn/"] = portal.pages["/nn/"].replace("behandlingsansvarleg", "behandlingsansvarlig", 1)
    evidence = served(registered)
    assert evidence.state is State.BROKEN
    assert evidence.figures["different"] == 1


def test_a_sentence_left_out_breaks_it(registered: World, portal: Portal) -> None:
    start = portal.pages["/"].index(rendering.OPENING, 4_000)
    end = portal.pages["/"].index(rendering.CLOSING, start) + len(rendering.CLOSING)
    portal.pages["/"] = portal.pages["/"][:start] + portal.pages["/"][end:]
    assert served(registered).state is State.BROKEN


def test_a_cookie_breaks_it(registered: World, portal: Portal) -> None:
    portal.cookie = "visitor=1"
    evidence = served(registered)
    assert (evidence.state, evidence.figures["cookies"]) == (State.BROKEN, 3)


def test_a_version_changed_behind_our_back_breaks_it(registered: World, portal: Portal) -> None:
    with behind_the_back("notice_version") as cursor:
        cursor.execute("UPDATE notice_version SET number = 5")
    queries.pieces.cache_clear()
    evidence = served(registered)
    assert evidence.state is State.BROKEN
    assert evidence.figures["altered"] == 1


def test_before_anything_is_published_nothing_is_claimed(world: World) -> None:
    assert served(world).state is State.NOT_YET_CHECKED


def test_a_portal_that_does_not_answer_is_not_called_broken(registered: World, settings: Any) -> None:
    publish(registered)
    settings.PORTAL_ORIGIN = "http://127.0.0.1:9"
    finding = actions.check_one("S1-served", now=registered.now)
    assert finding.state is State.NOT_YET_CHECKED
    assert finding.error == "urllib.error.URLError"
