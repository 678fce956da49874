"""A review as a page, as Markdown, and for machines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from html import escape
from pathlib import Path
from typing import Any, Final

from etterlev.languages import Language, gettext_noop, translate
from etterlev.notice.rules.diff import Kind
from etterlev.notice.rules.lint.outcome import Finding
from etterlev.notice.rules.tracked import Review, Tracked, Why

_STYLE: Final = Path(__file__).parent / "lint" / "show" / "page.css"
_MARKS: Final = """\
del { opacity: .75; }
ins { text-decoration: none; background: light-dark(#e2f3e7, #123520); }
"""
_WHY: Final = {
    Why.REGISTER: gettext_noop("Behandlingsregisteret sier det."),
    Why.LAW: gettext_noop("Loven krever det."),
    Why.EVIDENCE: gettext_noop("En kontroll viser det."),
    Why.NOT_IN_REGISTER: gettext_noop("Registeret sier ikke dette, så det er tatt ut."),
}
_TITLE: Final = gettext_noop("Fra {file} til den nye erklæringen")
_COUNT: Final = gettext_noop("{repaired} funn i den gamle teksten er grunn til en endring. {left} er ikke rettet.")
_GONE: Final = gettext_noop("Tatt ut")
_LEFT: Final = gettext_noop("Ikke rettet: registeret sier ikke nok")
_LINES: Final = gettext_noop("linje {lines}")
_NEW: Final = gettext_noop("nytt")
_KEPT: Final = gettext_noop("uendret")


def as_json(review: Review, file: str) -> dict[str, Any]:
    """For machines."""
    return {
        "file": file,
        "changes": [
            {
                "section": each.section,
                "before": list(each.before),
                "lines": list(each.lines),
                "after": each.after,
                "kept": each.is_kept,
                "reasons": [_reason(found) for found in each.findings],
                "why": str(each.why),
            }
            for each in review.changes
        ],
        "unrepaired": [_reason(each) for each in review.unrepaired],
    }


def _reason(found: Finding) -> dict[str, Any]:
    value = asdict(found)
    return {key: value[key] for key in ("id", "severity", "verdict", "line", "message", "authority")}


def reasons(each: Tracked, language: Language) -> list[str]:
    """Why it is not what it was, in sentences."""
    told = [f"{found.id}: {found.message} ({found.authority})" for found in each.findings]
    return told or ([] if each.is_kept else [_said(_WHY[each.why], language)])


def markdown(review: Review, file: str, language: Language) -> str:
    """CommonMark: the new words, the old ones struck out above, the reasons below."""
    lines = [f"# {_said(_TITLE, language, file=file)}", _summary(review, language)]
    section = None
    for each in review.changes:
        if each.section != section:
            section = each.section
            lines.append(f"## {section or _said(_GONE, language)}")
        lines += [f"~~{_flat(before)}~~ ({_where(each, language)})" for before in each.before if not each.is_kept]
        lines += [_flat(each.after)] if each.after else []
        lines += [f"> {reason}" for reason in reasons(each, language)]
    if review.unrepaired:
        lines.append(f"## {_said(_LEFT, language)}")
        lines += [f"- {each.id}: {each.message} ({each.authority})" for each in review.unrepaired]
    return "\n\n".join(lines) + "\n"


def page(review: Review, file: str, language: Language, spoken: Language) -> str:
    """One HTML page: no script, nothing fetched, printable. `spoken` is the language of the texts."""
    title = escape(_said(_TITLE, language, file=file))
    style = _STYLE.read_text(encoding="utf-8") + _MARKS
    parts = [
        "<!doctype html>",
        f'<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<style>{style}</style></head><body><main><h1>{title}</h1>",
        f"<p>{escape(_summary(review, language))}</p>",
        *_sections(review, language, spoken),
        *_unrepaired(review, language),
        "</main></body></html>",
    ]
    return "\n".join(parts) + "\n"


def _sections(review: Review, language: Language, spoken: Language) -> Iterator[str]:
    section = None
    for each in review.changes:
        if each.section != section:
            section = each.section
            spoken_in = f' lang="{spoken}"' if section else ""
            yield f"<h2{spoken_in}>{escape(section or _said(_GONE, language))}</h2>"
        yield f'<p class="text" lang="{spoken}">{_marked(each)}</p>'
        notes = "".join(f"<p>{escape(reason)}</p>" for reason in reasons(each, language))
        where = escape(_where(each, language))
        yield f'<div role="note" class="note" aria-label="{where}"><p class="authority">{where}</p>{notes}</div>'


def _unrepaired(review: Review, language: Language) -> Iterator[str]:
    if review.unrepaired:
        yield f"<h2>{escape(_said(_LEFT, language))}</h2><ul>"
        yield from (f"<li>{escape(f'{each.id}: {each.message}')}</li>" for each in review.unrepaired)
        yield "</ul>"


def _marked(each: Tracked) -> str:
    """The old words struck out and the new ones underlined: rewritten sentences share too little for word by word."""
    if each.is_kept:
        return escape(each.after)
    old = " ".join(f"<del>{escape(_flat(before))}</del>" for before in each.before)
    new = f"<ins>{escape(each.after)}</ins>" if each.after else ""
    if each.before and _is_word_by_word(each):
        return " ".join(_piece(words, kind) for words, kind in ((piece.words, piece.kind) for piece in each.pieces))
    return f"{old} {new}".strip()


def _is_word_by_word(each: Tracked) -> bool:
    """Whether most of the new words stood there already."""
    kept = sum(len(piece.words.split()) for piece in each.pieces if piece.kind is None)
    return kept * 2 >= len(each.after.split())


def _piece(words: str, kind: Kind | None) -> str:
    tag = {Kind.ADDED: "ins", Kind.REMOVED: "del"}.get(kind) if kind else None
    return f"<{tag}>{escape(words)}</{tag}>" if tag else escape(words)


def _where(each: Tracked, language: Language) -> str:
    if each.is_kept:
        return _said(_KEPT, language)
    return _said(_LINES, language, lines=", ".join(map(str, each.lines))) if each.lines else _said(_NEW, language)


def _summary(review: Review, language: Language) -> str:
    repaired = {found for each in review.changes for found in each.findings}
    return _said(_COUNT, language, repaired=len(repaired), left=len(review.unrepaired))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _said(text: str, language: Language, **blanks: object) -> str:
    return translate(text, language, "etterlev.notice").format(**blanks)
