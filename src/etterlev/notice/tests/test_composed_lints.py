"""What we compose holds before our own linter: in three languages, and whatever the register has been left without."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from etterlev.languages import LANGUAGES, Language
from etterlev.notice.rules.gaps import find
from etterlev.notice.rules.lint import judge
from etterlev.notice.rules.lint.outcome import Finding
from etterlev.notice.rules.markdown import markdown
from etterlev.notice.tests.group import group, said
from etterlev.notice.tests.test_drafting import STATEMENT, drafted, filled
from etterlev.project.command.draft_document import written
from etterlev.register.document import Held, Register, Role
from etterlev.register.parsing import parse
from etterlev.register.writing import fragment
from etterlev.sources.text import read_content

# What a register may lack and still be one.
EMPTY = {
    "sources": (),
    "recipients": (),
    "systems": (),
    "security": (),
    "obligation": None,
    "automated_decisions": None,
    "reviewed_on": None,
}


def found(register: Register, language: Language, *severities: str) -> list[Finding]:
    text = markdown(said(register, language))
    report = judge(read_content(text.encode(), "erklæring.md").blocks, "erklæring.md")
    return [each for each in report.findings(language) if each.severity in severities]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_register_composes_to_a_statement_without_faults(language: Language) -> None:
    assert found(group(), language, "error", "warning") == []


def has_our_own(register: Register) -> bool:
    return any(each.activity.role is Role.CONTROLLER for each in register.activities)


@st.composite
def left_without(draw: st.DrawFn) -> Register:
    """The group with some of its activities, and some of what they say."""
    kept = draw(st.lists(st.sampled_from(group().activities), min_size=1, unique_by=lambda held: held.activity.code))

    def emptied(held: Held) -> Held:
        fields = draw(st.sets(st.sampled_from(sorted(EMPTY)), max_size=3))
        activity = replace(held.activity, **{each: EMPTY[each] for each in fields})  # type: ignore[arg-type]  # by name
        return replace(held, activity=activity)

    website = draw(st.sampled_from((group().website, "")))
    return replace(group(), activities=tuple(emptied(each) for each in kept), website=website)


@settings(max_examples=40, deadline=None)
@given(left_without().filter(has_our_own), st.sampled_from(LANGUAGES))
def test_every_fault_left_is_one_the_composer_has_named(register: Register, language: Language) -> None:
    named = {gap.item for gap in find(register)}
    assert [each for each in found(register, language, "error") if each.id not in named] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_statement_brought_in_and_filled_comes_out_without_faults(language: Language) -> None:
    made = written(drafted(STATEMENT))
    register = parse(fragment(filled(yaml.load(made, Loader=yaml.BaseLoader))))  # BaseLoader makes text only
    named = {gap.item for gap in find(register)}
    assert [each for each in found(register, language, "error") if each.id not in named] == []
