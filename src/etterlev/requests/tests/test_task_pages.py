"""The page behind the owner's link: looking does nothing, and only the holder of the link learns anything."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from etterlev.database.wall import behind_wall
from etterlev.ledger.models import Entry
from etterlev.requests.file_kinds import LARGEST_FILE, LARGEST_FORM
from etterlev.requests.models import TaskFile, TaskLink
from etterlev.requests.tests.errands import EXE, KNUT, PDF, PNG, VERA, Errand, appoint
from etterlev.requests.tests.story import ask, written
from tests.cast import NINA_EMAIL, World


@pytest.fixture
def errand(portal: Client, searched: World, monkeypatch: pytest.MonkeyPatch) -> Errand:
    monkeypatch.setattr("etterlev.portal.task_views.PRESSES._seen", {})
    appoint(searched)
    asked = ask(searched)
    asked.prove()
    asked.look()
    return Errand(asked)


def place(errand: Errand, secret: str = "", department: str = "oslo") -> str:
    return f"/oppgave/{department}/{secret or errand.secret(KNUT)}/"


def form(outcome: str, *files: tuple[str, bytes], words: str = "", seen: int = 0) -> dict[str, Any]:
    sent = [SimpleUploadedFile(name, content, content_type="application/pdf") for name, content in files]
    return {"outcome": outcome, "reasons": words, "seen": seen, "files": sent}


def everything(errand: Errand) -> dict[str, int]:
    with behind_wall(errand.world.operator.controllers):
        rows = {"links": TaskLink.objects.count(), "files": TaskFile.objects.count(), "log": Entry.objects.count()}
    return {**written(errand.world), **rows, "answers": errand.card.answers}


@pytest.mark.parametrize("path", ["", "apne/", "svar/"])
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_scanner_that_follows_the_link_changes_nothing_and_learns_nothing(
    errand: Errand, portal: Client, path: str, method: str
) -> None:
    before = everything(errand)
    for _ in range(2):
        answer = getattr(portal, method)(place(errand) + path, follow=method == "get")
        for private in ("Nina", NINA_EMAIL, "91234567", "Knut"):
            assert private not in answer.content.decode()
    assert everything(errand) == before
    assert errand.card.state == "asked"


def test_the_page_says_who_asks_for_what_and_until_when(errand: Errand, portal: Client) -> None:
    page = portal.get(place(errand)).content.decode()
    for said in ("Papirarkivet", "Fjordtall Oslo AS", "1. desember 2026", errand.asked.card.reference, "Siv Aas"):
        assert said in page


def test_whom_it_is_about_stands_behind_a_press_that_is_logged(errand: Errand, portal: Client) -> None:
    before = everything(errand)["log"]
    page = portal.post(place(errand) + "apne/").content.decode()
    assert "Nina Vik" in page
    assert NINA_EMAIL in page
    with behind_wall(errand.world.operator.controllers):
        assert Entry.objects.filter(event="requests:task:opened", about=errand.asked.id).count() == 1
    assert everything(errand)["log"] == before + 1


@pytest.mark.parametrize("path", ["", "apne/"])
def test_no_cache_keeps_it_no_search_engine_finds_it_and_no_page_is_told(
    errand: Errand, portal: Client, path: str
) -> None:
    act = portal.post if path else portal.get
    answer = act(place(errand) + path)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert not answer.cookies


def test_two_files_are_taken_and_the_receipt_says_so_without_names(errand: Errand, portal: Client) -> None:
    sent = form("done", ("Nina.pdf", PDF), ("Nina.png", PNG))
    answer = portal.post(place(errand) + "svar/", sent)
    assert answer.status_code == 302
    receipt = portal.get(answer["Location"]).content.decode()
    assert "Takk, vi har fått svaret" in receipt
    assert "med 2 filer" in receipt
    assert "nina" not in receipt.lower()
    assert "nina-2.pdf" not in receipt
    assert errand.search().state == "searched"
    again = portal.post(place(errand) + "apne/").content.decode()
    assert "nina.pdf" in again
    assert "nina.png" in again


def test_a_program_called_a_document_is_refused_with_what_was_written_still_there(
    errand: Errand, portal: Client
) -> None:
    sent = form("done", ("kontrakt.pdf", EXE), words="Fant den i hylle tre.")
    answer = portal.post(place(errand) + "svar/", sent)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Fil nummer 1 er ikke av en type vi tar imot" in page
    assert "Fant den i hylle tre." in page
    assert 'value="done" id="outcome_done" checked' in page
    assert errand.card.answers == 0


def test_one_file_too_large_is_refused_and_the_other_not_kept(errand: Errand, portal: Client) -> None:
    sent = form("done", ("a.pdf", PDF), ("b.pdf", PDF + bytes(LARGEST_FILE)))
    answer = portal.post(place(errand) + "svar/", sent)
    assert answer.status_code == 413
    assert "Fil nummer 2 er for stor" in answer.content.decode()
    assert everything(errand)["files"] == 0


def test_a_form_too_large_in_all_is_refused_and_nothing_of_it_kept(errand: Errand, portal: Client) -> None:
    several = [(f"{n}.pdf", PDF + bytes(LARGEST_FILE - len(PDF))) for n in range(LARGEST_FORM // LARGEST_FILE + 1)]
    answer = portal.post(place(errand) + "svar/", form("done", *several))
    assert answer.status_code == 413
    assert "for store til sammen" in answer.content.decode()
    assert everything(errand)["files"] == 0


def test_nothing_is_written_to_a_temporary_folder(errand: Errand, portal: Client, settings: Any, tmp_path: Any) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "none")
    big = PDF + bytes(LARGEST_FILE - len(PDF))
    assert portal.post(place(errand) + "svar/", form("done", ("a.pdf", big))).status_code == 302
    assert errand.found()[0]["values"]["antall byte"] == LARGEST_FILE


@pytest.mark.parametrize(
    ("outcome", "words", "said"),
    [
        ("", "", "Velg ett av svarene"),
        ("cannot", "", "Skriv hvorfor"),
        ("done", "", "Legg ved det du fant"),
        ("nothing", "x" * 4_001, "Meldingen er for lang"),
    ],
)
def test_a_form_that_lacks_something_says_what(
    errand: Errand, portal: Client, outcome: str, words: str, said: str
) -> None:
    answer = portal.post(place(errand) + "svar/", form(outcome, words=words))
    assert answer.status_code == 400
    assert said in answer.content.decode()


@pytest.mark.parametrize("seen", ["", "-1", "x", "9" * 400, "²"])
def test_a_form_somebody_has_tampered_with_breaks_nothing(errand: Errand, portal: Client, seen: str) -> None:
    sent = {**form("nothing"), "seen": seen}
    assert portal.post(place(errand) + "svar/", sent).status_code in (302, 409)


def test_a_guess_a_spent_link_and_another_departments_say_the_same(errand: Errand, portal: Client) -> None:
    spent = errand.secret(KNUT)
    closed = place(errand)
    errand.says("nothing")
    errand.asked.leave_doubtful()
    errand.asked.approve()
    other = Errand(ask(errand.world, message="Én gang til"))
    other.asked.prove()
    other.asked.look()
    foreign = place(other, other.secret(KNUT), "bergen")
    assert spent not in foreign
    pages = set()
    for address in (closed, place(errand, "x" * 43), foreign):
        for act, path in ((portal.get, ""), (portal.post, "apne/"), (portal.post, "svar/")):
            answer = act(address + path)
            assert answer.status_code == 410
            assert answer["Referrer-Policy"] == "no-referrer"
            pages.add(answer.content.decode().replace(address, "").replace(path, ""))
    assert "Lenken virker ikke lenger" in next(iter(pages))
    assert len({page.partition("<main")[2] for page in pages}) == 1
    assert other.card.answers == 0


def test_guessing_is_stopped(errand: Errand, portal: Client) -> None:
    statuses = {portal.post(f"/oppgave/oslo/{n:043d}/apne/").status_code for n in range(61)}
    assert statuses == {410, 429}


def test_the_substitutes_page_is_in_their_language(errand: Errand, portal: Client) -> None:
    errand.says("cannot", "Nøkkelen til kjelleren er borte.")
    _, body = errand.letters(VERA)[0]
    address = next(line for line in body.splitlines() if "/oppgave/" in line)
    page = portal.get(address.partition("//")[2].partition("/")[1] + address.partition("//")[2].partition("/")[2])
    assert '<html lang="nn"' in page.content.decode()
    assert "Nøkkelen" not in page.content.decode()
