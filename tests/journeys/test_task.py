"""Whoever keeps the key to the archive answers by link: without an account, a script or a mouse, on a phone."""

from __future__ import annotations

import re
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Page

from etterlev.project.demo.visitor import Page as Answer
from etterlev.project.demo.visitor import Visitor
from tests.journeys.conftest import Look, Open
from tests.journeys.installation import Installation
from tests.journeys.test_access import ask, sign_in

pytestmark = pytest.mark.journey

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
KNUT, VERA = "knut.kjeller@fjordtall.example", "vera.vikar@fjordtall.example"


@pytest.fixture(scope="module")
def archive(installation: Installation) -> None:
    """A cellar in the other Nina's department has an owner, and somebody who steps in. The archive in the first
    department has none, and other journeys go by that.
    """
    department = installation.cast.nina_elsewhere.department
    installation.run("source", "add", department, "cellar", "manual", "--name", "Kjelleren")
    installation.run("source", "owner", f"{department}/cellar", f"Knut Kjeller <{KNUT}>", f"Vera Vikar <{VERA}>")


@pytest.fixture
def per(installation: Installation, opened: Open) -> Page:
    """The privacy contact of that department."""
    page = opened().new_page()
    sign_in(page, installation, installation.cast.per.email)
    return page


def asked(installation: Installation, page: Page) -> tuple[str, str]:
    """Nina asks. Returns the reference of her case, and the link in the owner's letter."""
    nina = installation.cast.nina_elsewhere
    before, owners = installation.letters(nina.email), installation.letters(KNUT)
    ask(page, installation, department=nina.department, name=nina.name, email=nina.email)
    page.fill("[name=code]", installation.code(nina.email, before + 1))
    page.locator("main form button").first.click()
    reference = re.findall(r"HV-\d{4}-\d+", page.inner_text("main"))[0]
    return reference, installation.link(KNUT, owners + 1, "oppgave")


def open_case(installation: Installation, per: Page, reference: str) -> None:
    per.goto(f"{installation.console}/henvendelser/")
    per.get_by_role("link", name=re.compile(reference)).first.click()
    per.locator("form[action*='/opne/'] button").click()


def test_the_owner_answers_and_the_contact_sees_it(
    installation: Installation, archive: None, opened: Open, per: Page, look: Look, tmp_path: Path
) -> None:
    nina = installation.cast.nina_elsewhere
    reference, link = asked(installation, opened().new_page())
    for method in ("GET", "HEAD"):
        with urllib.request.urlopen(urllib.request.Request(link, method=method), timeout=30) as answer:
            assert nina.name not in answer.read().decode()
            assert answer.headers["Referrer-Policy"] == "no-referrer"
    open_case(installation, per, reference)
    assert "Venter på eieren" in per.inner_text("main")
    look(per, "case-with-a-task")

    page = opened().new_page()
    page.goto(link)
    look(page, "task")
    assert nina.name not in page.inner_text("main")
    page.locator("form[action*='/apne/'] button").click()
    look(page, "task-opened")
    assert nina.name in page.inner_text("main")
    page.get_by_role("button", name="Send svaret").click()
    look(page, "task-with-an-error")
    assert "Velg ett av svarene" in page.inner_text("main")
    found = [tmp_path / name for name in ("avtale.pdf", "brev.txt")]
    found[0].write_bytes(PDF)
    found[1].write_text("Brev fra 2019.", encoding="utf-8")
    page.get_by_label("Ferdig").check()
    page.get_by_label("Filer").set_input_files(found)
    page.get_by_role("button", name="Send svaret").click()
    assert "med 2 filer" in page.inner_text("main")
    look(page, "task-answered")

    open_case(installation, per, reference)
    assert "Eieren svarte" in per.inner_text("main")
    with per.expect_download() as download:
        per.get_by_role("button", name="Last ned avtale.pdf").click()
    assert download.value.path().read_bytes() == PDF
    look(per, "case-with-files-found-by-hand")


def test_without_scripts_by_keyboard_the_owner_says_no_and_the_substitute_is_asked(
    installation: Installation, archive: None, opened: Open
) -> None:
    before = installation.letters(VERA)
    _, link = asked(installation, opened().new_page())
    page = opened(scripts=False).new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(link)
    reach(page, "Vis hvem det gjelder, og svar")
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator("[name=outcome]:focus").count():
            break
    page.keyboard.press("ArrowUp")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.locator("[name=reasons]:focus").count():
            break
    page.keyboard.type("Nøkkelen er hos låsesmeden.")
    reach(page, "Send svaret")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "kan ikke utføres" in page.inner_text("main")
    second = installation.link(VERA, before + 1, "oppgave")
    page.goto(second)
    assert "Vi ber deg lete i" in page.inner_text("h1")


def reach(page: Page, words: str) -> None:
    """Tab to the button that says this."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if words in page.locator(":focus").inner_text():
            return
    raise AssertionError(f"no Tab leads to {words}")


def test_the_same_answer_from_two_hands_at_once_is_one(
    installation: Installation, archive: None, opened: Open, per: Page
) -> None:
    reference, link = asked(installation, opened().new_page())

    opened_at_once = [_opened(link) for _ in range(6)]
    alike, different = opened_at_once[:3], opened_at_once[3:]
    with ThreadPoolExecutor(3) as hands:
        assert set(hands.map(lambda each: _send(each[0], each[1], PDF), alike)) == {200}
    open_case(installation, per, reference)
    assert per.get_by_role("button", name=re.compile("Last ned")).count() == 1
    # The others were opened before that answer: they are told, and nothing of theirs is kept.
    with ThreadPoolExecutor(3) as hands:
        statuses = list(hands.map(lambda each: _send(each[0], each[1], PDF + b"%"), different))
    assert statuses == [409, 409, 409]
    open_case(installation, per, reference)
    assert per.get_by_role("button", name=re.compile("Last ned")).count() == 1
    # A real server lets a sender finish, so that they read why and are not just cut off.
    visitor, page = _opened(link)
    assert _send(visitor, page, PDF + bytes(26 * 1024 * 1024)) == 413


def _opened(link: str) -> tuple[Visitor, Answer]:
    visitor = Visitor()
    page = visitor.get(link)
    return visitor, visitor.send(page, page.form("/apne/"))


def _send(visitor: Visitor, page: Answer, content: bytes) -> int:
    return visitor.send_files(page, page.form("/svar/"), {"avtale.pdf": content}, outcome="done").status
