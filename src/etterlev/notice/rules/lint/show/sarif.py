"""The report as SARIF 2.1.0 (OASIS), which code hosts show beside the lines of the file."""

from __future__ import annotations

import hashlib
from typing import Any, Final
from urllib.parse import quote

from etterlev import __version__
from etterlev.languages import Language
from etterlev.notice.rules.lint import messages
from etterlev.notice.rules.lint.outcome import Finding, Severity
from etterlev.notice.rules.lint.report import Report

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def log(report: Report, language: Language) -> dict[str, Any]:
    """The SARIF log. What is absent has the file as its place, without a line."""
    findings = report.findings(language)
    items = list(dict.fromkeys(each.id for each in findings))
    return {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(items, language)},
                "columnKind": "unicodeCodePoints",
                "results": [_result(each, items.index(each.id), report.file) for each in findings],
            }
        ],
    }


def _driver(items: list[str], language: Language) -> dict[str, Any]:
    return {
        "name": "etterlev lint",
        "semanticVersion": __version__,
        "language": language,
        "rules": [
            {
                "id": item,
                "shortDescription": {"text": messages.title(item, language)},
                "help": {"text": messages.authority(item, language)},
            }
            for item in items
        ],
    }


def _result(each: Finding, index: int, file: str) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(file)}}
    if each.line is not None:
        place["region"] = {"startLine": each.line, "snippet": {"text": each.quote}}
    return {
        "ruleId": each.id,
        "ruleIndex": index,
        "level": _LEVELS[each.severity],
        "message": {"text": f"{each.message} {each.fix}"},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"finding/v1": _fingerprint(each)},
        "properties": {"verdict": each.verdict, "authority": each.authority, "fix": each.fix},
    }


def _fingerprint(each: Finding) -> str:
    """The same while the words are the same, wherever they have moved."""
    said = " ".join((each.quote or "").split())
    return hashlib.sha256(f"{each.id}\0{each.variant}\0{said}".encode()).hexdigest()[:32]
