"""From the statement the group had to its register: upload, confirm, complete, next, take into use."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from etterlev.console.tests.conftest import SignIn, page
from etterlev.controllers.actors import Reason, Role
from etterlev.notice import drafts
from etterlev.notice.tests.test_drafting import STATEMENT
from etterlev.register import queries as register
from tests.cast import World

DRAFT = "/register/utkast/"
SAID = {"security.nb": "Tilgang bare for dem som trenger det", "security.nn": "Tilgang berre for dei som treng det"}


@pytest.fixture
def liv(registered: World, signed_in: SignIn) -> Client:
    """The group lead at her desk."""
    return signed_in(Role.GROUP_LEAD, registered.group, registered.oslo, registered.bergen)


def upload(liv: Client, words: str = STATEMENT) -> None:
    file = SimpleUploadedFile("personvern.md", words.encode())
    assert liv.post(f"{DRAFT}ny/", {"statement": file}).status_code == 302


def address(name: str) -> str:
    kept = drafts.newest()
    assert kept is not None
    (row,) = [each for each in kept.rows if each.row.key == name]
    return f"{DRAFT}{kept.id}/rad/{row.number}/"


def codes(world: World) -> set[str]:
    document = register.register(world.lead.scope(Reason.EVIDENCE))
    return {each.activity.code for each in document.activities} | {each.system.slug for each in document.systems}


def test_the_draft_says_where_each_row_is_from_and_what_waits(liv: Client) -> None:
    upload(liv)
    said = page(liv.get(DRAFT))
    assert re.search(r"0 av \d+ rader er sett over", said)
    assert "Tripletex" in said
    assert "vanlig i bransjen" in said
    assert "Ikke sett over" in said


def test_a_row_shows_the_sentence_and_goes_on_to_the_next(liv: Client) -> None:
    upload(liv)
    first = address("tripletex")
    assert "Regnskapet ligger i Tripletex." in page(liv.get(first))
    answer = liv.post(f"{first}svar/", {"supplier": "Tripletex AS", "role": "processor", "country": "NO"})
    assert answer.status_code == 302
    assert answer["Location"] == address("google-analytics")
    kept = drafts.newest()
    assert kept is not None
    assert kept.count(drafts.CONFIRMED) == 1


def test_what_is_needed_is_asked_for_and_what_was_typed_stays(liv: Client) -> None:
    upload(liv, STATEMENT.replace("Tripletex", "systemet Nordlys"))
    row = address("nordlys")
    refused = liv.post(f"{row}svar/", {"supplier": "Nordlys AS", "country": "NO"})
    assert refused.status_code == 422
    assert "nødvendige" in page(refused)
    assert 'value="Nordlys AS"' in refused.content.decode()


def test_only_what_was_confirmed_comes_into_the_register_and_the_rest_of_it_stays(
    liv: Client, registered: World
) -> None:
    before = codes(registered)
    upload(liv)
    liv.post(f"{address('tripletex')}svar/", {"supplier": "Tripletex AS", "role": "processor", "country": "NO"})
    liv.post(f"{address('google-analytics')}svar/", {"drop": "1"})
    liv.post(f"{address('nettstatistikk')}svar/", {**SAID, "security.en": "Access for those who need it"})
    kept = drafts.newest()
    assert kept is not None
    assert liv.post(f"{DRAFT}{kept.id}/bruk/").status_code == 302
    assert codes(registered) - before == {"tripletex", "nettstatistikk"}
    assert before <= codes(registered)
    assert drafts.newest() is None


def test_nothing_confirmed_is_nothing_to_take(liv: Client) -> None:
    upload(liv)
    kept = drafts.newest()
    assert kept is not None
    answer = liv.post(f"{DRAFT}{kept.id}/bruk/")
    assert answer.status_code == 422
    assert "Ingen rad er bekreftet" in page(answer)


def test_a_text_that_is_no_statement_makes_no_draft(liv: Client) -> None:
    file = SimpleUploadedFile("meny.txt", b"Hjem\nOm oss\nKontakt\nLogg inn\n")
    answer = liv.post(f"{DRAFT}ny/", {"statement": file})
    assert answer.status_code == 422
    assert drafts.newest() is None


def test_whoever_has_one_department_makes_no_register_for_the_group(registered: World, signed_in: SignIn) -> None:
    siv = signed_in(Role.PRIVACY_CONTACT, registered.oslo)
    file = SimpleUploadedFile("personvern.md", STATEMENT.encode())
    assert siv.post(f"{DRAFT}ny/", {"statement": file}).status_code in (403, 422)
    assert drafts.newest() is None
