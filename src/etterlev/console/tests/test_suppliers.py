"""The desk's page of suppliers: follow one, see what it changed, decide."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from etterlev.console.tests.conftest import SignIn, page
from etterlev.controllers.actors import Role
from etterlev.notice import suppliers
from etterlev.notice.tests.test_watching import FIRST, LATER
from tests.cast import World

ALL = "/erklaring/leverandorer/"


@pytest.fixture
def siv(registered: World, signed_in: SignIn) -> Client:
    """The privacy contact at her desk."""
    return signed_in(Role.PRIVACY_CONTACT, registered.oslo)


def file(words: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("personvern.md", words.encode())


def follow(siv: Client) -> str:
    answer = siv.post(f"{ALL}ny/", {"supplier": "Lønnskyen AS", "statement": file(FIRST)})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_a_new_file_is_compared_and_waits_for_a_decision(siv: Client) -> None:
    here = follow(siv)
    assert siv.post(f"{here}les/", {"statement": file(LATER)}).status_code == 302
    said = siv.get(here).content.decode()
    assert "Opplysningene blir tatt vare på lenger" in said
    assert "<del>Opplysningene slettes etter 12 måneder.</del>" in said
    assert "<ins>Opplysningene slettes etter 5 år.</ins>" in said
    assert "Én leverandør har endret noe" in page(siv.get(ALL))


def test_the_decision_stands_with_the_name(siv: Client) -> None:
    here = follow(siv)
    siv.post(f"{here}les/", {"statement": file(LATER)})
    (supplier,) = suppliers.suppliers()
    (edition,) = supplier.waiting
    refused = siv.post(f"{ALL}utgave/{edition.id}/", {"choice": "objected", "reasons": ""})
    assert refused.status_code == 422
    assert "skriv hvorfor" in page(refused)
    siv.post(f"{ALL}utgave/{edition.id}/", {"choice": "objected", "reasons": "For lenge."})
    said = page(siv.get(here))
    assert "protesterte mot endringen" in said
    assert "For lenge." in said
    assert "Ingen endringer venter" in page(siv.get(ALL))


def test_a_file_nobody_can_read_adds_nothing_and_says_why(siv: Client) -> None:
    answer = siv.post(f"{ALL}ny/", {"supplier": "Lønnskyen AS", "statement": SimpleUploadedFile("x.pdf", b"\x00\x01")})
    assert answer.status_code == 422
    assert 'value="Lønnskyen AS"' in answer.content.decode()
    assert suppliers.suppliers() == ()


def test_an_address_is_not_fetched_while_somebody_waits(siv: Client) -> None:
    answer = siv.post(f"{ALL}ny/", {"supplier": "Lønnskyen AS", "address": "https://lonnskyen.example/personvern"})
    assert answer.status_code == 302
    assert "Leses om litt" in page(siv.get(answer["Location"]))


def test_in_english(registered: World, signed_in: SignIn) -> None:
    reader = signed_in(Role.PRIVACY_CONTACT, registered.oslo, language="en")
    here = follow(reader)
    reader.post(f"{here}les/", {"statement": file(LATER)})
    assert "The data are kept longer" in page(reader.get(here))
