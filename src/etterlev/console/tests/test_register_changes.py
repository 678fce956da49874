"""The register at the desk: what stands there comes back unchanged, what is missing is said beside it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from etterlev.console.tests.conftest import SignIn, page
from etterlev.controllers.actors import Reason, Role
from etterlev.register import queries
from tests.cast import World

HERE = "/register/oslo/kundeforhold/"


@pytest.fixture
def siv(world: World, signed_in: SignIn, registered: World) -> Client:
    return signed_in(Role.PRIVACY_CONTACT, world.oslo)


def filled(siv: Client, address: str = f"{HERE}endre/") -> dict[str, list[str]]:
    """The form as a browser would send it untouched."""
    html = siv.get(address).content.decode()
    html = html[html.index('<form method="post" class="ask measure" novalidate>') :]
    html = html[: html.index("</form>")]
    sent: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", html):
        named = {key: unescape(value) for key, value in re.findall(r'(name|value|type)="([^"]*)"', tag)}
        if named.get("type") != "checkbox" or " checked" in tag:
            sent.setdefault(named["name"], []).append(named.get("value", ""))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', html, re.DOTALL):
        sent[name] = re.findall(r'<option value="([^"]*)" selected', options) or [""]
    return sent


def held(world: World) -> dict[str, Any]:
    return queries.document(world.operator.scope(Reason.EVIDENCE), world.oslo, "kundeforhold")


def test_every_field_of_every_activity_comes_back_as_it_was(siv: Client, world: World) -> None:
    scope = world.operator.scope(Reason.EVIDENCE)
    for activity in queries.activities(scope, world.oslo):
        before = queries.document(scope, world.oslo, activity.code)
        address = f"/register/oslo/{activity.code}/endre/"
        answer = siv.post(address, {**filled(siv, address), "why": "Ingen endring."})
        assert answer.status_code == 302, page(answer)
        assert queries.document(scope, world.oslo, activity.code) == before
        assert queries.history(scope, world.oslo, activity.code) == []


def test_a_change_stands_in_the_register_with_its_reason(siv: Client, world: World) -> None:
    sent = filled(siv) | {"name.nb": ["Kunder"], "why": ["Kortere navn."]}
    assert siv.post(f"{HERE}endre/", sent)["Location"] == HERE
    html = page(siv.get(HERE))
    assert "Endret: navn . Kortere navn." in html or "Endret: navn. Kortere navn." in html
    assert held(world)["name"]["nb"] == "Kunder"


def test_what_is_missing_is_said_beside_the_field_and_the_rest_stands(siv: Client, world: World) -> None:
    before = held(world)
    sent = filled(siv) | {
        "name.nn": [""],
        "retention": [],
        "purposes-0-text.nb": ["å gjøre noe nytt"],
        "why": ["Prøve."],
    }
    answer = siv.post(f"{HERE}endre/", sent)
    assert answer.status_code == 422
    html = page(answer)
    assert "Gi behandlingen et navn" in html
    assert "Velg hvor lenge" in html
    assert "å gjøre noe nytt" in answer.content.decode()
    assert held(world) == before


def test_a_page_that_is_old_is_refused_and_says_what_became_another(siv: Client, world: World) -> None:
    old = filled(siv)
    siv.post(f"{HERE}endre/", filled(siv) | {"name.nb": ["Først"], "why": ["Først ute."]})
    answer = siv.post(f"{HERE}endre/", old | {"name.nb": ["Sist"], "why": ["Sist ute."]})
    assert answer.status_code == 409
    assert "Noen andre endret behandlingen mens du skrev: navn." in page(answer)
    assert held(world)["name"]["nb"] == "Først"


def test_a_purpose_is_added_and_another_taken_away(siv: Client, world: World) -> None:
    count = len(held(world)["purposes"])
    new = {f"purposes-{count}-basis": ["A6-1-a"]}
    texts = {f"purposes-{count}-text.{each}": ["å sende nyhetsbrev"] for each in ("nb", "nn", "en")}
    codes = re.findall(
        r'<option value="([^"]+)"', siv.get(f"{HERE}endre/").content.decode().split('name="purposes-0-code"')[1]
    )
    new[f"purposes-{count}-code"] = [codes[0]]
    sent = filled(siv) | new | texts | {"purposes-0-remove": ["1"], "why": ["Et annet formål."]}
    assert siv.post(f"{HERE}endre/", sent).status_code == 302
    purposes = held(world)["purposes"]
    assert len(purposes) == count
    assert purposes[-1]["text"]["nb"] == "å sende nyhetsbrev"


def test_a_new_activity_and_its_end(siv: Client, world: World) -> None:
    sent = filled(siv) | {"code": ["arkivrydding"], "seen": [""], "why": ["Vi rydder arkivet."]}
    assert siv.post("/register/oslo/ny/", sent)["Location"] == "/register/oslo/arkivrydding/"
    there = "/register/oslo/arkivrydding/"
    seen = filled(siv, f"{there}endre/")["seen"]
    assert siv.post(f"{there}avslutt/", {"seen": seen, "end_why": ""}).status_code == 422
    assert siv.post(f"{there}avslutt/", {"seen": seen, "end_why": "Ryddet ferdig."}).status_code == 302
    assert siv.get(there).status_code == 404


def test_another_departments_register_is_not_ours_to_change(world: World, siv: Client) -> None:
    assert siv.get("/register/bergen/kundeforhold/endre/").status_code == 404
    assert siv.post("/register/bergen/ny/", {"code": "x"}).status_code == 404


@pytest.mark.parametrize(("language", "words"), [("nn", "Endre behandlinga"), ("en", "Change the activity")])
def test_the_form_is_in_the_readers_language(
    world: World, signed_in: SignIn, registered: World, language: str, words: str
) -> None:
    reader = signed_in(Role.PRIVACY_CONTACT, world.oslo, language=language)
    assert words in page(reader.get(f"{HERE}endre/"))
