"""The group's own statement against the table in the law facts: every error row, with verdict and line; no OK row."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from etterlev.notice.rules.lint import Report
from etterlev.notice.rules.lint.outcome import Severity
from etterlev.notice.rules.lint.tests.corpus import on_file
from tests.shared import shared

ROW = re.compile(r"^\| ((?:N|X)\d\d[a-f]?2?)\b[^|]*\| ([A-Z/]+)[^|]*\| (.*) \| ([EWI-][^|]*) \|$", re.MULTILINE)


@dataclass(frozen=True)
class Row:
    item: str
    verdicts: frozenset[str]
    severity: str


def rows() -> dict[str, Row]:
    text = shared("law/facts.md").read_text(encoding="utf-8")
    section = text[text.index("# D. The seed statement") : text.index("## D3.")]
    return {item: Row(item, frozenset(verdict.split("/")), sev[0]) for item, verdict, _, sev in ROW.findall(section)}


def error_rows() -> list[str]:
    text = shared("law/facts.md").read_text(encoding="utf-8")
    listed = re.search(r"\*\*error-level rows\*\*: ([\w,]+)", text)
    assert listed
    return listed[1].split(",")


@pytest.fixture(scope="module")
def report() -> Report:
    return on_file(shared("statements/reference.nb.txt"))


def test_exactly_the_error_rows_of_the_table_are_errors(report: Report) -> None:
    errors = [each.id for each in report.findings("nb") if each.severity is Severity.ERROR]
    assert sorted(errors) == sorted(error_rows())
    assert len(errors) == 21


def test_each_error_has_a_verdict_the_table_gives_it(report: Report) -> None:
    table = rows()
    wrong = {
        each.id: each.verdict
        for each in report.findings("nb")
        if each.severity is Severity.ERROR and each.verdict not in table[each.id].verdicts
    }
    assert wrong == {}


def test_no_row_the_table_calls_ok_is_reported_and_each_is_counted_as_met(report: Report) -> None:
    fine = {item for item, row in rows().items() if row.verdicts == {"OK"}}
    assert {"N11a", "N11b", "N13", "X06", "X15"} <= fine
    assert not fine & {each.id for each in report.findings("nb")}
    assert fine <= {each.id for each in report.satisfied}


def test_the_rows_that_are_not_errors_have_the_severity_of_the_table(report: Report) -> None:
    severities = {"E": Severity.ERROR, "W": Severity.WARNING, "I": Severity.INFO}
    table = rows()
    found = {each.id: each.severity for each in report.findings("nb")}
    assert set(found) == {item for item, row in table.items() if row.verdicts != {"OK"}}
    assert {item: severities[table[item].severity] for item in found} == found


@pytest.mark.parametrize(
    ("item", "line", "words"),
    [
        ("N01", 19, "hver avdeling behandlingsansvarlig"),
        ("N03", 34, "vår personvernkontakt"),
        ("N04", 54, "for å tilby nye tjenester"),
        ("N05", 58, "artikkel 6 nr. 1"),
        ("N07", 50, "navn, telefonnummer og e-post"),
        ("N07b", 48, "kunder, leverandører, partnere og ansatte"),
        ("N08", 64, "kun våre ansatte"),
        ("N10", 70, "regler fra myndighetene"),
        ("N11e", 31, "rett til å protestere"),
        ("N17", 3, "oppdateres fortløpende"),
        ("N21", 19, "du må kontakte"),
        ("X01", 96, "artikkel 6 nr. 1 f)"),
        ("X02", 92, "aldri bli knyttet til personlige opplysninger"),
        ("X03", 78, "anmelder vi saken til politiet"),
        ("X04", 82, "kontakte våre kunder"),
        ("X05", 78, "rapportere videre"),
        ("X07", 64, "kun våre ansatte"),
        ("X08", 50, "fødselsnummer"),
        ("X09", 50, "fraværsinformasjon"),
        ("X10", 54, "nye tjenester"),
        ("X11", 88, "huske passord"),
        ("X12", 7, "identifiserer en person"),
    ],
)
def test_a_finding_points_at_the_words_it_is_about(report: Report, item: str, line: int, words: str) -> None:
    found = next(each for each in report.findings("nb") if each.id == item)
    assert found.line == line
    assert found.quote is not None
    assert words in found.quote.replace("\u00a0", " ")


@pytest.mark.parametrize("item", ["N09", "N14", "N15", "N16", "N19"])
def test_what_is_absent_has_neither_line_nor_quote(report: Report, item: str) -> None:
    found = next(each for each in report.findings("nb") if each.id == item)
    assert (found.line, found.quote) == (None, None)


def test_every_quote_stands_in_the_file_on_the_line_given(report: Report) -> None:
    lines = shared("statements/reference.nb.txt").read_text(encoding="utf-8").splitlines()
    quoted = [(each.line, each.quote) for each in report.findings("nb")]
    quoted += [(each.line, each.quote) for each in report.satisfied]
    recognised = [(each["line"], each["quote"]) for entries in report.recognised.values() for each in entries]
    for line, quote in (*quoted, *recognised):
        if line is not None and quote is not None:
            assert quote.splitlines()[0] in lines[line - 1]


def test_what_the_statement_says_is_recognised(report: Report) -> None:
    known = {
        kind: {each.get("id", each.get("name")) for each in entries} for kind, entries in report.recognised.items()
    }
    assert known["controllers"] == {"hver avdeling"}
    assert {"customer", "supplier", "partner", "employee", "applicant", "seminar-guest"} <= known["subject_categories"]
    assert {"name", "phone", "email", "national-identity-number", "bank-account", "sickness-absence"} <= known[
        "data_categories"
    ]
    assert known["legal_bases"] == {"A6-1-a", "A6-1-b", "A6-1-f"}
    assert known["systems"] == {"PowerOffice Go", "Cynet", "VIKT", "Google Analytics"}
    assert known["occasions"] == {
        "purchase",
        "seminar",
        "enquiry",
        "newsletter",
        "supplier",
        "application",
        "employment",
    }
    assert known["rights"] == {"N11a", "N11a2", "N11b", "N11c", "N11d", "N11e", "N11f", "N13"}
    assert {"kun", "aldri", "alle"} == known["absolute_words"]
