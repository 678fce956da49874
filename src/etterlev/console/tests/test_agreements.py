"""Agreements at the desk: written down, shown by how they stand, and corrected with what was typed kept."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from etterlev.console.tests.conftest import SignIn, page
from etterlev.controllers.actors import Role
from tests.cast import World

HERE = "/register/avtaler/"
FORM = {"direction": "for_us", "party": "Fjellkopi AS", "owner": "Siv Aas", "signed_on": "2025-01-01", "expires_on": ""}


@pytest.fixture
def siv(world: World, signed_in: SignIn, registered: World) -> Client:
    return signed_in(Role.PRIVACY_CONTACT, world.oslo)


def sent(siv: Client, **other: Any) -> Any:
    return siv.post("/register/oslo/avtaler/ny/", {**FORM, "form_key": str(uuid4()), "points": ["a", "b"], **other})


def test_an_agreement_says_how_it_stands_and_what_it_lacks(siv: Client) -> None:
    assert sent(siv)["Location"] == HERE
    html = page(siv.get(HERE))
    assert "Fjellkopi AS" in html
    assert "Mangler 7 punkter" in html
    there = re.findall(rf'href="({HERE}[^"]+)"', siv.get(HERE).content.decode())[0]
    form = siv.get(there).content.decode()
    assert 'value="2025-01-01"' in form
    assert len(re.findall(r'name="points" value="[a-h]" checked', form)) == 2
    every = ["subject", *"abcdefgh"]
    assert siv.post(there, {**FORM, "points": every}).status_code == 302
    assert "I orden" in page(siv.get(HERE))
    siv.post(there, {**FORM, "points": every, "expires_on": "2026-11-01"})
    assert "Gikk ut 1. november" in page(siv.get(HERE))
    assert "Én avtale er gått ut" in page(siv.get("/"))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"party": ""}, "Skriv hvem avtalen er med"),
        ({"signed_on": "i fjor"}, "Skriv datoen som"),
        ({"owner": ""}, "ansvaret"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stands(siv: Client, wrong: dict[str, str], words: str) -> None:
    answer = sent(siv, note="Husk vedlegget.", **wrong)
    assert answer.status_code == 422
    assert words in page(answer)
    assert "Husk vedlegget." in page(answer)
    assert "Ingen avtaler" in page(siv.get(HERE))


def test_another_departments_agreements_are_not_ours(siv: Client, world: World, signed_in: SignIn) -> None:
    sent(siv)
    there = re.findall(rf'href="({HERE}[^"]+)"', siv.get(HERE).content.decode())[0]
    elsewhere = signed_in(Role.PRIVACY_CONTACT, world.bergen)
    assert elsewhere.get(there).status_code == 404
    assert "Fjellkopi" not in page(elsewhere.get(HERE))
    assert elsewhere.get("/register/oslo/avtaler/ny/").status_code == 404


@pytest.mark.parametrize(("language", "words"), [("nn", "Databehandlaravtalar"), ("en", "Processor agreements")])
def test_the_page_is_in_the_readers_language(
    world: World, signed_in: SignIn, registered: World, language: str, words: str
) -> None:
    assert words in page(signed_in(Role.PRIVACY_CONTACT, world.oslo, language=language).get(HERE))
