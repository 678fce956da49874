"""A sentence's own page, and the statement inside another site."""

from __future__ import annotations

import gzip
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from etterlev.controllers.queries import controller_ids
from etterlev.database.wall import behind_wall
from etterlev.law.deadlines import oslo_date
from etterlev.notice import actions
from etterlev.portal.embedded_views import _SCRIPTS
from etterlev.project.edge import CONTENT_POLICY
from etterlev.register.models import ActivityRow
from tests.cast import World

CHANGE = {"nb": "Nytt.", "nn": "Nytt.", "en": "New."}
KEY = "behandling-nyhetsbrev"


def again(world: World) -> None:
    later = world.now + timedelta(hours=1)
    actions.publish(effective_on=oslo_date(later), change=CHANGE, by=world.lead, now=later)


def rewrite(text: str | None) -> None:
    with behind_wall(controller_ids()):
        rows = ActivityRow.objects.filter(code="nyhetsbrev")
        if text is None:
            rows.delete()
            return
        for row in rows:
            row.document["purposes"][0]["text"]["nb"] = text
            row.save(update_fields=["document"])


@pytest.mark.parametrize(("prefix", "since"), [("", "Slik siden"), ("/nn", "Slik sidan"), ("/en", "Like this since")])
def test_every_sentence_leads_to_its_own_page(
    visitor: Client, published: World, clock: datetime, prefix: str, since: str
) -> None:
    assert f'href="{prefix}/setning/{KEY}/"' in visitor.get(f"{prefix}/").content.decode()
    page = visitor.get(f"{prefix}/setning/{KEY}/").content.decode()
    assert since in page


def test_earlier_words_stand_with_what_was_changed(visitor: Client, published: World, clock: datetime) -> None:
    rewrite("å sende deg tilbud")
    again(published)
    page = visitor.get(f"/setning/{KEY}/").content.decode()
    for said in ("<ins>", "tilbud", "<del>", "Versjon 1"):
        assert said in page


def test_a_sentence_that_is_gone_says_since_when_and_what_it_said(
    visitor: Client, published: World, clock: datetime
) -> None:
    rewrite(None)
    again(published)
    answer = visitor.get(f"/setning/{KEY}/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Dette sier vi ikke lenger" in page
    assert "nyhetsbrevet" in page


def test_a_key_that_was_never_published_is_not_found(visitor: Client, published: World, clock: datetime) -> None:
    assert visitor.get("/setning/finnes-ikke/").status_code == 404


def test_only_listed_origins_may_frame_the_statement(
    visitor: Client, published: World, clock: datetime, settings: Any
) -> None:
    settings.EMBED_ORIGINS = ("https://andre.example", "https://x.example; script-src *", "javascript:alert(1)")
    policy = visitor.get("/innebygd/")["Content-Security-Policy"]
    assert "frame-ancestors https://fjordtall.example https://andre.example;" in policy
    assert "x.example" not in policy
    assert "javascript" not in policy


@pytest.mark.parametrize("path", ["/", "/versjoner/", f"/setning/{KEY}/", "/rettigheter/"])
def test_every_other_page_keeps_its_policy(visitor: Client, published: World, clock: datetime, path: str) -> None:
    assert visitor.get(path)["Content-Security-Policy"] == CONTENT_POLICY


def test_the_scripts_are_small_and_keep_nothing() -> None:
    for text in _SCRIPTS.values():
        assert len(gzip.compress(text.encode())) <= 2048
        for word in ("cookie", "localStorage", "sessionStorage", "fetch(", "XMLHttpRequest"):
            assert word not in text
