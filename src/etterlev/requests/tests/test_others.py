"""What is another's: found, hidden until somebody shows it, and never shown silently when it is another client's."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pypdfium2 import PdfDocument

from etterlev.controllers.actors import Reason
from etterlev.law.example_numbers import synthetic_national_identity_number
from etterlev.ledger.events import Event
from etterlev.people import actions as people_actions
from etterlev.people.actions import PersonEntry, RelationEntry
from etterlev.requests import queries
from etterlev.requests.actions.hide import decide_others
from etterlev.requests.errors import ReasonsNeeded
from etterlev.requests.others import Decisions, Kind, Other, Own, Survey, patterns
from etterlev.requests.package.contents import others_in
from etterlev.requests.tests.story import Asked, ask
from etterlev.sources import actions as sources
from etterlev.typesetting import FONTS
from tests.cast import NINA_EMAIL, World

OTHERS_NUMBER = synthetic_national_identity_number(date(1980, 5, 17), 7).digits
SPACED = f"{OTHERS_NUMBER[:6]} {OTHERS_NUMBER[6:]}"
NINA = Own.of(["Nina Vik"], [NINA_EMAIL, "91234567"], ["customer-contact"])
TABLES = f"""
CREATE TABLE kunder (kundenr INTEGER PRIMARY KEY, navn TEXT, epost TEXT, telefon TEXT);
INSERT INTO kunder VALUES (1, 'Nina Vik', '{NINA_EMAIL}', '912 34 567');
CREATE TABLE notater
(id INTEGER PRIMARY KEY, kundenr INTEGER REFERENCES kunder (kundenr), skrevet_av_epost TEXT, notat TEXT);
INSERT INTO notater VALUES (1, 1, 'kari@fjordtall.example',
'Nina Vik ba oss ringe Per Hansen på 98 76 54 32 eller per@hansen.example.');
INSERT INTO notater VALUES (2, 1, NULL, 'Per Hansen svarte. Fødselsnummer {OTHERS_NUMBER}. Kallenavn: Bamsen.');
INSERT INTO notater VALUES (3, 1, NULL, 'Møte i Ole Bulls gate 4 om bilag 20261123, {NINA_EMAIL}, +47 91 23 45 67.');
"""


def found_in(text: str, own: Own = NINA) -> list[tuple[Kind, str]]:
    return [(kind, text[start:end]) for start, end, kind in patterns(text, own)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ring Per Hansen i dag", [(Kind.NAME, "Per Hansen")]),
        ("Anne-Grete er ikke en av de vanlige, men Torvald Berg er", [(Kind.NAME, "Torvald Berg")]),
        ("Vi snakket med Nina Vik", []),
        ("Ole Bulls gate 4", []),
        ("Per Hansen AS leverte", []),
        ("per@hansen.example og 987 65 432", [(Kind.EMAIL, "per@hansen.example"), (Kind.PHONE, "987 65 432")]),
        (f"{NINA_EMAIL.upper()}, tlf. +47 912 34 567", []),
        ("22 33 44 55", []),
        ("Ring 22 33 44 55", [(Kind.PHONE, "22 33 44 55")]),
        ("Bilag 20261123 er på kr 12 345 678,00", []),
        (f"Født {SPACED}", [(Kind.IDENTITY_NUMBER, SPACED)]),
    ],
)
def test_what_looks_like_anothers_in_running_text(text: str, expected: list[tuple[Kind, str]]) -> None:
    assert sorted(found_in(text)) == sorted(expected)


def mark(kind: Kind, n: int) -> str:
    return f"[{n}]"


@given(st.text(max_size=60), st.sampled_from(["Åse Lie", "İpek Åsen", "Straße-Kari"]), st.text(max_size=60))
@example("ẞ", "Åse Lie", "")
def test_a_word_that_is_to_be_hidden_is_hidden_wherever_it_stands(before: str, word: str, after: str) -> None:
    look = Survey(NINA, Decisions(hidden=(word,)), mark)
    assert word not in look.cell(None, f"{before} {word} {after}")
    assert word not in json.dumps(look.cell(None, {"a": [f"({word})"]}), ensure_ascii=False)


def test_a_part_of_another_word_is_left_alone() -> None:
    look = Survey(NINA, Decisions(hidden=("Lie",)), mark)
    assert look.cell(None, "Liendal og Lie, Nylie") == "Liendal og [1], Nylie"


@pytest.fixture
def noted(registered: World, tmp_path: Path) -> World:
    """Oslo has written notes about Nina that name Per."""
    return with_source(registered, tmp_path, TABLES)


def with_source(world: World, folder: Path, tables: str) -> World:
    path = folder / "kunder.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(tables)
    at: dict[str, Any] = {"by": world.operator, "now": world.now}
    made = sources.add(
        world.oslo, slug="kunder", name="Kunderegister", kind="sql", reach={"address": f"sqlite:///{path}"}, **at
    )
    sources.confirm(made, sources.describe(made, **at).fingerprint, **at)
    return world


def searched(world: World, **who: str) -> Asked:
    asked = ask(world, **who)
    asked.prove()
    asked.look()
    return asked


def others(asked: Asked) -> dict[str, Other]:
    return {each.text: each for each in others_in(asked.contents, asked.record)}


def fetched(asked: Asked) -> dict[str, bytes]:
    asked.leave_doubtful()
    asked.approve()
    return asked.fetch(asked.link())


def said(files: dict[str, bytes]) -> str:
    return b"\n".join(content for name, content in files.items() if not name.endswith(".pdf")).decode(errors="replace")


def choose(asked: Asked, shown: list[str], words: list[str], reasons: str = "") -> None:
    decide_others(asked.id, shown, words, reasons, by=asked.world.siv, now=asked.world.now)


def test_an_answer_tells_of_nobody_else_and_says_how_much_was_hidden(noted: World) -> None:
    asked = searched(noted)
    assert set(others(asked)) == {
        *("Per Hansen", "98 76 54 32", "per@hansen.example", OTHERS_NUMBER, "kari@fjordtall.example"),
    }
    files = fetched(asked)
    text = said(files)
    assert [each for each in ("Hansen", "98 76", "hansen.example", OTHERS_NUMBER) if each in text] == []
    assert "ba oss ringe [annen person 2] på [annen person 3]" in text
    # The same mark stands for the same person, and her own things are there.
    assert "[annen person 2] svarte" in text
    assert "+47 91 23 45 67" in text
    assert "Ole Bulls gate 4 om bilag 20261123" in text
    told = json.loads(files["redactions.json"])
    assert ("[annen person 2]", "name", 2) in {(each["mark"], each["kind"], each["places"]) for each in told}
    assert "6 steder har vi skjult" in files["index.html"].decode()


def test_somebody_shows_a_name_and_hides_what_no_program_could_know(noted: World) -> None:
    asked = searched(noted)
    choose(asked, [others(asked)["Per Hansen"].key], ["Bamsen"])
    text = said(fetched(asked))
    assert "Per Hansen svarte" in text
    assert "Bamsen" not in text
    lines = queries.timeline(noted.operator.scope(Reason.CASE), asked.id)
    assert [event for _, event in lines].count(Event.OTHERS_DECIDED) == 1


def test_a_name_somebody_writes_as_their_own_opens_nobody_elses(noted: World) -> None:
    asked = searched(noted, name="Nina Vik Per Hansen")
    assert "Per Hansen" in others(asked)


@pytest.mark.skipif(not FONTS.is_dir(), reason="fonts are made by npm ci and tools/assets")
def test_the_document_says_what_the_page_says_and_is_tagged(noted: World) -> None:
    files = fetched(searched(noted))
    with pikepdf.open(BytesIO(files["index.pdf"])) as made:
        assert bool(made.Root.MarkInfo.Marked)
        assert str(made.Root.Lang) == "nb-NO"
    text = " ".join(
        " ".join(page.get_textpage().get_text_bounded().split()) for page in PdfDocument(files["index.pdf"])
    )
    for words in ("Dette har vi om deg", "[annen person 2] svarte", "Dine rettigheter", "Kunderegister: notater"):
        assert words in text
    assert "Hansen" not in text


STAFF = """
CREATE TABLE ansatte (ansattnr INTEGER PRIMARY KEY, navn TEXT, epost TEXT);
INSERT INTO ansatte VALUES (7, 'Odd Berg', 'odd@example.no');
CREATE TABLE kunder (kundenr INTEGER PRIMARY KEY, kundenavn TEXT);
INSERT INTO kunder VALUES (31, 'Fjordfisk AS');
CREATE TABLE timer (id INTEGER PRIMARY KEY, ansattnr INTEGER REFERENCES ansatte (ansattnr),
kundenr INTEGER REFERENCES kunder (kundenr), tekst TEXT);
INSERT INTO timer VALUES (1, 7, 31, 'Restansen til Fjordfisk AS');
"""


@pytest.fixture
def worked(registered: World, tmp_path: Path) -> Asked:
    """Odd works in Oslo, has written hours for a client there, and asks what is held about him."""
    world = with_source(registered, tmp_path, STAFF)
    relation = RelationEntry("employee", "personal", since_on=world.now.date())
    entry = PersonEntry(world.oslo, "Odd Berg", (("email", "odd@example.no"),), (relation,))
    people_actions.record([entry], by=world.operator, now=world.now)
    return searched(world, email="odd@example.no", name="Odd Berg")


def test_a_clients_business_is_hidden_from_whoever_worked_on_it(worked: Asked) -> None:
    assert others(worked)["Fjordfisk AS"].kind is Kind.CLIENT
    text = said(fetched(worked))
    assert "Fjordfisk" not in text
    assert "Restansen til [annen kunde" in text


def test_a_clients_business_is_never_shown_without_a_reason(worked: Asked) -> None:
    key = others(worked)["Fjordfisk AS"].key
    with pytest.raises(ReasonsNeeded):
        choose(worked, [key], [], "ja")
    assert not others(worked)["Fjordfisk AS"].is_shown
    choose(worked, [key], [], "Kunden har samtykket i brev av 3. november.")
    assert "Restansen til Fjordfisk AS" in said(fetched(worked))
