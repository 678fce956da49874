"""Locate, look over, approve, hand over: what stands in the way is said, and what goes out is what was decided."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from hashlib import sha256

import jsonschema
import pytest

from etterlev.controllers.actors import Reason
from etterlev.controllers.errors import RoleMissing
from etterlev.database.wall import behind_wall
from etterlev.ledger.events import Event
from etterlev.requests import queries, rules
from etterlev.requests.actions import decide, deliver
from etterlev.requests.errors import (
    AlreadyAnswered,
    AnsweredByPackage,
    AnswerErased,
    AnswerGone,
    FindingsUndecided,
    GapNotSigned,
    NotYetIdentified,
    ReasonsNeeded,
    StillSearching,
    UnknownCase,
)
from etterlev.requests.models import Answer
from etterlev.requests.package.contents import gather
from etterlev.requests.package.files import package_files, zipped
from etterlev.requests.package.signing import BESIDE
from etterlev.requests.tests.story import SIGNED, Asked, ask
from tests.cast import World


def events(asked: Asked) -> list[Event]:
    return [event for _, event in queries.timeline(asked.world.operator.scope(Reason.CASE), asked.id)]


def rows_of(file: bytes) -> list[list[str]]:
    """A CSV file as Excel in Norway reads it: by its mark, and by semicolons."""
    assert file.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_case_goes_from_code_to_search_to_review_to_ready_to_answered(asked: Asked) -> None:
    states = [asked.card.state]
    asked.prove()
    states.append(asked.card.state)
    asked.look()
    states.append(asked.card.state)
    asked.sign_gaps()
    asked.leave_doubtful()
    asked.approve()
    states.append(asked.card.state)
    asked.fetch(asked.link())
    states.append(asked.card.state)
    assert states == ["awaiting_code", "searching", "review", "ready", "answered"]


def test_nothing_is_approved_before_the_address_is_proven(asked: Asked) -> None:
    with pytest.raises(NotYetIdentified):
        asked.approve()


def test_approval_waits_for_the_sources_then_for_the_gap_then_for_the_doubtful(asked: Asked) -> None:
    asked.prove()
    with pytest.raises(StillSearching) as waiting:
        asked.approve()
    assert "Kunderegister, Papirarkivet" in waiting.value.sentence()
    asked.look()
    with pytest.raises(GapNotSigned) as gap:
        asked.approve()
    assert "Papirarkivet" in gap.value.sentence()
    asked.sign_gaps()
    with pytest.raises(FindingsUndecided) as undecided:
        asked.approve()
    assert undecided.value.facts["count"] >= 1  # type: ignore[operator]  # a count
    assert asked.card.state == "review"
    asked.leave_doubtful()
    asked.approve()
    assert asked.card.state == "ready"


def test_a_gap_needs_reasons_that_say_something(asked: Asked) -> None:
    asked.prove()
    asked.look()
    with pytest.raises(ReasonsNeeded):
        decide.sign_gap(asked.search_of("Papirarkivet"), "  ok  ", by=asked.world.siv, now=asked.world.now)


@pytest.mark.parametrize("name", ["kari", "ola", "per", "mallory"])
def test_only_the_departments_own_contact_decides(asked: Asked, name: str) -> None:
    asked.prove()
    asked.look()
    by, now = getattr(asked.world, name), asked.world.now
    search = asked.search_of("Papirarkivet")
    for act in (
        lambda: decide.sign_gap(search, SIGNED, by=by, now=now),
        lambda: decide.decide_findings(search, (), by=by, now=now),
        lambda: decide.approve(asked.id, by=by, now=now),
        lambda: decide.extend(asked.id, SIGNED, by=by, now=now),
        lambda: decide.refuse(asked.id, ground="RF-12-6", reasons=SIGNED, until_on=None, by=by, now=now),
    ):
        with pytest.raises((RoleMissing, UnknownCase)):
            act()
    assert asked.card.state == "review"


def test_what_may_be_anothers_is_left_out_and_the_answer_says_so(asked: Asked) -> None:
    files = asked.fetch(asked.answered())
    everything = b"".join(files.values()).decode(errors="replace")
    assert "en.annen@example.no" not in everything
    assert "Gjelder den andre" not in everything
    assert "odd@example.no" not in everything
    (register,) = [each for each in json.loads(files["coverage.json"]) if each["source"] == "Kunderegister"]
    assert sum(unit["left_out"] for unit in register["units"]) >= 1
    assert "gjelder en annen person" in files["index.html"].decode()
    assert Event.FINDINGS_DECIDED in events(asked)


def test_what_is_taken_with_goes_out(asked: Asked) -> None:
    asked.prove()
    asked.look()
    asked.sign_gaps()
    search = asked.search_of("Kunderegister")
    records = [r for unit in asked.contents.found[search]["units"] for r in unit["records"]]
    doubtful = {str(n) for n, record in enumerate(records) if record["included"] is None}
    assert doubtful
    decide.decide_findings(search, doubtful, by=asked.world.siv, now=asked.world.now)
    asked.approve()
    everything = b"".join(asked.fetch(asked.link()).values()).decode(errors="replace")
    assert "en.annen@example.no" in everything
    assert "gjelder en annen person" not in everything


def test_a_decision_made_again_the_same_is_written_once(asked: Asked) -> None:
    asked.prove()
    asked.look()
    for _ in range(2):
        asked.leave_doubtful()
    assert events(asked).count(Event.FINDINGS_DECIDED) == 1


def test_the_same_contents_give_the_same_bytes(asked: Asked) -> None:
    asked.prove()
    asked.look()
    asked.sign_gaps()
    asked.leave_doubtful()
    scope, now = asked.world.operator.scope(Reason.CASE), asked.world.now
    one, other = (zipped(package_files(gather(scope, asked.id, now + timedelta(days=n)))) for n in (0, 1))
    assert one == other


def test_every_file_of_the_package_has_its_checksum_and_no_other(asked: Asked) -> None:
    files = asked.fetch(asked.answered())
    sums = dict(line.split("  ", 1)[::-1] for line in files["SHA256SUMS"].decode().splitlines())
    assert set(sums) == set(files) - BESIDE
    assert all(sha256(files[path]).hexdigest() == wanted for path, wanted in sums.items())


def test_every_json_file_validates_against_the_schema_published_with_it(asked: Asked) -> None:
    files = asked.fetch(asked.answered())
    data = [path for path in files if path.endswith(".json") and not path.startswith("schema/")]
    assert len(data) >= 4
    for path in data:
        schema = json.loads(files[f"schema/{path.removeprefix('data/').removesuffix('.json')}.schema.json"])
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.Draft202012Validator(schema).validate(json.loads(files[path]))


def test_tables_open_right_in_a_norwegian_excel_and_run_nothing(asked: Asked) -> None:
    files = asked.fetch(asked.answered())
    heading, *rows = rows_of(files["data/kunderegister/kunder.csv"])
    assert "navn" in heading
    (nina,) = rows
    assert nina[heading.index("merknad")] == '\'=HYPERLINK("http://x")'
    (_, note) = rows_of(files["data/kunderegister/notater.csv"])
    assert "Ringte om årsoppgjøret; ønsker møte" in note


def test_an_identity_number_is_not_handed_out_on_the_strength_of_an_address(asked: Asked) -> None:
    files = asked.fetch(asked.answered())
    assert b"16081397446" not in b"".join(files.values())
    assert "Noe er holdt tilbake" in files["index.html"].decode()


def test_the_answer_names_every_source_and_what_was_not_searched(asked: Asked) -> None:
    files = asked.fetch(asked.answered())
    told = {each["source"]: each for each in json.loads(files["coverage.json"])}
    assert set(told) == {"Kunderegister", "Papirarkivet"}
    assert told["Kunderegister"]["complete"]
    assert not told["Papirarkivet"]["complete"]
    assert told["Papirarkivet"]["reason"] == SIGNED
    page = files["index.html"].decode()
    assert "Ikke alt." in page
    assert SIGNED in page


def test_a_table_that_is_gone_is_a_gap_that_must_be_signed_for(searched: World, tmp_path: object) -> None:
    asked = ask(searched)
    asked.prove()
    with behind_wall({searched.oslo}):
        from etterlev.sources.models import MapRow

        row = MapRow.objects.get()
        row.document = {**row.document, "units": [*row.document["units"], _unit("fakturaer")]}
        row.save(update_fields=["document"])
    asked.look()
    assert next(s.state for s in asked.card.searches if s.source == "Kunderegister") == "incomplete"
    asked.sign_gaps()
    asked.leave_doubtful()
    asked.approve()
    told = json.loads(asked.fetch(asked.link())["coverage.json"])
    (register,) = [each for each in told if each["source"] == "Kunderegister"]
    assert {u["unit"]: u["state"] for u in register["units"]}["fakturaer"] != "searched"
    assert register["reason"] == SIGNED


def _unit(name: str) -> dict[str, object]:
    identifying = {"epost": "email"}
    return {"name": name, "categories": {}, "identifying": identifying, "labels": [], "is_entry": True}


def test_the_answer_is_fetched_once(asked: Asked) -> None:
    secret = asked.answered()
    asked.fetch(secret)
    with pytest.raises(AnswerGone):
        asked.fetch(secret, asked.world.now + rules.FETCH_AGAIN)


def test_a_download_that_broke_off_may_be_tried_again_at_once_and_is_still_one(asked: Asked) -> None:
    secret = asked.answered()
    assert asked.fetch(secret) == asked.fetch(secret, asked.world.now + timedelta(minutes=9))
    assert events(asked).count(Event.ANSWER_FETCHED) == 1
    assert len(asked.letters("receipt")) == 1


def test_the_link_is_dead_on_its_last_day_and_the_bytes_are_erased(asked: Asked) -> None:
    secret = asked.answered()
    expired = asked.world.now + rules.ANSWER_LASTS
    with pytest.raises(AnswerGone):
        asked.fetch(secret, expired)
    with behind_wall({asked.world.oslo}):
        answer = Answer.objects.get().id
    deliver.expire(answer, by=asked.world.operator, now=expired)
    with behind_wall({asked.world.oslo}):
        assert Answer.objects.get().package is None
    assert Event.ANSWER_EXPIRED in events(asked)
    for act in (lambda: asked.fetch(secret, expired), lambda: _renew(asked)):
        with pytest.raises(AnswerErased, match="ny henvendelse"):
            act()


def _renew(asked: Asked) -> None:
    deliver.renew_link(asked.id, by=asked.person, now=asked.world.now)


def test_a_new_link_kills_the_old_one(asked: Asked) -> None:
    old = asked.answered()
    _renew(asked)
    new = (set(_links(asked)) - {old}).pop()
    with pytest.raises(AnswerGone):
        asked.fetch(old)
    assert asked.fetch(new)


def _links(asked: Asked) -> list[str]:
    return [letter.split("/svar/oslo/")[1].split("/")[0] for letter in asked.letters("answer")]


def test_the_receipt_carries_the_fingerprint_that_was_approved_and_the_log_has_both(asked: Asked) -> None:
    secret = asked.answered()
    with behind_wall({asked.world.oslo}):
        wanted = Answer.objects.get().sha256
    _, package = deliver.fetch(secret, by=asked.person, now=asked.world.now)
    assert sha256(package).hexdigest() == wanted
    (receipt,) = asked.letters("receipt")
    assert wanted in receipt
    assert [e for e in events(asked) if e in (Event.REQUEST_APPROVED, Event.ANSWER_FETCHED)] == [
        Event.REQUEST_APPROVED,
        Event.ANSWER_FETCHED,
    ]


def test_an_answered_case_is_not_approved_extended_or_refused_again(asked: Asked) -> None:
    asked.answered()
    by, now = asked.world.siv, asked.world.now
    for act in (
        asked.approve,
        lambda: decide.extend(asked.id, SIGNED, by=by, now=now),
        lambda: decide.refuse(asked.id, ground="RF-12-6", reasons=SIGNED, until_on=None, by=by, now=now),
    ):
        with pytest.raises(AlreadyAnswered):
            act()


def test_what_was_found_is_emptied_once_the_answer_is_made(asked: Asked) -> None:
    asked.answered()
    assert all(found == {"units": []} for found in asked.contents.found.values())


@pytest.mark.parametrize(
    ("language", "words"), [("nb", "Dette har vi om deg"), ("nn", "Kjelde"), ("en", "What we hold about you")]
)
def test_the_answer_is_in_the_language_the_person_wrote_in(searched: World, language: str, words: str) -> None:
    asked = ask(searched, language=language)
    page = asked.fetch(asked.answered())["index.html"].decode()
    assert f'<html lang="{language}">' in page
    assert words in page


DONE = "Vi har slettet kundekortet ditt i PowerOffice."


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_right_carried_out_by_hand_is_answered_with_what_was_done(searched: World, language: str) -> None:
    asked = ask(searched, right="A17", language=language)
    with pytest.raises(NotYetIdentified):
        decide.reply(asked.id, DONE, by=searched.siv, now=searched.now)
    asked.prove()
    with pytest.raises(ReasonsNeeded):
        decide.reply(asked.id, "ok", by=searched.siv, now=searched.now)
    decide.reply(asked.id, DONE, by=searched.siv, now=searched.now)
    (letter,) = asked.letters("answered")
    assert DONE in letter
    assert "datatilsynet.no" in letter
    assert asked.card.state == "answered"
    assert Event.REQUEST_ANSWERED in events(asked)
    with pytest.raises(AlreadyAnswered):
        decide.reply(asked.id, DONE, by=searched.siv, now=searched.now)


def test_what_a_package_answers_is_not_answered_by_letter(asked: Asked) -> None:
    asked.prove()
    with pytest.raises(AnsweredByPackage):
        decide.reply(asked.id, DONE, by=asked.world.siv, now=asked.world.now)
    assert asked.letters("answered") == []


@pytest.mark.parametrize("name", ["per", "ola"])
def test_nobody_else_says_what_was_done(searched: World, name: str) -> None:
    asked = ask(searched, right="A17")
    asked.prove()
    with pytest.raises((UnknownCase, RoleMissing)):
        decide.reply(asked.id, DONE, by=getattr(searched, name), now=searched.now)
    assert asked.card.is_open
