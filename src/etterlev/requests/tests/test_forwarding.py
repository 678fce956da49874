"""A request that is our client's goes to them, behind a link, and both they and the person know it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from etterlev.database.wall import behind_wall
from etterlev.letters.models import Letter
from etterlev.requests import errors
from etterlev.requests.actions import forward
from etterlev.requests.tests.story import Asked
from etterlev.vault.fields import reveal
from tests.cast import NINA_EMAIL

# Whoever answers for the case is told of the receipt once each.
CONTACT, SIV = "the published contact", "who has the role today"
CLIENT = {"client": "Bakeriet AS", "client_email": "post@bakeriet.example", "words": "Hun er ansatt hos dere."}


@pytest.fixture
def forwarded(asked: Asked) -> Asked:
    """Nina works for a client; Siv has sent her request on."""
    asked.prove()
    forward.forward(asked.id, **CLIENT, by=asked.world.siv, now=asked.world.now)
    return asked


def link(asked: Asked) -> str:
    found = re.search(r"/oversendt/\S+/", asked.letters("forwarded")[-1])
    assert found is not None
    return found.group()


def test_the_letter_to_the_client_tells_nothing_about_the_person(forwarded: Asked) -> None:
    with behind_wall({forwarded.world.oslo}):
        letter = reveal([Letter.objects.get(about=forwarded.id, kind="forwarded")])[0]
    for told in (letter.subject, letter.body or ""):
        assert "Nina" not in told
        assert NINA_EMAIL not in told
    assert letter.to == CLIENT["client_email"]


def test_the_person_is_told_who_answers(forwarded: Asked) -> None:
    (letter,) = forwarded.letters("forwarded_person")
    assert "Bakeriet AS" in letter
    assert "Datatilsynet" in letter
    assert not forwarded.card.is_open


def test_a_scanner_that_follows_the_link_confirms_nothing(portal: Client, forwarded: Asked) -> None:
    there = link(forwarded)
    looked = portal.get(there)
    assert looked.status_code == 200
    assert "Nina" not in looked.content.decode()
    portal.head(there)
    assert forwarded.letters("forwarding_received") == []


def test_the_client_confirms_reads_and_may_read_again(portal: Client, forwarded: Asked) -> None:
    there = link(forwarded)
    for _ in range(2):
        said = portal.post(there).content.decode()
        assert "Nina Vik" in said
        assert "Hun er ansatt hos dere." in said
    told = forwarded.letters("forwarding_received")
    assert len(told) == len([CONTACT, SIV])
    assert all(forwarded.card.reference in each and "Nina" not in each for each in told)


def test_a_guess_or_an_old_link_gives_nothing(portal: Client, forwarded: Asked) -> None:
    there = link(forwarded)
    for address in (f"{there[:-3]}xx/", there.replace("/oslo/", "/bergen/")):
        for answer in (portal.get(address), portal.post(address)):
            assert answer.status_code == 410
            assert "Nina" not in answer.content.decode()
    with pytest.raises(errors.ForwardingGone):
        forward.receive(
            there.rstrip("/").rsplit("/", 1)[1], by=forwarded.person, now=forwarded.world.now + forward.LASTS
        )


@pytest.mark.parametrize(("name", "value"), [("client", " "), ("client_email", "ikke en adresse")])
def test_a_client_needs_a_name_and_an_address(asked: Asked, name: str, value: str) -> None:
    with pytest.raises((errors.ClientMissing, errors.EmailNotValid)):
        forward.forward(asked.id, **{**CLIENT, name: value}, by=asked.world.siv, now=asked.world.now)
    assert asked.card.is_open
