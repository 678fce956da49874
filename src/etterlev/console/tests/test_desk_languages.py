"""The desk in nynorsk and English: no page falls back on bokmål."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.test import Client

from etterlev.console.tests.conftest import SignIn, ask, search_of
from etterlev.console.tests.test_desk import find, incomplete, received, record
from etterlev.console.tests.test_sign_in_languages import is_only
from etterlev.controllers.actors import Role
from etterlev.requests.rules import Level
from tests.cast import World

# What people and systems are called, and what Nina wrote, stand as they are in every language.
NAMES = ("Papirarkivet", "Hva har dere om meg?", "Ansatt Prøve", "Nina Viken", "Nina Vik", "Bokmål", "oslo-", "navn")
CLOCKS = {"nn": "30 dagar att", "en": "30 days left"}
ASKING = {"nn": "Nina bed om innsyn", "en": "Nina asks for access"}


def said(language: str, html: bytes) -> str:
    text = html.decode()
    for name in NAMES:
        text = text.replace(name, "")
    # Norwegian acts keep their names in English.
    text = re.sub(r"\w+loven\b", "", text) if language == "en" else text
    is_only(language, text.encode())
    return html.decode()


@pytest.mark.parametrize("language", ["nn", "en"])
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/henvendelser/",
        "/register/",
        "/register/oslo/kundeforhold/",
        "/kilder/",
        "/konto/",
        "/nope/",
        "/erklaring/leverandorer/",
    ],
)
def test_a_page_is_all_in_the_language_of_whoever_is_signed_in(
    registered: World, signed_in: SignIn, case: UUID, language: str, address: str
) -> None:
    html = said(language, signed_in(Role.PRIVACY_CONTACT, registered.oslo, language=language).get(address).content)
    assert f'<html lang="{language}"' in html


@pytest.mark.parametrize("language", ["nn", "en"])
def test_the_statement_from_the_inside_is_in_the_language_of_whoever_is_signed_in(
    registered: World, signed_in: SignIn, language: str
) -> None:
    everywhere = (registered.group, registered.oslo, registered.bergen)
    lead = signed_in(Role.GROUP_LEAD, *everywhere, language=language)
    for address in ("/erklaring/", "/erklaring/innebygd/"):
        said(language, lead.get(address).content)


@pytest.mark.parametrize("language", ["nn", "en"])
def test_clocks_speak_the_language(world: World, signed_in: SignIn, case: UUID, language: str) -> None:
    desk = signed_in(Role.PRIVACY_CONTACT, world.oslo, language=language)
    assert CLOCKS[language] in desk.get("/").content.decode()
    for days in (30, 31, 32, 40):
        received(world, case, days)
        said(language, desk.get("/").content)


@pytest.mark.parametrize("language", ["nn", "en"])
def test_a_case_with_a_gap_and_a_doubt_is_in_the_language_outside_inside_and_when_refused(
    world: World, signed_in: SignIn, case: UUID, language: str
) -> None:
    desk = signed_in(Role.PRIVACY_CONTACT, world.oslo, language=language)
    said(language, desk.get(f"/henvendelser/{case}/").content)
    incomplete(world, case)
    assert ASKING[language] in said(language, desk.post(f"/henvendelser/{case}/opne/").content)
    gap = f"/henvendelser/{case}/kilde/{search_of(world, case)}/"
    said(language, desk.post(gap, {"reasons": "nei"}).content)
    find(world, case, record("Nina Vik", "A"), record("Nina Viken", "C", "01017012345"), record("Nina Vik", "B"))
    said(language, desk.post(f"/henvendelser/{case}/opne/").content)
    said(language, desk.post(gap, {}).content)
    said(language, desk.post(f"/henvendelser/{case}/identitet/", {"level": str(Level.HIGH.value), "how": ""}).content)
    said(language, desk.post(f"/henvendelser/{case}/avsla/", {"ground": "", "reasons": "x"}).content)


@pytest.mark.parametrize("language", ["nn", "en"])
@pytest.mark.parametrize("right", ["A16", "A17", "A18", "A20", "A21", "A21-2", "A22", "A7-3", "A77"])
def test_every_right_has_its_words(world: World, signed_in: SignIn, language: str, right: str) -> None:
    desk, asked = signed_in(Role.PRIVACY_CONTACT, world.oslo, language=language), ask(world, right)
    said(language, desk.post(f"/henvendelser/{asked}/opne/").content)
    said(language, desk.get("/henvendelser/").content)


@pytest.mark.parametrize("language", ["nn", "en"])
def test_being_refused_at_the_door_is_said_in_the_language(
    world: World, signed_in: SignIn, case: UUID, language: str
) -> None:
    refused: Client = signed_in(Role.ACCOUNTANT, world.oslo, language=language)
    said(language, refused.get(f"/henvendelser/{case}/").content)
