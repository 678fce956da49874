"""The desk of whoever waits for others: who was asked, what they said, and what the contact may do about it."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from etterlev.console.tests.conftest import SignIn, ask, page, search_of
from etterlev.controllers.actors import Reason, Role
from etterlev.database.wall import behind_wall
from etterlev.ledger.models import Entry
from etterlev.letters.models import Letter
from etterlev.requests import task_queries
from etterlev.requests.actions import answering, identify
from etterlev.requests.actions import search as searching
from etterlev.requests.actions.answering import Reply
from etterlev.requests.rules import Level
from etterlev.requests.tests.errands import EXE, KNUT, PDF, VERA, upload
from etterlev.sources import actions as sources
from etterlev.sources import queries as sources_asked
from etterlev.sources.owners import Ownership
from etterlev.vault.fields import reveal
from tests.cast import World

OWNER = {"owner_name": "Knut Kjeller", "owner_email": "knut@fjordtall.example", "owner_language": "nn", "days": "5"}


@pytest.fixture
def asked_owner(world: World, archive: UUID) -> UUID:
    """Nina's case, where the archive's owner has been written to."""
    sources.appoint(archive, Ownership(KNUT, VERA, 8), by=world.operator, now=world.now)
    made = ask(world, "A15")
    identify.vouch(made, Level.ADDRESS, "Ringte på kjent nummer.", by=world.siv, now=world.now)
    searching.search(search_of(world, made), by=world.operator, now=world.now)
    return made


def task_of(world: World, case: UUID) -> UUID:
    (card,) = task_queries.of_case(world.operator.scope(Reason.CASE), case, world.now)
    return card.id


def says(world: World, case: UUID, outcome: str, words: str = "", *names: str) -> None:
    """An answer, given on the owner's behalf."""
    files = [upload(name, PDF + name.encode()) for name in names]
    reply = Reply(outcome, words or "Sagt på telefon i dag.", 0, files)
    answering.answer_for(task_of(world, case), reply, by=world.siv, now=world.now)


def letters_to(world: World, address: str) -> int:
    with behind_wall({world.oslo}):
        return sum(row.to == address for row in reveal(Letter.objects.all(), "to"))


class TestNaming:
    def test_an_owner_is_named_on_the_sources_page(self, siv: Client, world: World, archive: UUID) -> None:
        assert "Ingen er navngitt" in page(siv.get(f"/kilder/{archive}/"))
        sent = {**OWNER, "substitute_name": "", "substitute_email": "", "substitute_language": "nb"}
        assert siv.post(f"/kilder/{archive}/eier/", sent).status_code == 302
        found = sources_asked.ownership(world.operator.scope(Reason.EVIDENCE), archive)
        assert found is not None
        assert (found.owner.name, found.owner.language, found.substitute, found.days) == ("Knut Kjeller", "nn", None, 5)
        assert "knut@fjordtall.example" in page(siv.get(f"/kilder/{archive}/"))

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"owner_name": " "}, "Skriv navnet på den som skal lete"),
            ({"owner_email": "knut"}, "e-postadresse med formen"),
            ({"owner_email": "knut@example.no\nBcc: alle@example.no"}, "e-postadresse med formen"),
            ({"owner_language": "se"}, "språket: nb, nn eller en"),
            ({"days": "0"}, "et tall fra 1 til 21"),
            ({"days": "22"}, "et tall fra 1 til 21"),
            ({"days": "-3"}, "et tall fra 1 til 21"),
            ({"substitute_name": "Vera"}, "e-postadresse med formen"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(
        self, siv: Client, world: World, archive: UUID, changed: dict[str, str], said: str
    ) -> None:
        answer = siv.post(f"/kilder/{archive}/eier/", {**OWNER, **changed})
        assert answer.status_code == 400
        assert said in page(answer)
        assert 'value="Knut Kjeller"' in answer.content.decode() or "owner_name" in changed
        assert sources_asked.ownership(world.operator.scope(Reason.EVIDENCE), archive) is None

    def test_a_program_has_no_owner(self, siv: Client, world: World) -> None:
        at: dict[str, Any] = {"by": world.operator, "now": world.now}
        source = sources.add(world.oslo, slug="fil", name="Fil", kind="saft", reach={"address": "/x.xml"}, **at)
        answer = siv.post(f"/kilder/{source}/eier/", OWNER)
        assert "har den ingen eier" in page(answer) or "leter et program i" in page(answer)


class TestTheCase:
    def test_the_outside_says_who_is_waited_for_and_no_name(self, siv: Client, asked_owner: UUID) -> None:
        said = page(siv.get(f"/henvendelser/{asked_owner}/"))
        assert "Venter på eieren til 1. desember" in said
        assert "Knut" not in said

    def test_the_inside_says_who_was_asked(self, siv: Client, asked_owner: UUID) -> None:
        said = page(siv.post(f"/henvendelser/{asked_owner}/opne/"))
        assert "Papirarkivet letes i for hånd" in said
        assert "Knut Kjeller, knut@fjordtall.example" in said
        assert "Papirarkivet har ikke svart" in said

    def test_the_letter_may_be_sent_again(self, siv: Client, world: World, asked_owner: UUID) -> None:
        address = f"/henvendelser/{asked_owner}/oppgave/{task_of(world, asked_owner)}/igjen/"
        assert "Brevet er sendt på nytt" in page(siv.post(address))
        assert letters_to(world, KNUT.email) == 2

    def test_another_may_be_asked(self, siv: Client, world: World, asked_owner: UUID) -> None:
        address = f"/henvendelser/{asked_owner}/kilde/{search_of(world, asked_owner)}/spor/"
        sent = {"owner_name": "Anna", "owner_email": "anna@fjordtall.example", "owner_language": "en"}
        assert "Brevet er sendt" in page(siv.post(address, sent))
        assert letters_to(world, "anna@fjordtall.example") == 1
        wrong = siv.post(address, {**sent, "owner_email": "anna"})
        assert wrong.status_code == 422
        assert 'value="Anna"' in wrong.content.decode()

    def test_somebody_may_be_asked_where_nobody_is_named(self, siv: Client, world: World, case: UUID) -> None:
        search = search_of(world, case)
        searching.search(search, by=world.operator, now=world.now)
        assert "Be noen lete i Papirarkivet" in page(siv.post(f"/henvendelser/{case}/opne/"))
        sent = {"owner_name": "Anna", "owner_email": "anna@fjordtall.example", "owner_language": "en"}
        assert "Brevet er sendt" in page(siv.post(f"/henvendelser/{case}/kilde/{search}/spor/", sent))
        assert "Venter på eieren" in page(siv.get(f"/henvendelser/{case}/"))

    def test_the_contact_answers_with_a_file_on_the_owners_behalf(
        self, siv: Client, world: World, asked_owner: UUID
    ) -> None:
        address = f"/henvendelser/{asked_owner}/oppgave/{task_of(world, asked_owner)}/svar/"
        file = SimpleUploadedFile("avtale.pdf", PDF)
        said = {"outcome": "done", "reasons": "Knut kom innom med mappen.", "seen": "0", "files": [file]}
        done = page(siv.post(address, said))
        assert "Svaret er lagret på vegne av den som ble spurt" in done
        assert "Personvernkontakten svarte på vegne av eieren" in done
        assert "avtale.pdf" in done

    def test_a_program_called_a_document_is_refused_there_too(
        self, siv: Client, world: World, asked_owner: UUID
    ) -> None:
        address = f"/henvendelser/{asked_owner}/oppgave/{task_of(world, asked_owner)}/svar/"
        said = {
            "outcome": "done",
            "reasons": "Knut sendte denne.",
            "seen": "0",
            "files": [SimpleUploadedFile("a.pdf", EXE)],
        }
        answer = siv.post(address, said)
        assert answer.status_code == 422
        assert "ikke av en type vi tar imot" in page(answer)
        assert "Knut sendte denne." in answer.content.decode()

    def test_a_form_from_elsewhere_is_refused(self, world: World, signed_in: SignIn, asked_owner: UUID) -> None:
        signed_in(Role.PRIVACY_CONTACT, world.oslo)
        strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
        strict.cookies = signed_in(Role.PRIVACY_CONTACT, world.oslo).cookies
        address = f"/henvendelser/{asked_owner}/oppgave/{task_of(world, asked_owner)}/svar/"
        assert strict.post(address, {"outcome": "nothing", "reasons": "Knut ringte."}).status_code == 403

    def test_why_it_cannot_be_done_stands_in_the_case_and_the_gap_may_be_signed(
        self, siv: Client, world: World, asked_owner: UUID
    ) -> None:
        says(world, asked_owner, "cannot", "Kjelleren sto under vann i går.")
        said = page(siv.post(f"/henvendelser/{asked_owner}/opne/"))
        assert "«Kjelleren sto under vann i går.»" in said
        assert "Eieren har svart at det ikke kan letes her." in said
        signed = siv.post(
            f"/henvendelser/{asked_owner}/kilde/{search_of(world, asked_owner)}/",
            {"reasons": "Arkivet er ødelagt av vann."},
        )
        assert "Du har gått god for hullet" in page(signed)


class TestFiles:
    def test_a_file_is_saved_not_shown_and_the_look_is_logged(
        self, siv: Client, world: World, asked_owner: UUID
    ) -> None:
        says(world, asked_owner, "done", "", "avtale.pdf")
        inside = siv.post(f"/henvendelser/{asked_owner}/opne/").content.decode()
        found = re.search(rf"/henvendelser/{asked_owner}/fil/[^/]+/", inside)
        assert found is not None
        assert siv.get(found.group()).status_code == 405
        answer = siv.post(found.group())
        assert answer.content == PDF + b"avtale.pdf"
        assert answer["Content-Disposition"] == 'attachment; filename="avtale.pdf"'
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        with behind_wall({world.oslo}):
            assert Entry.objects.filter(event="requests:task-file:opened", about=asked_owner).count() == 1

    def test_a_file_of_one_case_is_not_found_under_another(self, siv: Client, world: World, asked_owner: UUID) -> None:
        says(world, asked_owner, "done", "", "avtale.pdf")
        (it,) = task_queries.opened(world.operator.scope(Reason.CASE), asked_owner, world.now)
        other = ask(world, "A15")
        assert siv.post(f"/henvendelser/{other}/fil/{it.files[0].id}/").status_code == 404

    def test_the_reviewer_takes_one_file_with_and_leaves_the_other(
        self, siv: Client, world: World, asked_owner: UUID
    ) -> None:
        says(world, asked_owner, "done", "", "avtale.pdf", "annen.pdf")
        search = search_of(world, asked_owner)
        assert "To funn kan gjelde en annen." in page(siv.post(f"/henvendelser/{asked_owner}/opne/"))
        siv.post(f"/henvendelser/{asked_owner}/kilde/{search}/", {"included": ["0"]})
        said = page(siv.post(f"/henvendelser/{asked_owner}/opne/"))
        assert "1 rad går ut i svaret." in said
        assert siv.post(f"/henvendelser/{asked_owner}/godkjenn/").status_code == 302
