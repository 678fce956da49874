"""The deadlines in a calendar: read by another program's parser, and silent about people."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.test import Client
from icalendar import Calendar

from etterlev.access.models import RoleGrant
from etterlev.console.tests.conftest import SignIn
from etterlev.controllers.actors import Role
from etterlev.requests.actions import pause
from tests.cast import NINA_EMAIL, World

WHO = "Hvilken adresse bodde du på da du var kunde hos oss?"


def events(content: bytes) -> list[Any]:
    """What another program reads: its types are its own."""
    return list(Calendar.from_ical(content).walk("VEVENT"))


def link(siv: Client) -> str:
    made = siv.post("/konto/kalender/")
    found = re.search(r'value="[^"]*?(/kalender/[^"]+)"', made.content.decode())
    assert found is not None
    return found.group(1)


def test_each_open_case_is_a_day_in_the_calendar_and_nobody_is_named(world: World, siv: Client, case: UUID) -> None:
    answer = Client().get(link(siv))
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = events(answer.content)
    assert "Innsyn" in event["SUMMARY"]
    assert event["URL"].endswith(f"/henvendelser/{case}/")
    assert (event["DTEND"].dt - event["DTSTART"].dt).days == 1
    assert b"Nina" not in answer.content
    assert NINA_EMAIL.encode() not in answer.content
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))


def test_a_clock_that_stands_still_says_so(world: World, siv: Client, case: UUID) -> None:
    pause.ask(case, "identity", WHO, by=world.siv, now=world.now)
    (event,) = events(Client().get(link(siv)).content)
    assert "står stille" in event["DESCRIPTION"]


def test_a_new_link_spends_the_old_one_and_a_guess_opens_nothing(siv: Client, case: UUID) -> None:
    old = link(siv)
    new = link(siv)
    assert (Client().get(old).status_code, Client().get(new).status_code) == (404, 200)
    assert Client().get("/kalender/gjetning.ics").status_code == 404


def test_whoever_loses_the_role_loses_the_days(world: World, siv: Client, case: UUID) -> None:
    there = link(siv)
    RoleGrant.objects.update(to_on="2020-01-01")
    assert not events(Client().get(there).content)


def test_an_accountant_has_an_empty_calendar(world: World, signed_in: SignIn, case: UUID) -> None:
    assert not events(Client().get(link(signed_in(Role.ACCOUNTANT, world.oslo))).content)
