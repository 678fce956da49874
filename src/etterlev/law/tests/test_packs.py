"""The loader: what a pack must have, and which error names what it lacks."""

import os
import subprocess
import sys
import tomllib
from collections.abc import Callable, Sized
from enum import StrEnum
from pathlib import Path

import pytest

from etterlev.errors import EtterlevError
from etterlev.law import (
    bases,
    deadline_kinds,
    errors,
    notice_items,
    refusals,
    retention_rules,
    vocabulary,
)
from etterlev.law.packs import FOLDER, Cited, Entry, Status, Text, pack, read_pack
from etterlev.law.periods import Period

# So that a new interpreter finds the same package however this one did.
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(FOLDER.parents[2])}

ENTRY = """
[[rule]]
id = "{id}"
citation = "artikkel 5"
status = "unverified"
name.nb = "navn {{x}}"
name.nn = "namn {{x}}"
name.en = "name {{x}}"
"""


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def read(folder: Path, text: str) -> list[str]:
    """Ids of a pack of rules with a citation and a name, read the way the real ones are."""

    def make(entry: Entry) -> str:
        Cited(**entry.cited())
        entry.text("name", blanks=["x"])
        return entry.name

    (folder / "sample.toml").write_text(text, encoding="utf-8")
    return list(read_pack(folder / "sample.toml").read("rule", make))


def entry_of(values: dict[str, object]) -> Entry:
    return Entry("sample", "R1", values)


GOOD = "version = 3\n" + ENTRY.format(id="R1") + ENTRY.format(id="R2")


def test_a_good_pack_is_read_in_order(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD) == ["R1", "R2"]
    assert read_pack(tmp_path / "sample.toml").version == 3


@pytest.mark.parametrize(
    ("found", "replaced", "error"),
    [
        ('id = "R2"', 'id = "R1"', errors.RepeatedEntry),
        ('id = "R2"', "", errors.KeyMissing),
        ('citation = "artikkel 5"', "", errors.KeyMissing),
        ('citation = "artikkel 5"', 'citation = ""', errors.ValueRefused),
        ('citation = "artikkel 5"', 'citation = " "', errors.ValueRefused),
        ('citation = "artikkel 5"', 'citation = "artikkel 5 "', errors.ValueRefused),
        ('citation = "artikkel 5"', "citation = 5", errors.ValueRefused),
        ('status = "unverified"', 'status = "certain"', errors.ValueRefused),
        ('status = "unverified"', "", errors.KeyMissing),
        ('status = "unverified"', 'status = "verified"', errors.SourceMissing),
        ('name.nn = "namn {x}"', "", errors.LanguageMissing),
        ('name.nn = "namn {x}"', 'name.nn = ""', errors.LanguageMissing),
        ('name.nn = "namn {x}"', 'name.nn = "namn  {x}"', errors.LanguageMissing),
        ('name.nn = "namn {x}"', "name.nn = 5", errors.LanguageMissing),
        ('name.nn = "namn {x}"', 'name.nn = "namn {x}"\nname.se = "namma {x}"', errors.KeyUnknown),
        ('name.en = "name {x}"', 'name.en = "name"', errors.BlanksDiffer),
        ('name.en = "name {x}"', 'name.en = "name {x} {y}"', errors.BlanksDiffer),
        ('status = "unverified"', 'status = "unverified"\ncolor = "red"', errors.KeyUnknown),
        ("version = 3", "", errors.KeyMissing),
        ("version = 3", 'version = "3"', errors.ValueRefused),
        ("[[rule]]", "[[rule", errors.PackUnreadable),
        ("[[rule]]", "[[rules]]", errors.KeyMissing),
    ],
)
def test_what_could_mislead_is_refused(tmp_path: Path, found: str, replaced: str, error: type[EtterlevError]) -> None:
    assert found in GOOD
    with pytest.raises(error) as refused:
        read(tmp_path, GOOD.replace(found, replaced))
    assert "sample" in refused.value.sentence("nb")


def test_verified_with_a_source_is_accepted(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD.replace('"unverified"', '"verified"\nseen_in = "lovdata.no"')) == ["R1", "R2"]


def test_a_file_that_is_absent_or_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe")
    for name in ("absent", "binary"):
        with pytest.raises(errors.PackUnreadable, match=name):
            read_pack(tmp_path / f"{name}.toml")


def test_the_error_names_entry_key_and_what_may_stand_there() -> None:
    with pytest.raises(errors.ValueRefused) as refused:
        entry_of({"colour": "green"}).one_of("colour", Colour)
    assert refused.value.sentence("en") == (
        "In the rule pack sample, R1 has a value in colour that cannot be used. What may stand there is red, blue."
    )


def test_words_are_read_as_what_they_stand_for() -> None:
    entry = entry_of({"one": "red", "many": ["blue", "red"], "yes": True, "number": 7})
    assert entry.one_of("one", Colour) is Colour.RED
    assert entry.many_of("many", Colour) == (Colour.BLUE, Colour.RED)
    assert entry.flag("yes")
    assert not entry.flag("absent")
    assert entry.number("number") == 7
    assert entry.string("absent", default="-") == "-"
    entry.done()


@pytest.mark.parametrize("value", [[], "red", ["red", 5], None, {"red": 1}])
def test_a_list_of_words_is_a_list_of_words(value: object) -> None:
    with pytest.raises(errors.ValueRefused):
        entry_of({"many": value}).many_of("many", Colour)


@pytest.mark.parametrize("value", [True, -1, "7", 1.5])
def test_a_number_is_a_whole_number(value: object) -> None:
    with pytest.raises(errors.ValueRefused):
        entry_of({"number": value}).number("number")


@pytest.mark.parametrize("value", ["true", 1])
def test_a_flag_is_true_or_false(value: object) -> None:
    with pytest.raises(errors.ValueRefused):
        entry_of({"yes": value}).flag("yes")


def test_a_period_is_read_and_an_empty_or_misspelt_one_refused() -> None:
    assert entry_of({"period": {"years": 3, "months": 6}}).period("period") == Period(years=3, months=6)
    for value in ({}, {"years": 0}, "3 years", {"years": "3"}):
        with pytest.raises(errors.ValueRefused):
            entry_of({"period": value}).period("period")
    with pytest.raises(errors.KeyUnknown):
        entry_of({"period": {"years": 3, "weeks": 2}}).period("period")


@pytest.mark.parametrize("value", ["text", ["text"], {"a": 1}])
def test_tables_inside_are_tables(value: object) -> None:
    with pytest.raises(errors.ValueRefused):
        entry_of({"inner": value}).entries("inner")


def test_a_text_is_said_in_each_language_with_its_blanks_filled() -> None:
    text = Text("til {until}", "til {until}", "until {until}")
    assert text.said("en", until="1 May") == "until 1 May"
    with pytest.raises(KeyError):
        text.said("nb")
    assert text.blanks("nn") == {"until"}


def test_what_is_read_cannot_be_changed() -> None:
    rules = retention_rules.retention_rules()
    with pytest.raises(TypeError):
        rules["RT-NEW"] = rules["RT-JOB"]  # type: ignore[index]  # that it cannot is the point
    with pytest.raises(AttributeError):
        rules["RT-JOB"].status = Status.VERIFIED  # type: ignore[misc]  # frozen


READERS: dict[str, list[Callable[[], Sized]]] = {
    "rights": [bases._rights, lambda: bases._terms("basis"), lambda: bases._terms("condition")],
    "deadlines": [deadline_kinds.deadline_kinds],
    "retention": [retention_rules.retention_rules],
    "refusals": [refusals.refusal_grounds, refusals.omissions, refusals._remedies],
    "notice_items": [notice_items.notice_items],
    "data_categories": [vocabulary.data_categories],
    "subject_categories": [vocabulary.subject_categories],
    "purposes": [vocabulary.purposes],
    "recipients": [vocabulary.recipient_categories],
    "operations": [vocabulary.operations],
}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_entry_of_every_pack_is_read(path: Path) -> None:
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    written = sum(len(table) for table in tables.values() if isinstance(table, list))
    assert written == sum(len(reader()) for reader in READERS[path.stem])
    assert pack(path.stem).version >= 1


def test_only_the_pack_that_is_asked_for_is_read() -> None:
    program = (
        "from etterlev.law import packs, refusals, retention, vocabulary, bases, deadline_kinds, notice_items\n"
        "assert packs.pack.cache_info().currsize == 0\n"
        "refusals.refusal_grounds()\n"
        "assert packs.pack.cache_info().currsize == 1\n"
        "refusals.omissions()\n"
        "print(packs.pack.cache_info().misses)"
    )
    done = subprocess.run([sys.executable, "-c", program], env=ENVIRONMENT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"
