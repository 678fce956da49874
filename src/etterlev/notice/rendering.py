"""The words of a statement as HTML, in pieces: what a page shows between the proofs, and what a hash is of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
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
_NUMBERED: Final = re.compile(r"(§|\bnr\.|\bartikkel|\bArticle|\bsection|\bbokstav) (?=[\da-f])")


@dataclass(frozen=True)
class Cell:
    label: str
    text: SafeString
    link: str


def root(language: Language) -> str:
    """Where the portal speaks this language."""
    return "/" if language == "nb" else f"/{language}/"


def pieces(statement: Statement) -> dict[str, str]:
    """Everything the statement says as HTML, in its order: `# section` for a heading, the key for a sentence."""
    said: dict[str, str] = {}
    for section in statement.sections:
        said[heading_key(section.key)] = format_html('<h2 id="del-{}">{}</h2>', section.key, section.heading)
        said.update((each.key, _sentence(each, statement.language)) for each in section.sentences)
    return said


def heading_key(section: str) -> str:
    return f"# {section}"


def fragment_of_page(page: str) -> str:
    """The same hash, from the page that was served."""
    return hash_of(_SAID.findall(page))


def hash_of(pieces: Iterable[str]) -> str:
    """The hash of pieces in their order, as lower-case hexadecimal."""
    return sha256("\n".join(pieces).encode()).hexdigest()


def _sentence(sentence: Sentence, language: Language) -> SafeString:
    table = sentence.table
    shown = {
        "sentence": sentence,
        "text": linked(sentence.text),
        "facts": [(fact.label, linked(fact.value)) for fact in sentence.facts],
        "root": root(language),
        "rows": list(_rows(table)) if table else [],
        "folded": phrase("open-table", language, n=str(len(table.rows))) if table and table.is_long else "",
        "more": phrase("open-facts", language),
    }
    return SafeString(get_template("notice/sentence.html").render(shown).strip())


def _rows(table: Table) -> Iterator[list[Cell]]:
    return (_cells(table, row) for row in table.rows)


def _cells(table: Table, row: Row) -> list[Cell]:
    pairs = zip(table.head, row.cells, strict=True)
    return [Cell(label, linked(cell), row.link if not n else "") for n, (label, cell) in enumerate(pairs)]


def linked(text: str) -> SafeString:
    """The text, escaped, e-mail addresses and the authority's site as links, and no line broken before a number."""
    text = _NUMBERED.sub("\\1\N{NO-BREAK SPACE}", text)
    ends = [match.span() for match in _LINKED.finditer(text)]
    cuts = [0, *(place for span in ends for place in span), len(text)]
    parts = [text[a:b] for a, b in pairwise(cuts)]
    return format_html_join("", "{}", ((_link(part) if n % 2 else part,) for n, part in enumerate(parts)))


def _link(words: str) -> SafeString:
    address = f"mailto:{words}" if "@" in words else f"https://www.{words}/"
    return format_html('<a href="{}">{}</a>', address, words)
