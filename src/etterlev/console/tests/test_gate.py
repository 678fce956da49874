"""Signing in and out: the same words for everybody, a second factor, and what the browser is left with."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings as configured
from django.db import connection
from django.test import Client

from etterlev.access import actions as access
from etterlev.access.models import User
from etterlev.access.queries import by_email, card
from etterlev.console.tests.conftest import PASSWORD, SignIn
from etterlev.controllers.actors import Role
from tests.cast import World

NOBODY = "ingen@fjordtall.example"


@pytest.fixture
def email(world: World, account: Callable[..., User], surface: datetime) -> str:
    """The address of a privacy contact who has chosen a password."""
    return card(account(Role.PRIVACY_CONTACT, world.oslo), world.now.date()).email


def give(client: Client, email: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/sign-in/", {"login": email, "password": password, **more})


def words(response: Any, address: str) -> str:
    """The page without what must differ: the address that was typed, and the form's own secret."""
    page: str = response.content.decode().replace(address, "ADDRESS")
    before, _, after = page.partition('name="csrfmiddlewaretoken" value="')
    return before + after.partition('"')[2]


def test_a_wrong_password_and_an_unknown_address_are_refused_in_the_same_words(email: str) -> None:
    wrong, unknown = give(Client(), email, "feil passord her"), give(Client(), NOBODY, "feil passord her")
    assert wrong.status_code == unknown.status_code == 200
    assert "ikke riktig" in wrong.content.decode()
    assert words(wrong, email) == words(unknown, NOBODY)


def test_an_address_that_is_no_address_is_refused_in_the_same_words(email: str) -> None:
    assert words(give(Client(), "hei", "feil"), "hei") == words(give(Client(), email, "feil"), email)


def test_after_many_wrong_passwords_known_and_unknown_addresses_are_shut_in_the_same_words(email: str) -> None:
    for address in (email, NOBODY):
        for _ in range(5):
            refused = give(Client(), address, "feil")
        assert "for mange forsøk" not in refused.content.decode()
    shut_known, shut_unknown = give(Client(), email, "feil"), give(Client(), NOBODY, "feil")
    assert "for mange forsøk" in shut_known.content.decode()
    assert words(shut_known, email) == words(shut_unknown, NOBODY)


def test_the_right_password_does_not_open_an_account_that_is_shut(email: str) -> None:
    for _ in range(6):
        give(Client(), email, "feil")
    client = Client()
    assert "for mange forsøk" in give(client, email).content.decode()
    assert client.get("/").status_code == 302


def test_signing_in_leads_to_the_page_one_came_for_and_nowhere_else(email: str) -> None:
    assert give(Client(), email, next="/register/")["Location"] == "/register/"
    assert give(Client(), email, next="https://mallory.example/")["Location"] == "/"


def test_signing_out_takes_a_button_and_ends_the_session(siv: Client) -> None:
    assert siv.get("/sign-out/").status_code == 200
    assert siv.get("/").status_code == 200
    assert siv.post("/sign-out/")["Location"] == "/sign-in/"
    assert siv.get("/").status_code == 302


def test_signing_in_gives_the_session_a_new_name(email: str) -> None:
    client = Client()
    client.get("/sign-in/")
    client.cookies["console"] = "chosen-by-mallory"
    give(client, email)
    assert client.get("/").status_code == 200
    assert client.cookies["console"].value != "chosen-by-mallory"


def test_the_session_cookie_is_out_of_reach_for_scripts_other_sites_and_plain_lines(email: str, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = True
    client = Client()
    give(client, email)
    cookie = client.cookies["console"]
    assert cookie["httponly"]
    assert cookie["secure"]
    assert cookie["samesite"] == "Lax"
    # Gone when the browser closes, and after a working day at the latest.
    assert not cookie["max-age"]
    assert configured.SESSION_COOKIE_AGE <= 8 * 60 * 60


def test_on_a_real_address_cookies_are_secure_and_a_second_factor_is_required() -> None:
    code = (
        "from etterlev.project.settings import serving as s; "
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECOND_FACTOR_REQUIRED, s.SECURE_HSTS_SECONDS > 0)"
    )
    outer = {**os.environ, "ETTERLEV_SURFACE": "console", "ETTERLEV_CONSOLE_ORIGIN": "https://desk.fjordtall.example"}
    said = subprocess.run([sys.executable, "-c", code], env=outer, capture_output=True, text=True, check=True).stdout
    assert said.split() == ["True"] * 4


def test_nothing_is_shown_to_whoever_has_not_connected_a_phone_where_that_is_required(
    siv: Client, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    for address in ("/", "/henvendelser/", "/register/"):
        assert siv.get(address)["Location"] == "/konto/faktor/"
    page = siv.get("/konto/faktor/").content.decode()
    assert "Koble til telefonen først" in page
    assert siv.get("/konto/").status_code == 200


def test_with_a_phone_the_password_alone_does_not_sign_in_and_the_code_does(
    email: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    secret = generate_totp_secret()
    TOTP.activate(account_at(email), secret)
    client = Client()
    assert give(client, email)["Location"].startswith("/sign-in/factor/")
    assert client.get("/").status_code == 302
    wrong = client.post("/sign-in/factor/", {"code": "000000"})
    assert "Koden er ikke riktig" in wrong.content.decode()
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    assert client.post("/sign-in/factor/", {"code": code})["Location"] == "/"
    assert client.get("/").status_code == 200


def test_the_secret_of_a_phone_is_sealed_in_the_database(email: str) -> None:
    secret = generate_totp_secret()
    TOTP.activate(account_at(email), secret)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        assert secret not in str(cursor.fetchall())


def account_at(email: str) -> User:
    found = by_email(email)
    assert found is not None
    return found


def test_an_invitation_chooses_a_password_once_and_a_form_that_is_not_the_same_twice_spends_nothing(
    world: World, account: Callable[..., User], surface: datetime
) -> None:
    link = f"/velg-passord/{access.new_link(account(None).id, by=world.operator, now=world.now)}/"
    client = Client()
    unlike = client.post(link, {"password": PASSWORD, "again": "noe annet her"})
    assert unlike.status_code == 422
    assert "ikke like" in unlike.content.decode()
    assert client.post(link, {"password": PASSWORD, "again": PASSWORD})["Location"] == "/sign-in/"
    spent = client.get(link)
    assert spent.status_code == 410
    assert "brukt eller utløpt" in spent.content.decode()


def test_a_form_without_its_token_does_nothing(surface: datetime, signed_in: SignIn, world: World) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies = signed_in(Role.PRIVACY_CONTACT, world.oslo).cookies
    refused = client.post("/konto/sprak/", {"language": "nn"})
    assert refused.status_code == 403
    assert "Last siden på nytt" in refused.content.decode()
    assert 'lang="nb"' in client.get("/konto/").content.decode()


def test_the_language_is_chosen_on_ones_own_page_and_stays(siv: Client) -> None:
    assert siv.post("/konto/sprak/", {"language": "nn"})["Location"] == "/konto/"
    assert 'lang="nn"' in siv.get("/").content.decode()
    refused = siv.post("/konto/sprak/", {"language": "de"})
    assert refused.status_code == 400
    assert 'lang="nn"' in siv.get("/").content.decode()
