"""A visitor of the portal: its own addresses and middleware, as its process has them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from etterlev.law.deadlines import oslo_date
from etterlev.notice import actions
from etterlev.notice.models import PromiseCheck
from etterlev.notice.tests.group import group
from etterlev.project.settings.serving import _SURFACES
from etterlev.promises import PROMISES, State
from etterlev.register.actions import import_register
from tests.cast import World

CHANGE = {"nb": "Første versjon.", "nn": "Første versjonen.", "en": "The first version."}


@pytest.fixture
def visitor(world: World, settings: Any) -> Client:
    """Somebody we do not know, on the public surface."""
    settings.SURFACE = "portal"
    settings.ROOT_URLCONF = "etterlev.project.urls.portal"
    settings.MIDDLEWARE = [each for each in _SURFACES["portal"] if "whitenoise" not in each]
    settings.ALLOWED_HOSTS = ["testserver"]
    return Client(raise_request_exception=False)


@pytest.fixture
def registered(world: World) -> World:
    """The world, with the small group's register."""
    import_register(group(), by=world.operator, now=world.now)
    return world


@pytest.fixture
def clock(world: World, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The portal's clock stands at the world's now."""
    monkeypatch.setattr(timezone, "now", lambda: world.now)
    return world.now


def find(
    world: World, code: str, state: State, *, ago: timedelta = timedelta(hours=1), figures: dict[str, int] | None = None
) -> None:
    row = PromiseCheck(code=code, state=state, figures=figures or {}, checked_at=world.now - ago)
    row.save(force_insert=True)


@pytest.fixture
def published(registered: World, clock: datetime) -> World:
    """The small group's statement, published, with every promise kept an hour ago."""
    actions.publish(effective_on=oslo_date(registered.now), change=CHANGE, by=registered.lead, now=registered.now)
    for code, each in PROMISES.items():
        find(registered, code, State.KEPT, figures=dict.fromkeys(each.figures, 3))
    return registered
