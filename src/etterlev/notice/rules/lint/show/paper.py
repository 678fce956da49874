"""The statement with its findings beside the words, as what a typesetter needs to know of it."""

from __future__ import annotations

from typing import Any

from etterlev.languages import Language
from etterlev.notice.rules.lint import messages
from etterlev.notice.rules.lint.outcome import Finding
from etterlev.notice.rules.lint.report import Report
from etterlev.notice.rules.lint.show.labels import label, place, summary
from etterlev.notice.rules.lint.show.page import notes_of
from etterlev.notice.rules.lint.statement import Sentence

Value = dict[str, Any]


def paper(report: Report, language: Language) -> Value:
    """Everything in it, in the reader's language; the statement's own words stay in theirs."""
    notes = notes_of(report, language)
    sentences: dict[int, list[Sentence]] = {}
    for sentence in report.statement.sentences:
        sentences.setdefault(sentence.paragraph, []).append(sentence)
    return {
        "title": label("title", language, file=report.file),
        "summary": summary(report, language),
        "language": language,
        "spoken": report.statement.language,
        "labels": {each: label(each, language) for each in ("missing", "text", "met", "caution", "fix", "authority")},
        "absent": [_note(each, language) for each in report.findings(language) if each.line is None],
        "blocks": [
            {
                "kind": str(block.kind),
                "level": block.level,
                "sentences": [{"text": each.text, "marked": id(each) in notes} for each in sentences.get(number, ())],
                "notes": [
                    _note(found, language) for each in sentences.get(number, ()) for found in notes.get(id(each), ())
                ],
            }
            for number, block in enumerate(report.statement.blocks)
        ],
        "met": [
            messages.title(each.id, language) + (f" ({place(each.line, language)})" if each.line else "")
            for each in report.satisfied
        ],
    }


def _note(each: Finding, language: Language) -> Value:
    where = f"{label(each.severity, language)}, {place(each.line, language)}"
    return {
        "severity": str(each.severity),
        "heading": f"{each.id}: {messages.title(each.id, language)} ({where})",
        "message": each.message,
        "fix": each.fix,
        "authority": each.authority,
    }
