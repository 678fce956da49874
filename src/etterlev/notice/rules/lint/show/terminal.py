"""The report as lines for a terminal: what is wrong, where, why and what to do; then what is in order."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from etterlev.languages import Language
from etterlev.notice.rules.lint import messages
from etterlev.notice.rules.lint.outcome import Finding, Severity
from etterlev.notice.rules.lint.report import Report
from etterlev.notice.rules.lint.show.labels import KINDS, label, named, place, summary

_WIDTH: Final = 100
_INDENT: Final = " " * 6
_LONGEST_QUOTE: Final = 240


def lines(report: Report, language: Language) -> Iterator[str]:
    """Every line of the report."""
    findings = report.findings(language)
    yield summary(report, language)
    for severity in Severity:
        of_kind = [each for each in findings if each.severity is severity]
        if of_kind:
            yield from ("", label(f"{severity}s", language).upper())
            for each in of_kind:
                yield from _finding(each, language)
    yield from _met(report, language)
    yield from _recognised(report, language)
    yield from ("", label("caution", language))


def _finding(each: Finding, language: Language) -> Iterator[str]:
    yield f"{each.id:5} {messages.title(each.id, language)} ({place(each.line, language)})"
    if each.quote is not None:
        yield from _wrapped(f"«{_shortened(each.quote)}»")
    yield from _wrapped(each.message)
    yield from _wrapped(f"→ {each.fix}")
    yield from _wrapped(each.authority)
    yield ""


def _met(report: Report, language: Language) -> Iterator[str]:
    if report.satisfied:
        yield from ("", label("met", language).upper())
        told = (
            messages.title(each.id, language) + (f" ({place(each.line, language)})" if each.line else "")
            for each in report.satisfied
        )
        yield from _wrapped("; ".join(told))


def _recognised(report: Report, language: Language) -> Iterator[str]:
    yield from ("", label("found", language).upper())
    for kind in KINDS:
        if entries := named(kind, report, language):
            shown = ", ".join(f"{name} ({line})" for name, line in entries)
            yield from _wrapped(f"{messages.word('recognised', kind, language)}: {shown}")


def _shortened(quote: str) -> str:
    return textwrap.shorten(quote, _LONGEST_QUOTE, placeholder=" …")


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT, break_on_hyphens=False)
