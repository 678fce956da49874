"""The report for people and for machines: the same findings, nothing that could run, nothing lost."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from etterlev.languages import LANGUAGES, Language
from etterlev.notice.rules.lint import Report
from etterlev.notice.rules.lint.show.page import page
from etterlev.notice.rules.lint.show.sarif import log
from etterlev.notice.rules.lint.show.terminal import lines
from etterlev.notice.rules.lint.tests.corpus import labelled, on_text

BAD = next(each for each in labelled() if each.name == "regnskap-kort")
HOSTILE = (
    'Personvern <script>alert(1)</script>\n\nVi behandler «navn» & "adresse" om kundene for å levere varer, og '
    "<img src=x onerror=alert(1)> vi deler aldri opplysningene dine med noen."
)


@pytest.fixture(scope="module")
def report() -> Report:
    return BAD.report()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terminal_shows_each_finding_with_its_quote_its_fix_and_its_authority(
    report: Report, language: Language
) -> None:
    shown = " ".join(" ".join(lines(report, language)).split())
    for each in report.findings(language):
        assert each.message in shown
        assert each.fix in shown
        assert each.authority in shown
    assert all(len(line) <= 160 for line in lines(report, language))


def test_the_terminal_begins_with_the_count(report: Report) -> None:
    errors = sum(each.severity == "error" for each in report.findings("nb"))
    assert f"{errors} feil" in next(iter(lines(report, "nb")))


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.notes = 0
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.notes += ("role", "note") in attrs
        assert not any(name.startswith("on") or name == "src" for name, _ in attrs)
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_the_whole_statement_and_a_note_for_each_finding(report: Report, language: Language) -> None:
    read = Page()
    read.feed(page(report, language))
    assert read.open == []
    assert read.notes == len(report.findings(language))
    assert all(sentence.text in read.text for sentence in report.statement.sentences)
    assert all(each.message in read.text for each in report.findings(language))


def test_markup_in_a_statement_is_shown_and_never_run() -> None:
    read = Page()
    read.feed(page(on_text(HOSTILE), "nb"))
    assert "script" not in read.tags
    assert "img" not in read.tags
    assert "<script>alert(1)</script>" in read.text


def test_the_page_fetches_nothing(report: Report) -> None:
    assert not re.search(r"(?:src|href)=|url\(|@import", page(report, "nb"))


def test_sarif_has_a_result_for_each_finding_at_its_line(report: Report) -> None:
    run = log(report, "en")["runs"][0]
    findings = report.findings("en")
    assert [each["ruleId"] for each in run["results"]] == [each.id for each in findings]
    for result, each in zip(run["results"], findings, strict=True):
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == BAD.path.name
        assert place.get("region", {}).get("startLine") == each.line
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == each.id
        assert result["level"] in ("error", "warning", "note")


def test_a_finding_keeps_its_fingerprint_when_the_text_moves(report: Report) -> None:
    moved = on_text("\n\n\n" + BAD.text, BAD.path.name)
    prints = [[each["partialFingerprints"] for each in log(one, "nb")["runs"][0]["results"]] for one in (report, moved)]
    assert prints[0] == prints[1]
