"""Every way a rule can be broken has its words, in three languages, and no words are left over."""

from __future__ import annotations

import inspect
import re
import tomllib
from functools import partial
from pathlib import Path

import pytest

from etterlev.languages import LANGUAGES
from etterlev.law import packs
from etterlev.notice.rules.lint import messages
from etterlev.notice.rules.lint.catalogue import FILE as CATALOGUE
from etterlev.notice.rules.lint.catalogue import suppliers
from etterlev.notice.rules.lint.checks import CHECKS
from etterlev.notice.rules.lint.facts.why import WORDS
from etterlev.notice.rules.lint.lines import read_lines
from etterlev.notice.rules.lint.outcome import Severity, Verdict
from etterlev.notice.rules.lint.phrases import FOLDER as VOCABULARY
from etterlev.notice.rules.lint.phrases import lexicon

BLANK = re.compile(r"\{(\w+)\}")
OURS = [*VOCABULARY.glob("*.toml"), *messages.FOLDER.glob("*.toml"), CATALOGUE]


def variants_of(item: str) -> set[str]:
    """The variants the code of a rule names."""
    check = CHECKS[item]
    source = inspect.getsource(check.func if isinstance(check, partial) else check)
    return set(re.findall(r"Amiss\(\s*\"([\w-]+)\"", source))


@pytest.mark.parametrize("item", CHECKS)
def test_each_variant_of_a_rule_has_words_and_no_words_are_left_over(item: str) -> None:
    assert set(messages.variants(item)) == variants_of(item)


def test_the_undated_statement_has_both_its_variants() -> None:
    assert variants_of("N17") == {"undated", "missing"}


@pytest.mark.parametrize("item", CHECKS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_message_is_whole_in_each_language(item: str, language: str) -> None:
    for variant in messages.variants(item):
        texts = messages.rules()[item][variant]
        assert texts["severity"] in set(Severity)
        assert texts["verdict"] in set(Verdict)
        for part in ("message", "fix"):
            assert texts[part][language].endswith((".", "»", "”", "?"))
            assert set(BLANK.findall(texts[part][language])) == set(BLANK.findall(texts[part]["nb"]))


@pytest.mark.parametrize("item", CHECKS)
def test_each_rule_names_its_authority_in_each_language(item: str) -> None:
    assert "ekomloven" in messages.authority("X01", "nb")
    assert "ekomlova" in messages.authority("X01", "nn")
    for language in LANGUAGES:
        assert re.search(r"artikkel|Article|lov|section", messages.authority(item, language))
        assert messages.title(item, language)


def test_the_words_of_the_three_languages_differ() -> None:
    for item in CHECKS:
        for variant in messages.variants(item):
            message = messages.rules()[item][variant]["message"]
            assert len({message[language] for language in LANGUAGES}) == 3


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_our_reader_of_toml_reads_what_the_standard_library_reads(path: Path) -> None:
    assert read_lines(path) == tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("group", ["subject_categories", "data_categories", "purposes", "recipients"])
def test_the_law_s_lists_are_read_as_the_standard_library_reads_them(group: str) -> None:
    path = packs.FOLDER / f"{group}.toml"
    assert read_lines(path) == tomllib.loads(path.read_text(encoding="utf-8"))


def test_a_line_that_is_none_of_ours_is_refused(tmp_path: Path) -> None:
    bad = tmp_path / "a.toml"
    bad.write_text("[a]\nnoe uten likhetstegn\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.toml:2"):
        read_lines(bad)


@pytest.mark.parametrize("group", ["subject", "data", "purpose", "recipient", "basis"])
def test_everything_recognised_has_a_name_in_each_language(group: str) -> None:
    tables = [read_lines(path).get(group, {}) for path in VOCABULARY.glob("*.toml")]
    ids = {name for table in tables for name in table} if group != "basis" else set(WORDS.values())
    assert ids
    assert [name for name in sorted(ids) if not messages.is_named(group, name)] == []


class TestCatalogue:
    def test_there_are_at_least_a_hundred_and_fifty_suppliers(self) -> None:
        assert len(suppliers()) >= 150

    def test_each_says_who_where_how_and_whence_it_is_known(self) -> None:
        for each in suppliers().values():
            assert each.provider
            assert each.kind
            assert each.role in ("processor", "controller", "joint", "own", "authority")
            assert re.fullmatch(r"[A-Z]{2}", each.country), each
            assert each.transfer in ("none", "possible", "third")
            assert each.mechanism or each.transfer != "third", each
            assert each.source
            assert re.fullmatch(r"20\d\d-\d\d-\d\d", each.on)
            assert each.aliases

    def test_none_is_called_verified_that_nobody_has_looked_up(self) -> None:
        guessed = [each for each in suppliers().values() if "not looked up" in each.source]
        assert guessed
        assert {each.status for each in guessed} == {"unverified"}

    def test_no_alias_stands_for_two(self) -> None:
        seen: dict[str, str] = {}
        for each in suppliers().values():
            for alias in each.aliases:
                assert seen.setdefault(alias, each.name) == each.name


def test_both_languages_phrases_can_be_loaded() -> None:
    assert lexicon("nb") is lexicon("nb")
    assert list(lexicon("en").matches(["right", "of", "access"]))
