"""What we compose ourselves from a register is read by the linter as anybody's statement, and has no errors."""

from __future__ import annotations

import pytest

from etterlev.languages import LANGUAGES, Language
from etterlev.notice.rules.lint.outcome import Severity
from etterlev.notice.rules.lint.tests.corpus import on_text
from etterlev.notice.rules.markdown import markdown
from etterlev.notice.tests.group import group, said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_composed_statement_has_no_errors_and_no_warnings(language: Language) -> None:
    report = on_text(markdown(said(group(), language)), "erklæring.md")
    assert report.statement.language == language
    assert [each.message for each in report.findings(language) if each.severity is not Severity.INFO] == []
    assert len(report.satisfied) >= 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_responsible_in_a_composed_statement_is_recognised(language: Language) -> None:
    report = on_text(markdown(said(group(), language)), "erklæring.md")
    numbers = {each["organisation_number"] for each in report.recognised["controllers"]}
    assert {"912345602", "988077917", "974760673"} <= numbers
