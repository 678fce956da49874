"""Why a field is thought to hold what it does is said in the reader's language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from etterlev.languages import LANGUAGES, Language
from etterlev.sources import classify
from etterlev.sources.grounds import WORDS, said


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", "overskriften og 93% av 120 verdier"),
        ("nn", "overskrifta og 93% av 120 verdiar"),
        ("en", "the header and 93% of 120 values"),
    ],
)
def test_two_grounds_are_said_together(language: Language, words: str) -> None:
    assert said("header+values:93%:120", language) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_ground_is_said_with_no_words(language: Language) -> None:
    assert said("", language) == ""


def test_every_ground_a_judgement_gives_can_be_said() -> None:
    text = Path(classify.__file__).read_text(encoding="utf-8")
    given = re.findall(r'Judgement\([^"]*"[^"]*", [^"]*"([a-z+-]+)|f"((?:header\+)?values)', text)
    words = {word for pair in given for each in pair if each for word in each.split("+")}
    assert words >= {"header", "values"}
    assert words <= set(WORDS)
