"""One sentence at a time, in many people's ways of writing: what it says, and what it does not say."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from etterlev.notice.rules.lint.tests.corpus import ids, on_text

SENTENCES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))[
    "sentence"
]
PREMISES = {
    "nb": "Personvernerklæring\n\nVi behandler personopplysninger om kundene våre for å levere varer.",
    "nn": "Personvernerklæring\n\nVi behandlar personopplysningar om kundane våre for å levere varer.",
    "en": "Privacy notice\n\nWe process personal data about our customers in order to deliver goods.",
}


@pytest.mark.parametrize("each", SENTENCES, ids=lambda one: one["words"][:50])
def test_a_sentence_is_reported_for_what_is_wrong_with_it_and_nothing_else(each: dict[str, Any]) -> None:
    found = ids(on_text(f"{PREMISES[each['language']]}\n\n{each['words']}\n"))
    assert set(each["reported"]) - found == set()
    assert set(each["silent"]) & found == set()
