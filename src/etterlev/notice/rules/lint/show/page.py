"""The statement itself with its findings beside the words, as one HTML page: no script, nothing fetched, printable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

from etterlev.languages import Language
from etterlev.notice.rules.lint import messages
from etterlev.notice.rules.lint.outcome import Amiss, Finding
from etterlev.notice.rules.lint.report import Report
from etterlev.notice.rules.lint.show.labels import label, place, summary
from etterlev.notice.rules.lint.statement import HEADING, ITEM, Sentence, TextBlock

_STYLE: Final = Path(__file__).with_name("page.css")
Notes = dict[int, list[Finding]]


def page(report: Report, language: Language) -> str:
    """The whole page."""
    title = escape(label("title", language, file=report.file))
    parts = [
        "<!doctype html>",
        f'<html lang="{language}">',
        f'<head><meta charset="utf-8"><title>{title}</title>',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<style>{_STYLE.read_text(encoding='utf-8')}</style></head>",
        f"<body><main><h1>{title}</h1>",
        f"<p>{escape(summary(report, language))}</p>",
        *_absent(report, language),
        f"<h2>{escape(label('text', language))}</h2>",
        f'<div lang="{report.statement.language}">',
        *_annotated(report, language),
        "</div>",
        *_met(report, language),
        f'<p class="caution">{escape(label("caution", language))}</p></main></body></html>',
    ]
    return "\n".join(parts) + "\n"


def _absent(report: Report, language: Language) -> Iterator[str]:
    absent = [each for each in report.findings(language) if each.line is None]
    if absent:
        yield f"<h2>{escape(label('missing', language))}</h2>"
        yield from (_note(each, language) for each in absent)


def _annotated(report: Report, language: Language) -> Iterator[str]:
    """Each block with what is amiss in it right after it."""
    notes = notes_of(report, language)
    sentences: dict[int, list[Sentence]] = defaultdict(list)
    for sentence in report.statement.sentences:
        sentences[sentence.paragraph].append(sentence)
    for number, block in enumerate(report.statement.blocks):
        yield _block(block, sentences[number], notes)
        for sentence in sentences[number]:
            yield from (_note(each, language) for each in notes.get(id(sentence), ()))


def notes_of(report: Report, language: Language) -> Notes:
    """Findings by the sentence they are about."""
    notes: Notes = defaultdict(list)
    for item, result in report.results:
        if isinstance(result, Amiss) and result.sentence is not None:
            notes[id(result.sentence)].append(messages.finding(item, result, language))
    return notes


def _block(block: TextBlock, sentences: list[Sentence], notes: Notes) -> str:
    words = " ".join(_marked(each, notes) for each in sentences)
    if block.kind == HEADING:
        level = min(6, 2 + max(1, block.level))
        return f"<h{level}>{words}</h{level}>"
    kind = "item text" if block.kind == ITEM else "text"
    return f'<p class="{kind}">{words}</p>'


def _marked(sentence: Sentence, notes: Notes) -> str:
    said = escape(sentence.text)
    return f"<mark>{said}</mark>" if id(sentence) in notes else said


def _note(each: Finding, language: Language) -> str:
    where = f"{label(each.severity, language)}, {place(each.line, language)}"
    heading = f"{each.id}: {messages.title(each.id, language)} ({where})"
    return (
        f'<div role="note" class="note {each.severity}" lang="{language}" aria-label="{escape(heading)}">'
        f"<strong>{escape(heading)}</strong><p>{escape(each.message)}</p>"
        f"<p>{escape(label('fix', language))}: {escape(each.fix)}</p>"
        f'<p class="authority">{escape(label("authority", language))}: {escape(each.authority)}</p></div>'
    )


def _met(report: Report, language: Language) -> Iterator[str]:
    if report.satisfied:
        yield f"<h2>{escape(label('met', language))}</h2><ul>"
        for each in report.satisfied:
            where = f" ({place(each.line, language)})" if each.line else ""
            yield f"<li>{escape(messages.title(each.id, language) + where)}</li>"
        yield "</ul>"
