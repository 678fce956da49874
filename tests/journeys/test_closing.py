"""An engagement ends: the list, its lines, and the confirmation; by keyboard as well, and in three languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Look, Open
from tests.journeys.installation import Installation
from tests.journeys.test_access import sign_in
from tests.journeys.test_statement import in_language

pytestmark = pytest.mark.journey


@pytest.fixture
def siv(installation: Installation, opened: Open) -> Page:
    """The privacy contact at her desk."""
    page = opened().new_page()
    sign_in(page, installation, installation.cast.siv.email)
    return page


def test_from_the_last_day_to_the_confirmation(installation: Installation, siv: Page, look: Look) -> None:
    siv.goto(f"{installation.console}/avslutninger/")
    siv.locator("details summary").click()
    siv.fill("[name=name]", "Fjordfisk AS")
    siv.fill("[name=email]", "post@")
    siv.fill("[name=ended_on]", "2026-11-20")
    siv.get_by_role("button", name="Lag listen").click()
    look(siv, "closing-wrong")
    siv.fill("[name=email]", "post@fjordfisk.example")
    siv.get_by_role("button", name="Lag listen").click()
    look(siv, "closing-outside")
    expect(siv.locator("main")).not_to_contain_text("Fjordfisk")
    siv.get_by_role("button", name="Åpne listen").click()
    look(siv, "closing-open")
    for number in range(6):
        siv.locator("main textarea").first.fill("Gjort av Kari og dokumentert i dag.")
        # The last with the keyboard alone.
        button = siv.get_by_role("button", name="Gjort", exact=True).first
        button.focus() if number == 5 else button.click()
        if number == 5:
            siv.keyboard.press("Enter")
        expect(siv.locator("progress")).to_have_attribute("value", str(number + 1))
    siv.get_by_role("button", name="Avslutt og bekreft").click()
    look(siv, "closing-finished")
    assert "Fjordfisk" not in siv.url
    installation.mailbox.wait_for("post@fjordfisk.example", 1)
    for language, words in (("nn", "Ingen avsluttingar ventar"), ("en", "No closings are waiting"), ("nb", "Ingen")):
        in_language(siv, language)
        siv.goto(f"{installation.console}/avslutninger/")
        expect(siv.locator("h1")).to_contain_text(words)
        look(siv, f"closings-{language}")
