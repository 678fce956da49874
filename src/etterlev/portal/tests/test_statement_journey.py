"""A visitor's journey over the statement, in a real browser against a real installation."""

from __future__ import annotations

import gzip
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Response, sync_playwright

from etterlev.notice import tests as notice_tests
from etterlev.project import servers

pytestmark = pytest.mark.journey

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = (
    "/",
    "/nn/",
    "/en/",
    "/kontroll/S4-isolation/",
    "/versjoner/",
    "/versjoner/1/",
    "/avdelinger/",
    "/avdelinger/finn/",
    "/avdelinger/oslo/",
    "/finnes-ikke/",
)
HEAVIEST_PAGE = 150_000


@dataclass(frozen=True)
class Installation:
    """An installation of its own, with the small group's statement published and served."""

    origin: str
    environment: dict[str, str]

    def run(self, *words: str) -> str:
        command = [sys.executable, "-m", "etterlev.project.command", *words]
        answer = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        assert answer.returncode in (0, 1), answer.stderr
        return answer.stdout


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    origin, console = (f"http://127.0.0.1:{_free_port()}" for _ in range(2))
    own = {
        "ETTERLEV_HOME": str(tmp_path_factory.mktemp("home")),
        "ETTERLEV_PORTAL_ORIGIN": origin,
        "ETTERLEV_CONSOLE_ORIGIN": console,
        "DJANGO_SETTINGS_MODULE": "etterlev.project.settings.serving",
    }
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("ETTERLEV_")}
    source = Path(servers.__file__).parents[2]
    made = Installation(origin, {**inherited, **own, "PYTHONPATH": str(source), "ETTERLEV_SURFACE": "command"})
    register = Path(notice_tests.__file__).with_name("group.yaml")
    made.run("init")
    made.run("register", "import", str(register))
    made.run("notice", "publish", "--change-nb", "Første.", "--change-nn", "Første.", "--change-en", "First.")
    process = servers.surface("portal", int(origin.rpartition(":")[2]), made.environment)
    with servers.running(process):
        servers.wait_for(origin, process)
        made.run("promises", "--now")
        yield made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield chromium
        chromium.close()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_is_accessible_and_fits(
    installation: Installation, browser: Browser, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,  # only so that axe itself may run
    )
    page = context.new_page()
    for path in PAGES:
        page.goto(installation.origin + path)
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


def test_a_visitor_reads_follows_the_proof_and_changes_language(installation: Installation, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(installation.origin)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.get_by_role("link", name="Slik kontrollerer vi dette").first.click()
    assert page.get_by_role("heading", name="Hva vi kontrollerer").is_visible()
    page.get_by_role("link", name="Nynorsk").click()
    assert page.get_by_role("heading", name="Kva vi kontrollerer").is_visible()
    page.goto(f"{installation.origin}/#rett-innsyn")
    assert page.evaluate("document.querySelector(':target').textContent.includes('Innsyn')")
    page.get_by_role("link", name="Se hva vi har om deg").first.click()
    assert page.url.endswith("/rettigheter/innsyn/")
    assert complaints == []
    context.close()


def test_reading_leaves_nothing_behind_and_weighs_little(installation: Installation, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  # Playwright marks its handlers
    page.goto(installation.origin, wait_until="networkidle")
    weights = {answer.url: _weight(answer) for answer in answers}
    assert all(url.startswith(installation.origin) for url in weights)
    assert sum(weights.values()) <= HEAVIEST_PAGE, weights
    assert context.cookies() == []
    context.close()


def _weight(answer: Response) -> int:
    """As it is sent compressed; fonts are compressed already."""
    content = answer.body()
    return len(content) if "woff2" in answer.url else len(gzip.compress(content))


def test_the_served_pages_are_word_for_word_the_published_ones(installation: Installation) -> None:
    (found,) = json.loads(installation.run("promises", "--sentence", "S1", "--now", "--format", "json"))
    assert (found["code"], found["state"]) == ("S1-served", "kept")
    assert found["figures"]["pages"] == 3
