"""What a file says, as blocks in reading order. The same values travel as JSON from the process that extracts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class BlockKind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a block: what is clicked, and where it leads."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table row.

    `line` counts from 1: the line of the file for plain text and Markdown, else the line or block in reading order.
    Line breaks inside a paragraph are kept as they were, so that text and file can be held against each other.
    """

    kind: BlockKind
    text: str
    line: int
    # Of a heading: 1 is the title. Of an item: how deep in the list.
    level: int = 0
    links: tuple[Link, ...] = ()
    # Of a row: its cells, and the cells of the table's first row.
    cells: tuple[str, ...] = ()
    head: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file that has been read. `asides` are comments in the margin: kept, but no part of the statement."""

    file: str
    format: str
    blocks: tuple[Block, ...]
    asides: tuple[Block, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not any(any(each.isalnum() for each in block.text) for block in self.blocks)


def as_json(blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    """Blocks as JSON values."""
    return [asdict(block) for block in blocks]


def from_json(values: list[Mapping[str, Any]]) -> tuple[Block, ...]:
    """Blocks as `as_json` wrote them."""
    return tuple(
        Block(
            kind=BlockKind(each["kind"]),
            text=each["text"],
            line=each["line"],
            level=each["level"],
            links=tuple(Link(link["text"], link["href"]) for link in each["links"]),
            cells=tuple(each["cells"]),
            head=tuple(each["head"]),
        )
        for each in values
    )
