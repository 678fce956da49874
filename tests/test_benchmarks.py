"""The figures that stand in README are those that were measured, and every promised number has its measurement."""

from __future__ import annotations

import importlib

import pytest

from benchmarks import MODULES, report
from benchmarks.figures import Figure, Result

# What is promised: the module, and the limits it must hold its figures against.
PROMISED = {
    "command_help": {"at most 300 ms"},
    "statement_reading": {"at most 300 ms", "at most 1 s", "at most 10 s"},
    "desk_today": {"at most 150 ms"},
    "statement_page": {"at most 50 ms", "at most 150 kB"},
    "portal_pages": {"at least 500 pages/s"},
    "memory": {"at most 150 MB"},
    "ledger_appends": {"at least 500 transactions/s"},
    "access": {"at most 50 ms", "at most 40 statements"},
    "eleven_tables": {
        "at most 20 ms",
        "at most 40 statements",
        "at most 1 s",
        "at most 5 s",
        "at most 2 s",
        "at most 300 MB",
    },
    "febrl": {"at least 99 %", "at least 99.9 %"},
    "fresh_demo": {"at most 180 s"},
}


@pytest.mark.parametrize("name", PROMISED)
def test_every_promised_number_is_measured_and_held_against_its_limit(name: str) -> None:
    module = importlib.import_module(f"benchmarks.{name}")
    assert callable(module.measure)
    assert len(module.HOW) > 100
    measured = {each.name: each for each in report.results()}[name]
    assert {figure.limit for figure in measured.figures} >= PROMISED[name]


def test_nothing_is_measured_that_the_list_does_not_know() -> None:
    assert set(MODULES) == set(PROMISED)


def test_readme_says_what_was_measured() -> None:
    found = report.BLOCK.findall(report.README.read_text(encoding="utf-8"))
    assert found == [report.block(report.results())]


def test_the_page_of_numbers_says_what_was_measured() -> None:
    assert report.PAGE.read_text(encoding="utf-8") == report.page(report.results())


def test_a_limit_that_is_missed_is_said_to_be_missed() -> None:
    slow = Result(
        "portal_pages", "How.", (Figure("Pages", 499.0, "pages/s", at_least=500),), "2026-11-23", "2 cores", 0.0
    )
    assert "| Pages | at least 500 pages/s | 499 pages/s (**missed**) |" in report.block([slow])
    assert "**missed**" in report.page([slow])
