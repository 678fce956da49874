"""What the law forbids telling of is in no answer, by no name, and looks alike for everybody."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from etterlev.console.review import review
from etterlev.law.bases import Right
from etterlev.requests import omissions
from etterlev.requests.actions import decide
from etterlev.requests.rules import ONLY_HIGH, Level, is_withheld
from etterlev.requests.tests.story import Asked, ask
from etterlev.sources import actions as sources
from tests.cast import NINA_EMAIL, World

TABLES = f"""
CREATE TABLE kunder (kundenr INTEGER PRIMARY KEY, navn TEXT, epost TEXT, hvitvask_notat TEXT);
INSERT INTO kunder VALUES (1, 'Nina Vik', '{NINA_EMAIL}', 'Uvanlige kontantbeløp i mars');
INSERT INTO kunder VALUES (2, 'Odd Berg', 'odd@example.no', NULL);
CREATE TABLE hvitvaskingsmeldinger
(id INTEGER PRIMARY KEY, kundenr INTEGER REFERENCES kunder (kundenr), epost TEXT, melding_til_okokrim TEXT);
INSERT INTO hvitvaskingsmeldinger VALUES (7, 1, '{NINA_EMAIL}', 'Meldt under referanse Ø-77');
"""
FORBIDDEN = ("hvitvask", "okokrim", "økokrim", "kontantbeløp", "ø-77", "aml")


@pytest.fixture
def watched(registered: World, tmp_path: Path) -> World:
    """Oslo has reported one of its two customers, and written a note about her."""
    path = tmp_path / "kunder.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(TABLES)
    at: dict[str, Any] = {"by": registered.operator, "now": registered.now}
    reach = {"address": f"sqlite:///{path}"}
    made = sources.add(registered.oslo, slug="kunder", name="Kunderegister", kind="sql", reach=reach, **at)
    sources.confirm(made, sources.describe(made, **at).fingerprint, **at)
    return registered


def answered(world: World, email: str, name: str) -> tuple[Asked, dict[str, bytes]]:
    asked = ask(world, email=email, name=name)
    asked.prove()
    asked.look()
    asked.leave_doubtful()
    asked.approve()
    return asked, asked.fetch(asked.link())


def words(files: dict[str, bytes]) -> str:
    return "\n".join([*files, b"\n".join(files.values()).decode(errors="replace")]).casefold()


def test_no_file_and_no_name_of_the_answer_tells_of_it(watched: World) -> None:
    _, files = answered(watched, NINA_EMAIL, "Nina Vik")
    said = words(files)
    assert "nina vik" in said
    assert [each for each in FORBIDDEN if each in said] == []


def test_who_was_reported_and_who_was_not_get_the_same_files(watched: World) -> None:
    _, nina = answered(watched, NINA_EMAIL, "Nina Vik")
    _, odd = answered(watched, "odd@example.no", "Odd Berg")
    assert set(nina) == set(odd)
    assert nina["coverage.json"] == odd["coverage.json"]


def test_the_desk_sees_it_and_can_not_take_it_with(watched: World) -> None:
    asked = ask(watched)
    asked.prove()
    asked.look()
    seen = review(asked.contents, asked.record, "nb")
    assert seen.silent == (("Kunderegister: hvitvaskingsmeldinger", 1),)
    assert seen.undecided == 0
    numbers = [str(n) for n in range(20)]
    decide.decide_findings(asked.search_of("Kunderegister"), numbers, by=watched.siv, now=watched.now)
    asked.approve()
    said = words(asked.fetch(asked.link()))
    assert [each for each in FORBIDDEN if each in said] == []


def test_other_rights_and_other_tables_are_not_touched() -> None:
    assert omissions.categories("question") == frozenset()
    assert omissions.categories(Right.ERASURE) == frozenset()
    assert not omissions.is_silent("kunder", {"navn": "name", "pep": "political-exposure"}, Right.ACCESS)
    mixed = {"epost": "email", "notat": "aml-investigation", "yrke": "occupation"}
    assert not omissions.is_silent("kunder", mixed, Right.ACCESS)
    assert omissions.is_silent("saker", {"epost": "email", "notat": "aml-investigation", "id": ""}, Right.ACCESS)


@pytest.mark.parametrize("category", sorted({*omissions.categories("A15"), *ONLY_HIGH}))
def test_a_rule_about_a_category_says_nothing_of_one_whose_name_begins_like_it(category: str) -> None:
    longer = f"{category}-and-more"
    assert longer not in omissions.categories("A15")
    assert not is_withheld(longer, Level.ADDRESS)
    assert not omissions.is_silent("kunde", {"felt": longer}, "A15")
