"""Signing in, in each of the three languages: also what the sign-in library would have said in its own words."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    SECRET_SESSION_KEY,
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from etterlev.access import actions as access
from etterlev.access import queries as staff
from etterlev.access.models import User
from etterlev.law.tests.test_texts import ONLY_BOKMAL, ONLY_NYNORSK, words_of
from etterlev.project.settings.serving import _SURFACES
from tests.cast import World

PASSWORD = "fire tilfeldige ord her"
NORWEGIAN = set(ONLY_BOKMAL.split()) | set(ONLY_NYNORSK.split())
# The names of the languages stand in their own on the sign-in page, and «en» is one's code.
OF = {"nn": set(ONLY_BOKMAL.split()) - {"en"}, "en": NORWEGIAN - {"en"}}
# What the library says of itself, in English and bokmål.
ITS_OWN = ("Incorrect", "Authenticator", "Too Many", "too many requests", "Autentiser", "Ugyldig", "Feil kode")


@pytest.fixture
def browser(world: World, settings: Any) -> Client:
    """Somebody at the console's door."""
    settings.SURFACE = "console"
    settings.ROOT_URLCONF = "etterlev.project.urls.console"
    settings.MIDDLEWARE = [each for each in _SURFACES["console"] if "whitenoise" not in each]
    settings.ALLOWED_HOSTS = ["testserver"]
    cache.clear()
    return Client()


def account(world: World, language: str) -> User:
    """Siv's account, with a password, in her language."""
    User.objects.filter(id=siv(world).id).update(language=language)
    access.choose_password(link(world), PASSWORD, now=timezone.now())
    return siv(world)


def siv(world: World) -> User:
    found = staff.by_email(world.siv_email)
    assert found is not None
    return found


def again(browser: Client, path: str) -> Any:
    """A page that asks for the password once more, and shows itself when it is right."""
    asked = browser.get(path, follow=True)
    return browser.post(asked.request["PATH_INFO"] + f"?next={path}", {"password": PASSWORD}, follow=True)


def link(world: World) -> str:
    return access.new_link(siv(world).id, by=world.operator, now=timezone.now())


def words(html: bytes) -> str:
    """What the page says, without its tags, and without keys and codes, which are nobody's words."""
    return " ".join(re.sub(r"<code>.*?</code>|<[^>]+>", " ", html.decode(), flags=re.S).split())


def is_only(language: str, html: bytes) -> str:
    """The page's words, when none of them belongs to another language."""
    said = words(html)
    bare = said.replace("Fjordtall Gruppen", "").replace("Bokmål", "")
    assert not words_of(bare) & OF[language], said
    assert not [each for each in ITS_OWN if each in said], said
    return said


@pytest.mark.parametrize(("language", "title"), [("nn", "Logg inn"), ("en", "Sign in")])
def test_the_sign_in_page_and_its_refusal_are_in_the_language_asked_for(
    browser: Client, language: str, title: str
) -> None:
    assert title in is_only(language, browser.get("/sign-in/", {"language": language}).content)
    refused = browser.post("/sign-in/", {"login": "nobody@fjordtall.example", "password": "feil"})
    said = is_only(language, refused.content)
    assert {"nn": "ikkje rett", "en": "is not right"}[language] in said
    assert f'lang="{language}"' in refused.content.decode()


def test_a_language_nobody_speaks_here_is_bokmal_and_is_not_echoed(browser: Client) -> None:
    response = browser.get("/sign-in/", {"language": "de\r\nX: y"})
    assert response["Content-Language"] == "nb"
    assert "language" not in response.cookies


def test_too_many_wrong_passwords_say_to_wait_and_not_that_the_password_is_wrong(browser: Client) -> None:
    for _ in range(12):
        refused = browser.post("/sign-in/?language=nn", {"login": "nobody@fjordtall.example", "password": "feil"})
    assert "for mange forsøk" in is_only("nn", refused.content)


@pytest.mark.parametrize("language", ["nn", "en"])
def test_connecting_a_phone_is_said_in_the_language_of_whoever_is_signed_in(
    browser: Client, world: World, language: str
) -> None:
    account(world, language)
    assert browser.post("/sign-in/", {"login": world.siv_email, "password": PASSWORD}).status_code == 302
    is_only(language, browser.get("/konto/faktor/").content)
    page = again(browser, "/konto/faktor/ny/")
    assert {"nn": "Kode", "en": "Code"}[language] in is_only(language, page.content)
    wrong = browser.post("/konto/faktor/ny/", {"code": "000000"})
    assert {"nn": "Koden er ikkje rett", "en": "The code is not right"}[language] in is_only(language, wrong.content)
    is_only(language, browser.post("/konto/faktor/ny/", {"code": ""}).content)


@pytest.mark.parametrize("language", ["nn", "en"])
def test_a_connected_phone_its_recovery_codes_and_removing_it_are_said_in_the_language_of_whoever_is_signed_in(
    browser: Client, world: World, language: str
) -> None:
    account(world, language)
    browser.post("/sign-in/", {"login": world.siv_email, "password": PASSWORD})
    again(browser, "/konto/faktor/ny/")
    secret = browser.session[SECRET_SESSION_KEY]
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    connected = browser.post("/konto/faktor/ny/", {"code": code}, follow=True)
    assert {"nn": "Reservekodar", "en": "Recovery codes"}[language] in is_only(language, connected.content)
    for path in ("/konto/faktor/", "/konto/koder/nye/", "/konto/faktor/fjern/", "/sign-in/again/factor/"):
        page = browser.get(path)
        assert page.status_code == 200, path
        is_only(language, page.content)


@pytest.mark.parametrize("language", ["nn", "en"])
def test_the_code_at_sign_in_and_its_refusal_are_in_the_language_asked_for(
    browser: Client, world: World, language: str
) -> None:
    TOTP.activate(account(world, language), generate_totp_secret())
    browser.get("/sign-in/", {"language": language})
    asked = browser.post("/sign-in/", {"login": world.siv_email, "password": PASSWORD}, follow=True)
    assert {"nn": "Skriv koden frå telefonen", "en": "Enter the code"}[language] in is_only(language, asked.content)
    wrong = browser.post("/sign-in/factor/", {"code": "000000"})
    assert {"nn": "Koden er ikkje rett", "en": "The code is not right"}[language] in is_only(language, wrong.content)


@pytest.mark.parametrize("language", ["nn", "en"])
def test_the_password_again_and_its_refusal_are_in_the_language_of_whoever_is_signed_in(
    browser: Client, world: World, language: str
) -> None:
    account(world, language)
    browser.post("/sign-in/", {"login": world.siv_email, "password": PASSWORD})
    assert {"nn": "Passord", "en": "Password"}[language] in is_only(language, browser.get("/sign-in/again/").content)
    wrong = browser.post("/sign-in/again/", {"password": "feil"})
    assert {"nn": "ikkje rett", "en": "is not right"}[language] in is_only(language, wrong.content)


@pytest.mark.parametrize("language", ["nn", "en"])
def test_a_weak_password_is_refused_in_the_language_asked_for(browser: Client, world: World, language: str) -> None:
    weak = browser.post(f"/velg-passord/{link(world)}/?language={language}", {"password": "kort", "again": "kort"})
    assert weak.status_code == 422
    assert {"nn": "minst tolv teikn", "en": "at least twelve characters"}[language] in is_only(language, weak.content)


def test_the_session_does_not_keep_the_address_somebody_signed_in_with(browser: Client, world: World) -> None:
    account(world, "nb")
    browser.post("/sign-in/", {"login": world.siv_email, "password": PASSWORD})
    assert browser.get("/konto/").status_code == 200
    assert world.siv_email not in str(dict(browser.session.items()))


def test_the_wrong_password_does_not_connect_a_phone(browser: Client, world: World) -> None:
    account(world, "nb")
    browser.post("/sign-in/", {"login": world.siv_email, "password": PASSWORD})
    browser.post("/sign-in/again/?next=/konto/faktor/ny/", {"password": "feil"})
    assert browser.get("/konto/faktor/ny/").status_code == 302
