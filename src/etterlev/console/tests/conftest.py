"""The console as its process has it, everybody who may sign in to it, and a case and a source to look at."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from etterlev.access import actions as access
from etterlev.access.models import User
from etterlev.controllers.actors import Role
from etterlev.database.wall import behind_wall
from etterlev.notice.tests.group import group
from etterlev.project.settings.serving import _SURFACES
from etterlev.register.actions import import_register
from etterlev.requests.actions import identify, receive
from etterlev.requests.actions.receive import Intake
from etterlev.requests.models import Case, Search
from etterlev.requests.rules import Level
from etterlev.sources import actions as sources
from tests.cast import NINA_EMAIL, World

BACKEND = "etterlev.console.sign_in.StaffBackend"
PASSWORD = "fire tilfeldige ord her"
SignIn = Callable[..., Client]


@pytest.fixture
def surface(world: World, settings: Any, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The console's own addresses and middleware; its clock stands at the world's now."""
    settings.SURFACE = "console"
    settings.ROOT_URLCONF = "etterlev.project.urls.console"
    settings.MIDDLEWARE = [each for each in _SURFACES["console"] if "whitenoise" not in each]
    settings.ALLOWED_HOSTS = ["testserver"]
    monkeypatch.setattr(timezone, "now", lambda: world.now)
    cache.clear()
    return world.now


@pytest.fixture
def account(world: World) -> Callable[..., User]:
    """Makes an account: with a role at some controllers, or with none."""

    def make(role: Role | None, *at: UUID, language: str = "nb") -> User:
        roles = {each: frozenset({role}) for each in at} if role else {}
        user_id, link = access.invite(
            controller=world.oslo,
            name="Ansatt Prøve",
            email=f"{uuid4().hex}@fjordtall.example",
            roles=roles,
            language=language,
            by=world.operator,
            now=world.now,
        )
        access.choose_password(link, PASSWORD, now=world.now)
        return User.objects.get(id=user_id)

    return make


@pytest.fixture
def signed_in(surface: datetime, account: Callable[..., User]) -> SignIn:
    """Somebody at the console, signed in."""

    def enter(role: Role | None, *at: UUID, language: str = "nb") -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(account(role, *at, language=language), backend=BACKEND)
        return client

    return enter


@pytest.fixture
def siv(world: World, signed_in: SignIn) -> Client:
    """A privacy contact in Oslo at her desk."""
    return signed_in(Role.PRIVACY_CONTACT, world.oslo)


@pytest.fixture
def archive(world: World) -> UUID:
    """A source in Oslo that a person must search."""
    return sources.add(
        world.oslo,
        slug="arkiv",
        name="Papirarkivet",
        kind="manual",
        reach={"address": "kjelleren"},
        by=world.operator,
        now=world.now,
    )


@pytest.fixture
def case(world: World, archive: UUID) -> UUID:
    """Nina's request for access, identified, with one source that waits."""
    made = ask(world, "A15")
    identify.vouch(made, Level.ADDRESS, "Ringte på kjent nummer.", by=world.siv, now=world.now)
    return made


@pytest.fixture
def registered(world: World) -> World:
    """The world, with the small group's register."""
    import_register(group(), by=world.operator, now=world.now)
    return world


def page(response: Any) -> str:
    """What the page says, without its tags."""
    html: str = response.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def ask(world: World, right: str) -> UUID:
    """A request from Nina to Oslo. Returns the case."""
    key = uuid4()
    message = "Hva har dere om meg?"
    intake = Intake(world.oslo, "oslo", right, "nb", NINA_EMAIL, "Nina Vik", message, key)
    receive.receive(intake, by=world.mallory, now=world.now)
    with behind_wall({world.oslo}):
        found: UUID = Case.objects.values_list("id", flat=True).get(form_key=key)
    return found


def search_of(world: World, case: UUID) -> UUID:
    """The one search of a case."""
    with behind_wall({world.oslo}):
        found: UUID = Search.objects.values_list("id", flat=True).get(case_id=case)
    return found
