"""The words the reports share, in the reader's language."""

from __future__ import annotations

from typing import Final

from etterlev.languages import Language
from etterlev.notice.rules.lint import messages
from etterlev.notice.rules.lint.kind import Kind
from etterlev.notice.rules.lint.outcome import Severity
from etterlev.notice.rules.lint.report import Report

# What is recognised, and the list its names are in; a name that is in none is shown as it is.
KINDS: Final = {
    "controllers": "",
    "subject_categories": "subject",
    "data_categories": "data",
    "purposes": "purpose",
    "legal_bases": "basis",
    "systems": "",
    "recipients": "recipient",
}


def label(name: str, language: Language, /, **blanks: object) -> str:
    """One of the words under `[label]`."""
    return messages.word("label", name, language).format(**blanks)


def count(number: int, severity: Severity, language: Language) -> str:
    """«1 advarsel», «3 advarsler»."""
    return f"{number} {label(severity if number == 1 else f'{severity}s', language)}"


def summary(report: Report, language: Language) -> str:
    """The result in a sentence, and in a second one what it was judged as when that is not a whole statement."""
    counts = {f"{severity}s": count(report.counts[severity], severity, language) for severity in Severity}
    tongue = messages.word("tongue", report.statement.language, language)
    said = label("summary", language, file=report.file, language=tongue, met=len(report.satisfied), **counts)
    return f"{said} {label('cookies-only', language)}" if report.kind is Kind.COOKIES else said


def place(line: int | None, language: Language) -> str:
    """«linje 19», or «mangler»."""
    return label("absent", language) if line is None else label("line", language, line=line)


def named(kind: str, report: Report, language: Language) -> list[tuple[str, int]]:
    """The recognised entries of a kind by name, each once, with the line it was first said in."""
    kept: dict[str, int] = {}
    for each in report.recognised[kind]:
        own = each.get("name") or messages.word(KINDS[kind], each["id"], language)
        kept.setdefault(own, each["line"])
    return list(kept.items())
