"""What a privacy contact sees and does at the desk, from the list to the answer."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from etterlev.console.tests.conftest import SignIn, ask, page, search_of
from etterlev.controllers.actors import Role
from etterlev.database.wall import behind_wall
from etterlev.law.bases import Right
from etterlev.law.refusals import grounds_against
from etterlev.ledger.events import Event
from etterlev.ledger.models import Entry
from etterlev.requests.models import Case, Search
from tests.cast import NINA_EMAIL, World

ARCHIVE_SEARCHED = "Arkivet er gått gjennom for hånd."


def looks(world: World, case: UUID) -> int:
    with behind_wall({world.oslo}):
        return Entry.objects.filter(about=case, event=Event.CASE_OPENED).count()


def received(world: World, case: UUID, days_ago: int) -> None:
    with behind_wall({world.oslo}):
        Case.objects.filter(id=case).update(received_at=world.now - timedelta(days=days_ago))


def incomplete(world: World, case: UUID) -> None:
    """The archive answers, as an archive does: a person must look."""
    coverage = [{"unit": "alt", "state": "skipped", "rows": None, "found": 0, "reason": "NotSearchedByProgram"}]
    with behind_wall({world.oslo}):
        Search.objects.filter(case_id=case).update(state=Search.State.INCOMPLETE, coverage=coverage)
        Case.objects.filter(id=case).update(state=Case.State.REVIEW)


def find(world: World, case: UUID, *records: dict[str, Any]) -> None:
    """What a search of the archive might have found."""
    unit = {
        "unit": "kunde",
        "fields": [{"name": "navn", "category": "name"}, {"name": "fnr", "category": "national-identity-number"}],
        "records": [{"key": [1], "relation": "self", "path": [], **record} for record in records],
    }
    with behind_wall({world.oslo}):
        row = Search.objects.get(case_id=case)
        row.found, row.state = {"units": [unit]}, Search.State.SEARCHED
        row.save(update_fields=["found", "state"])
        Case.objects.filter(id=case).update(state=Case.State.REVIEW)


def record(name: str, tier: str = "C", number: str = "") -> dict[str, Any]:
    return {"tier": tier, "included": True if tier == "A" else None, "values": {"navn": name, "fnr": number or None}}


# ---------------------------------------------------------------------------------------------------------- today


def test_today_says_in_its_heading_what_is_the_case(world: World, siv: Client, case: UUID) -> None:
    assert "Ingen frister denne uken" in page(siv.get("/"))
    received(world, case, 27)
    assert "Én frist denne uken" in page(siv.get("/"))
    received(world, ask(world, "A15"), 28)
    assert "To frister denne uken" in page(siv.get("/"))
    received(world, case, 40)
    assert "Én frist er gått ut" in page(siv.get("/"))
    assert "over fristen" in page(siv.get("/"))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "30 dager igjen intern frist 7. desember, lovens 23. desember"),
        (30, "i morgen lovens frist 24. november"),
        (31, "i dag lovens frist 23. november"),
        (34, "3 dager over fristen lovens frist 20. november"),
    ],
)
def test_a_clock_speaks_and_gives_the_laws_date(world: World, siv: Client, case: UUID, days: int, said: str) -> None:
    received(world, case, days)
    assert said in page(siv.get("/henvendelser/"))


def test_the_list_names_the_source_that_has_not_answered(siv: Client, case: UUID) -> None:
    assert "0 av 1 kilder har svart; Papirarkivet mangler" in page(siv.get("/henvendelser/"))


def test_an_accountant_sees_no_deadlines_and_is_told_whose_they_are(
    signed_in: SignIn, world: World, case: UUID
) -> None:
    said = page(signed_in(Role.ACCOUNTANT, world.oslo).get("/"))
    assert "HV-" not in said
    assert "personvernkontakten" in said


# -------------------------------------------------------------------------------------------------------- the case


def test_the_outside_of_a_case_says_nothing_about_the_person_and_is_not_a_look(
    world: World, siv: Client, case: UUID
) -> None:
    outside = siv.get(f"/henvendelser/{case}/")
    assert "Noen ber om innsyn" in page(outside)
    assert "Nina" not in page(outside)
    assert NINA_EMAIL not in page(outside)
    assert looks(world, case) == 0


def test_opening_a_case_writes_the_look_and_shows_the_person(world: World, siv: Client, case: UUID) -> None:
    inside = siv.post(f"/henvendelser/{case}/opne/")
    assert "Nina ber om innsyn" in page(inside)
    assert NINA_EMAIL in page(inside)
    assert looks(world, case) == 1
    assert "no-store" in inside["Cache-Control"]


def test_looks_on_one_day_stand_together_with_their_number(siv: Client, case: UUID) -> None:
    for _ in range(3):
        siv.post(f"/henvendelser/{case}/opne/")
    assert "En ansatt åpnet saken, tre ganger" in page(siv.get(f"/henvendelser/{case}/"))


def test_an_auditor_sees_dates_and_log_and_cannot_open(signed_in: SignIn, world: World, case: UUID) -> None:
    auditor = signed_in(Role.AUDITOR, world.oslo)
    outside = auditor.get(f"/henvendelser/{case}/")
    assert "Henvendelsen ble mottatt" in page(outside)
    assert "ikke opplysninger om personen" in page(outside)
    assert "<form" not in outside.content.decode()
    assert auditor.post(f"/henvendelser/{case}/opne/").status_code == 403
    assert looks(world, case) == 0


def test_what_stands_in_the_way_is_said_beside_the_button_that_cannot_be_pressed(
    world: World, siv: Client, case: UUID
) -> None:
    incomplete(world, case)
    inside = siv.post(f"/henvendelser/{case}/opne/")
    assert "Noen må gå god for hullet i Papirarkivet." in page(inside)
    assert 'type="submit" disabled' in inside.content.decode()
    assert "Denne kilden må en person lete i." in page(inside)


def test_signing_for_a_gap_stays_in_the_case_and_opens_the_button(world: World, siv: Client, case: UUID) -> None:
    incomplete(world, case)
    inside = siv.post(f"/henvendelser/{case}/kilde/{search_of(world, case)}/", {"reasons": ARCHIVE_SEARCHED})
    assert inside.status_code == 200
    assert "Du har gått god for hullet." in page(inside)
    assert " disabled" not in inside.content.decode()


def test_reasons_that_are_too_short_are_refused_beside_the_field_and_kept(
    world: World, siv: Client, case: UUID
) -> None:
    incomplete(world, case)
    refused = siv.post(f"/henvendelser/{case}/kilde/{search_of(world, case)}/", {"reasons": "ok <b>"})
    assert refused.status_code == 422
    html = refused.content.decode()
    assert 'aria-invalid="true"' in html
    assert "ok &lt;b&gt;" in html
    assert "minst 10 tegn" in html


def test_a_finding_by_name_alone_waits_for_a_choice_and_is_then_left_out(world: World, siv: Client, case: UUID) -> None:
    find(world, case, record("Nina Vik", "A"), record("Nina Viken"))
    inside = siv.post(f"/henvendelser/{case}/opne/")
    assert "1 rad går ut i svaret. Ett funn kan gjelde en annen." in page(inside)
    assert "Nina Viken" in page(inside)
    chosen = siv.post(f"/henvendelser/{case}/kilde/{search_of(world, case)}/", {})
    assert "Valget er lagret." in page(chosen)
    assert "1 rad går ut i svaret." in page(chosen)
    assert "kan gjelde en annen. Velg" not in page(chosen)


def test_a_finding_in_doubt_says_how_it_was_reached_and_what_that_means(world: World, siv: Client, case: UUID) -> None:
    found = {**record("Nina Viken", "B"), "path": ["email", "kunder", "phone", "pakker"]}
    find(world, case, found)
    said = page(siv.post(f"/henvendelser/{case}/opne/"))
    assert "Slik kom vi hit: e-postadresse → kunder → telefonnummer → pakker" in said
    assert "En familie kan dele dem." in said


def test_a_finding_is_taken_with_by_its_number(world: World, siv: Client, case: UUID) -> None:
    find(world, case, record("Nina Vik", "A"), record("Nina Viken"), record("Nina Vik", "B"))
    chosen = siv.post(f"/henvendelser/{case}/kilde/{search_of(world, case)}/", {"included": ["2"]})
    assert "2 rader går ut i svaret." in page(chosen)


def test_a_number_that_must_wait_for_a_surer_identity_is_not_shown_in_doubt_either(
    world: World, siv: Client, case: UUID
) -> None:
    find(world, case, record("Nina Viken", "C", "01017012345"), record("Nina Vik", "A", "02027012345"))
    html = siv.post(f"/henvendelser/{case}/opne/").content.decode()
    assert "01017012345" not in html
    assert "02027012345" not in html
    assert "Holdes tilbake" in html


def test_approving_sends_the_answer_and_leaves_the_case(world: World, siv: Client, case: UUID) -> None:
    find(world, case, record("Nina Vik", "A"))
    assert siv.post(f"/henvendelser/{case}/godkjenn/")["Location"] == f"/henvendelser/{case}/"
    assert "en lenke er sendt" in page(siv.get(f"/henvendelser/{case}/"))
    again = siv.post(f"/henvendelser/{case}/godkjenn/")
    assert again.status_code == 422
    assert "allerede besvart" in page(again)


def test_refusing_asks_for_a_ground_and_reasons_and_opens_where_it_went_wrong(siv: Client, case: UUID) -> None:
    ground = grounds_against(Right.ACCESS)[0].id
    short = siv.post(f"/henvendelser/{case}/avsla/", {"ground": ground, "reasons": "nei"})
    assert short.status_code == 422
    assert "<details open><summary>Avslå" in short.content.decode()
    assert f'value="{ground}" selected' in short.content.decode()
    wrong = {"ground": ground, "reasons": "Samme spørsmål som sist.", "until_on": "i morgen"}
    bad_date = siv.post(f"/henvendelser/{case}/avsla/", wrong)
    assert "åååå-mm-dd, for eksempel" in page(bad_date)
    assert 'value="i morgen" aria-invalid="true"' in bad_date.content.decode()
    done = siv.post(f"/henvendelser/{case}/avsla/", {**wrong, "until_on": ""})
    assert done.status_code == 302
    assert "Avslått" in page(siv.get("/henvendelser/"))


@pytest.mark.parametrize("level", ["", "9", "høyt"])
def test_a_level_that_is_none_of_ours_is_refused_and_named(siv: Client, case: UUID, level: str) -> None:
    refused = siv.post(f"/henvendelser/{case}/identitet/", {"level": level, "how": "Møtte opp med pass."})
    assert refused.status_code == 422
    assert "fra listen" in page(refused)


def test_a_right_that_a_person_carries_out_is_answered_with_what_was_done(world: World, siv: Client) -> None:
    erasure = ask(world, "A17")
    inside = siv.post(f"/henvendelser/{erasure}/opne/")
    assert "Nina ber om sletting" in page(inside)
    assert "/godkjenn/" not in inside.content.decode()
    with behind_wall({world.oslo}):
        Case.objects.filter(id=erasure).update(identified_at=world.now)
    unsaid = siv.post(f"/henvendelser/{erasure}/brev/", {"words": "ok"})
    assert unsaid.status_code == 422
    assert "minst 10 tegn" in page(unsaid)
    assert siv.post(f"/henvendelser/{erasure}/brev/", {"words": "Vi har slettet kundekortet ditt."}).status_code == 302
    assert "Besvart" in page(siv.get("/henvendelser/"))


def test_a_closed_case_offers_no_decisions(world: World, siv: Client, case: UUID) -> None:
    find(world, case, record("Nina Vik", "A"), record("Nina Viken"))
    with behind_wall({world.oslo}):
        Case.objects.filter(id=case).update(state=Case.State.ANSWERED, answered_at=world.now)
    html = siv.post(f"/henvendelser/{case}/opne/").content.decode()
    assert re.findall(r'<form method="post" action="([^"]+)"', html) == [f"/henvendelser/{case}/igjen/"]
    assert "Ikke tatt med." in html


# ------------------------------------------------------------------------------------------------- all of the pages

PAGES = ("/", "/henvendelser/", "/register/", "/erklaring/", "/kilder/", "/konto/", "/konto/faktor/")


@pytest.mark.parametrize("address", PAGES)
def test_no_address_or_link_of_a_page_tells_who_somebody_is(
    registered: World, siv: Client, case: UUID, address: str
) -> None:
    links = re.findall(r'(?:href|action|src)="([^"]*)"', siv.get(address).content.decode())
    links += re.findall(r'(?:href|action|src)="([^"]*)"', siv.post(f"/henvendelser/{case}/opne/").content.decode())
    assert links
    assert not [link for link in links if re.search(r"nina|vik|siv|@|example", link, re.IGNORECASE)]


@pytest.mark.parametrize("address", [*PAGES, "/finnes-ikke/"])
def test_a_page_has_one_heading_a_title_a_language_and_no_script(
    registered: World, siv: Client, case: UUID, address: str
) -> None:
    response = siv.get(address)
    html = response.content.decode()
    assert html.count("<h1") == 1
    assert re.search(r"<title>[^<–]{3,}", html)
    assert '<html lang="nb"' in html
    assert "<script" not in html
    assert "style=" not in html
    assert "script-src" not in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/", "/henvendelser/", "/kilder/", "/register/"])
def test_a_list_asks_the_database_no_more_for_fifty_cases_than_for_one(
    registered: World, siv: Client, case: UUID, address: str
) -> None:
    siv.get(address)
    few = statements(siv, address)
    for _ in range(49):
        ask(registered, "A15")
    assert statements(siv, address) == few
    assert few <= 25


def statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connections["default"]) as data, CaptureQueriesContext(connections["keys"]) as keys:
        assert client.get(address).status_code == 200
    return len(data) + len(keys)
