"""Liv brings the statement the group had, follows a supplier, publishes a change, and Nina reads what it says."""

from __future__ import annotations

from pathlib import Path
from string import Template

import pytest
from playwright.sync_api import Page, expect

from examples.statement import SUPPLIERS
from tests.journeys.conftest import Look, Open
from tests.journeys.installation import Installation
from tests.journeys.test_access import reach, sign_in

pytestmark = pytest.mark.journey
LANGUAGES = ("nn", "en")


@pytest.fixture
def liv(installation: Installation, opened: Open) -> Page:
    """The group lead at her desk."""
    page = opened().new_page()
    sign_in(page, installation, installation.cast.liv.email)
    return page


def test_from_the_old_statement_to_the_register(installation: Installation, liv: Page, look: Look) -> None:
    liv.goto(f"{installation.console}/register/utkast/")
    look(liv, "draft-none")
    liv.set_input_files("main [type=file]", installation.home / "cast" / "personvern.txt")
    liv.locator("form[action$='/utkast/ny/'] button").click()
    expect(liv.locator("main")).to_contain_text("rader er sett over")
    look(liv, "draft")
    liv.locator("main a[href*='/rad/']").first.click()
    look(liv, "draft-row")
    for language in LANGUAGES:
        in_language(liv, language)
        look(liv, f"draft-row-{language}")
    in_language(liv, "nb")


def test_a_supplier_is_followed(installation: Installation, liv: Page, look: Look, tmp_path: Path) -> None:
    words = Template(SUPPLIERS.read_text(encoding="utf-8"))
    files = {}
    for name, kept, hours in (("first", "30 dager", "24"), ("later", "12 måneder", "72")):
        files[name] = tmp_path / f"{name}.md"
        files[name].write_text(words.substitute(kept=kept, hours=hours), encoding="utf-8")
    liv.goto(f"{installation.console}/erklaring/leverandorer/")
    look(liv, "suppliers-none")
    liv.fill("main [name=supplier]", "Fjellkopi AS")
    liv.set_input_files("main [type=file]", files["first"])
    liv.locator("form[action$='/leverandorer/ny/'] button").click()
    liv.set_input_files("main [type=file]", files["later"])
    liv.locator("form[action$='/les/'] button").last.click()
    expect(liv.locator("main ins").first).to_contain_text("12 måneder")
    for language in ("nb", *LANGUAGES):
        in_language(liv, language)
        look(liv, f"supplier-{language}")
    in_language(liv, "nb")
    liv.goto(f"{installation.console}/erklaring/leverandorer/")
    look(liv, "suppliers")


def test_before_the_button_and_after_it(installation: Installation, liv: Page, opened: Open, look: Look) -> None:
    liv.goto(f"{installation.console}/erklaring/forhandsvisning/")
    for language in ("nb", *LANGUAGES):
        in_language(liv, language)
        look(liv, f"preview-{language}")
    in_language(liv, "nb")
    liv.goto(f"{installation.console}/erklaring/innebygd/")
    look(liv, "embed-line")
    page = opened(scripts=True).new_page()
    page.goto(installation.portal)
    link = page.locator("main a[href*='/setning/']").first
    path = link.get_attribute("href")
    assert path
    for prefix in ("", "/nn", "/en"):
        page.goto(f"{installation.portal}{prefix}{path}")
        look(page, f"sentence{prefix.replace('/', '-')}")


def test_a_draft_is_confirmed_by_keyboard_and_without_scripts(installation: Installation, opened: Open) -> None:
    page = opened(scripts=False).new_page()
    sign_in(page, installation, installation.cast.liv.email)
    page.goto(f"{installation.console}/register/utkast/")
    if not page.locator("main a[href*='/rad/']").count():
        page.set_input_files("main [type=file]", installation.home / "cast" / "personvern.txt")
        page.locator("form[action$='/utkast/ny/'] button").click()
    page.locator("main a[href*='/rad/']").first.click()
    first = page.url
    reach(page, "drop")
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(first)
    page.goto(f"{installation.console}/register/utkast/")
    assert "1 av" in page.inner_text("main")


def test_the_compared_statement_is_a_page_for_everybody(
    installation: Installation, opened: Open, look: Look, tmp_path: Path
) -> None:
    old, made = installation.home / "cast" / "personvern.txt", tmp_path / "compared.html"
    installation.run("notice", "preview", str(made), "--against", str(old))
    page = opened().new_page()
    page.goto(made.as_uri())
    assert page.locator("ins").count()
    look(page, "compared")
    linted = tmp_path / "linted.html"
    installation.run("lint", str(old), "--format", "html", "--out", str(linted))
    page.goto(linted.as_uri())
    look(page, "linted")


def in_language(page: Page, language: str) -> None:
    """The same page in another language, chosen as she would: on her own page."""
    here = page.url
    page.goto(f"{'/'.join(here.split('/')[:3])}/konto/")
    page.select_option("[name=language]", language)
    page.locator("form[action$='/konto/sprak/'] button").click()
    page.goto(here)
