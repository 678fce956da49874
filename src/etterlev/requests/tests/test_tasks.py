"""Somebody who owns an archive is asked by letter, answers by link, and what they find is in the answer."""

from __future__ import annotations

import json
from datetime import timedelta
from hashlib import sha256

import pytest

from etterlev.controllers.actors import Reason, stranger
from etterlev.controllers.errors import RoleMissing
from etterlev.database.store import both_stores
from etterlev.database.wall import behind_wall
from etterlev.jobs import JOBS
from etterlev.letters.models import Letter
from etterlev.promises import PROMISES, State
from etterlev.requests import task_queries
from etterlev.requests.actions import answering, asking, decide
from etterlev.requests.actions import search as searching
from etterlev.requests.actions.answering import Reply
from etterlev.requests.errors import (
    AlreadySearched,
    AnsweredByAnother,
    AnsweredMeanwhile,
    FileKindUnknown,
    FilesNeeded,
    FileTooLarge,
    FindingsUndecided,
    GapNotSigned,
    OutcomeNeeded,
    StillSearching,
    TaskGone,
    TooManyFiles,
    WordsNeeded,
)
from etterlev.requests.file_kinds import LARGEST_FILE, MOST_FILES
from etterlev.requests.models import Case, Search, TaskFile, TaskLink
from etterlev.requests.tests.errands import EXE, KNUT, PDF, PNG, VERA, Errand, appoint, upload
from etterlev.requests.tests.story import SIGNED, Asked, ask
from etterlev.sources.owners import Owner
from tests.cast import NINA_EMAIL, World

WHY = "Nøkkelen til kjelleren er borte."
ANNA = Owner("Anna Annen", "anna@fjordtall.example", "en")


@pytest.fixture
def errand(searched: World) -> Errand:
    """Nina has asked; the archive's owner has been written to."""
    appoint(searched)
    asked = ask(searched)
    asked.prove()
    asked.look()
    return Errand(asked)


@pytest.fixture
def alone(searched: World) -> Errand:
    """The same, and nobody steps in for the owner."""
    appoint(searched, substitute=None)
    asked = ask(searched)
    asked.prove()
    asked.look()
    return Errand(asked)


def contact(world: World) -> str:
    return "personvern.oslo@fjordtall.example"


class TestAsking:
    def test_the_letter_says_what_is_asked_and_not_of_whom(self, errand: Errand) -> None:
        ((subject, body),) = errand.letters(KNUT)
        assert "Papirarkivet" in subject
        assert errand.asked.card.reference in subject
        assert "Svar senest 1. desember 2026" in body
        for private in ("Nina", "Vik", NINA_EMAIL, "91234567", "+4791234567"):
            assert private not in subject + body

    def test_the_source_waits_and_the_case_cannot_be_approved(self, errand: Errand) -> None:
        assert errand.search().state == "due"
        assert errand.asked.card.state == "searching"
        with pytest.raises(StillSearching):
            errand.asked.approve()

    def test_a_search_run_again_asks_nobody_twice(self, errand: Errand) -> None:
        errand.asked.look()
        searching.search(errand.search().id, by=errand.world.operator, now=errand.world.now)
        assert len(errand.letters(KNUT)) == 1
        later = errand.world.now + timedelta(hours=1)
        assert errand.search().id not in JOBS["requests.search"].due(now=later)

    def test_nobody_is_asked_about_a_gap_that_was_signed_meanwhile(self, searched: World) -> None:
        appoint(searched)
        asked = ask(searched)
        asked.prove()
        errand = Errand(asked)
        with behind_wall({searched.oslo}):
            stale = Search.objects.get(id=errand.search().id)
        decide.sign_gap(stale.id, SIGNED, by=searched.siv, now=searched.now)
        with behind_wall(searched.operator.controllers), both_stores():
            assert asking.ask(stale, by=searched.operator, now=searched.now)
        assert errand.letters(KNUT) == []

    def test_a_source_nobody_owns_is_the_gap_it_was(self, searched: World) -> None:
        asked = ask(searched)
        asked.prove()
        asked.look()
        assert task_queries.of_case(searched.operator.scope(Reason.CASE), asked.id, searched.now) == []
        (unit,) = next(each for each in asked.card.searches if each.source == "Papirarkivet").coverage
        assert unit["reason"] == "NotSearchedByProgram"

    def test_only_a_digest_of_the_link_is_kept(self, errand: Errand) -> None:
        secret = errand.secret(KNUT)
        assert len(secret) >= 43
        with behind_wall({errand.world.oslo}):
            (link,) = TaskLink.objects.all()
        assert bytes(link.digest) == sha256(secret.encode()).digest()

    def test_the_one_who_looks_is_told_the_name_and_what_a_folder_may_be_marked_with(self, errand: Errand) -> None:
        by = stranger(errand.world.oslo)
        task = answering.look(errand.secret(KNUT), by=by, now=errand.world.now)
        sought, _, _ = task_queries.sought(by.scope(Reason.CASE), task)
        assert sought.name == "Nina Vik"
        assert dict(sought.marks) == {"email": NINA_EMAIL, "phone": "+4791234567"}


class TestAnswering:
    def test_two_files_become_findings_a_person_decides_on(self, errand: Errand) -> None:
        errand.says("done", "", upload("Avtale Nina.pdf", PDF), upload("..\\..\\Skann øst.PNG.exe", PNG))
        assert errand.search().state == "searched"
        assert errand.asked.card.state == "review"
        assert [record["values"]["fil"] for record in errand.found()] == ["avtale-nina.pdf", "skann-ost-png.png"]
        with pytest.raises(FindingsUndecided):
            errand.asked.approve()

    def test_what_is_taken_with_is_in_the_package_byte_for_byte_and_the_rest_is_not(self, errand: Errand) -> None:
        errand.says("done", "", upload("avtale.pdf", PDF), upload("en annens.png", PNG))
        errand.asked.leave_doubtful()
        decide.decide_findings(errand.search().id, {"0"}, by=errand.world.siv, now=errand.world.now)
        errand.asked.approve()
        files = errand.asked.fetch(errand.asked.link())
        assert files["files/papirarkivet/avtale.pdf"] == PDF
        assert "files/papirarkivet/en-annens.png" not in files
        digest = sha256(PDF).hexdigest()
        assert f"{digest}  files/papirarkivet/avtale.pdf" in files["SHA256SUMS"].decode()
        (row,) = json.loads(files["data/papirarkivet/filer.json"])
        assert row == {"fil": "avtale.pdf", "antall byte": len(PDF), "sha256": digest}
        coverage = {each["source"]: each for each in json.loads(files["coverage.json"])}
        (unit,) = coverage["Papirarkivet"]["units"]
        assert (unit["state"], unit["found"], unit["left_out"], unit["by"]) == ("searched", 2, 1, "owner")
        assert unit["at"].startswith("2026-11-23")

    def test_no_hits_is_searched_by_whom_and_when(self, errand: Errand) -> None:
        errand.says("nothing")
        (unit,) = errand.search().coverage
        assert (unit["state"], unit["found"], unit["by"]) == ("searched", 0, "owner")
        errand.asked.leave_doubtful()
        errand.asked.approve()

    def test_an_owner_who_cannot_passes_it_to_the_substitute_in_their_language(self, errand: Errand) -> None:
        errand.says("cannot", WHY)
        assert errand.card.turn == "substitute"
        assert errand.search().state == "due"
        ((subject, body),) = errand.letters(VERA)
        assert "/nn/oppgave/oslo/" in body
        assert "Nina" not in subject + body
        assert WHY not in body

    def test_when_nobody_can_it_is_a_gap_with_a_reason_to_be_signed(self, errand: Errand) -> None:
        errand.says("cannot", WHY)
        errand.says("cannot", "Eg er på ferie til nyttår.", of=VERA)
        (unit,) = errand.search().coverage
        assert (errand.search().state, unit["state"], unit["reason"]) == ("incomplete", "skipped", "OwnerCannot")
        assert (errand.card.state, errand.card.turn) == ("cannot", "contact")
        assert any("kan ikke gjennomsøkes" in subject for subject, _ in errand.letters(contact(errand.world)))
        errand.asked.leave_doubtful()
        with pytest.raises(GapNotSigned):
            errand.asked.approve()
        decide.sign_gap(errand.search().id, SIGNED, by=errand.world.siv, now=errand.world.now)
        errand.asked.approve()

    def test_without_a_substitute_cannot_goes_straight_to_the_contact(self, alone: Errand) -> None:
        alone.says("cannot", WHY)
        assert (alone.card.state, alone.card.turn, alone.search().state) == ("cannot", "contact", "incomplete")

    @pytest.mark.parametrize(
        ("outcome", "words", "error"),
        [
            ("", "", OutcomeNeeded),
            ("maybe", "", OutcomeNeeded),
            ("cannot", "nei", WordsNeeded),
            ("done", "", FilesNeeded),
        ],
    )
    def test_a_form_that_lacks_something_changes_nothing(
        self, errand: Errand, outcome: str, words: str, error: type[Exception]
    ) -> None:
        with pytest.raises(error):
            errand.says(outcome, words)
        assert errand.card.answers == 0

    def test_done_without_a_file_says_where_it_is(self, errand: Errand) -> None:
        errand.says("done", "Mappen står på pulten til Siv.")
        assert errand.search().state == "searched"
        assert errand.found() == []

    def test_one_file_too_large_stores_none_of_them(self, errand: Errand) -> None:
        with pytest.raises(FileTooLarge) as raised:
            errand.says("done", "", upload("a.pdf", PDF), upload("b.pdf", PDF + bytes(LARGEST_FILE)))
        assert raised.value.facts["number"] == 2
        assert errand.card.files == 0

    def test_a_program_called_a_document_is_refused(self, errand: Errand) -> None:
        with pytest.raises(FileKindUnknown) as raised:
            errand.says("done", "", upload("faktura.pdf", EXE))
        assert "faktura" not in str(raised.value)
        assert errand.card.files == 0

    def test_too_many_files_store_none_of_them(self, errand: Errand) -> None:
        several = [upload(f"{n}.txt", f"Side {n}".encode()) for n in range(MOST_FILES + 1)]
        with pytest.raises(TooManyFiles):
            errand.says("done", "", *several)
        assert errand.card.files == 0


class TestChanging:
    def test_an_answer_may_be_changed_until_the_case_is_decided(self, errand: Errand) -> None:
        errand.says("nothing")
        errand.says("done", "", upload("avtale.pdf", PDF))
        assert errand.card.files == 1
        assert any("Nytt svar" in subject for subject, _ in errand.letters(contact(errand.world)))
        with pytest.raises(FindingsUndecided):
            errand.asked.approve()

    def test_a_file_may_be_taken_back_and_what_was_decided_stands(self, errand: Errand) -> None:
        errand.says("done", "", upload("a.pdf", PDF), upload("b.png", PNG))
        decide.decide_findings(errand.search().id, {"0"}, by=errand.world.siv, now=errand.world.now)
        second = errand.found()[1]["key"]
        errand.says("done", "", removed=[second, "ikke en id"])
        (left,) = errand.found()
        assert (left["values"]["fil"], left["included"]) == ("a.pdf", True)

    def test_a_form_opened_before_another_answer_came_is_out_of_date(self, errand: Errand) -> None:
        errand.says("nothing")
        with pytest.raises(AnsweredMeanwhile):
            errand.says("done", "", upload("a.pdf", PDF), seen=0)
        assert errand.card.state == "nothing"

    def test_the_same_form_sent_twice_is_one_answer(self, errand: Errand) -> None:
        for _ in range(2):
            errand.says("done", "", upload("a.pdf", PDF), seen=0)
        assert (errand.card.answers, errand.card.files) == (1, 1)

    def test_a_file_given_twice_is_one(self, errand: Errand) -> None:
        errand.says("done", "", upload("a.pdf", PDF), upload("kopi.pdf", PDF))
        errand.says("done", "", upload("a igjen.pdf", PDF), upload("b.png", PNG))
        assert [record["values"]["fil"] for record in errand.found()] == ["a.pdf", "b.png"]

    def test_an_owner_cannot_undo_what_the_substitute_found(self, errand: Errand) -> None:
        errand.says("cannot", WHY)
        errand.says("done", "", upload("a.pdf", PDF), of=VERA)
        for outcome in ("cannot", "nothing"):
            with pytest.raises(AnsweredByAnother):
                errand.says(outcome, WHY)
        assert errand.card.files == 1

    def test_an_answer_after_a_signed_gap_takes_its_place(self, errand: Errand) -> None:
        decide.sign_gap(errand.search().id, SIGNED, by=errand.world.siv, now=errand.world.now)
        errand.says("nothing")
        assert errand.search().state == "searched"
        assert errand.asked.contents.gap_reasons[errand.search().id] == ""


class TestLinks:
    def test_a_link_dies_with_the_case_and_the_files_with_it(self, errand: Errand) -> None:
        secret = errand.secret(KNUT)
        errand.says("done", "", upload("a.pdf", PDF))
        errand.asked.leave_doubtful()
        errand.asked.approve()
        with pytest.raises(TaskGone):
            errand.says("nothing", secret=secret)
        with pytest.raises(TaskGone):
            answering.look(secret, by=stranger(errand.world.oslo), now=errand.world.now)
        with behind_wall({errand.world.oslo}):
            assert not TaskFile.objects.filter(content__isnull=False).exists()

    def test_a_link_is_dead_when_the_case_is_decided_however_that_came_about(self, errand: Errand) -> None:
        secret = errand.secret(KNUT)
        with behind_wall({errand.world.oslo}):
            Case.objects.filter(id=errand.asked.id).update(state=Case.State.ANSWERED)
        with pytest.raises(TaskGone):
            errand.says("nothing", secret=secret)

    def test_a_refused_case_leaves_no_file(self, errand: Errand) -> None:
        errand.says("done", "", upload("a.pdf", PDF))
        ground, by = "RF-12-5-UNFOUNDED", errand.world.siv
        reasons = "Tolvte gang denne uken."
        decide.refuse(errand.asked.id, ground=ground, reasons=reasons, until_on=None, by=by, now=errand.world.now)
        with behind_wall({errand.world.oslo}):
            assert not TaskFile.objects.filter(content__isnull=False).exists()

    @pytest.mark.parametrize("secret", ["x" * 43, "", "' OR 1=1 --"])
    def test_a_guessed_link_opens_nothing(self, errand: Errand, secret: str) -> None:
        by = stranger(errand.world.oslo)
        with pytest.raises(TaskGone):
            answering.look(secret, by=by, now=errand.world.now)
        with pytest.raises(TaskGone):
            answering.answer(secret, Reply("nothing", "", 0), by=by, now=errand.world.now)
        with pytest.raises(TaskGone):
            task_queries.by_link(by.scope(Reason.SELF), secret, errand.world.now)
        assert errand.card.answers == 0

    def test_a_link_of_one_department_opens_nothing_at_another(self, errand: Errand) -> None:
        by = stranger(errand.world.bergen)
        with pytest.raises(TaskGone):
            answering.answer(errand.secret(KNUT), Reply("nothing", "", 0), by=by, now=errand.world.now)
        with pytest.raises(TaskGone):
            task_queries.by_link(by.scope(Reason.SELF), errand.secret(KNUT), errand.world.now)


class TestWaiting:
    def test_half_way_two_days_before_then_the_substitute_then_the_contact(self, errand: Errand) -> None:
        told = []
        for day in range(20):
            errand.sweep(day)
            told.append((len(errand.letters(KNUT)), len(errand.letters(VERA))))
        grows = [(day, told[day]) for day in range(1, 20) if told[day] != told[day - 1]]
        # Eight days each: reminders on the fourth and sixth, over after the eighth.
        assert grows == [(4, (2, 0)), (6, (3, 0)), (9, (3, 1)), (13, (3, 2)), (15, (3, 3))]
        assert (errand.card.turn, errand.card.state, errand.search().state) == ("contact", "asked", "incomplete")
        assert errand.search().coverage[0]["reason"] == "OwnerSilent"
        assert any("Ingen har svart" in subject for subject, _ in errand.letters(contact(errand.world)))
        for owner in (KNUT, VERA):
            for subject, body in errand.letters(owner):
                assert "Nina" not in subject + body
                assert NINA_EMAIL not in subject + body

    def test_the_substitute_answers_after_the_owner_was_silent(self, errand: Errand) -> None:
        now = errand.sweep(9)
        errand.says("done", "", upload("a.pdf", PDF), of=VERA, at=now)
        assert (errand.card.answered_as, errand.search().state) == ("substitute", "searched")
        errand.sweep(30)
        assert len(errand.letters(VERA)) == 1

    def test_whoever_answers_is_reminded_of_nothing(self, errand: Errand) -> None:
        errand.says("nothing")
        errand.sweep(6)
        assert len(errand.letters(KNUT)) == 1

    def test_a_reminder_that_was_due_before_the_answer_came_is_not_sent(self, errand: Errand) -> None:
        now = errand.world.now + timedelta(days=6)
        (about,) = JOBS["requests.tasks"].due(now=now)
        errand.says("nothing")
        JOBS["requests.tasks"].work(about, now=now)
        assert len(errand.letters(KNUT)) == 1

    def test_an_old_link_in_an_older_letter_still_answers(self, errand: Errand) -> None:
        errand.sweep(4)
        assert errand.secret(KNUT, 0) != errand.secret(KNUT, 1)
        errand.says("nothing", secret=errand.secret(KNUT, 0))
        assert errand.card.state == "nothing"

    def test_a_late_answer_is_taken_all_the_same(self, errand: Errand) -> None:
        for day in range(20):
            errand.sweep(day)
        errand.says("nothing", at=errand.world.now + timedelta(days=20))
        assert errand.search().state == "searched"

    def test_a_sweep_that_comes_late_reminds_once(self, errand: Errand) -> None:
        errand.sweep(7)
        assert len(errand.letters(KNUT)) == 2


class TestTheContact:
    def test_the_letter_may_be_sent_again(self, errand: Errand) -> None:
        asking.ask_again(errand.card.id, by=errand.world.siv, now=errand.world.now)
        assert len(errand.letters(KNUT)) == 2

    def test_another_may_be_asked_and_the_first_link_is_dead(self, errand: Errand) -> None:
        old = errand.secret(KNUT)
        asking.ask_instead(errand.search().id, ANNA, by=errand.world.siv, now=errand.world.now)
        assert "/en/oppgave/" in errand.letters(ANNA)[0][1]
        with pytest.raises(TaskGone):
            errand.says("nothing", secret=old)
        errand.says("nothing", of=ANNA)
        assert errand.search().state == "searched"

    def test_nobody_else_is_asked_once_somebody_has_found_something(self, errand: Errand) -> None:
        errand.says("done", "", upload("a.pdf", PDF))
        with pytest.raises(AlreadySearched):
            asking.ask_instead(errand.search().id, ANNA, by=errand.world.siv, now=errand.world.now)
        assert (errand.card.files, errand.letters(ANNA)) == (1, [])

    def test_somebody_may_be_asked_where_nobody_was_named(self, searched: World) -> None:
        asked = ask(searched)
        asked.prove()
        asked.look()
        errand = Errand(asked)
        asking.ask_instead(errand.search().id, ANNA, by=searched.siv, now=searched.now)
        assert (errand.search().state, asked.card.state) == ("due", "searching")
        errand.says("nothing", of=ANNA)
        assert asked.card.state == "review"

    def test_the_contact_answers_on_the_owners_behalf_with_a_reason(self, errand: Errand) -> None:
        silent = Reply("nothing", "", 0)
        with pytest.raises(WordsNeeded):
            answering.answer_for(errand.card.id, silent, by=errand.world.siv, now=errand.world.now)
        spoken = Reply("nothing", "Knut ringte og sa at mappen er tom.", 0)
        answering.answer_for(errand.card.id, spoken, by=errand.world.siv, now=errand.world.now)
        assert (errand.card.answered_as, errand.search().coverage[0]["by"]) == ("contact", "contact")
        assert errand.row()["answered_by"] == errand.world.siv.ref

    def test_a_colleague_without_the_role_can_do_none_of_it(self, errand: Errand) -> None:
        by, now = errand.world.kari, errand.world.now
        with pytest.raises(RoleMissing):
            asking.ask_again(errand.card.id, by=by, now=now)
        with pytest.raises(RoleMissing):
            asking.ask_instead(errand.search().id, ANNA, by=by, now=now)
        with pytest.raises(RoleMissing):
            answering.answer_for(errand.card.id, Reply("nothing", WHY, 0), by=by, now=now)


def test_the_gap_of_a_silent_owner_may_be_signed_at_once(errand: Errand) -> None:
    decide.sign_gap(errand.search().id, SIGNED, by=errand.world.siv, now=errand.world.now)
    errand.asked.leave_doubtful()
    errand.asked.approve()
    assert errand.asked.card.state == "ready"
    errand.sweep(30)
    assert len(errand.letters(KNUT)) == 1


def test_other_cases_are_left_alone(searched: World) -> None:
    """A right that a person carries out asks nobody to search."""
    appoint(searched)
    asked: Asked = ask(searched, right="A17")
    asked.prove()
    assert Errand(asked).letters(KNUT) == []


class TestThePromise:
    def found(self, errand: Errand, days: int) -> tuple[str, dict[str, int]]:
        evidence = PROMISES["S6-asked"].check(now=errand.world.now + timedelta(days=days))
        return evidence.state, dict(evidence.figures)

    def test_it_is_kept_while_whoever_is_asked_is_reminded_and_relieved(self, errand: Errand) -> None:
        for day in range(20):
            errand.sweep(day)
            assert self.found(errand, day)[0] == State.KEPT

    def test_it_is_broken_when_nobody_sweeps(self, errand: Errand) -> None:
        assert self.found(errand, 4) == (State.KEPT, {"waiting": 1, "stuck": 0, "unreached": 0})
        assert self.found(errand, 10) == (State.BROKEN, {"waiting": 1, "stuck": 1, "unreached": 0})

    def test_it_is_broken_when_the_letter_was_refused_until_another_is_asked(self, errand: Errand) -> None:
        with behind_wall({errand.world.oslo}):
            Letter.objects.filter(about=errand.asked.id, kind="task").update(state=Letter.State.REFUSED)
        assert self.found(errand, 0) == (State.BROKEN, {"waiting": 1, "stuck": 0, "unreached": 1})
        later = errand.world.now + timedelta(minutes=1)
        asking.ask_instead(errand.search().id, ANNA, by=errand.world.siv, now=later)
        assert self.found(errand, 0)[0] == State.KEPT
