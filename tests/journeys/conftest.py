"""One installation and one browser for all journeys; every page somebody stops at is checked and kept as a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.journeys.installation import Installation, installed

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PICTURES = Path(__file__).resolve().parents[2] / "screenshots"
WIDE, NARROW = ViewportSize(width=1280, height=900), ViewportSize(width=320, height=720)
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")

Look = Callable[[Page, str], None]
Open = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("home")) as place:
        yield place


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Open]:
    """A browser of somebody's own: their cookies, their language. Scripts are allowed only so that axe can run."""
    contexts: list[BrowserContext] = []

    def make(*, scripts: bool = True, language: str = "nb-NO") -> BrowserContext:
        context = chromium.new_context(
            viewport=WIDE, locale=language, java_script_enabled=scripts, bypass_csp=True, accept_downloads=True
        )
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def look() -> Look:
    """Stop at a page: nothing that axe objects to, nothing to scroll sideways for, at a desk and on a phone."""

    def at(page: Page, name: str) -> None:
        PICTURES.mkdir(exist_ok=True)
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            found = Axe().run(page, options=RULES)
            assert found.violations_count == 0, f"{name} at {size['width']} px: {found.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], (name, size["width"])
            page.screenshot(path=PICTURES / f"{name}-{size['width']}.png", full_page=True)

    return at
