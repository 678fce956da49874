"""Oslo with two sources: a customer register in a real database, and a cupboard that a person must search."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from etterlev.notice.tests.group import group
from etterlev.project.settings.serving import _SURFACES
from etterlev.register.actions import import_register
from etterlev.requests.tests.story import Asked, ask
from etterlev.sources import actions as sources
from tests.cast import NINA_EMAIL, World

TABLES = f"""
CREATE TABLE kunder
(kundenr INTEGER PRIMARY KEY, navn TEXT, epost TEXT, telefon TEXT, fodselsnummer TEXT, merknad TEXT);
INSERT INTO kunder VALUES (1, 'Nina Vik', '{NINA_EMAIL}', '91234567', '16081397446', '=HYPERLINK("http://x")');
INSERT INTO kunder VALUES (2, 'Nina Vik', 'en.annen@example.no', '99887766', NULL, 'En annen Nina');
INSERT INTO kunder VALUES (3, 'Odd Berg', 'odd@example.no', '99112233', NULL, 'Ikke Nina');
CREATE TABLE notater (id INTEGER PRIMARY KEY, kundenr INTEGER REFERENCES kunder (kundenr), tekst TEXT);
INSERT INTO notater VALUES (10, 1, 'Ringte om årsoppgjøret; ønsker møte');
INSERT INTO notater VALUES (11, 2, 'Gjelder den andre');
"""


@pytest.fixture(scope="session")
def customers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The customer register: Nina, a namesake, and somebody else."""
    path = tmp_path_factory.mktemp("kunder") / "kunder.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(TABLES)
    return path


@pytest.fixture
def registered(world: World) -> World:
    import_register(group(), by=world.operator, now=world.now)
    return world


@pytest.fixture
def searched(registered: World, customers: Path) -> World:
    """The world with both sources, the map of the register confirmed."""
    at: dict[str, Any] = {"by": registered.operator, "now": registered.now}
    reach = {"address": f"sqlite:///{customers}"}
    register = sources.add(registered.oslo, slug="kunder", name="Kunderegister", kind="sql", reach=reach, **at)
    sources.confirm(register, sources.describe(register, **at).fingerprint, **at)
    sources.add(registered.oslo, slug="arkiv", name="Papirarkivet", kind="manual", reach={}, **at)
    return registered


@pytest.fixture
def asked(searched: World) -> Asked:
    """Nina has asked what Oslo holds about her, and has a code."""
    return ask(searched)


@pytest.fixture
def portal(searched: World, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The public surface; its clock stands at the world's now."""
    settings.SURFACE = "portal"
    settings.ROOT_URLCONF = "etterlev.project.urls.portal"
    settings.MIDDLEWARE = [each for each in _SURFACES["portal"] if "whitenoise" not in each]
    settings.ALLOWED_HOSTS = ["testserver"]
    monkeypatch.setattr(timezone, "now", lambda: searched.now)
    for limit in ("SUBMISSIONS", "CODES"):
        monkeypatch.setattr(f"etterlev.portal.request_views.{limit}._seen", {})
    return Client(raise_request_exception=False)
