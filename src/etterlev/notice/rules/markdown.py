"""A statement as Markdown: for whoever keeps it in their own pages, or reads it in a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etterlev.notice.rules.statement import Sentence, Statement, Table

# What would become markup in the middle of a line, and what would at its beginning.
_INSIDE = re.compile(r"([\\`*_\[\]<>])")
_FIRST = re.compile(r"^(\s*\d*)([#+.-])(?=[#\s])")


def markdown(statement: Statement) -> str:
    """The whole statement as CommonMark with tables; every sentence says the same as on the page."""
    return "\n\n".join(_blocks(statement)) + "\n"


def _blocks(statement: Statement) -> Iterator[str]:
    yield f"# {plain(statement.title)}"
    for section in statement.sections:
        yield f"## {plain(section.heading)}"
        for sentence in section.sentences:
            yield from _sentence(sentence)


def _sentence(sentence: Sentence) -> Iterator[str]:
    if sentence.heading:
        yield f"### {plain(sentence.heading)}"
    yield plain(sentence.text)
    if sentence.facts:
        yield "\n".join(f"- {plain(fact.said)}" for fact in sentence.facts)
    if sentence.table:
        yield "\n".join(_table(sentence.table))


def _table(table: Table) -> Iterator[str]:
    yield _row(table.head)
    yield _row(("---",) * len(table.head))
    for row in table.rows:
        yield _row(tuple(plain(cell) for cell in row.cells))


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|').replace(chr(10), ' ') for cell in cells)} |"


def plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _FIRST.sub(r"\1\\\2", _INSIDE.sub(r"\\\1", text))
