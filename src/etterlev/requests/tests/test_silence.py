"""A whole request leaves nothing about the person in logs, queue or errors; addresses of links stay out of logs."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django_tasks_db.models import DBTaskResult

from etterlev.database.wall import behind_wall
from etterlev.jobs import JOBS
from etterlev.project.logs import ClassesOnly
from etterlev.project.work import queue
from etterlev.requests import rules
from etterlev.requests.actions import identify
from etterlev.requests.models import Case
from etterlev.requests.tests.story import SIGNED, Asked
from tests.cast import NINA_EMAIL, World

NUMBER = "16081397446"
PERSONAL = (NINA_EMAIL, "Nina", "Vik", NUMBER, "91234567", "HYPERLINK", "årsoppgjøret")


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that any log says, as the process writes it: through the handler's own filter."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(ClassesOnly())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def the_case(world: World, place: str) -> Asked:
    with behind_wall({world.oslo}):
        return Asked(world, Case.objects.get().id, place.rstrip("/").rpartition("/")[2])


def tables() -> str:
    with connection.cursor() as cursor:
        texts = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            texts.append(str(cursor.fetchall()))
    return "\n".join(texts)


def test_a_whole_request_says_nothing_about_the_person_in_any_log_or_table(
    portal: Client, searched: World, log: io.StringIO
) -> None:
    form = {"department": "oslo", "name": "Nina Vik", "email": NINA_EMAIL, "message": NUMBER, "form_key": str(uuid4())}
    place = portal.post("/rettigheter/innsyn/", form)["Location"]
    asked = the_case(searched, place)
    portal.post(place, {"code": "000000" if asked.code() != "000000" else "000001"})
    portal.post(place, {"code": asked.code()})
    identify.vouch(asked.id, rules.Level.HIGH, "Møtte med pass på kontoret.", by=searched.siv, now=searched.now)
    asked.look()
    asked.sign_gaps()
    asked.leave_doubtful()
    asked.approve()
    answer = f"/svar/oslo/{asked.link()}/"
    package = portal.post(answer).content
    assert portal.post("/sak/bergen/" + asked.secret + "/").status_code == 404
    assert len(package) > 1_000
    logging.getLogger("etterlev").warning("the log is on")
    assert "the log is on" in log.getvalue()
    with behind_wall({searched.oslo}):
        kept = tables()
    assert SIGNED not in kept
    for secret in (*PERSONAL, asked.secret, asked.link()):
        assert secret not in log.getvalue(), secret
    for secret in (NINA_EMAIL, "Nina Vik", NUMBER, asked.secret, asked.link()):
        assert secret not in kept, secret


@pytest.mark.parametrize("status", [404, 405, 410, 422, 429])
def test_an_address_that_was_refused_is_not_in_the_log(
    portal: Client, asked: Asked, log: io.StringIO, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = asked.answered()
    place = f"/sak/oslo/{asked.secret}/"
    if status == 429:
        monkeypatch.setattr("etterlev.portal.request_views.CODES.times", 0)
    if status == 410:
        portal.post(f"/svar/oslo/{secret}/")
        asked.fetch(secret)
        monkeypatch.setattr(rules, "may_fetch", lambda *_: False)
    sent = {
        404: lambda: portal.get(f"/sak/bergen/{asked.secret}/"),
        405: lambda: portal.put(place),
        410: lambda: portal.post(f"/svar/oslo/{secret}/"),
        422: lambda: portal.post(place, {"code": "1"}),
        429: lambda: portal.post(f"/svar/oslo/{secret}/"),
    }[status]()
    assert sent.status_code == status
    assert asked.secret not in log.getvalue()
    assert secret not in log.getvalue()
    assert str(status) in log.getvalue()


def test_a_form_from_elsewhere_is_refused_without_its_address_in_the_log(
    portal: Client, asked: Asked, log: io.StringIO
) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/sak/oslo/{asked.secret}/", {"code": "123456"}).status_code == 403
    assert "403" in log.getvalue()
    assert asked.secret not in log.getvalue()


def test_a_job_that_fails_over_a_persons_row_tells_its_class_alone(
    asked: Asked, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        message = f"duplicate key value: {NINA_EMAIL}, Nina Vik"
        raise ValueError(message)

    asked.prove()
    DBTaskResult.objects.all().delete()
    monkeypatch.setattr("etterlev.requests.actions.search.sources.search", breaks)
    JOBS["requests.search"].nudge(asked.search_of("Kunderegister"))
    row = queue.claim("w", asked.world.now)
    assert row is not None
    assert not queue.run(row, iter([asked.world.now]))
    assert "builtins.ValueError" in log.getvalue()
    assert NINA_EMAIL not in log.getvalue() + tables()
    assert asked.card.state == "searching"
