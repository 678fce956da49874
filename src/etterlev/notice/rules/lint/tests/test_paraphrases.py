"""Each rule against sentences written before it: ways to break it and ways to keep it, in each language."""

from __future__ import annotations

import pytest

from etterlev.notice.rules.lint.checks import CHECKS
from etterlev.notice.rules.lint.facts import Facts
from etterlev.notice.rules.lint.outcome import Amiss
from etterlev.notice.rules.lint.statement import Statement
from etterlev.notice.rules.lint.tests.corpus import Paraphrases, paraphrases
from etterlev.sources.text import read_content

ALL = list(paraphrases())
# Met or silent, never amiss: there is nothing to break.
NEVER_AMISS = {"N11a2", "X06", "X15"}


def is_amiss(each: Paraphrases, words: str) -> bool:
    blocks = read_content(f"{each.premise}\n\n{words}".encode(), "tekst.txt").blocks
    results = CHECKS[each.item](Facts(Statement(blocks, each.language)))
    return any(isinstance(result, Amiss) for result in results)


@pytest.mark.parametrize("each", ALL, ids=lambda one: f"{one.item}-{one.language}")
def test_each_way_of_breaking_a_rule_is_found(each: Paraphrases) -> None:
    assert [words for words in each.violating if not is_amiss(each, words)] == []


@pytest.mark.parametrize("each", ALL, ids=lambda one: f"{one.item}-{one.language}")
def test_no_way_of_keeping_a_rule_is_reported(each: Paraphrases) -> None:
    assert [words for words in each.satisfied if is_amiss(each, words)] == []


def test_every_rule_has_three_of_each_in_each_language() -> None:
    enough = {(each.item, each.language) for each in ALL if min(len(each.violating), len(each.satisfied)) >= 3}
    assert enough == {(item, language) for item in set(CHECKS) - NEVER_AMISS for language in ("nb", "nn", "en")}
