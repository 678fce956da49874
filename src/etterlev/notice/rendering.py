"""The words of a statement as HTML, in pieces: what the page shows between the proofs, and what a version's hash is of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from django.template.loader import get_template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from etterlev.languages import Language
from etterlev.notice.rules.statement import Row, Sentence, Statement, Table
from etterlev.notice.rules.texts import phrase

# What the portal puts around every piece, so that whoever reads the page can find the words again.
OPENING: Final = "<!--said-->"
CLOSING: Final = "<!--/said-->"
_SAID: Final = re.compile(re.escape(OPENING) + r"(.*?)" + re.escape(CLOSING), re.DOTALL)
_LINKED: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\bdatatilsynet\.no\b")


@dataclass(frozen=True)
class Piece:
    """A heading (`key` is its section's) or a sentence."""

    key: str
    html: SafeString


@dataclass(frozen=True)
class Cell:
    label: str
    text: SafeString
    link: str


def root(language: Language) -> str:
    """Where the portal speaks this language."""
    return "/" if language == "nb" else f"/{language}/"


def headings(statement: Statement) -> dict[str, Piece]:
    """The section headings, by section."""
    return {each.key: Piece(each.key, format_html("<h2>{}</h2>", each.heading)) for each in statement.sections}


def sentences(statement: Statement) -> dict[str, Piece]:
    """The sentences, by key."""
    return {each.key: Piece(each.key, _sentence(each, statement.language)) for each in statement.sentences()}


def fragment(statement: Statement) -> str:
    """The hash of everything the statement says, as lower-case hexadecimal."""
    titles, said = headings(statement), sentences(statement)
    pieces = (
        piece
        for section in statement.sections
        for piece in (titles[section.key], *(said[each.key] for each in section.sentences))
    )
    return hash_of(piece.html for piece in pieces)


def fragment_of_page(page: str) -> str:
    """The same hash, from the page that was served."""
    return hash_of(_SAID.findall(page))


def hash_of(pieces: Iterable[str]) -> str:
    return sha256("\n".join(pieces).encode()).hexdigest()


def _sentence(sentence: Sentence, language: Language) -> SafeString:
    table = sentence.table
    shown = {
        "sentence": sentence,
        "text": linked(sentence.text),
        "root": root(language),
        "rows": list(_rows(table)) if table else [],
        "folded": phrase("open-table", language, n=str(len(table.rows))) if table and table.is_long else "",
    }
    return SafeString(get_template("notice/sentence.html").render(shown).strip())


def _rows(table: Table) -> Iterator[list[Cell]]:
    return (_cells(table, row) for row in table.rows)


def _cells(table: Table, row: Row) -> list[Cell]:
    pairs = zip(table.head, row.cells, strict=True)
    return [Cell(label, linked(cell), row.link if not n else "") for n, (label, cell) in enumerate(pairs)]


def linked(text: str) -> SafeString:
    """The text, escaped, with e-mail addresses and the authority's site as links."""
    ends = [match.span() for match in _LINKED.finditer(text)]
    cuts = [0, *(place for span in ends for place in span), len(text)]
    parts = [text[a:b] for a, b in zip(cuts, cuts[1:], strict=False)]
    return format_html_join("", "{}", ((_link(part) if n % 2 else part,) for n, part in enumerate(parts)))


def _link(words: str) -> SafeString:
    address = f"mailto:{words}" if "@" in words else f"https://www.{words}/"
    return format_html('<a href="{}">{}</a>', address, words)
