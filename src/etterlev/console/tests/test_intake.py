"""A request by letter or telephone has the clock it had when it came, and then goes as all others."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from etterlev.console.intake_form import ASKED_FOR
from etterlev.console.templatetags.desk import asks, topic
from etterlev.console.tests.conftest import page
from etterlev.controllers.actors import Reason
from etterlev.requests import queries
from tests.cast import NINA_EMAIL, World

NEW = "/henvendelser/ny/"


def form(**changed: Any) -> dict[str, Any]:
    filled = {
        "door": "letter",
        "received_on": "2026-11-02",
        "department": "oslo",
        "right": "A17",
        "name": "Nina Vik",
        "email": NINA_EMAIL,
        "language": "nn",
        "message": "Slett alt, takk.",
        "form_key": str(uuid4()),
    }
    return {**filled, **changed}


def test_a_letter_is_registered_with_the_day_it_came(world: World, siv: Client) -> None:
    assert NEW in siv.get("/henvendelser/").content.decode()
    sent = siv.post(NEW, form())
    assert sent.status_code == 302
    (card,) = queries.open_cases(world.operator.scope(Reason.CASE), world.now)
    assert card.received_at.date() == date(2026, 11, 2)
    assert card.clock.deadline.due_on == date(2026, 12, 2)
    shown = page(siv.get(sent["Location"]))
    assert "Mottatt 2. november 2026, i brev." in shown


def test_the_same_form_sent_twice_is_one_case(world: World, siv: Client) -> None:
    twice = form()
    assert siv.post(NEW, twice)["Location"] == siv.post(NEW, twice)["Location"]
    assert len(queries.open_cases(world.operator.scope(Reason.CASE), world.now)) == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"received_on": "2026-11-24"}, "ikke være mottatt etter i dag"),
        ({"received_on": "i går"}, "åååå-mm-dd"),
        ({"door": "due"}, "Velg fra listen"),
        ({"department": "bergen"}, "Velg fra listen"),
        ({"right": "A13"}, "Velg fra listen"),
        ({"email": "nina"}, "navn@eksempel.no"),
        ({"name": " "}, "Skriv navnet"),
        ({"message": "x" * 4_001}, "for lang"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(
    world: World, siv: Client, changed: dict[str, Any], said: str
) -> None:
    refused = siv.post(NEW, form(**changed))
    assert refused.status_code == 422
    assert said in page(refused)
    assert f'id="id_{next(iter(changed))}_error"' in refused.content.decode()
    assert queries.open_cases(world.operator.scope(Reason.CASE), world.now) == []


def test_everything_somebody_may_ask_for_has_words() -> None:
    assert all(topic(right) and asks(right) for right in ASKED_FOR)
