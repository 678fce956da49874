"""Many departments on one desk: counted right, the most urgent first, and nobody sees another's."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from etterlev.console.tests.conftest import SignIn, page
from etterlev.controllers.actors import Reason, Role
from etterlev.database.wall import behind_wall
from etterlev.requests import desk_queries
from etterlev.requests.actions import pause
from etterlev.requests.models import Case
from etterlev.sources import actions as sources
from etterlev.sources.tests.sql_engines import sqlite_database
from etterlev.vault.fields import prepare
from tests.cast import World


def open_case(world: World, controller: UUID, number: int, received_at: datetime) -> UUID:
    """One case of a department, received then."""
    row = Case(
        controller_id=controller,
        department_slug="oslo" if controller == world.oslo else "bergen",
        reference=f"HV-2026-{number:03}",
        form_key=uuid4(),
        right="A15",
        door="portal",
        language="nb",
        state=Case.State.REVIEW,
        received_at=received_at,
        identified_at=received_at,
        email="nina@example.no",
        name="Nina Vik",
        message="",
        link_digest=number.to_bytes(32, "big"),
    )
    with behind_wall({controller}):
        prepare([row])
        row.save(force_insert=True)
    return row.id


@pytest.fixture
def busy(registered: World) -> World:
    """Oslo has one late and one this week; Bergen has one with time."""
    for number, (where, days) in enumerate(((registered.oslo, 40), (registered.oslo, 26), (registered.bergen, 2)), 1):
        open_case(registered, where, number, registered.now - timedelta(days=days))
    return registered


def test_each_department_is_counted_and_the_late_one_stands_first(busy: World) -> None:
    desk = desk_queries.desk(busy.operator.scope(Reason.CASE), busy.now)
    assert [case.reference for case in desk.cases] == ["HV-2026-001", "HV-2026-002", "HV-2026-003"]
    assert (desk.open, desk.late, desk.this_week) == (3, 1, 1)
    first = desk.departments[0]
    assert (first.id, first.open, first.late, first.this_week) == (busy.oslo, 2, 1, 1)


def test_a_question_that_waits_makes_nobody_late(busy: World) -> None:
    with behind_wall({busy.oslo}):
        case = Case.objects.get(reference="HV-2026-002").id
    pause.ask(case, "identity", "Hvilken adresse bodde du på?", by=busy.siv, now=busy.now)
    later = desk_queries.desk(busy.operator.scope(Reason.CASE), busy.now + timedelta(days=20))
    assert {each.reference for each in later.cases if each.clock.is_late} == {"HV-2026-001"}


def test_what_does_not_fit_is_counted_and_found_under_its_department(busy: World, signed_in: SignIn) -> None:
    desk = desk_queries.desk(busy.operator.scope(Reason.CASE), busy.now, 1)
    assert (len(desk.cases), desk.more) == (1, 2)
    lead = signed_in(Role.GROUP_LEAD, busy.group, busy.oslo, busy.bergen)
    assert "Fjordtall Bergen AS" in page(lead.get("/"))
    said = page(lead.get(f"/henvendelser/?avdeling={busy.bergen}"))
    assert "HV-2026-003" in said
    assert "HV-2026-001" not in said


def test_another_departments_id_in_the_address_opens_nothing(busy: World, signed_in: SignIn) -> None:
    siv = signed_in(Role.PRIVACY_CONTACT, busy.oslo)
    said = page(siv.get(f"/henvendelser/?avdeling={busy.bergen}"))
    assert "HV-2026-003" not in said
    assert "HV-2026-001" in said


def test_no_question_is_asked_per_case(busy: World) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as several:
            desk_queries.desk(busy.operator.scope(Reason.CASE), busy.now)
        return len(several)

    few = asked()
    for number in range(10, 40):
        open_case(busy, busy.oslo, number, busy.now - timedelta(days=3))
    assert asked() == few


def test_a_source_that_has_changed_stands_on_the_first_page_and_says_what(
    registered: World, siv: Client, signed_in: SignIn, tmp_path: Path
) -> None:
    made = sqlite_database(tmp_path, "create table kunde(id integer primary key, epost text)")
    at: Any = {"by": registered.operator, "now": registered.now}
    reach = {"address": made.address}
    source = sources.add(registered.oslo, slug="crm", name="CRM i Oslo", kind="sql", reach=reach, **at)
    sources.confirm(source, sources.describe(source, **at).fingerprint, **at)
    assert "CRM i Oslo" not in page(siv.get("/"))
    made.run("alter table kunde add column fodselsnummer text")
    sources.describe(source, by=registered.operator, now=registered.now + timedelta(hours=1))
    first = page(siv.get("/"))
    assert "CRM i Oslo : sett" in first
    assert "Nytt: 1, borte: 0, endret: 0." in first
    assert "kunde.fodselsnummer" in page(siv.get(f"/kilder/{source}/"))
    assert "CRM i Oslo" not in page(signed_in(Role.PRIVACY_CONTACT, registered.bergen).get("/"))


def test_the_map_is_talked_about_on_the_page_of_its_source(registered: World, siv: Client, tmp_path: Path) -> None:
    rows = "".join(f"insert into kunde values ({n * 7}); insert into ordre values ({n}, {n * 7});" for n in range(9))
    tables = "create table kunde(id integer primary key); create table ordre(id integer primary key, kunde_id integer);"
    made = sqlite_database(tmp_path, tables + rows)
    at: Any = {"by": registered.operator, "now": registered.now}
    reach = {"address": made.address}
    source = sources.add(registered.oslo, slug="crm", name="CRM", kind="sql", reach=reach, **at)
    sources.describe(source, **at)
    place = f"/kilder/{source}/"
    before = page(siv.get(place))
    assert "9 av 9 verdier finnes igjen; følges, ikke avgjort av noen" in before
    answered = siv.post(f"{place}vei/", {"link": "ordre.kunde_id kunde.id", "follow": "no"})
    assert answered.status_code == 302
    assert "9 av 9 verdier finnes igjen; følges ikke" in page(siv.get(place))
    dataset = "dataset: {collections: [{name: kunde, fields: [{name: id, data_categories: [user.social]}]}]}"
    said = page(siv.post(f"{place}fides/", {"file": SimpleUploadedFile("crm.yml", dataset.encode())}))
    assert "kunde.id: user.social (vi har ikke ord for dette)" in said
    assert "Kartet er et forslag." in said
    assert siv.post(f"{place}fides/", {"file": SimpleUploadedFile("x.yml", b"hei")}).status_code == 400
