"""The answer's page as a document to print or keep: tagged PDF/UA-1, word for word what the page says."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from etterlev.typesetting import FONTS, typeset

TEMPLATE: Final = Path(__file__).with_name("answer.typ")
# A table that is longer is whole in its own file; nobody reads it on paper.
MOST_ROWS: Final = 200
_TEXT: Final = frozenset({"h1", "h2", "h3", "p"})
_CELLS: Final = frozenset({"th", "td"})


@dataclass
class Block:
    """A heading, a paragraph, or a table with the rows that are shown and how many are not."""

    kind: str
    text: str = ""
    head: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    left_out: int = 0


def document(page: str, language: str, words: dict[str, str], made_on: date) -> bytes | None:
    """PDF of a page of ours, or None on a machine where no fonts were made. `words`: `rest` says with `{n}` that rows
    are in the table's own file.
    """
    if not any(FONTS.glob("*.ttf")):
        return None
    told = {"language": language, "title": "", "blocks": [_told(each, words["rest"]) for each in blocks(page)]}
    told["title"] = next(each["text"] for each in told["blocks"] if each["kind"] == "h1")  # type: ignore[index]
    return typeset(TEMPLATE, FONTS, {"answer": json.dumps(told, ensure_ascii=False)}, made_on)


def blocks(page: str) -> list[Block]:
    """What stands on a page, from top to bottom."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return [each for each in reader.blocks if each.text or each.rows]


def _told(block: Block, rest: str) -> dict[str, object]:
    return {**asdict(block), "rest": rest.format(n=block.left_out) if block.left_out else ""}


class _Reader(HTMLParser):
    """Reads the few elements the page is made of."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._words: list[str] | None = None
        self._row: list[str] = []
        self._in_head = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.blocks.append(Block("table"))
        elif tag == "thead":
            self._in_head = True
        elif tag == "tr":
            self._row = []
        elif tag == "br" and self._words is not None:
            self._words.append("\n")
        elif tag in _TEXT | _CELLS | {"caption"}:
            self._words = []

    def handle_endtag(self, tag: str) -> None:
        if tag in _TEXT:
            self.blocks.append(Block(tag, self._said()))
        elif tag == "caption":
            self.blocks[-1].text = self._said()
        elif tag in _CELLS:
            self._row.append(self._said())
        elif tag == "tr":
            self._end_row()
        elif tag == "thead":
            self._in_head = False

    def handle_data(self, data: str) -> None:
        if self._words is not None:
            self._words.append(" ".join(data.split()) + (" " if data[-1:].isspace() else ""))

    def _said(self) -> str:
        said, self._words = "".join(self._words or []), None
        return said.strip()

    def _end_row(self) -> None:
        table = self.blocks[-1]
        if self._in_head:
            table.head = self._row
        elif len(table.rows) < MOST_ROWS:
            table.rows.append(self._row)
        else:
            table.left_out += 1
