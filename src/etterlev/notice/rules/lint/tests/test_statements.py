"""Whole statements of invented organisations, labelled by reading before the linter was run on them."""

from __future__ import annotations

import pytest

from etterlev.notice.rules.lint.kind import Kind
from etterlev.notice.rules.lint.outcome import Severity
from etterlev.notice.rules.lint.tests.corpus import Labelled, ids, labelled
from etterlev.notice.rules.lint.tests.measure import scores, together

LAWFUL = {
    *("regnskap-god", "kommune", "advokat", "nettbutikk-god", "regnskapsgruppe", "lonnsbyraa", "itdrift", "museum"),
    *("lokalavis", "fjellhotell", "sjomat", "fylkesmuseum", "advokat-personvern", "megler", "hr-plattform"),
}


@pytest.mark.parametrize("each", labelled(), ids=lambda one: one.name)
def test_a_statement_gets_the_findings_a_careful_reader_would_give_it(each: Labelled) -> None:
    found = ids(each.report())
    assert (found - each.findings - each.open, each.findings - found) == (frozenset(), frozenset())


@pytest.mark.parametrize("each", labelled(), ids=lambda one: one.name)
def test_what_a_careful_reader_finds_in_order_is_counted_as_met(each: Labelled) -> None:
    assert each.satisfied - {one.id for one in each.report().satisfied} == frozenset()


@pytest.mark.parametrize("each", [one for one in labelled() if one.name in LAWFUL], ids=lambda one: one.name)
def test_a_lawful_statement_has_no_errors(each: Labelled) -> None:
    report = each.report()
    assert [one.message for one in report.findings("nb") if one.severity is Severity.ERROR] == []
    assert len(report.satisfied) >= 20


def test_each_rule_is_right_nineteen_times_in_twenty_and_misses_at_most_one_in_ten() -> None:
    found = scores(labelled())
    assert {item: one.precision for item, one in found.items() if one.precision < 0.95} == {}
    assert {item: one.recall for item, one in found.items() if one.recall < 0.90} == {}
    assert together(found.values()).right > 200


def test_a_cookie_page_is_judged_for_its_cookies_alone() -> None:
    pages = [each.report() for each in labelled("fresh") if each.name.startswith("kapsler")]
    assert [report.kind for report in pages] == [Kind.COOKIES, Kind.COOKIES]
    assert not ids(pages[0]) & {"N01", "N05", "N11a", "N13"}
