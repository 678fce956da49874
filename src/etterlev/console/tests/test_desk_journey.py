"""A working day at the desk, in a real browser against a real installation: by keyboard, without JavaScript, on a
narrow screen, and measured by axe.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from etterlev.console.tests.conftest import PASSWORD
from etterlev.notice import tests as notice_tests
from etterlev.project import servers

pytestmark = pytest.mark.journey

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = (
    "/",
    "/henvendelser/",
    "/henvendelser/ny/",
    "/register/",
    "/register/oslo/kundeforhold/",
    "/erklaring/",
    "/kilder/",
    "/konto/",
)
EMAIL = "siv.aas@fjordtall.example"
# What happens before Siv comes to work: somebody has asked, and the archive waits for a person.
BEFORE = """
from uuid import uuid4
from etterlev.project.command.shared import django, now, operator
django()
from etterlev.access.queries import actor_of, by_email
from etterlev.controllers.actors import stranger
from etterlev.controllers.queries import controller_by_slug
from etterlev.database.wall import behind_wall
from etterlev.requests.actions import identify, receive, search
from etterlev.requests.actions.receive import Intake
from etterlev.requests.models import Case, Search
from etterlev.requests.rules import Level
from etterlev.sources import actions as sources

oslo, by, at = controller_by_slug("oslo").id, operator(), now()
sources.add(oslo, slug="arkiv", name="Papirarkivet", kind="manual", reach={"address": "-"}, by=by, now=at)
intake = Intake(oslo, "oslo", "A15", "nb", "nina.vik@example.no", "Nina Vik", "Hva har dere om meg?", uuid4())
receive.receive(intake, by=stranger(oslo), now=at)
siv = actor_of(by_email("siv.aas@fjordtall.example"), at.date())
with behind_wall({oslo}):
    case = Case.objects.get().id
identify.vouch(case, Level.ADDRESS, "Ringte på kjent nummer.", by=siv, now=at)
with behind_wall({oslo}):
    waiting = Search.objects.get().id
search.search(waiting, by=by, now=at)
"""


@dataclass(frozen=True)
class Installation:
    """An installation of its own, with the small group's register, one contact and one request."""

    origin: str
    environment: dict[str, str]

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words], env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def command(self, *words: str) -> str:
        return self.run("-m", "etterlev.project.command", *words)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    portal, origin = (f"http://127.0.0.1:{_free_port()}" for _ in range(2))
    own = {
        "ETTERLEV_HOME": str(tmp_path_factory.mktemp("home")),
        "ETTERLEV_PORTAL_ORIGIN": portal,
        "ETTERLEV_CONSOLE_ORIGIN": origin,
        "DJANGO_SETTINGS_MODULE": "etterlev.project.settings.serving",
        "ETTERLEV_SURFACE": "command",
    }
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("ETTERLEV_")}
    source = Path(servers.__file__).parents[2]
    made = Installation(origin, {**inherited, **own, "PYTHONPATH": str(source)})
    made.command("init")
    made.command("register", "import", str(Path(notice_tests.__file__).with_name("group.yaml")))
    made.command("staff", "invite", "oslo", EMAIL, "Siv Aas", "--role", "privacy_contact")
    made.run("-c", BEFORE)
    process = servers.surface("console", int(origin.rpartition(":")[2]), made.environment)
    with servers.running(process):
        servers.wait_for(origin, process)
        yield made


@pytest.fixture(scope="module")
def browser(installation: Installation) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        choose_password(chromium, installation.command("staff", "link", EMAIL).strip())
        yield chromium
        chromium.close()


def choose_password(chromium: Browser, link: str) -> None:
    page = chromium.new_page(java_script_enabled=False)
    page.goto(link)
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_label("En gang til").fill(PASSWORD)
    page.get_by_role("button").click()
    assert page.url.endswith("/sign-in/")
    page.close()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def sign_in(page: Page, origin: str) -> None:
    page.goto(f"{origin}/sign-in/")
    page.get_by_label("E-post").fill(EMAIL)
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("button", name="Logg inn").click()


def measure(page: Page, what: str, width: int) -> None:
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, f"{what}: {found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth") <= width, what


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
    page.goto(f"{installation.origin}/sign-in/")
    page.get_by_role("button", name="Logg inn").click()
    measure(page, "sign-in, empty", width)
    sign_in(page, installation.origin)
    for path in (*PAGES, "/konto/faktor/", "/finnes-ikke/"):
        page.goto(installation.origin + path)
        measure(page, path, width)
    page.goto(f"{installation.origin}/henvendelser/")
    page.get_by_role("link", name="HV-").click()
    measure(page, "a case from outside", width)
    page.get_by_role("button", name="Åpne saken").click()
    for summary in page.locator("summary").all():
        summary.click()
    measure(page, "a case from inside", width)
    page.get_by_role("button", name="Gå god for hullet").click()
    assert page.get_by_role("alert").is_visible()
    measure(page, "a case with an error", width)
    context.close()


def test_a_request_is_answered_by_keyboard_without_javascript(installation: Installation, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{installation.origin}/henvendelser/")
    type_into(page, "id_login", EMAIL)
    type_into(page, "id_password", PASSWORD)
    enter(page)
    assert page.get_by_role("heading", level=1).inner_text() == "Én åpen henvendelse"
    press(page, "HV-")
    press(page, "Åpne saken")
    assert page.get_by_role("heading", level=1).inner_text() == "Nina ber om innsyn"
    assert page.get_by_role("button", name="Godkjenn og send svaret").is_disabled()
    to_focus(page, lambda: page.locator(":focus").evaluate("e => e.name") == "reasons")
    page.keyboard.type("Arkivet er gått gjennom for hånd. Der var ingenting.")
    press(page, "Gå god for hullet")
    assert page.get_by_role("status").inner_text().startswith("Du har gått god for hullet.")
    press(page, "Godkjenn og send svaret")
    assert "en lenke er sendt" in page.locator("main").inner_text()
    press(page, "Siv Aas")
    press(page, "Logg ut")
    assert page.url.endswith("/sign-in/")
    context.close()


def to_focus(page: Page, there: object, most: int = 60) -> None:
    """Tab on until it is reached."""
    assert callable(there)
    for _ in range(most):
        page.keyboard.press("Tab")
        if there():
            return
    raise AssertionError("not reached by Tab")


def press(page: Page, words: str) -> None:
    """Tab to the link or button that says this, and press it."""
    to_focus(page, lambda: words in page.locator(":focus").inner_text())
    enter(page)


def enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def type_into(page: Page, name: str, text: str) -> None:
    to_focus(page, lambda: page.locator(":focus").get_attribute("id") == name)
    page.keyboard.type(text)
