"""From an e-mail somebody forwarded to a case with its original, in one form."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from etterlev.console.tests.conftest import SignIn, page
from etterlev.controllers.actors import Reason, Role
from etterlev.database.wall import behind_wall
from etterlev.ledger.models import Entry
from etterlev.letters.models import Letter
from etterlev.requests import queries
from etterlev.requests.actions import matters
from etterlev.requests.models import Arrival, Case
from etterlev.requests.tests.test_mail import OUTLOOK, message
from tests.cast import NINA_EMAIL, World

THERE = "/henvendelser/ankommet/"
OPENED = "requests:arrival:opened"
NEW = "/henvendelser/ny/"
RAW = message(OUTLOOK, From="Kari Bakke <kari@fjordtall.example>").as_bytes()


def put_in(siv: Client, content: bytes = RAW, name: str = "VS_ Slett meg.eml") -> Any:
    return siv.post(THERE, {"file": SimpleUploadedFile(name, content), "department": "oslo"})


def fields(html: str) -> dict[str, str]:
    """What the form is filled with, as a browser would send it."""
    form = html[html.index(f'action="{NEW}"') :]
    inputs = {}
    for tag in re.findall(r"<input[^>]*>", form):
        named = dict(re.findall(r'(name|value)="([^"]*)"', tag))
        inputs[named.get("name", "")] = named.get("value", "")
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        inputs[name] = "".join(re.findall(r'<option value="([^"]*)" selected', options))
    (said,) = re.findall(r'<textarea[^>]* name="message"[^>]*>(.*?)</textarea>', form, re.DOTALL)
    return {**inputs, "message": said.strip()}


def registered(siv: Client) -> str:
    filled = fields(put_in(siv).content.decode())
    answer = siv.post(NEW, filled)
    assert answer.status_code == 302, page(answer)
    return str(answer["Location"])


def test_the_form_is_filled_with_what_nina_wrote_and_the_day_she_wrote_it(siv: Client, world: World) -> None:
    filled = fields(put_in(siv).content.decode())
    assert filled["email"] == NINA_EMAIL
    assert filled["name"] == "Nina Vik"
    assert filled["right"] == "A17"
    assert filled["received_on"] == "2026-11-20"
    assert "sletter alt om meg" in filled["message"]


def test_the_case_counts_from_that_day_and_keeps_the_original_as_it_came(siv: Client, world: World) -> None:
    there = registered(siv)
    with behind_wall({world.oslo}):
        case, arrival = Case.objects.get(), Arrival.objects.get()
    assert (case.door, case.received_at.date().isoformat()) == ("email", "2026-11-20")
    assert arrival.case_id == case.id
    inside = siv.post(f"{there}opne/").content.decode()
    (path,) = re.findall(r'action="(/henvendelser/[^"]+/original/[^"]+)"', inside)
    saved = siv.post(path)
    assert saved.content == RAW
    assert saved["Content-Disposition"].startswith("attachment")
    assert siv.get(path).status_code == 405


def test_the_same_form_twice_is_one_case(siv: Client, world: World) -> None:
    filled = fields(put_in(siv).content.decode())
    assert siv.post(NEW, filled)["Location"] == siv.post(NEW, filled)["Location"]
    with behind_wall({world.oslo}):
        assert Case.objects.count() == 1


def test_what_came_waits_on_the_list_without_a_word_about_whom(siv: Client, world: World) -> None:
    put_in(siv)
    said = page(siv.get("/henvendelser/"))
    assert "Én er ikke registrert ennå" in said
    assert "Nina" not in said
    assert NINA_EMAIL not in said


def test_what_is_no_request_is_laid_aside_with_a_reason_and_its_file_is_gone(siv: Client, world: World) -> None:
    put_in(siv)
    with behind_wall({world.oslo}):
        arrival = Arrival.objects.get().id
    assert siv.post(f"{THERE}{arrival}/bort/", {"reasons": "nei"}).status_code == 422
    assert siv.post(f"{THERE}{arrival}/bort/", {"reasons": "Reklame fra en leverandør."}).status_code == 302
    with behind_wall({world.oslo}):
        assert Arrival.objects.get().content is None
    assert "ikke registrert" not in page(siv.get("/henvendelser/"))


def test_every_look_at_what_came_is_in_the_log(siv: Client, world: World) -> None:
    put_in(siv)
    with behind_wall({world.oslo}):
        arrival, looks = Arrival.objects.get().id, Entry.objects.filter(event=OPENED).count()
    assert NINA_EMAIL in siv.post(f"{THERE}{arrival}/").content.decode()
    with behind_wall({world.oslo}):
        assert Entry.objects.filter(event=OPENED).count() == looks + 1


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90\x00program", b"x" * (10 * 1024 * 1024 + 1)], ids=["empty", "program", "large"]
)
def test_a_file_that_cannot_be_kept_is_refused_in_words(siv: Client, world: World, content: bytes) -> None:
    answer = put_in(siv, content, "brev.pdf")
    assert answer.status_code == 422
    assert "Filen er" in page(answer)
    with behind_wall({world.oslo}):
        assert not Arrival.objects.exists()


def test_another_department_sees_none_of_it(siv: Client, world: World, signed_in: SignIn) -> None:
    put_in(siv)
    with behind_wall({world.oslo}):
        arrival = Arrival.objects.get().id
    per = signed_in(Role.PRIVACY_CONTACT, world.bergen)
    assert per.post(f"{THERE}{arrival}/").status_code == 404
    assert "ikke registrert" not in page(per.get("/henvendelser/"))
    assert per.post(THERE, {"file": SimpleUploadedFile("a.eml", RAW), "department": "oslo"}).status_code == 422


def test_the_original_moves_with_the_case(siv: Client, world: World) -> None:
    case = UUID(registered(siv).strip("/").rsplit("/", 1)[1])
    there = matters.move(case, "bergen", "Nina er kunde i Bergen.", by=world.siv, now=world.now)
    with behind_wall({world.oslo, world.bergen}):
        assert [each.case_id for each in Arrival.objects.all()] == [there]
        assert Letter.objects.filter(about=there).exists()
    moved = queries.card(world.operator.scope(Reason.CASE), there, world.now)
    assert moved.received_at == datetime(2026, 11, 20, 11, tzinfo=UTC)


def test_what_a_mail_server_hands_over_again_is_one_arrival_until_it_is_settled(siv: Client, world: World) -> None:
    put_in(siv)
    put_in(siv, name="en gang til.eml")
    with behind_wall({world.oslo}):
        assert Arrival.objects.count() == 1
    registered(siv)
    put_in(siv)
    with behind_wall({world.oslo}):
        assert Arrival.objects.filter(settled_at=None).count() == 1
