"""Anybody may ask about privacy without knowing which right it is: the portal takes it in, and a letter answers."""

from __future__ import annotations

from uuid import uuid4

from django.test import Client

from etterlev.controllers.actors import Reason
from etterlev.database.wall import behind_wall
from etterlev.requests import queries
from etterlev.requests.actions import decide
from etterlev.requests.models import Case
from etterlev.requests.tests.story import Asked, written
from tests.cast import NINA_EMAIL, World

FORM = {"department": "oslo", "name": "Nina Vik", "email": NINA_EMAIL, "message": "Sender dere noe til USA?"}


def test_a_question_from_the_portal_is_answered_by_letter_and_no_source_is_searched(
    portal: Client, searched: World
) -> None:
    place = str(portal.post("/rettigheter/sporsmal/", {**FORM, "form_key": str(uuid4())})["Location"])
    with behind_wall({searched.oslo}):
        row = Case.objects.get()
    asked = Asked(searched, row.id, place.rstrip("/").rsplit("/", 1)[-1])
    portal.post(place, {"code": asked.code()})
    page = portal.get(place).content.decode()
    assert "Spør oss om personvern" in page
    assert "Kilder som har svart" not in page
    assert asked.card.state == "review"
    decide.reply(asked.id, "Nei. Alt lagres i Norge.", by=searched.siv, now=searched.now)
    assert "Alt lagres i Norge" in asked.letters("answered")[-1]
    assert queries.card(searched.operator.scope(Reason.CASE), asked.id, searched.now).state == "answered"


def test_a_question_without_words_is_sent_back_and_nothing_is_written(portal: Client, searched: World) -> None:
    before = written(searched)
    response = portal.post("/rettigheter/sporsmal/", {**FORM, "message": "", "form_key": str(uuid4())})
    assert response.status_code == 422
    assert "Skriv hva du lurer på" in response.content.decode()
    assert written(searched) == before


def test_the_form_says_the_basis_that_a_question_has(portal: Client, searched: World) -> None:
    assert "bokstav f" in portal.get("/rettigheter/sporsmal/").content.decode()
    assert "bokstav c" in portal.get("/rettigheter/innsyn/").content.decode()
