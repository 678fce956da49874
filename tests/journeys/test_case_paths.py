"""A case that came by e-mail: registered from the file, put on hold by a question, answered by Nina; and one that was
our client's to answer.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Look, Open
from tests.journeys.installation import Installation
from tests.journeys.test_access import sign_in
from tests.journeys.test_statement import in_language

pytestmark = pytest.mark.journey
QUESTION = "Hvilken adresse bodde du på da du var kunde hos oss?"


@pytest.fixture
def siv(installation: Installation, opened: Open) -> Page:
    """The privacy contact at her desk."""
    page = opened().new_page()
    sign_in(page, installation, installation.cast.siv.email)
    return page


def letter(folder: Path, name: str, email: str, words: str) -> Path:
    made = folder / "videresendt.eml"
    made.write_text(
        "From: Kari Bakke <kari@fjordtall.example>\nDate: Mon, 23 Nov 2026 08:00:00 +0100\nSubject: VS: Innsyn\n"
        'Content-Type: text/plain; charset="utf-8"\n\nKan du ta denne?\n\n'
        f"Fra: {name} <{email}>\nSendt: 2026-11-20 12:00\nEmne: Innsyn\n\n{words}\n",
        encoding="utf-8",
    )
    return made


def registered(installation: Installation, siv: Page, file: Path) -> None:
    """From the file to the case, as Siv does it."""
    siv.goto(f"{installation.console}/henvendelser/ny/")
    siv.locator("details summary").first.click()
    siv.set_input_files("main [type=file]", file)
    siv.locator("form[action$='/ankommet/'] button").click()
    expect(siv.locator("main [name=received_on]")).to_have_value("2026-11-20")


def test_an_email_becomes_a_case_that_waits_for_nina_and_goes_on(
    installation: Installation, opened: Open, siv: Page, look: Look, tmp_path: Path
) -> None:
    nina = installation.cast.nina
    before = installation.letters(nina.email)
    siv.goto(f"{installation.console}/henvendelser/ny/")
    siv.locator("details summary").first.click()
    look(siv, "new-case")
    registered(installation, siv, letter(tmp_path, nina.name, nina.email, "Hva har dere om meg?"))
    look(siv, "new-case-filled")
    siv.locator("main form[action$='/ny/'] button[type=submit]").click()
    expect(siv.locator("main")).to_contain_text("på e-post")
    siv.locator("form[action*='/opne/'] button").click()
    for summary in siv.locator(".decide summary").all():
        summary.click()
    for language in ("nb", "nn", "en"):
        in_language(siv, language)
        siv.locator("form[action*='/opne/'] button").click()
        for summary in siv.locator(".decide summary").all():
            summary.click()
        look(siv, f"case-decide-{language}")
    in_language(siv, "nb")
    siv.locator("form[action*='/opne/'] button").click()
    siv.get_by_text("Spør personen, og la fristen stå stille").click()
    siv.fill("#question", QUESTION)
    siv.get_by_role("button", name="Send spørsmålet").click()
    expect(siv.locator(".clock").first).to_contain_text("står stille")
    look(siv, "case-waits")

    page = opened(scripts=True).new_page()
    page.goto(installation.link(nina.email, before + 2, "sak"))
    assert QUESTION in page.inner_text("main")
    look(page, "question")
    page.fill("[name=answer]", "Storgata 1")
    page.get_by_role("button", name="Send svaret").click()
    assert "løper igjen" in page.inner_text("main")
    look(page, "question-answered")

    siv.goto(f"{installation.console}/")
    look(siv, "today-again")
    siv.goto(f"{installation.console}/henvendelser/")
    look(siv, "cases")


def test_our_clients_request_goes_to_our_client(
    installation: Installation, opened: Open, siv: Page, look: Look, tmp_path: Path
) -> None:
    client, person = "post@bakeriet.example", "olga@example.no"
    registered(installation, siv, letter(tmp_path, "Olga Ness", person, "Jeg vil se lønnsslippene mine. Innsyn."))
    siv.select_option("[name=right]", "A15")
    siv.locator("main form[action$='/ny/'] button[type=submit]").click()
    siv.locator("form[action*='/opne/'] button").click()
    siv.get_by_text("Opplysningene er kundens, ikke våre").click()
    siv.fill("#client", "Bakeriet AS")
    siv.fill("#client_email", client)
    siv.get_by_role("button", name="Send videre og lukk saken").click()
    expect(siv.locator("main")).to_contain_text("Kunden har ikke bekreftet ennå")
    look(siv, "case-forwarded")

    page = opened().new_page()
    page.goto(installation.link(client, 1, "oversendt"))
    assert "Olga" not in page.inner_text("main")
    look(page, "forwarded")
    page.locator("main form button").click()
    assert "Olga Ness" in page.inner_text("main")
    look(page, "forwarded-received")
    siv.reload()
    assert re.search(r"Kunden bekreftet .* at de har fått den", siv.inner_text("main"))


def test_the_calendar_link_is_shown_once(installation: Installation, siv: Page, look: Look) -> None:
    siv.goto(f"{installation.console}/konto/")
    look(siv, "account")
    siv.get_by_role("button", name="Lag en lenke til kalenderen").click()
    look(siv, "calendar")
    assert siv.input_value("#link").endswith(".ics")


def test_several_departments_are_asked_at_once_by_keyboard_alone(installation: Installation, opened: Open) -> None:
    page = opened(scripts=False).new_page()
    page.goto(f"{installation.portal}/rettigheter/innsyn/")
    page.locator("details summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("[name=others]:checked").count() == 1
