"""The list, one closing, and what becomes of its lines: as the desk sees them."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from etterlev.closings.rules import ITEMS, Kind
from etterlev.console.tests.conftest import SignIn, page
from etterlev.controllers.actors import Role
from etterlev.database.wall import behind_wall
from etterlev.ledger.models import Entry
from etterlev.letters.models import Letter
from tests.cast import World

HERE = "/avslutninger/"
SEEN = "closings:closing:seen"


@pytest.fixture
def siv(world: World, signed_in: SignIn) -> Client:
    return signed_in(Role.PRIVACY_CONTACT, world.oslo)


def made(siv: Client, world: World, **other: Any) -> Any:
    (origin,) = re.findall(r'name="origin" value="([^"]+)"', siv.get(HERE).content.decode())
    form = {"kind": "engagement", "controller": str(world.oslo), "name": "Fjordfisk AS", "origin": origin}
    form |= {"email": "post@fjordfisk.example", "ended_on": "2026-11-20", "language": "nb"}
    return siv.post(f"{HERE}ny/", form | other)


def seen(world: World, closing: UUID) -> int:
    with behind_wall({world.oslo}):
        return int(Entry.objects.filter(event=SEEN, about=closing).count())


def test_the_list_and_the_first_page_say_when_and_how_far_but_not_who(siv: Client, world: World) -> None:
    there = made(siv, world)["Location"]
    for address in (HERE, "/", there):
        html = page(siv.get(address))
        assert "Fjordfisk" not in html
    assert "0 av 6" in page(siv.get(HERE))
    assert "Ett oppdrag eller en ansettelse tar slutt" in page(siv.get("/"))
    # Access should have been closed on the last day, three days ago.
    assert "én over fristen" in page(siv.get("/"))


def test_opening_it_is_written_in_the_log_before_the_name_is_shown(siv: Client, world: World) -> None:
    there = made(siv, world)["Location"]
    closing = UUID(there.rstrip("/").rsplit("/", 1)[-1])
    assert seen(world, closing) == 0
    assert "Fjordfisk AS" in page(siv.post(f"{there}opne/"))
    assert seen(world, closing) == 1
    assert siv.get(f"{there}opne/")["Location"] == there


def test_line_by_line_to_the_letter(siv: Client, world: World) -> None:
    there = made(siv, world)["Location"]
    early = siv.post(f"{there}ferdig/")
    assert early.status_code == 422
    assert "6 punkter er ikke gjort ennå" in page(early)
    for item in ITEMS[Kind.ENGAGEMENT]:
        done = siv.post(f"{there}{item.code}/", {"words": "Gjort av Kari i dag.", "outcome": "done"})
        assert done.status_code == 200
    assert "Bekreftelsen er sendt til post@fjordfisk.example" in page(siv.post(f"{there}ferdig/"))
    with behind_wall({world.oslo}):
        assert Letter.objects.filter(kind="closed").count() == 1
    assert "Ingen avslutninger venter" in page(siv.get(HERE))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Skriv navnet på kunden"),
        ({"ended_on": "i går"}, "Skriv datoen som"),
        ({"controller": "en annen"}, "Velg en avdeling fra listen"),
        ({"email": "post@"}, "E-postadressen mangler noe"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stands(
    siv: Client, world: World, wrong: dict[str, str], words: str
) -> None:
    answer = made(siv, world, **wrong)
    assert answer.status_code == 422
    assert words in page(answer)
    assert f'value="{wrong.get("name", "Fjordfisk AS")}"' in answer.content.decode()


def test_a_line_without_words_is_sent_back_with_the_rest_as_it_was(siv: Client, world: World) -> None:
    there = made(siv, world)["Location"]
    answer = siv.post(f"{there}access/", {"words": "ja", "outcome": "done"})
    assert answer.status_code == 422
    assert "på minst 10 tegn" in page(answer)
    assert siv.post(f"{there}access/", {"words": "Alt er stengt i dag.", "outcome": "tull"}).status_code == 422


def test_another_departments_contact_cannot_choose_ours(world: World, signed_in: SignIn) -> None:
    elsewhere = signed_in(Role.PRIVACY_CONTACT, world.bergen)
    assert made(elsewhere, world).status_code == 422


@pytest.mark.parametrize(
    ("language", "words"), [("nn", "Éi avslutting er ikkje ferdig"), ("en", "One closing is not finished")]
)
def test_the_list_is_in_the_readers_language(world: World, signed_in: SignIn, language: str, words: str) -> None:
    reader = signed_in(Role.PRIVACY_CONTACT, world.oslo, language=language)
    made(reader, world)
    assert words in page(reader.get(HERE))
