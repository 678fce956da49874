"""Nina asks what is held about her; Siv answers; Nina fetches it once."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from etterlev.project.example import PASSWORD
from tests.journeys.conftest import Look, Open
from tests.journeys.installation import Installation

pytestmark = pytest.mark.journey


def ask(page: Page, installation: Installation, *, department: str, name: str, email: str) -> None:
    """The wizard, from the statement to the page that waits for a code."""
    page.goto(f"{installation.portal}/rettigheter/innsyn/")
    chosen = page.locator(f"[name=department][value='{department}']")
    if chosen.count():
        chosen.check()
    else:
        page.select_option("[name=department]", department)
    page.fill("[name=name]", name)
    page.fill("[name=email]", email)
    page.fill("[name=message]", "Hva har dere om meg?")
    page.locator("main form button[type=submit], main form button:not([type])").first.click()


def sign_in(page: Page, installation: Installation, email: str) -> None:
    page.goto(f"{installation.console}/sign-in/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button").first.click()


@pytest.fixture
def siv(installation: Installation, opened: Open) -> Page:
    page = opened().new_page()
    sign_in(page, installation, installation.cast.siv.email)
    return page


def test_from_the_statement_to_the_answer(installation: Installation, opened: Open, siv: Page, look: Look) -> None:
    nina = installation.cast.nina
    before = installation.letters(nina.email)
    page = opened().new_page()
    page.goto(installation.portal)
    look(page, "statement")
    page.get_by_role("link", name="Se hva vi har om deg").first.click()
    look(page, "ask-for-access")
    ask(page, installation, department=nina.department, name=nina.name, email=nina.email)
    look(page, "enter-the-code")
    case_address = page.url
    page.fill("[name=code]", installation.code(nina.email, before + 1))
    page.locator("main form button").first.click()
    reference = re.findall(r"HV-\d{4}-\d+", page.inner_text("main"))[0]
    look(page, "my-case")

    answer_case(installation, siv, reference, look)

    link = installation.link(nina.email, before + 2, "svar")
    page.goto(link)
    look(page, "fetch-the-answer")
    with page.expect_download() as download:
        page.locator("main form button").first.click()
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as archive:
        said = b"".join(archive.read(name) for name in archive.namelist()).decode(errors="replace")
    assert nina.email in said
    assert installation.cast.nina_elsewhere.email not in said

    # A guess at somebody's link says what an old one says, and gives nothing.
    page.goto(f"{link[:-2]}x/")
    page.locator("main form button").first.click()
    look(page, "no-such-answer")
    assert "lenke" in page.inner_text("main").lower()
    installation.mailbox.wait_for(nina.email, before + 3)
    page.goto(case_address)
    look(page, "my-case-answered")


def answer_case(installation: Installation, siv: Page, reference: str, look: Look) -> None:
    """What Siv does: find it on today's page, open it with a purpose, settle what is in doubt, approve."""
    expect(siv.locator("main")).to_contain_text("frist")
    siv.goto(f"{installation.console}/")
    look(siv, "today")
    wait_until_searched(installation, siv, reference)
    look(siv, "case-before-opening")
    siv.locator("form[action*='/opne/'] button").click()
    look(siv, "case-open")
    settle(siv)
    siv.locator("form[action*='/godkjenn/'] button").first.click()
    expect(siv.locator("main")).to_contain_text("Godkjent")
    look(siv, "case-approved")


def wait_until_searched(installation: Installation, siv: Page, reference: str) -> None:
    for _ in range(150):
        siv.goto(f"{installation.console}/henvendelser/")
        siv.get_by_role("link", name=re.compile(reference)).first.click()
        if "venter" not in siv.inner_text("main"):
            return
        siv.wait_for_timeout(200)
    raise AssertionError("the sources did not answer within half a minute")


def settle(siv: Page) -> None:
    """Vouch for what no program can read, and leave out what only the name points to, one form at a time."""
    gap = siv.locator("form:has([name=reasons][id^=reasons-])")
    while gap.count():
        gap.first.locator("[name=reasons]").fill("Arkivet er gått gjennom for hånd. Det var ingenting der.")
        gap.first.locator("button").click()
    for n in range(siv.locator("form:has([name=included])").count()):
        siv.locator("form:has([name=included])").nth(n).locator("button").click()


def test_a_keyboard_and_no_scripts_are_enough(installation: Installation, opened: Open) -> None:
    nina = installation.cast.nina
    before = installation.letters(nina.email)
    page = opened(scripts=False).new_page()
    page.goto(f"{installation.portal}/rettigheter/innsyn/")
    reach(page, "name")
    page.keyboard.type(nina.name)
    reach(page, "email")
    page.keyboard.type(nina.email)
    page.keyboard.press("Enter")
    expect(page.locator("main [aria-invalid=true], main [role=alert], main .error").first).to_be_visible()
    choose_department(page, nina.department)
    reach(page, "email")
    page.keyboard.press("Enter")
    reach(page, "code")
    page.keyboard.type(installation.code(nina.email, before + 1))
    page.keyboard.press("Enter")
    assert "HV-" in page.inner_text("main")


def choose_department(page: Page, department: str) -> None:
    if page.locator("select[name=department]").count():
        page.select_option("[name=department]", department)
    else:
        page.locator(f"[name=department][value='{department}']").check()


def reach(page: Page, field: str) -> None:
    """Tab to a field, as somebody without a mouse does."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(f"[name={field}]:focus").count():
            return
    raise AssertionError(f"no Tab leads to {field}")


def test_a_stranger_sees_what_nina_sees(installation: Installation, opened: Open) -> None:
    nina, seen = installation.cast.nina, []
    for name, email in ((nina.name, nina.email), ("Mallory Fremmed", "mallory@nowhere.example")):
        before = installation.letters(email)
        page = opened().new_page()
        ask(page, installation, department=nina.department, name=name, email=email)
        seen.append(without_what_is_theirs(page, email))
        page.fill("[name=code]", installation.code(email, before + 1))
        page.locator("main form button").first.click()
        seen.append(without_what_is_theirs(page, email))
    assert seen[0] == seen[2]
    assert seen[1] == seen[3]


def without_what_is_theirs(page: Page, email: str) -> str:
    return re.sub(r"HV-\d{4}-\d+|\d{2}:\d{2}|\d{2}\.\d{2}", "·", page.inner_text("main").replace(email, "·"))


def test_guessing_the_code_ends(installation: Installation, opened: Open, look: Look) -> None:
    page = opened().new_page()
    department = installation.cast.nina.department
    ask(page, installation, department=department, name="Mallory", email="guess@nowhere.example")
    right = installation.code("guess@nowhere.example", 1)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(8):
        if not page.locator("[name=code]").count():
            break
        page.fill("[name=code]", wrong)
        page.locator("main form button").first.click()
    look(page, "too-many-guesses")
    if page.locator("[name=code]").count():
        page.fill("[name=code]", right)
        page.locator("main form button").first.click()
    assert "gått til alle" not in page.inner_text("main")
    assert not re.search(r"koden stemmer", page.inner_text("main"), re.IGNORECASE)


@pytest.mark.parametrize("language", ["", "nn/", "en/"])
def test_the_public_pages_in_every_language(
    installation: Installation, opened: Open, look: Look, language: str
) -> None:
    page = opened().new_page()
    for path in ("", "avdelinger/", "rettigheter/", "rettigheter/sletting/", "versjoner/", "finnes-ikke/"):
        page.goto(f"{installation.portal}/{language}{path}")
        look(page, f"portal-{language.strip('/') or 'nb'}-{path.strip('/').replace('/', '-') or 'home'}")


@pytest.mark.parametrize("who", ["ola", "per"])
def test_what_is_not_theirs_is_not_there(installation: Installation, opened: Open, siv: Page, who: str) -> None:
    """Ola has no role for cases; Per is privacy contact elsewhere."""
    siv.goto(f"{installation.console}/henvendelser/")
    address = siv.get_by_role("link", name="HV-").first.get_attribute("href")
    page = opened().new_page()
    sign_in(page, installation, getattr(installation.cast, who).email)
    answer = page.goto(f"{installation.console}{address}")
    assert answer is not None
    assert answer.status in (403, 404)
    assert installation.cast.nina.name not in page.inner_text("body")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_desk_in_every_language(installation: Installation, opened: Open, look: Look, language: str) -> None:
    context: BrowserContext = opened()
    page = context.new_page()
    page.goto(f"{installation.console}/sign-in/?language={language}")
    look(page, f"desk-{language}-sign-in")
    if language != "nb":
        return
    sign_in(page, installation, installation.cast.siv.email)
    for path in ("", "henvendelser/", "register/", "kilder/", "erklaring/", "konto/"):
        page.goto(f"{installation.console}/{path}")
        look(page, f"desk-{language}-{path.strip('/') or 'today'}")
