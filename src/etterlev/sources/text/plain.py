"""Plain text: paragraphs, headings and lists, told by blank lines, line lengths and marks.

Some files break every line at a column, some have one line per paragraph: a line is joined to the one before only where
that one was full, that is, where the next word would not have fitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from etterlev.sources.text.document import Block, BlockKind, Link

_BULLET: Final = re.compile(r"[ \t\u00a0]*(?:[•●▪◦‣∙·–—*+\u2022\uf0b7-]|o(?=[ \t]{2,}))[ \t\u00a0]+(?=\S)")
_NUMBERED: Final = re.compile(r"[ \t\u00a0]*(?:\(?(?:\d{1,2}|[a-zæøå]|[ivx]{1,4})[.)])[ \t\u00a0]+(?=\S)")
_RULE: Final = re.compile(r"\s*([=\-_*~#])\1{2,}\s*")
_ADDRESS: Final = re.compile(r"\b(?:https?://|www\.)[^\s<>()\"']+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ENDS: Final = (".", ",", ";", "!")
# No file wraps wider than this; longer lines are whole paragraphs. Nor narrower: such lines are a menu or a list.
_NARROWEST_WRAP: Final = 40
_WIDEST_WRAP: Final = 120
_LONGEST_HEADING: Final = 90
_MOST_HEADING_WORDS: Final = 13
_FEWEST_CELLS: Final = 2
_SPACES: Final = " \t\u00a0\u200b\ufeff"


@dataclass(slots=True)
class _Line:
    number: int
    text: str
    mark: str = ""
    is_after_blank: bool = True
    is_before_blank: bool = True
    is_underlined: bool = False
    joined: list[_Line] = field(default_factory=list)
    # Of a line of a table: its cells, and those of the table's first line.
    cells: tuple[str, ...] = ()
    head: tuple[str, ...] = ()


def plain_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text. The lines are those of the text."""
    lines = list(_lines(text))
    _mark_tables(lines)
    wrap = _wrap(lines)
    groups = list(_groups(lines, wrap))
    return tuple(_with_items(_with_headings(groups)))


def links_in(text: str) -> tuple[Link, ...]:
    """Addresses written out in a text."""
    if "@" not in text and "//" not in text and "www." not in text:
        return ()
    return tuple(Link(each[0].rstrip(".,;"), _target(each[0].rstrip(".,;"))) for each in _ADDRESS.finditer(text))


def _target(address: str) -> str:
    return f"mailto:{address}" if "@" in address else address


def _lines(text: str) -> Iterator[_Line]:
    """The lines with something on them; rules made of dashes only underline the line above."""
    previous: _Line | None = None
    blank = True
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        stripped = raw.rstrip(_SPACES + "\x0c")
        if not stripped.strip(_SPACES):
            blank = True
            if previous is not None:
                previous.is_before_blank = True
            continue
        if _RULE.fullmatch(stripped):
            if previous is not None:
                previous.is_underlined = not blank
            blank = True
            continue
        if previous is not None and not blank:
            previous.is_before_blank = False
        yield (previous := _Line(number, stripped, _mark(stripped), blank))
        blank = False


def _mark(line: str) -> str:
    found = _BULLET.match(line)
    return found[0] if found else ""


def _mark_tables(lines: list[_Line]) -> None:
    """Lines right under each other with cells between tabs, as a browser copies a table, or between upright strokes."""
    run: list[_Line] = []
    for line in (*lines, None):
        cells = _cells(line) if line is not None else ()
        if line is not None and cells and not (run and (line.is_after_blank or len(cells) > len(run[0].cells))):
            line.cells = cells
            run.append(line)
            continue
        _close_table(run)
        run = []
        if line is not None and cells:
            line.cells = cells
            run.append(line)


def _close_table(run: list[_Line]) -> None:
    """One line alone is no table; the first line of several is the head of the others."""
    for place, line in enumerate(run):
        line.head = run[0].cells if place else ()
        if len(run) == 1:
            line.cells = ()


def _cells(line: _Line) -> tuple[str, ...]:
    """What stands between the marks; nothing where there are no two cells."""
    mark = "|" if "|" in line.text else "\t"
    cells = tuple(each.strip(_SPACES) for each in line.text.strip(_SPACES).strip("|").split(mark))
    return cells if sum(1 for each in cells if each) >= _FEWEST_CELLS and not line.mark else ()


def _wrap(lines: list[_Line]) -> int:
    """The column the file breaks its lines at, or 0."""
    longest = max((len(line.text) for line in lines if not line.cells), default=0)
    return longest if _NARROWEST_WRAP <= longest <= _WIDEST_WRAP else 0


def _groups(lines: list[_Line], wrap: int) -> Iterator[_Line]:
    """Lines that belong to one paragraph or item, gathered under their first."""
    first: _Line | None = None
    last: _Line | None = None
    for line in lines:
        if first is not None and last is not None and _continues(last, line, wrap, is_item=bool(first.mark)):
            first.joined.append(line)
            first.is_before_blank = line.is_before_blank
        else:
            if first is not None:
                yield first
            first = line
        last = line
    if first is not None:
        yield first


def _continues(above: _Line, line: _Line, wrap: int, *, is_item: bool) -> bool:
    if above.cells or line.cells:
        return False
    if line.is_after_blank or line.mark or _NUMBERED.match(line.text) or above.is_underlined or not wrap:
        return False
    stripped = line.text.strip(_SPACES)
    is_indented = is_item and line.text[0] in _SPACES
    word = stripped.split(None, 1)[0]
    # Full: the next word would have passed the margin. A few columns of slack for ragged wrapping.
    is_full = len(above.text) + 1 + len(word) > wrap - 4
    return is_full or is_indented or (stripped[0].islower() and len(above.text) > wrap * 0.6)


def _with_headings(groups: list[_Line]) -> Iterator[Block]:
    for place, line in enumerate(groups):
        following = groups[place + 1] if place + 1 < len(groups) else None
        if line.cells:
            text = " | ".join(line.cells)
            yield Block(BlockKind.ROW, text, line.number, 0, links_in(text), line.cells, line.head)
        elif not line.mark and not line.joined and _is_heading(line, following, is_first=place == 0):
            text, number = _bare(line.text), line.number
            yield Block(BlockKind.HEADING, text, number, 1 if place == 0 else 2, links_in(text))
        else:
            yield _block(line)


def _is_heading(line: _Line, following: _Line | None, *, is_first: bool) -> bool:
    text = _bare(line.text)
    if line.is_underlined:
        return True
    if len(text) > _LONGEST_HEADING or len(text.split()) > _MOST_HEADING_WORDS or text.endswith(_ENDS):
        return False
    if following is None or not line.is_after_blank or not (text[0].isupper() or text[0].isdigit()):
        return False
    if "@" in text or text.endswith(":") or _is_labelled(text):
        return False
    if line.is_before_blank:
        return not text.endswith(")") or is_first
    # Set right above its text: the text must be of another kind, longer or a list.
    return bool(following.mark) or len(following.text) > len(text) + 10 or following.text.endswith(".")


def _is_labelled(text: str) -> bool:
    """«Telefon: 22 00 00 00», «Org.nr. 800 000 009»: facts, no headings."""
    label, colon, value = text.partition(":")
    if colon and value.strip() and any(each.isdigit() for each in value) and len(label.split()) <= 3:
        return True
    return sum(each.isdigit() for each in text) >= 6


def _bare(text: str) -> str:
    return text.strip(_SPACES)


def _block(line: _Line) -> Block:
    """The paragraph or item, its inner line breaks kept. Enumerations «1.», «a)» count as items."""
    mark = line.mark
    if not mark and (numbered := _NUMBERED.match(line.text)):
        mark = numbered[0]
    rest = "\n".join([line.text[len(mark) :], *(each.text for each in line.joined)])
    kind = BlockKind.ITEM if mark else BlockKind.PARAGRAPH
    text = rest.strip(_SPACES)
    return Block(kind, text, line.number, _depth(line.text) if mark else 0, links_in(text))


def _depth(line: str) -> int:
    """How deep in a list, by the spaces before the mark."""
    return 1 + (len(line) - len(line.lstrip(_SPACES))) // 2


def _with_items(blocks: Iterator[Block]) -> Iterator[Block]:
    """Short lines under «Vi samler inn:» are items whose marks were lost when the text was copied."""
    is_listing, last_line = False, 0
    every = list(blocks)
    for place, block in enumerate(every):
        touches = block.line == last_line + 1 or (
            # A blank line after the colon, and then several short lines.
            is_listing and place > 0 and every[place - 1].text.endswith(":") and _begins_list(every[place : place + 2])
        )
        last_line = block.line + block.text.count("\n")
        if is_listing and touches and block.kind is BlockKind.PARAGRAPH and _could_be_item(block.text):
            yield replace(block, kind=BlockKind.ITEM, level=1)
            continue
        yield block
        is_listing = block.text.endswith(":") and block.kind is BlockKind.PARAGRAPH


def _begins_list(two: list[Block]) -> bool:
    first, second = two[0], two[-1]
    is_short = all(each.kind is BlockKind.PARAGRAPH and _could_be_item(each.text) for each in two)
    return len(two) > 1 and is_short and second.line == first.line + 1 and len(first.text) < _NARROWEST_WRAP


def _could_be_item(text: str) -> bool:
    return len(text) < _WIDEST_WRAP and not text.endswith((".", ":"))
