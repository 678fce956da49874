"""A mail server hands a request to the program, and it waits for a person at the desk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from etterlev.controllers.actors import Reason
from etterlev.project.command import main
from etterlev.project.tests.test_usage import rows, said
from etterlev.requests import arrival_queries
from tests.cast import NINA_EMAIL, World

MAIL = f"""From: Nina Vik <{NINA_EMAIL}>
To: personvern@fjordtall.example
Date: Fri, 20 Nov 2026 12:00:00 +0100
Subject: Innsyn

Hva har dere om meg?
"""


def test_a_mail_is_sealed_and_waits_to_be_registered(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "brev.eml"
    path.write_text(MAIL, encoding="utf-8")
    assert main(["request", "arrive", "oslo", str(path), "--format", "json"]) == 0
    made = json.loads(capsys.readouterr().out)["arrival"]
    (card,) = arrival_queries.waiting(world.siv.scope(Reason.CASE))
    assert (str(card.id), card.door, card.arrived_at.date().isoformat()) == (made, "email", "2026-11-20")
    _, facts = arrival_queries.facts(world.siv.scope(Reason.CASE), card.id)
    assert (facts["email"], facts["right"]) == (NINA_EMAIL, "A15")


@pytest.mark.parametrize(("content", "why"), [(b"", "tom"), (b"MZ\x90\x00", "type")])
def test_what_cannot_be_kept_is_refused_in_one_line(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, why: str
) -> None:
    path = tmp_path / "brev.eml"
    path.write_bytes(content)
    before = rows()
    said(capsys, main(["request", "arrive", "oslo", str(path)]), why)
    assert rows() == before
