"""The edge: who asks behind a proxy, forms over https, and pages for errors that nobody foresaw."""

from __future__ import annotations

import re
from ipaddress import ip_network
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from etterlev.project import proxies, views
from etterlev.project.settings.serving import _SURFACES
from tests.cast import World

LOCAL = proxies.networks("127.0.0.1, 10.0.0.0/8, ::1")
ADDRESSES = st.ip_addresses().map(str)


@pytest.mark.parametrize(
    ("peer", "forwarded", "seen"),
    [
        ("203.0.113.7", "", "203.0.113.7"),
        # Somebody who writes the header themselves is not believed.
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "192.0.2.66, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "192.0.2.66, 198.51.100.1, 10.1.2.3", "198.51.100.1"),
        ("::1", "2001:db8::7", "2001:db8::7"),
        ("127.0.0.1", "tull", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("", "198.51.100.1", ""),
    ],
)
def test_a_visitor_is_who_our_own_proxy_saw(peer: str, forwarded: str, seen: str) -> None:
    assert proxies.visitor(peer, forwarded, LOCAL) == seen


@given(ADDRESSES, st.lists(ADDRESSES | st.text(max_size=8)).map(", ".join))
def test_nobody_passes_for_another_by_what_they_write(peer: str, forwarded: str) -> None:
    """Whatever a visitor puts in front, the proxy adds their real address last, and that is who they are."""
    assert proxies.visitor(peer, forwarded, ()) == peer
    trusted = (ip_network("192.0.2.1"),)
    if peer != "192.0.2.1":
        assert proxies.visitor("192.0.2.1", f"{forwarded}, {peer}", trusted) == peer


def served(scheme: str, **environ: str) -> dict[str, Any]:
    seen: dict[str, Any] = {}

    def application(asked: dict[str, Any], _: Any) -> list[bytes]:
        seen.update(asked)
        return []

    proxies.behind(application, trusted=LOCAL, scheme=scheme)({"wsgi.url_scheme": "http", **environ}, None)
    return seen


def test_what_comes_through_the_proxy_came_by_the_origins_scheme() -> None:
    assert served("https", REMOTE_ADDR="127.0.0.1")["wsgi.url_scheme"] == "https"
    assert served("https", REMOTE_ADDR="203.0.113.7")["wsgi.url_scheme"] == "http"


@pytest.fixture
def portal(world: World, settings: Any) -> Client:
    settings.SURFACE = "portal"
    settings.ROOT_URLCONF = "etterlev.project.urls.portal"
    settings.MIDDLEWARE = [each for each in _SURFACES["portal"] if "whitenoise" not in each]
    settings.ALLOWED_HOSTS = ["portal.example"]
    settings.SECURE_HSTS_SECONDS = 60
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


def test_a_browsers_form_over_https_through_a_proxy_is_ours(portal: Client) -> None:
    handle = portal.handler
    portal.handler = lambda environ: handle(served("https", **environ))  # type: ignore[assignment]  # in front of it
    page = portal.get("/rettigheter/innsyn/", HTTP_HOST="portal.example")
    assert page["Strict-Transport-Security"] == "max-age=60"
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())
    assert token is not None
    form = {"csrfmiddlewaretoken": token.group(1)}
    ours = portal.post("/rettigheter/innsyn/", form, HTTP_HOST="portal.example", HTTP_ORIGIN="https://portal.example")
    assert ours.status_code == 422
    theirs = portal.post("/rettigheter/innsyn/", form, HTTP_HOST="portal.example", HTTP_ORIGIN="https://evil.example")
    assert theirs.status_code == 403
    assert "kom ikke fra denne siden" in theirs.content.decode()


@pytest.mark.parametrize(("prefix", "words"), [("", "ikke lagret"), ("/nn", "ikkje lagra"), ("/en", "not been saved")])
def test_a_database_that_is_away_gives_a_page_that_says_so(
    portal: Client, monkeypatch: pytest.MonkeyPatch, prefix: str, words: str
) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError

    views._name.cache_clear()
    monkeypatch.setattr("etterlev.controllers.queries.departments", away)
    monkeypatch.setattr("etterlev.controllers.queries.group_name", away)
    page = portal.get(f"{prefix}/rettigheter/innsyn/", HTTP_HOST="portal.example")
    assert page.status_code == 500
    assert words in page.content.decode()
    assert "<h1" in page.content.decode()
    views._name.cache_clear()


def test_every_answer_carries_the_strict_policy_also_a_refusal(portal: Client) -> None:
    for address in ("/rettigheter/", "/finnes-ikke/", "/sak/oslo/x/"):
        page = portal.get(address, HTTP_HOST="portal.example")
        assert "default-src 'none'" in page["Content-Security-Policy"]
        assert "script" not in page["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in page["Content-Security-Policy"]


def test_an_address_that_is_not_there_gets_a_page_of_ours(portal: Client) -> None:
    page = portal.get("/en/finnes-ikke/", HTTP_HOST="portal.example")
    assert page.status_code == 404
    assert "Fjordtall Gruppen" in page.content.decode()
    assert '<html lang="en"' in page.content.decode()
