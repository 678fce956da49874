"""The outbox against a real SMTP server on loopback: sealed until sent, once each, and back in the queue when the
server is away.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from etterlev.controllers.actors import Reason
from etterlev.database.wall import behind_wall
from etterlev.letters import actions, queries
from etterlev.letters.actions import Draft
from etterlev.letters.errors import MailServerAway
from etterlev.letters.models import Letter
from etterlev.project.demo.mail import Mailbox, free_port, mail_server, text_of
from etterlev.vault.fields import Sealed
from tests.cast import NINA_EMAIL, World

FACTS = {"code": "314159", "minutes": 30, "reference": "HV-2026-001", "link": "https://example.no/sak/x/"}


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    with mail_server() as box:
        settings.SMTP_URL = f"smtp://127.0.0.1:{box.port}"
        yield box


def write(world: World, language: str = "nb") -> object:
    draft = Draft("code", "requests/letters/code.txt", FACTS, language)
    return actions.enqueue(
        draft, controller=world.oslo, holder=world.nina, to=NINA_EMAIL, about=None, by=world.operator, now=world.now
    )


def test_a_letter_arrives_with_its_text_and_one_message_id(world: World, mailbox: Mailbox) -> None:
    letter = write(world)
    actions.send(letter, by=world.operator, now=world.now)  # type: ignore[arg-type]  # a UUID
    (message,) = mailbox.to(NINA_EMAIL)
    assert "314159" in text_of(message)
    assert message["Message-ID"] == f"<{letter}@127.0.0.1>"
    assert message["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("language", "words"), [("nb", "Koden din er"), ("nn", "Koden din er"), ("en", "Your code is")]
)
def test_a_letter_speaks_the_readers_language(world: World, mailbox: Mailbox, language: str, words: str) -> None:
    actions.send(write(world, language), by=world.operator, now=world.now)  # type: ignore[arg-type]  # a UUID
    (message,) = mailbox.to(NINA_EMAIL)
    assert words in text_of(message)
    assert message["Content-Language"] == language


def test_the_subject_says_nothing_about_the_person(world: World, mailbox: Mailbox) -> None:
    actions.send(write(world), by=world.operator, now=world.now)  # type: ignore[arg-type]  # a UUID
    (message,) = mailbox.to(NINA_EMAIL)
    assert "314159" not in message["Subject"]
    assert "Nina" not in message["Subject"]


def test_sending_twice_sends_once(world: World, mailbox: Mailbox) -> None:
    letter = write(world)
    for _ in range(2):
        actions.send(letter, by=world.operator, now=world.now)  # type: ignore[arg-type]  # a UUID
    assert len(mailbox.to(NINA_EMAIL)) == 1


def test_a_letter_waits_sealed_and_is_emptied_when_sent(world: World, mailbox: Mailbox) -> None:
    letter = write(world)
    with behind_wall({world.oslo}):
        waiting = Letter.objects.get(id=letter)
        assert isinstance(waiting.body, Sealed)
        assert b"314159" not in waiting.body.ciphertext
    actions.send(letter, by=world.operator, now=world.now)  # type: ignore[arg-type]  # a UUID
    with behind_wall({world.oslo}):
        assert Letter.objects.get(id=letter).body is None


def test_a_server_that_is_away_leaves_the_letter_in_the_outbox(world: World, settings: Settings) -> None:
    settings.SMTP_URL = f"smtp://127.0.0.1:{free_port()}"
    letter = write(world)
    with pytest.raises(MailServerAway):
        actions.send(letter, by=world.operator, now=world.now)  # type: ignore[arg-type]  # a UUID
    scope = world.operator.scope(Reason.CASE)
    assert list(queries.waiting(scope, now=world.now + timedelta(minutes=5))) == [letter]


def test_the_nudge_in_the_queue_carries_an_id_and_nothing_else(world: World) -> None:
    letter = write(world)
    (row,) = DBTaskResult.objects.all()
    assert row.args_kwargs == {"args": ["letters.send", str(letter)], "kwargs": {}}


def test_no_table_holds_the_address_in_the_clear(world: World) -> None:
    write(world)
    with behind_wall({world.oslo}), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert NINA_EMAIL not in str(cursor.fetchall()), table


def test_an_address_the_server_refuses_for_good_is_not_tried_again(world: World, settings: Settings) -> None:
    class Refuses(Mailbox):
        async def handle_RCPT(self, *_: object) -> str:  # noqa: N802  # aiosmtpd's name
            return "550 no such user"

    with mail_server(Refuses()) as box:
        settings.SMTP_URL = f"smtp://127.0.0.1:{box.port}"
        letter = write(world)
        actions.send(letter, by=world.operator, now=world.now)  # type: ignore[arg-type]  # a UUID
    with behind_wall({world.oslo}):
        assert Letter.objects.get(id=letter).state == Letter.State.REFUSED


def test_the_bytes_are_the_same_at_every_attempt() -> None:
    from datetime import UTC, datetime

    from etterlev.letters.rules import compose

    def once() -> EmailMessage:
        return compose(
            message_id="<x@y>",
            sender="a@b.no",
            sender_name="Fjordtall Oslo AS",
            to="c@d.no",
            subject="Kode",
            body="Hei æøå\n",
            language="nb",
            queued_at=datetime(2026, 11, 23, tzinfo=UTC),
        )

    assert once().as_bytes() == once().as_bytes()
