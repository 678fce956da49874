"""The statement inside a page of another origin, in a real browser: where it may be shown, and where it may not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from etterlev.portal.tests.test_statement_journey import RULES, Installation, _free_port, browser, installation

pytestmark = pytest.mark.journey
__all__ = ["browser", "installation"]
ALLOWED, REFUSED = _free_port(), _free_port()


@pytest.fixture(scope="module", autouse=True)
def declared() -> Iterator[None]:
    """The operator has declared one loopback origin, before the installation starts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ETTERLEV_EMBED_ORIGINS", f"http://127.0.0.1:{ALLOWED}")
        yield


@pytest.fixture(scope="module")
def sites(declared: None, installation: Installation) -> Iterator[None]:  # a fixture by its name
    """Two sites of others, each with the one line."""
    line = (
        f'<!doctype html><script src="{installation.origin}/innebygd.js" async></script>'
        f'<etterlev-erklaering><a href="{installation.origin}/">Personvernerklæring</a></etterlev-erklaering>'
    )

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(line.encode())

        def log_message(self, format: str, *args: object) -> None:  # the library's name
            """Says nothing."""

    servers = [ThreadingHTTPServer(("127.0.0.1", port), Site) for port in (ALLOWED, REFUSED)]
    for each in servers:
        threading.Thread(target=each.serve_forever, daemon=True).start()
    yield
    for each in servers:
        each.shutdown()


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def test_a_declared_site_shows_the_statement_as_tall_as_it_is(sites: None, browser_page: Page) -> None:
    browser_page.goto(f"http://127.0.0.1:{ALLOWED}/")
    browser_page.wait_for_function("document.querySelector('iframe')?.offsetHeight > 1000")
    assert browser_page.frame_locator("iframe").locator("h1").inner_text()
    assert browser_page.locator("etterlev-erklaering > a").count() == 0
    assert browser_page.context.cookies() == []


def test_any_other_site_gets_the_link_and_nothing_more(sites: None, browser_page: Page) -> None:
    refused: list[str] = []
    browser_page.on("console", lambda message: refused.append(message.text))
    browser_page.goto(f"http://127.0.0.1:{REFUSED}/")
    browser_page.wait_for_timeout(1500)
    assert any("frame-ancestors" in each for each in refused)
    assert browser_page.locator("iframe").evaluate("each => each.offsetHeight") == 0
    assert browser_page.locator("etterlev-erklaering > a").is_visible()


@pytest.mark.parametrize("path", ["/setning/versjon/", "/nn/setning/versjon/", "/en/setning/versjon/", "/innebygd/"])
def test_axe_finds_nothing(installation: Installation, browser_page: Page, path: str) -> None:  # a fixture by its name
    browser_page.goto(installation.origin + path)
    found = Axe().run(browser_page, options=RULES).response["violations"]
    assert [each["id"] for each in found] == []
