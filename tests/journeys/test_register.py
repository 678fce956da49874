"""The register at the desk: an activity is changed, what is missing is said, and the history shows it."""

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
    """The privacy contact at her desk; her browser runs no script of ours, for there is none."""
    page = opened().new_page()
    sign_in(page, installation, installation.cast.siv.email)
    return page


def test_an_activity_is_changed_and_what_is_missing_is_said(installation: Installation, siv: Page, look: Look) -> None:
    siv.goto(f"{installation.console}/register/")
    look(siv, "register")
    siv.get_by_role("link", name="Protokoll etter artikkel 30").first.click()
    look(siv, "record")
    siv.goto(f"{installation.console}/register/avtaler/")
    siv.get_by_role("link", name="Ny avtale").first.click()
    siv.get_by_role("button", name="Lagre").click()
    look(siv, "agreement-wrong")
    siv.fill("[name=party]", "Fjellkopi AS")
    siv.fill("[name=owner]", "Siv Aas")
    siv.get_by_role("button", name="Lagre").click()
    look(siv, "agreements")
    siv.goto(f"{installation.console}/register/")
    siv.locator("main .doors a").first.click()
    siv.get_by_role("link", name="Endre", exact=True).click()
    for summary in siv.locator("main form details summary").all():
        if summary.locator("xpath=..").get_attribute("open") is None:
            summary.click()
    look(siv, "activity-edit")
    siv.fill("[name='name.nn']", "")
    siv.get_by_role("button", name="Lagre").click()
    expect(siv.locator("main [role=alert]")).to_contain_text("Gi behandlingen et navn")
    look(siv, "activity-edit-wrong")
    siv.fill("[name='name.nn']", "Eit nytt namn")
    siv.fill("[name=why]", "Navnet var ikke på nynorsk.")
    siv.get_by_role("button", name="Lagre").press("Enter")
    expect(siv.locator("main")).to_contain_text("Navnet var ikke på nynorsk.")
    look(siv, "activity-changed")
    for language in ("nn", "en"):
        in_language(siv, language)
        look(siv, f"activity-{language}")
    in_language(siv, "nb")
