"""DOCX: every part of the file that holds words: body, text boxes, tables, headers, footers, notes; comments apart.

ISO/IEC 29500-1. Deleted text of tracked changes is left out, inserted text is kept: that is how the document reads.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from etterlev.sources.text.document import Block, BlockKind, Link
from etterlev.sources.text.limits import LARGEST_UNFOLDED, MOST_PARTS
from etterlev.sources.text.plain import links_in

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING: Final = re.compile(r"(?:heading|overskrift|rubrik)\s*(\d)|^(title|tittel)$", re.IGNORECASE)
_ITEM: Final = re.compile(r"list|punkt|bullet", re.IGNORECASE)
_PART: Final = re.compile(r"word/(?:header\d*|footer\d*|footnotes|endnotes)\.xml")


class Damaged(Exception):
    """The file is no sound DOCX."""


class Unfolds(Exception):
    """The file unfolds to more than we read."""


@dataclass(slots=True)
class _Paragraph:
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    parts: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def block(self) -> Block | None:
        text = "".join(self.parts).strip()
        if not text:
            return None
        written = [each for each in links_in(text) if all(each.text not in link.text for link in self.links)]
        return Block(self.kind, text, 0, self.level, (*self.links, *written))


def docx_blocks(content: bytes) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The blocks, numbered in reading order, and the comments. Raises Damaged or Unfolds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read(archive)
    # RuntimeError: a member that is encrypted, or packed in a way the library does not know.
    except (zipfile.BadZipFile, ParseError, DefusedXmlException, KeyError, EOFError, RuntimeError) as problem:
        raise Damaged from problem


def _read(archive: zipfile.ZipFile) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    entries = archive.infolist()
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_UNFOLDED:
        raise Unfolds
    names = archive.namelist()
    body = list(_part(archive, "word/document.xml", names))
    seen = {block.text for block in body}
    for name in sorted(filter(_PART.fullmatch, names)):
        # A header stands once in each section; it is read once.
        for block in _part(archive, name, names):
            if block.text not in seen and len(block.text) > 2:
                seen.add(block.text)
                body.append(block)
    comments = _part(archive, "word/comments.xml", names) if "word/comments.xml" in names else ()
    return _numbered(body), _numbered(list(comments))


def _numbered(blocks: list[Block]) -> tuple[Block, ...]:
    return tuple(replace(block, line=number) for number, block in enumerate(blocks, start=1))


def _part(archive: zipfile.ZipFile, name: str, names: list[str]) -> Iterator[Block]:
    folder, _, file = name.rpartition("/")
    targets: dict[str, str] = {}
    if (relations := f"{folder}/_rels/{file}.rels") in names:
        targets = {each.get("Id", ""): each.get("Target", "") for each in _parsed(archive, relations)}
    return _Reader(targets).blocks(_parsed(archive, name))


def _parsed(archive: zipfile.ZipFile, name: str) -> Element:
    """One part. What it unfolds to is counted while reading: the size a zip declares may be a lie."""
    with archive.open(name) as member:
        content = member.read(LARGEST_UNFOLDED + 1)
    if len(content) > LARGEST_UNFOLDED:
        raise Unfolds
    root: Element = fromstring(content, forbid_dtd=True)
    return root


class _Reader:
    """Walks one part in document order."""

    def __init__(self, targets: dict[str, str]) -> None:
        self.targets = targets

    def blocks(self, element: Element) -> Iterator[Block]:
        for child in element:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child)
            elif child.tag not in (_FALLBACK, f"{_W}del"):
                yield from self.blocks(child)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        paragraph = _Paragraph()
        self._style(element, paragraph)
        boxes: list[Element] = []
        self._runs(element, paragraph, boxes)
        if block := paragraph.block():
            yield block
        for box in boxes:
            yield from self.blocks(box)

    def _style(self, element: Element, paragraph: _Paragraph) -> None:
        properties = element.find(f"{_W}pPr")
        if properties is None:
            return
        style = properties.find(f"{_W}pStyle")
        named = style.get(f"{_W}val", "") if style is not None else ""
        outline = properties.find(f"{_W}outlineLvl")
        if found := _HEADING.search(named):
            paragraph.kind, paragraph.level = BlockKind.HEADING, int(found[1] or 1)
        elif outline is not None and outline.get(f"{_W}val", "9").isdigit() and int(outline.get(f"{_W}val", "9")) < 9:
            paragraph.kind, paragraph.level = BlockKind.HEADING, int(outline.get(f"{_W}val", "0")) + 1
        elif properties.find(f"{_W}numPr") is not None or _ITEM.search(named):
            paragraph.kind, paragraph.level = BlockKind.ITEM, 1

    def _runs(self, element: Element, paragraph: _Paragraph, boxes: list[Element]) -> None:
        for child in element:
            if child.tag == f"{_W}t":
                paragraph.parts.append(child.text or "")
            elif child.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
                paragraph.parts.append("\n" if child.tag != f"{_W}tab" else " ")
            elif child.tag == f"{_W}hyperlink":
                start = len(paragraph.parts)
                self._runs(child, paragraph, boxes)
                target = self.targets.get(child.get(f"{_R}id", ""), "")
                paragraph.links.append(Link("".join(paragraph.parts[start:]).strip(), target))
            elif child.tag == f"{_W}txbxContent":
                boxes.append(child)
            elif child.tag not in (_FALLBACK, f"{_W}del", f"{_W}pPr", f"{_W}instrText"):
                self._runs(child, paragraph, boxes)

    def _table(self, element: Element) -> Iterator[Block]:
        head: tuple[str, ...] = ()
        for row in element.iter(f"{_W}tr"):
            cells = []
            links: list[Link] = []
            for cell in row.iterfind(f"{_W}tc"):
                inner = list(self.blocks(cell))
                cells.append(" ".join(block.text for block in inner).replace("\n", " "))
                links.extend(link for block in inner for link in block.links)
            if any(cells):
                yield Block(BlockKind.ROW, " | ".join(cells), 0, 0, tuple(links), tuple(cells), head)
                head = head or tuple(cells)
