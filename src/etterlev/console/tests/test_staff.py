"""A group lead lets people in and out, and nobody else does."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from etterlev.access import actions, queries
from etterlev.access.models import User
from etterlev.console.tests.conftest import SignIn, page
from etterlev.controllers.actors import Role
from etterlev.controllers.errors import RoleMissing
from etterlev.controllers.queries import controller_ids
from etterlev.database.wall import behind_wall
from etterlev.letters.models import Letter
from etterlev.vault.fields import reveal
from tests.cast import World

NEW = {"name": "Eva Lie", "email": "eva.lie@fjordtall.example", "controller": "oslo", "role": "privacy_contact"}


@pytest.fixture
def lead(registered: World, signed_in: SignIn) -> Client:
    return signed_in(Role.GROUP_LEAD, *controller_ids())


def letters() -> list[Letter]:
    with behind_wall(controller_ids()):
        return reveal(Letter.objects.filter(kind="invitation").order_by("queued_at", "id"))


def account(email: str) -> User:
    found = queries.by_email(email)
    assert found is not None
    return found


def test_whoever_is_invited_gets_the_link_chooses_a_password_and_has_the_role(world: World, lead: Client) -> None:
    assert lead.post("/ansatte/inviter/", NEW).status_code == 302
    assert "Eva Lie" in page(lead.get("/ansatte/"))
    (letter,) = letters()
    assert letter.to == NEW["email"]
    link = re.search(r"/velg-passord/[^/]+/", letter.body or "")
    assert link is not None
    assert Client().get(link[0]).status_code == 200
    roles = queries.card(account(NEW["email"]), world.now.date()).roles
    assert roles == {world.oslo: frozenset({Role.PRIVACY_CONTACT})}


def test_a_role_in_the_whole_group_holds_everywhere(world: World, lead: Client) -> None:
    lead.post("/ansatte/inviter/", {**NEW, "role": "auditor", "everywhere": "on"})
    assert set(queries.card(account(NEW["email"]), world.now.date()).roles) == set(controller_ids())


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "Skriv navnet"),
        ({"email": "eva"}, "navn@eksempel.no"),
        ({"controller": "ukjent"}, "Velg fra listen"),
        ({"role": "keiser"}, "Velg fra listen"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_invited(lead: Client, changed: dict[str, str], said: str) -> None:
    refused = lead.post("/ansatte/inviter/", {**NEW, **changed})
    assert refused.status_code == 422
    assert said in page(refused)
    assert letters() == []


def test_nobody_is_invited_twice(lead: Client) -> None:
    lead.post("/ansatte/inviter/", NEW)
    again = lead.post("/ansatte/inviter/", NEW)
    assert again.status_code == 422
    assert "finnes fra før" in page(again)


def test_whoever_leaves_has_no_role_tomorrow_and_the_last_contact_stays(world: World, lead: Client) -> None:
    lead.post("/ansatte/inviter/", {**NEW, "role": "accountant"})
    eva = account(NEW["email"])
    assert lead.post(f"/ansatte/{eva.id}/avslutt/").status_code == 302
    assert queries.roles_of(eva.id, world.now.date() + timedelta(days=1)) == {}
    siv = account(world.siv_email)
    kept = lead.post(f"/ansatte/{siv.id}/avslutt/")
    assert kept.status_code == 422
    assert "ingen annen personvernkontakt" in page(kept)


def test_a_new_link_stops_the_one_before(lead: Client) -> None:
    lead.post("/ansatte/inviter/", NEW)
    sent = lead.post(f"/ansatte/{account(NEW['email']).id}/lenke/")
    assert "Ny lenke er sendt til Eva Lie" in page(sent)
    statuses = []
    for letter in letters():
        link = re.search(r"/velg-passord/[^/]+/", letter.body or "")
        assert link is not None
        statuses.append(Client(raise_request_exception=False).get(link[0]).status_code)
    assert sorted(statuses) == [200, 410]


@pytest.mark.parametrize("name", ["siv", "ola", "per"])
def test_nobody_else_appoints_anybody(world: World, name: str) -> None:
    by = getattr(world, name)
    ola = account("ola@fjordtall.example") if queries.by_email("ola@fjordtall.example") else account(world.siv_email)
    for appoint in (
        lambda: actions.grant(ola.id, world.oslo, Role.AUDITOR, by=by, now=world.now),
        lambda: actions.new_link(ola.id, by=by, now=world.now),
        lambda: actions.send_link(ola.id, "x", by=by, now=world.now),
        lambda: actions.end_roles(ola.id, last_on=world.now.date(), by=by, now=world.now),
        lambda: actions.invite(
            controller=world.oslo, name="X", email="x@fjordtall.example", roles={}, by=by, now=world.now
        ),
    ):
        with pytest.raises(RoleMissing):
            appoint()
