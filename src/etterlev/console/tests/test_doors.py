"""Who may enter where: every address, for everybody who could ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from etterlev.access import actions as access
from etterlev.access.models import RoleGrant, User
from etterlev.console.tests.conftest import SignIn, search_of
from etterlev.console.urls import urlpatterns
from etterlev.controllers.actors import Role
from tests.cast import World

FORM = "application/x-www-form-urlencoded"
# Who asks: each role in Oslo, where everything asked for is, and a group lead everywhere; a privacy contact of another
# department, an account without a role, and somebody who is not signed in.
ASKERS = ("contact", "lead", "accountant", "editor", "operator", "auditor", "elsewhere", "none", "stranger")


SOURCE_DOORS = ("source", "describe_source", "confirm_map", "import_map", "choose_link", "name_owner")


@dataclass(frozen=True)
class Door:
    """One address and who gets which answer; everybody else gets 403, and a stranger is sent to sign in."""

    name: str
    method: str
    opens: dict[str, int]
    body: str = ""

    def expected(self, asker: str) -> int:
        return self.opens.get(asker, 302 if asker == "stranger" else 403)


def to(status: int, *askers: str, **others: int) -> dict[str, int]:
    """These get one status; others as they are named."""
    return {**dict.fromkeys(askers, status), **others}


ALL = ("contact", "lead", "accountant", "editor", "operator", "auditor", "elsewhere")
# 422 is inside the door: the form is refused for what stands in it, and says so.
DECISIONS = to(422, "contact", "lead", elsewhere=404)
SIGNED_IN = to(200, *ALL, "none")

DOORS = (
    Door("today", "GET", to(200, *ALL)),
    Door("cases", "GET", to(200, "contact", "lead", "auditor", "elsewhere")),
    Door("new_case", "GET", to(200, "contact", "lead", "elsewhere")),
    Door("staff_case", "GET", to(200, "contact", "lead", "auditor", elsewhere=404)),
    Door("open_case", "POST", to(200, "contact", "lead", elsewhere=404)),
    Door("approve_case", "POST", DECISIONS),
    Door("refuse_case", "POST", DECISIONS),
    Door("reply_case", "POST", DECISIONS),
    Door("extend_case", "POST", DECISIONS),
    Door("vouch_case", "POST", DECISIONS),
    Door("ask_person", "POST", DECISIONS),
    Door("register_answer", "POST", DECISIONS),
    Door("move_case", "POST", DECISIONS),
    Door("ask_others", "POST", DECISIONS),
    Door("split_case", "POST", DECISIONS),
    Door("join_case", "POST", DECISIONS),
    Door("forward_case", "POST", DECISIONS),
    Door("reopen_case", "POST", DECISIONS),
    Door("case_search", "POST", DECISIONS, body="reasons="),
    Door("case_others", "POST", to(200, "contact", "lead", elsewhere=404)),
    Door("take_in_arrival", "POST", to(422, "contact", "lead", "elsewhere")),
    Door("open_arrival", "POST", to(404, "contact", "lead", "elsewhere")),
    Door("dismiss_arrival", "POST", to(404, "contact", "lead", "elsewhere")),
    Door("original", "POST", to(404, "contact", "lead", "elsewhere")),
    Door("ask_instead", "POST", DECISIONS),
    Door("ask_again", "POST", DECISIONS),
    Door("answer_for", "POST", DECISIONS),
    Door("task_file", "POST", to(410, "contact", "lead", elsewhere=404)),
    Door("closings", "GET", to(200, "contact", "lead", "auditor", "elsewhere")),
    Door("new_closing", "POST", to(422, "contact", "lead", "elsewhere")),
    Door("closing", "GET", to(404, "contact", "lead", "auditor", "elsewhere")),
    Door("open_closing", "POST", to(404, "contact", "lead", "elsewhere")),
    Door("settle_line", "POST", to(404, "contact", "lead", "elsewhere")),
    Door("finish_closing", "POST", to(404, "contact", "lead", "elsewhere")),
    Door("register", "GET", to(200, "contact", "lead", "accountant", "editor", "auditor", "elsewhere")),
    Door("activity", "GET", to(200, "contact", "lead", "accountant", "editor", "auditor", elsewhere=404)),
    Door("agreements", "GET", to(200, "contact", "lead", "accountant", "editor", "auditor", "elsewhere")),
    Door("agreement", "GET", to(404, "contact", "lead", "elsewhere")),
    Door("new_agreement", "GET", to(200, "contact", "lead", elsewhere=404)),
    Door("record", "GET", to(200, "contact", "lead", "accountant", "editor", "auditor", elsewhere=404)),
    Door("record_file", "GET", to(200, "contact", "lead", "accountant", "editor", "auditor", elsewhere=404)),
    Door("new_activity", "GET", to(200, "contact", "lead", elsewhere=404)),
    Door("change_activity", "GET", to(200, "contact", "lead", elsewhere=404)),
    Door("end_activity", "POST", to(422, "contact", "lead", elsewhere=404)),
    Door("register_draft", "GET", to(200, "contact", "lead", "editor", "elsewhere")),
    Door("make_draft", "POST", to(422, "contact", "lead", "editor", "elsewhere")),
    Door("draft_row", "GET", to(404, "contact", "lead", "editor", "elsewhere")),
    Door("settle_row", "POST", to(404, "contact", "lead", "editor", "elsewhere")),
    Door("take_draft", "POST", to(422, "contact", "lead", "editor", "elsewhere")),
    Door("staff_statement", "GET", to(200, "contact", "lead", "editor", "auditor", "elsewhere")),
    Door("publish", "POST", to(422, "contact", "lead", "editor", "elsewhere")),
    Door("preview_statement", "GET", to(200, "contact", "lead", "editor", "auditor", "elsewhere")),
    Door("embed_statement", "GET", to(200, "contact", "lead", "editor", "auditor", "elsewhere")),
    Door("check_promise", "POST", to(302, "contact", "lead", "editor", "elsewhere")),
    Door("suppliers", "GET", to(200, "contact", "lead", "editor", "auditor", "elsewhere")),
    Door("follow_supplier", "POST", to(422, "contact", "lead", "editor", "elsewhere")),
    Door("supplier", "GET", to(404, "contact", "lead", "editor", "auditor", "elsewhere")),
    Door("read_supplier", "POST", to(404, "contact", "lead", "editor", "elsewhere")),
    Door("decide_on_supplier", "POST", to(404, "contact", "lead", "editor", "elsewhere")),
    Door("answer_promise", "POST", to(422, "contact", "lead", "editor", "elsewhere")),
    Door("staff", "GET", to(200, "lead")),
    Door("staff_invite", "POST", to(422, "lead")),
    Door("staff_end", "POST", to(404, "lead")),
    Door("staff_link", "POST", to(404, "lead")),
    Door("sources", "GET", to(200, "contact", "lead", "operator", "auditor", "elsewhere")),
    Door("source", "GET", to(200, "contact", "lead", "operator", "auditor", elsewhere=404)),
    Door("import_map", "POST", to(400, "contact", "lead", "operator", elsewhere=404)),
    Door("choose_link", "POST", to(400, "contact", "lead", "operator", elsewhere=404)),
    Door("describe_source", "POST", to(400, "contact", "lead", "operator", elsewhere=404)),
    Door("confirm_map", "POST", to(400, "contact", "lead", "operator", elsewhere=404)),
    Door("name_owner", "POST", to(400, "contact", "lead", "operator", elsewhere=404)),
    Door("account", "GET", SIGNED_IN),
    Door("choose_language", "POST", to(302, *ALL, "none"), body="language=nn"),
    Door("new_calendar", "POST", SIGNED_IN),
    Door("stand_in", "POST", to(422, *ALL, "none")),
    Door("calendar", "GET", to(404, *ASKERS)),
    Door("choose_password", "GET", to(410, *ASKERS)),
    Door("account_login", "GET", to(302, *ALL, "none", stranger=200)),
    Door("account_logout", "GET", SIGNED_IN),
    Door("mfa_authenticate", "GET", to(302, *ALL, "none")),
    Door("account_reauthenticate", "GET", SIGNED_IN),
    Door("mfa_reauthenticate", "GET", to(302, *ALL, "none")),
    Door("mfa_index", "GET", SIGNED_IN),
    Door("mfa_activate_totp", "GET", to(302, *ALL, "none")),
    Door("mfa_deactivate_totp", "GET", to(404, *ALL, "none")),
    Door("mfa_view_recovery_codes", "GET", to(404, *ALL, "none")),
    Door("mfa_generate_recovery_codes", "GET", to(302, *ALL, "none")),
    Door("mfa_download_recovery_codes", "GET", to(404, *ALL, "none")),
)


@pytest.fixture
def askers(registered: World, signed_in: SignIn, surface: Any) -> dict[str, Client]:
    """Everybody, signed in where they can be."""
    oslo, everywhere = registered.oslo, (registered.group, registered.oslo, registered.bergen)
    return {
        "contact": signed_in(Role.PRIVACY_CONTACT, oslo),
        "lead": signed_in(Role.GROUP_LEAD, *everywhere),
        "accountant": signed_in(Role.ACCOUNTANT, oslo),
        "editor": signed_in(Role.WEB_EDITOR, oslo),
        "operator": signed_in(Role.OPERATOR, oslo),
        "auditor": signed_in(Role.AUDITOR, oslo),
        "elsewhere": signed_in(Role.PRIVACY_CONTACT, registered.bergen),
        "none": signed_in(None),
        "stranger": Client(raise_request_exception=False),
    }


@pytest.fixture
def things(world: World, case: UUID, archive: UUID) -> dict[str, dict[str, object]]:
    """What the addresses are about: all of it in Oslo."""
    search = search_of(world, case)
    about_case = (
        *("staff_case", "open_case", "approve_case", "reply_case", "refuse_case", "extend_case", "vouch_case"),
        *("ask_person", "register_answer", "move_case", "ask_others", "split_case", "join_case", "forward_case"),
        *("reopen_case", "case_others"),
    )
    return {
        **{name: {"case_id": case} for name in about_case},
        "calendar": {"secret": "gjetning"},
        **{name: {"arrival_id": uuid4()} for name in ("open_arrival", "dismiss_arrival")},
        "original": {"case_id": case, "arrival_id": uuid4()},
        "case_search": {"case_id": case, "search_id": search},
        "ask_instead": {"case_id": case, "search_id": search},
        **{name: {"case_id": case, "task_id": uuid4()} for name in ("ask_again", "answer_for")},
        "task_file": {"case_id": case, "file_id": uuid4()},
        **{
            name: {"controller": "oslo", "code": "kundeforhold"}
            for name in ("activity", "change_activity", "end_activity")
        },
        **{name: {"controller": "oslo"} for name in ("new_activity", "new_agreement", "record")},
        "agreement": {"agreement_id": uuid4()},
        "record_file": {"controller": "oslo", "name": "behandlingsansvarlig"},
        "answer_promise": {"code": "S4-isolation"},
        "check_promise": {"code": "S4-isolation"},
        **{name: {"supplier_id": uuid4()} for name in ("supplier", "read_supplier")},
        **{name: {"draft_id": uuid4(), "number": 0} for name in ("draft_row", "settle_row")},
        "take_draft": {"draft_id": uuid4()},
        **{name: {"closing_id": uuid4()} for name in ("closing", "open_closing", "finish_closing")},
        "settle_line": {"closing_id": uuid4(), "code": "access"},
        "decide_on_supplier": {"version_id": uuid4()},
        **{name: {"source_id": archive} for name in SOURCE_DOORS},
        **{name: {"user_id": uuid4()} for name in ("staff_end", "staff_link")},
        "choose_password": {"secret": "no-such-invitation"},
    }


@pytest.mark.parametrize("door", DOORS, ids=lambda door: f"{door.method} {door.name}")
def test_the_door_answers_everybody_as_the_table_says(
    door: Door, askers: dict[str, Client], things: dict[str, dict[str, object]]
) -> None:
    address = reverse(door.name, urlconf="etterlev.project.urls.console", kwargs=things.get(door.name, {}))
    # Nobody's look may change what the next one finds, so decisions are sent empty.
    got = {asker: askers[asker].generic(door.method, address, door.body, FORM).status_code for asker in ASKERS}
    assert got == {asker: door.expected(asker) for asker in ASKERS}


def test_the_table_has_every_address_of_the_console() -> None:
    names = {each.name for each in urlpatterns if isinstance(each, URLPattern)}
    assert names == {door.name for door in DOORS}


def test_a_stranger_is_sent_to_sign_in_and_told_nothing_else(
    askers: dict[str, Client], things: dict[str, dict[str, object]]
) -> None:
    there = reverse("staff_case", urlconf="etterlev.project.urls.console", kwargs=things["staff_case"])
    nowhere = there.replace("-", "0")
    for address in (there, "/henvendelser/", "/konto/"):
        assert askers["stranger"].get(address)["Location"] == f"/sign-in/?next={address}"
    assert askers["stranger"].get(nowhere).status_code == 404


@pytest.mark.parametrize(
    ("asker", "led_to"),
    [
        ("contact", {"/", "/henvendelser/", "/register/", "/erklaring/", "/kilder/", "/konto/"}),
        ("accountant", {"/", "/register/", "/konto/"}),
        ("editor", {"/", "/register/", "/erklaring/", "/konto/"}),
        ("operator", {"/", "/kilder/", "/konto/"}),
        ("auditor", {"/", "/henvendelser/", "/register/", "/erklaring/", "/kilder/", "/konto/"}),
        ("none", {"/konto/"}),
    ],
)
def test_the_menu_leads_only_to_where_one_may_go(askers: dict[str, Client], asker: str, led_to: set[str]) -> None:
    page = askers[asker].get("/konto/").content.decode()
    menu = page.partition("<nav")[2].partition("</nav>")[0]
    assert {part.split('"')[0] for part in menu.split('href="')[1:]} == led_to
    assert all(askers[asker].get(address).status_code == 200 for address in led_to)


def test_a_role_in_one_department_opens_nothing_in_another(
    world: World, askers: dict[str, Client], case: UUID, account: Any
) -> None:
    """An accountant in Oslo who is privacy contact in Bergen sees Bergen's cases, and not Oslo's."""
    both = account(Role.ACCOUNTANT, world.oslo)
    access.grant(both.id, world.bergen, Role.PRIVACY_CONTACT, by=world.operator, now=world.now)
    client = Client(raise_request_exception=False)
    client.force_login(both, backend="etterlev.console.sign_in.StaffBackend")
    assert client.get(f"/henvendelser/{case}/").status_code == 404
    assert "HV-" not in client.get("/henvendelser/").content.decode()
    assert "HV-" not in client.get("/").content.decode()
    assert client.get("/register/").content.decode().count("<h2>") == 2


def test_a_role_that_has_ended_opens_nothing(world: World, siv: Client, case: UUID) -> None:
    assert siv.get(f"/henvendelser/{case}/").status_code == 200
    user = siv.session["_auth_user_id"]
    yesterday = world.now.date() - timedelta(days=1)
    RoleGrant.objects.filter(user_id=user).update(from_on=yesterday, to_on=yesterday)
    refused = siv.get(f"/henvendelser/{case}/")
    assert refused.status_code == 403
    assert "ingen rolle" in refused.content.decode()


def test_an_account_that_is_closed_is_signed_out_at_once(siv: Client) -> None:
    User.objects.filter(id=siv.session["_auth_user_id"]).update(is_active=False)
    assert siv.get("/")["Location"] == "/sign-in/?next=/"
