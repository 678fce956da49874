"""Markdown: headings, lists, tables and links; marks are taken away, line numbers are the file's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from etterlev.sources.text.document import Block, BlockKind, Link
from etterlev.sources.text.plain import links_in

_HEADING: Final = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_ITEM: Final = re.compile(r"(\s*)(?:[-*+]|\d{1,3}[.)])\s+(?=\S)")
_FENCE: Final = re.compile(r"\s{0,3}(```|~~~)")
_UNDERLINE: Final = re.compile(r" {0,3}(=+|-+)\s*$")
_DIVIDER: Final = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
_LINK: Final = re.compile(r"!?\[([^\]]*)\]\(\s*<?([^)\s>]*)>?(?:\s+[\"'][^)]*)?\)")
_ANGLED: Final = re.compile(r"<((?:https?://|mailto:)[^>\s]+|[\w.+-]+@[\w.-]+)>")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG: Final = re.compile(r"</?[a-zA-Z][^>]*>")
_MARKS: Final = re.compile(r"(\*\*|__|~~|`)|(?<![\w*])[*_](?=\S)|(?<=\S)[*_](?![\w*])")
_RULE: Final = re.compile(r" {0,3}([-*_])(?:\s*\1){2,}\s*$")


def markdown_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text."""
    plain = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text.replace("\r\n", "\n"))
    return tuple(_Reader(plain.split("\n")).blocks())


class _Reader:
    """Goes through the lines once, gathering paragraph and item lines until something else begins."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.gathered: list[str] = []
        self.start = 0
        self.item_level = 0
        self.head: tuple[str, ...] = ()

    def blocks(self) -> Iterator[Block]:
        place = self._after_front_matter()
        while place < len(self.lines):
            line = self.lines[place]
            if _FENCE.match(line):
                yield from self._flush()
                place = self._after_fence(place)
            else:
                yield from self._line(line, place + 1)
                place += 1
        yield from self._flush()

    def _after_front_matter(self) -> int:
        if self.lines and self.lines[0].strip() == "---" and "---" in (each.strip() for each in self.lines[1:40]):
            return next(place for place, each in enumerate(self.lines[1:], start=2) if each.strip() == "---")
        return 0

    def _after_fence(self, place: int) -> int:
        closing = (each for each in range(place + 1, len(self.lines)) if _FENCE.match(self.lines[each]))
        return next(closing, len(self.lines)) + 1

    def _line(self, line: str, number: int) -> Iterator[Block]:
        if not line.strip():
            self.head = ()
            yield from self._flush()
        elif found := _HEADING.match(line):
            yield from self._flush()
            yield _made(BlockKind.HEADING, found[2], number, level=len(found[1]))
        elif self.gathered and not self.item_level and _UNDERLINE.match(line):
            title, start, self.gathered = "\n".join(self.gathered), self.start, []
            yield _made(BlockKind.HEADING, title, start, level=1 if "=" in line else 2)
        elif _RULE.match(line):
            yield from self._flush()
        elif line.lstrip().startswith("|") or (self.head and "|" in line):
            yield from self._flush()
            yield from self._row(line, number)
        else:
            yield from self._text(line, number)

    def _row(self, line: str, number: int) -> Iterator[Block]:
        if _DIVIDER.match(line):
            return
        raw = line.strip().strip("|").split("|")
        cells = tuple(_plain(each)[0].strip() for each in raw)
        if not self.head:
            self.head = cells
        links = tuple(link for each in raw for link in _plain(each)[1])
        head = () if cells == self.head else self.head
        yield Block(BlockKind.ROW, " | ".join(cells), number, 0, links, cells, head)

    def _text(self, line: str, number: int) -> Iterator[Block]:
        self.head = ()
        if found := _ITEM.match(line):
            yield from self._flush()
            self.item_level = 1 + len(found[1].expandtabs(4)) // 2
            line = line[found.end() :]
        if not self.gathered:
            self.start = number
        self.gathered.append(line.lstrip("> ").rstrip())

    def _flush(self) -> Iterator[Block]:
        if self.gathered:
            kind = BlockKind.ITEM if self.item_level else BlockKind.PARAGRAPH
            yield _made(kind, "\n".join(self.gathered), self.start, level=self.item_level)
        self.gathered, self.item_level = [], 0


def _made(kind: BlockKind, text: str, line: int, *, level: int) -> Block:
    plain, links = _plain(text)
    return Block(kind, plain.strip(), line, level, links)


def _plain(text: str) -> tuple[str, tuple[Link, ...]]:
    """The text without marks, and its links."""
    links = [Link(found[1], found[2]) for found in _LINK.finditer(text)]
    shown = _LINK.sub(lambda found: found[1], text)
    shown = _ANGLED.sub(lambda found: found[1].removeprefix("mailto:"), shown)
    shown = _TAG.sub("", shown)
    shown = _MARKS.sub("", shown)
    written = [each for each in links_in(shown) if all(each.text not in link.text for link in links)]
    return shown, (*links, *written)
