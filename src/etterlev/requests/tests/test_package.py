"""The files of an answer, for whatever a source may hold: nothing runs, nothing is lost, everything validates."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from etterlev.requests.package.contents import Column, Table
from etterlev.requests.package.files import as_csv, as_rows, schema, stems, zipped

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), max_size=20)
SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False) | WORDS
VALUES = SCALARS | st.lists(SCALARS, max_size=3) | st.dictionaries(WORDS, SCALARS, max_size=3)
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def table(names: list[str], rows: list[list[Any]], source: str = "Kilde", unit: str = "kunder") -> Table:
    columns = tuple(Column(name, "name", "Navn") for name in names)
    return Table(source, unit, "own", columns, tuple(map(tuple, rows)), ())


@st.composite
def tables(draw: st.DrawFn) -> Table:
    names = draw(st.lists(WORDS, min_size=1, max_size=4, unique=True))
    row = st.lists(VALUES, min_size=len(names), max_size=len(names))
    return table(names, draw(st.lists(row, max_size=5)))


def cells(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=";"))


@given(tables())
def test_every_table_validates_against_its_own_schema(made: Table) -> None:
    shape = schema(made)
    jsonschema.Draft202012Validator.check_schema(shape)
    jsonschema.Draft202012Validator(shape).validate(json.loads(json.dumps(as_rows(made))))


@given(tables())
def test_a_csv_has_every_row_and_column_and_no_cell_that_runs(made: Table) -> None:
    file = as_csv(made)
    assert file.startswith(b"\xef\xbb\xbf")
    read = cells(file)
    # A row of one empty cell is written as "" and read as one; nothing is dropped.
    assert len(read) == len(made.rows) + 1
    for line in read:
        assert len(line) == len(made.columns)
        for cell in line:
            assert not cell.startswith(RUNS) or cell.lstrip("+-").replace(".", "", 1).replace(",", "", 1).isdigit()


@given(WORDS)
def test_a_text_comes_back_as_it_was_but_for_the_mark_that_stops_it_from_running(text: str) -> None:
    (_, (cell, _)) = cells(as_csv(table(["a", "b"], [[text, "x"]])))
    assert cell in (text, f"'{text}")


def test_a_phone_number_and_a_negative_amount_stay_what_they_are() -> None:
    (_, line) = cells(as_csv(table(["a", "b", "c"], [["+4791234567", "-1200,50", -3]])))
    assert line == ["+4791234567", "-1200,50", "-3"]


def test_a_field_whose_name_is_a_formula_is_stopped_too() -> None:
    (heading,) = cells(as_csv(table(["=cmd|' /C calc'!A0", "b"], [])))
    assert heading[0].startswith("'=")


NAMES = st.sampled_from(["Kunder", "kunder", "KUNDER!", "Ø", "客户", "", "kunder-2", "Kunderegister", "a.b", "ab"])


@given(st.lists(st.tuples(NAMES, NAMES), max_size=8))
def test_no_table_takes_anothers_place_in_the_archive(names: list[tuple[str, str]]) -> None:
    made = [table(["a"], [], source, unit) for source, unit in names]
    paths = [stem for stem, _ in stems(made)]
    assert len(set(paths)) == len(paths) == len(made)
    assert all(len(path.split("/")) == 2 and all(path.split("/")) for path in paths)


@given(st.dictionaries(st.text("abc/", min_size=1, max_size=5), st.binary(max_size=50), max_size=5))
def test_the_same_files_in_any_order_give_the_same_archive(files: dict[str, bytes]) -> None:
    archive = zipped(files)
    assert archive == zipped(dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert {name: opened.read(name) for name in opened.namelist()} == files
