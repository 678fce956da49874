"""What is done with the data: the template's activities, those the statement asks for first, and what only it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from etterlev.law.vocabulary import purposes
from etterlev.notice.rules.drafting import systems
from etterlev.notice.rules.drafting.draft import Entry, Row, RowKind, Unplaced, said
from etterlev.notice.rules.drafting.sector import Sector, Suggestion
from etterlev.notice.rules.lint import Report

# What the template is asked by, and where the report has it.
_ASKED: Final = {"subjects": "subject_categories", "occasions": "occasions", "data": "data_categories"}


def rows(report: Report, template: Sector | None, used: tuple[Row, ...]) -> tuple[Row, ...]:
    """Asked for and filled, then said by the statement alone, then usual in the sector but not said."""
    suggestions = template.activities if template else ()
    kinds = systems.kinds(report)
    filled = [_filled(each, report, kinds, used) for each in suggestions]
    covered = {code for each in suggestions for code in _purposes_of(each)}
    alone = [row for row in _alone(report) if row.key not in covered]
    return (*(row for row in filled if row.said), *alone, *(row for row in filled if not row.said))


def unplaced(report: Report, done: tuple[Row, ...]) -> tuple[Unplaced, ...]:
    """The subject and data categories that no activity the statement speaks of holds."""
    said_of = [row.document for row in done if row.said]
    held = {code for each in said_of for field in ("subjects", "categories") for code in each.get(field, ())}
    named = (*report.recognised["subject_categories"], *report.recognised["data_categories"])
    return tuple(Unplaced(each["line"], each["quote"], each["id"]) for each in named if each["id"] not in held)


def _filled(suggestion: Suggestion, report: Report, kinds: Mapping[str, str], used: tuple[Row, ...]) -> Row:
    named = [row for row in used if kinds[row.key] in suggestion.system_kinds]
    document = dict(suggestion.document)
    if named:
        document["systems"] = [row.key for row in named]
    return Row(RowKind.ACTIVITY, suggestion.code, document, said(_asking(suggestion, report)), is_sectors=True)


def _asking(suggestion: Suggestion, report: Report) -> Iterator[Entry]:
    """What the statement says that the activity is there for."""
    codes = _purposes_of(suggestion)
    yield from (each for each in report.recognised["purposes"] if each["id"] in codes)
    for key, where in _ASKED.items():
        wanted = suggestion.asked_by.get(key, frozenset())
        yield from (each for each in report.recognised[where] if each["id"] in wanted)
    wanted = suggestion.asked_by.get("kinds", frozenset())
    yield from (each for each in report.recognised["systems"] if each["kind"] in wanted)
    concepts = suggestion.asked_by.get("words", frozenset())
    for sentence in report.statement.running:
        if sentence.has(*concepts):
            yield {"line": sentence.line, "quote": sentence.text}


def _purposes_of(suggestion: Suggestion) -> frozenset[str]:
    return frozenset(each["code"] for each in suggestion.document["purposes"])


def _alone(report: Report) -> Iterator[Row]:
    """The purposes of the law's vocabulary that the statement states, each with the bases it ties to it."""
    known = purposes()
    for entry in report.recognised["purposes"]:
        if word := known.get(entry["id"]):
            code = entry["id"]
            clause = {each: word.clause.said(each) for each in ("nb", "nn", "en")}
            bases = [each for each in report.recognised["legal_bases"] if code in each["of"] and each["article"] == 6]
            stated = list(dict.fromkeys(each["id"] for each in bases)) or [""]
            document: dict[str, Any] = {
                "code": code,
                "name": {each: _capital(word.name.said(each)) for each in ("nb", "nn", "en")},
                "role": "controller",
                "purposes": [_without_empty({"code": code, "basis": basis, "text": clause}) for basis in stated],
            }
            yield Row(RowKind.ACTIVITY, code, document, said([entry, *bases]))


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
