"""The record under Article 30: every letter has its column, and a spreadsheet opens it right."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from django.utils import translation

from etterlev.languages import LANGUAGES, Language
from etterlev.law.packs import Text
from etterlev.notice.tests.group import group
from etterlev.register.document import Role
from etterlev.register.record import as_csv, records


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_activity_stands_once_in_the_record_it_belongs_to(language: Language) -> None:
    held = group()
    activities, systems = held.of("oslo"), held.systems_of("oslo")
    with translation.override(language):
        made = {each.role: each for each in records(activities, systems, language)}
    for role, record in made.items():
        names = [each.name.said(language) for each in activities if each.role is role]
        assert [row[0] for row in record.rows] == names
    letters = "".join(column[-2] for column in made[Role.CONTROLLER].columns if column.endswith(")"))
    assert letters == "bccdefg"


def test_no_cell_of_what_the_law_asks_for_is_empty() -> None:
    held = group()
    (record, *_) = records(held.of("oslo"), held.systems_of("oslo"), "nb")
    for row in record.rows:
        purposes, _, subjects, categories, *_ = row[1:]
        assert purposes
        assert subjects
        assert categories


def test_what_leaves_the_eea_says_where_and_on_what_it_rests() -> None:
    held = group()
    systems = [replace(each, country="US", transfer=each.transfer or None) for each in held.systems_of("oslo")]
    (record, *_) = records(held.of("oslo"), systems, "nb")
    with_systems = [row for row, each in zip(record.rows, held.of("oslo"), strict=False) if each.systems]
    assert all("US" in row[6] for row in with_systems)


def test_a_spreadsheet_gets_every_row_and_nothing_that_runs() -> None:
    held = group()
    first, *rest = held.of("oslo")
    evil = replace(first, name=Text(nb='=HYPERLINK("x")', nn="=1+1", en="@x"))
    (record, *_) = records([evil, *rest], held.systems_of("oslo"), "nb")
    text = as_csv(record, [("Virksomhet (a)", "Fjordtall Oslo AS")]).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert lines[0] == ["Virksomhet (a)", "Fjordtall Oslo AS"]
    assert len(lines) == 3 + len(record.rows)
    assert lines[3][0].startswith("'=")
