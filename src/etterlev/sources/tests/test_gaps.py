"""A source that cannot be searched stays in the answer as a gap with a name, until a person has signed for it."""

from __future__ import annotations

import socket
import time
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from etterlev.database.wall import behind_wall
from etterlev.requests.actions import decide, identify, receive
from etterlev.requests.actions import search as searches
from etterlev.requests.actions.receive import Intake
from etterlev.requests.errors import GapNotSigned
from etterlev.requests.models import Case, Search
from etterlev.requests.rules import Level
from etterlev.sources import actions, queries
from etterlev.sources.contract import CoverageState, MappedUnit, SourceMap, Subject
from etterlev.sources.errors import (
    BadAddress,
    FileUnreadable,
    MapNotConfirmed,
    NotSearchedByProgram,
    SourceUnreachable,
    UnknownKind,
)
from etterlev.sources.kinds import KINDS, open_source
from etterlev.sources.manual import ManualSource
from etterlev.sources.models import SourceRow
from etterlev.sources.saft import SaftSource
from etterlev.sources.sql import SqlSource, session
from etterlev.sources.tests.contract_suite import Gap, GapContract, look
from etterlev.sources.tests.sql_engines import asked, postgresql_database, sqlite_database
from tests.cast import NINA_EMAIL, World
from tests.postgres import Server

UNITS = ("person", "invoice")
NINA = asked(email="nina@example.no")


def units(*names: str) -> SourceMap:
    return SourceMap(tuple(MappedUnit(name, {}, {}, (), is_entry=False) for name in names), (), "sha256:0")


class TestManual(GapContract):
    """Nothing is known of it: it is one unit, everything."""

    @pytest.fixture
    def gap(self) -> Gap:
        return Gap(open_source("manual", {}), units(), ("alt",), CoverageState.SKIPPED, NotSearchedByProgram)


class TestManualWithPlaces(GapContract):
    """Somebody has written down where to look."""

    @pytest.fixture
    def gap(self) -> Gap:
        skipped = CoverageState.SKIPPED
        return Gap(ManualSource(), units("kjeller", "loft"), ("kjeller", "loft"), skipped, NotSearchedByProgram)


class TestNoFile(GapContract):
    @pytest.fixture
    def gap(self, tmp_path: Path) -> Gap:
        source = SaftSource(tmp_path / "finnes ikke.xml")
        return Gap(source, units(*UNITS), UNITS, CoverageState.UNREADABLE, FileUnreadable)


class TestNoDatabaseFile(GapContract):
    @pytest.fixture
    def gap(self, tmp_path: Path) -> Gap:
        source = SqlSource(f"sqlite:///{tmp_path}/none.db")
        return Gap(source, units(*UNITS), UNITS, CoverageState.UNREADABLE, SourceUnreachable)


class TestNobodyListens(GapContract):
    """The host is there, and no database on it."""

    @pytest.fixture
    def gap(self) -> Gap:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        source = SqlSource(f"postgresql://etterlev:secret@127.0.0.1:{port}/crm")
        return Gap(source, units(*UNITS), UNITS, CoverageState.UNREADABLE, SourceUnreachable)


class TestNoSuchHost(GapContract):
    @pytest.fixture
    def gap(self) -> Gap:
        source = SqlSource("postgresql://etterlev@nowhere.invalid/crm")
        return Gap(source, units(*UNITS), UNITS, CoverageState.UNREADABLE, SourceUnreachable)


class TestNoSuchUser(GapContract):
    @pytest.fixture
    def gap(self, server: Server) -> Gap:
        source = SqlSource(server.url(user="nobody's"))
        return Gap(source, units(*UNITS), UNITS, CoverageState.UNREADABLE, SourceUnreachable)


def test_a_host_that_takes_the_call_and_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "ANSWERS_WITHIN_SECONDS", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        source = SqlSource(f"postgresql://etterlev@127.0.0.1:{silent.getsockname()[1]}/crm")
        began = time.monotonic()
        _, _, coverage = look(source, units(*UNITS), [NINA])
        assert time.monotonic() - began < 20
    assert {each.reason for each in coverage} == {SourceUnreachable.__name__}


def test_somebody_else_s_lock_is_not_waited_for_all_night(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    made = postgresql_database(
        server,
        """create table person(id integer primary key, email text);
        create table note(id integer primary key, person_id integer references person(id));
        insert into person values (1, 'nina@example.no')""",
        "locked",
    )
    confirmed = made.map(person="email", note="")
    monkeypatch.setattr(session, "LOCKED_AT_MOST_SECONDS", 1)
    with psycopg.connect(made.address) as other:
        other.execute("lock table note in access exclusive mode")
        findings, _, coverage = look(made.source, confirmed, [NINA])
    assert [finding.unit for finding in findings] == ["person"]
    assert [(str(each.state), each.reason) for each in coverage] == [
        ("searched", ""),
        ("unreadable", "TableUnreadable"),
    ]


class TestAskedFor:
    """The same as whoever searches sees it."""

    def test_a_source_for_people_is_a_gap_with_a_name(self, world: World) -> None:
        by, now = world.operator, world.now
        source = actions.add(world.oslo, slug="arkiv", name="Arkiv", kind="manual", reach={}, by=by, now=now)
        answer = actions.search(source, [NINA], by=by)
        assert not answer.is_complete
        assert [(c.unit, str(c.state), c.reason) for c in answer.coverage] == [
            ("alt", "skipped", "NotSearchedByProgram")
        ]
        with pytest.raises(NotSearchedByProgram):
            actions.describe(source, by=by, now=now)
        with behind_wall({world.oslo}):
            assert queries.map_in_force(source) is None

    def test_a_map_nobody_confirmed_is_a_gap(self, world: World, tmp_path: Path) -> None:
        by, now = world.operator, world.now
        reach = {"address": sqlite_database(tmp_path, "create table person(id integer primary key);").address}
        source = actions.add(world.oslo, slug="crm", name="CRM", kind="sql", reach=reach, by=by, now=now)
        actions.describe(source, by=by, now=now)
        answer = actions.search(source, [NINA], by=by)
        assert [each.reason for each in answer.coverage] == [MapNotConfirmed.__name__]
        assert not answer.is_complete

    def test_an_address_whose_driver_is_gone_is_a_gap_and_no_crash(self, world: World) -> None:
        by, now = world.operator, world.now
        reach = {"address": "gone://x"}
        source = actions.add(world.oslo, slug="crm", name="CRM", kind="manual", reach=reach, by=by, now=now)
        with behind_wall({world.oslo}):
            SourceRow.objects.filter(id=source).update(kind="sql")
        answer = actions.search(source, [NINA], by=by)
        assert [each.reason for each in answer.coverage] == [BadAddress.__name__]
        assert not answer.is_complete

    @pytest.mark.parametrize(
        ("kind", "address"),
        [("sql", ""), ("sql", "nosuch://host/x"), ("sql", "/srv/crm.db"), ("sql", "sqlite://"), ("saft", "")],
    )
    def test_an_address_that_cannot_be_used_is_not_stored(self, world: World, kind: str, address: str) -> None:
        with pytest.raises(BadAddress):
            actions.add(
                world.oslo, slug="x", name="X", kind=kind, reach={"address": address}, by=world.operator, now=world.now
            )
        with behind_wall({world.oslo}):
            assert not SourceRow.objects.filter(slug="x").exists()

    def test_a_kind_nobody_knows_is_not_stored(self, world: World) -> None:
        with pytest.raises(UnknownKind) as refused:
            actions.add(world.oslo, slug="x", name="X", kind="fax", reach={}, by=world.operator, now=world.now)
        assert all(kind in refused.value.sentence("nb") for kind in KINDS)

    def test_an_answer_about_no_unit_is_not_complete(self) -> None:
        assert not actions.Answer((), (), {}).is_complete

    def test_nobody_is_found_where_nobody_has_looked(self, world: World) -> None:
        by, now = world.operator, world.now
        source = actions.add(world.oslo, slug="arkiv", name="Arkiv", kind="manual", reach={}, by=by, now=now)
        assert actions.search(source, [Subject("0", ())], by=by).records == ()

    def test_it_stays_a_gap_until_a_person_signs_and_then_it_is_in_the_answer(self, world: World) -> None:
        by, now = world.operator, world.now
        actions.add(world.oslo, slug="arkiv", name="Papirarkivet", kind="manual", reach={}, by=by, now=now)
        key = uuid4()
        intake = Intake(world.oslo, "oslo", "A15", "nb", NINA_EMAIL, "Nina Vik", "Hva har dere om meg?", key)
        receive.receive(intake, by=world.mallory, now=now)
        with behind_wall({world.oslo}):
            case = Case.objects.get(form_key=key).id
        identify.vouch(case, Level.ADDRESS, "Ringte på kjent nummer.", by=world.siv, now=now)
        with behind_wall({world.oslo}):
            search = Search.objects.get(case_id=case).id
        # However often it is searched, by a program.
        for _ in range(2):
            searches.search(search, by=by, now=now)
        with pytest.raises(GapNotSigned) as refused:
            decide.approve(case, by=world.siv, now=now)
        assert "Papirarkivet" in refused.value.sentence("nb")
        decide.sign_gap(search, "Lette i arkivet, mappe for mappe.", by=world.siv, now=now)
        decide.approve(case, by=world.siv, now=now)
        with behind_wall({world.oslo}):
            assert Search.objects.get(id=search).state == Search.State.SIGNED
