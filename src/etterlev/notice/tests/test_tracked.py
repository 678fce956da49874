"""From the old text to the new one: each fault is the reason of the change that repairs it, and nothing is lost."""

from __future__ import annotations

import pytest

from etterlev.notice.rules.lint import Report, judge
from etterlev.notice.rules.tracked import Review, review
from etterlev.notice.rules.tracked_show import as_json, markdown, page
from etterlev.notice.tests.group import group, said
from etterlev.notice.tests.test_drafting import STATEMENT
from etterlev.sources.text import read_content
from examples.statement import WORDS
from tests.shared import shared


def judged(text: str) -> Report:
    return judge(read_content(text.encode(), "gammel.md").blocks, "gammel.md")


def reviewed(text: str) -> tuple[Report, Review]:
    old = judged(text)
    return old, review(old, said(group(), old.statement.language), "nb")


OLD = {
    "our own": lambda: STATEMENT,
    "the example's": lambda: WORDS.read_text(encoding="utf-8").replace("$", ""),
    "the real one": lambda: shared("statements/reference.nb.txt").read_text(encoding="utf-8"),
}


@pytest.mark.parametrize("name", OLD)
def test_every_error_is_the_reason_of_a_change_or_said_not_to_be_repaired(name: str) -> None:
    old, found = reviewed(OLD[name]())
    errors = [(each.id, each.line) for each in old.findings("nb") if each.severity == "error"]
    given = [(each.id, each.line) for change in found.changes for each in change.findings]
    left = [(each.id, each.line) for each in found.unrepaired]
    assert sorted(errors, key=str) == sorted((each for each in given + left if each in errors), key=str)
    assert len(given) == len(set(given))


@pytest.mark.parametrize("name", OLD)
def test_every_sentence_of_both_is_there_once(name: str) -> None:
    old, found = reviewed(OLD[name]())
    after = [each.after for each in found.changes if each.after]
    assert len(after) == len(list(said(group(), old.statement.language).sentences()))
    lines = [line for each in found.changes for line in each.before]
    told = [each.text for each in old.statement.sentences if each.kind != "heading" and len(each.tokens.words) >= 4]
    assert sorted(lines) == sorted(told)


def test_a_right_stands_beside_the_right_it_was() -> None:
    _, found = reviewed("# Personvern\n\nDu kan be om å få slettet opplysningene dine hos oss.\n\n" + STATEMENT)
    erasure = next(each for each in found.changes if each.after.startswith("Sletting"))
    assert any("slettet opplysningene" in before for before in erasure.before)


def test_what_the_same_words_say_is_kept_and_needs_no_reason() -> None:
    same = "Du kan også gå til domstolene."
    _, found = reviewed(STATEMENT + "\n" + same + "\n")
    kept = next(each for each in found.changes if each.after == same)
    assert kept.is_kept


def test_the_page_marks_both_and_says_why() -> None:
    old, found = reviewed(STATEMENT)
    html = page(found, old.file, "nb", "nb")
    assert "<del>" in html
    assert "<ins>" in html
    assert "personvernforordningen artikkel" in html
    assert "<script" not in html


@pytest.mark.parametrize(("language", "words"), [("nn", "Frå gammel.md til"), ("en", "From gammel.md to")])
def test_the_reasons_are_in_the_readers_language(language: str, words: str) -> None:
    old = judged(STATEMENT)
    found = review(old, said(group(), "nb"), language)  # type: ignore[arg-type]  # one of the three
    assert words in markdown(found, old.file, language)  # type: ignore[arg-type]  # the same


def test_machines_get_lines_reasons_and_what_is_left() -> None:
    old, found = reviewed(STATEMENT)
    value = as_json(found, old.file)
    assert {"section", "before", "lines", "after", "kept", "reasons", "why"} == value["changes"][0].keys()
    assert all("message" in reason for each in value["changes"] for reason in each["reasons"])
