"""A visitor of the portal: its own addresses and middleware, as its process has them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from etterlev.notice.tests.group import group
from etterlev.project.settings.serving import _SURFACES
from etterlev.register.actions import import_register
from tests.cast import World


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
