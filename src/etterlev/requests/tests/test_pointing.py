"""Which department knows an address is told to the address, and to nobody who only knows the address."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from etterlev.controllers.actors import system
from etterlev.controllers.queries import controller_ids
from etterlev.database.wall import behind_wall
from etterlev.letters.models import Letter
from etterlev.requests.actions.point import point
from etterlev.requests.errors import EmailNotValid
from etterlev.requests.rules import POINTED_A_DAY
from etterlev.requests.tests.test_asking import masked
from etterlev.vault.fields import reveal
from tests.cast import NINA_EMAIL, World

STRANGER = "mallory@example.com"


def ask(world: World, email: str, language: str = "nb", later: timedelta = timedelta()) -> None:
    point(email, language=language, by=system(controller_ids()), now=world.now + later)


def letters() -> list[Letter]:
    with behind_wall(controller_ids()):
        return reveal(Letter.objects.filter(kind="departments").order_by("queued_at", "id"))


def test_whoever_has_the_address_is_told_where_they_are_known(searched: World) -> None:
    ask(searched, f" {NINA_EMAIL.upper()} ")
    (letter,) = letters()
    assert letter.to == NINA_EMAIL.upper()
    assert "Fjordtall Oslo AS" in (letter.body or "")
    assert "Fjordtall Bergen AS" not in (letter.body or "")
    assert "personvern.oslo@fjordtall.example" in (letter.body or "")


@pytest.mark.parametrize(
    ("language", "words"), [("nb", "fant den ikke"), ("nn", "fann ho ikkje"), ("en", "not find it")]
)
def test_somebody_nobody_knows_is_told_so_in_their_language(searched: World, language: str, words: str) -> None:
    ask(searched, STRANGER, language)
    (letter,) = letters()
    assert words in (letter.body or "")
    assert "/avdelinger/" in (letter.body or "")


def test_the_page_says_the_same_to_everybody(portal: Client) -> None:
    seen = []
    for email in (NINA_EMAIL, STRANGER):
        sent = portal.post("/avdelinger/finn/", {"email": email})
        seen.append((sent.status_code, sent["Location"], masked(portal.get(sent["Location"]).content)))
    assert seen[0] == seen[1]
    assert "på vei til adressen" in seen[0][2]
    assert len(letters()) == 2


def test_nobody_has_their_mailbox_filled_by_others(searched: World) -> None:
    for minute in range(6):
        ask(searched, NINA_EMAIL, later=timedelta(minutes=minute))
    assert len(letters()) == POINTED_A_DAY
    ask(searched, NINA_EMAIL, later=timedelta(days=1, minutes=10))
    assert len(letters()) == POINTED_A_DAY + 1


def test_what_is_no_address_is_said_at_the_field_and_nothing_is_sent(portal: Client, searched: World) -> None:
    refused = portal.post("/avdelinger/finn/", {"email": "nina"})
    assert refused.status_code == 422
    assert "navn@eksempel.no" in refused.content.decode()
    with pytest.raises(EmailNotValid):
        ask(searched, "@")
    assert letters() == []


def test_the_directory_leads_to_the_form_and_leaves_nothing_in_the_browser(portal: Client) -> None:
    directory = portal.get("/avdelinger/")
    assert 'href="/avdelinger/finn/"' in directory.content.decode()
    assert not directory.cookies
    assert "<form" in portal.get("/avdelinger/finn/").content.decode()
