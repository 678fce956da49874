"""What may change without changing the findings, and what changes exactly one."""

from __future__ import annotations

import random
import re

import pytest

from etterlev.notice.rules.lint import judge
from etterlev.notice.rules.lint.tests.corpus import Labelled, ids, labelled, on_text, said
from etterlev.sources.text import Block, BlockKind, read, read_content

TEXTS = [each for each in labelled() if each.path.suffix == ".txt"]
ALL = labelled()
UNRELATED = {
    "nb": "Kontoret ligger ved elva, rett over gangbrua, og kantina har åpent til klokka tre.",
    "nn": "Kontoret ligg ved elva, rett over gangbrua, og kantina har ope til klokka tre.",
    "en": "The office lies by the river, just across the footbridge, and the canteen is open until three.",
}
# About spelling and layout: they follow the very letters.
OF_THE_LETTERS = {"N20", "N18"}


def blocks_of(each: Labelled) -> tuple[Block, ...]:
    return read(each.path).blocks


def substance(found: frozenset[tuple[str, str]]) -> set[tuple[str, str]]:
    return {one for one in found if one[0] not in OF_THE_LETTERS}


@pytest.mark.parametrize("each", ALL, ids=lambda one: one.name)
def test_another_name_for_the_controller_changes_nothing(each: Labelled) -> None:
    report = each.report()
    names = [
        one["name"].rsplit(None, 1)[0]
        for one in report.recognised["controllers"]
        if re.search(r" A?S[A]?$", one["name"])
    ]
    text = each.text
    for number, name in enumerate(names):
        keeps = "Regnskap " if re.search("regnskap|rekneskap|accounting", name, re.IGNORECASE) else ""
        text = text.replace(name, f"Havsule {keeps}{'ABCDEFGH'[number]}")
    assert said(on_text(text, each.path.name)) == said(report)


def starts_of(each: Labelled) -> list[int]:
    """Where the sections of a statement begin."""
    found = enumerate(blocks_of(each))
    return [place for place, block in found if block.kind is BlockKind.HEADING and block.level == 2]


@pytest.mark.parametrize("each", [one for one in ALL if len(starts_of(one)) > 2], ids=lambda one: one.name)
def test_sections_in_another_order_change_nothing(each: Labelled) -> None:
    blocks, starts = blocks_of(each), starts_of(each)
    sections = [blocks[start:end] for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True)]
    random.Random(7).shuffle(sections)
    moved = [*blocks[: starts[0]], *(block for section in sections for block in section)]
    assert ids(judge(moved, "flyttet.txt")) == ids(each.report())


@pytest.mark.parametrize("each", ALL, ids=lambda one: one.name)
def test_an_unrelated_paragraph_changes_nothing(each: Labelled) -> None:
    report = each.report()
    blocks = blocks_of(each)
    added = Block(BlockKind.PARAGRAPH, UNRELATED[report.statement.language], 9999)
    for place in (1, len(blocks)):
        assert said(judge([*blocks[:place], added, *blocks[place:]], "mer.txt")) == said(report)


@pytest.mark.parametrize("each", ALL, ids=lambda one: one.name)
def test_headings_in_capitals_change_nothing(each: Labelled) -> None:
    blocks = blocks_of(each)
    shouted = [
        Block(one.kind, one.text.upper(), one.line, one.level, one.links) if one.kind is BlockKind.HEADING else one
        for one in blocks
    ]
    assert substance(said(judge(shouted, "store.txt"))) == substance(said(each.report()))


COMPLAINTS = re.compile(r"(?:klag|complain)", re.IGNORECASE)


@pytest.mark.parametrize("each", [one for one in TEXTS if "N13" in one.satisfied], ids=lambda one: one.name)
def test_without_its_sentences_on_complaints_exactly_that_finding_appears(each: Labelled) -> None:
    report = each.report()
    text = each.text
    for sentence in report.statement.sentences:
        if COMPLAINTS.search(sentence.text):
            kept = re.sub(r",?\s*(?:og|and)\s[^,.]*(?:klag|complain)[^,.]*", "", sentence.text)
            text = text.replace(sentence.text, "" if kept == sentence.text or COMPLAINTS.search(kept) else kept)
    after = ids(on_text(text, each.path.name))
    assert "N13" in after
    assert after - ids(report) == {"N13"}


def test_a_statement_read_twice_gives_the_same_report() -> None:
    each = labelled()[0]
    content = each.text.encode()
    first, second = (judge(read_content(content, "a.txt").blocks, "a.txt").as_json("nb") for _ in range(2))
    assert first == second
