"""PDF: the text of the pages, put together again into paragraphs, headings and lists by where the lines stand.

Read with PDFium. A damaged file is first rebuilt with qpdf (see the worker). Page numbers and running headers, which
stand
on most pages, are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from etterlev.sources.text.document import Block, BlockKind
from etterlev.sources.text.plain import links_in, plain_blocks

_PAGE_NUMBER: Final = re.compile(r"\W*(?:side|page|s\.)?\W*\d{1,4}(?:\s*(?:av|of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
_HYPHEN: Final = re.compile(r"(?<=[a-zæøå])(?:\ufffe|\u00ad|\x02)\s*\n?\s*")
_WRAPPED_HYPHEN: Final = re.compile(r"(?<=[a-zæøå])-\n(?=[a-zæøå])")
_BULLET: Final = re.compile(r"\s*[•●▪◦‣∙·–—\uf0b7-]\s+(?=\S)")
# On more than half of at least this many pages: a running header or footer.
_FEWEST_PAGES: Final = 3
_ENCRYPTED: Final = 4


class Damaged(Exception):
    """The file cannot be opened."""


class Encrypted(Exception):
    """The file wants a password."""


class WithoutText(Exception):
    """The pages hold pictures only."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    page: int
    top: float
    height: float
    left: float
    right: float
    # Where its last character stands: a word hyphenated at the margin carries the line on to the next printed one.
    end: float


def pdf_blocks(content: bytes) -> tuple[Block, ...]:
    """The blocks, numbered by printed line. Raises Damaged, Encrypted or WithoutText."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        raise (Encrypted if problem.err_code == _ENCRYPTED else Damaged) from problem
    lines: list[_Line] = []
    try:
        for number in range(len(document)):
            lines.extend(_page_lines(document[number], number))
    except pypdfium2.PdfiumError as problem:
        raise Damaged from problem
    kept = _without_running_heads(lines, len(document))
    # A page number alone is put on by the scanner.
    if not any(char.isalpha() for line in kept for char in line.text):
        raise WithoutText
    return tuple(_blocks(kept))


def _page_lines(page: Any, number: int) -> Iterator[_Line]:
    textpage = page.get_textpage()
    count = textpage.count_chars()
    text = textpage.get_text_range() if count > 0 else ""
    # Positions are by character: they can be trusted only where text and characters run in step.
    is_aligned = len(text) == count
    place = 0
    for raw in text.split("\n"):
        start, place = place, place + len(raw) + 1
        stripped = raw.strip()
        if not stripped:
            continue
        first = start + len(raw) - len(raw.lstrip())
        box = _box(textpage, first) if is_aligned else (0.0, 0.0, 0.0, 0.0)
        last = start + len(raw.rstrip()) - 1
        _, end, right, _ = _box(textpage, last) if is_aligned else (0.0, 0.0, 0.0, 0.0)
        size = float(pdfium.FPDFText_GetFontSize(textpage, first)) if is_aligned else 0.0
        yield _Line(stripped, number, box[1], size or box[3] - box[1], box[0], right, end)
    textpage.close()
    page.close()


def _box(textpage: Any, character: int) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of a character, by its font: letters that hang below the line stand with the others."""
    left, bottom, right, top = textpage.get_charbox(character, loose=True)
    return float(left), float(bottom), float(right), float(top)


def _without_running_heads(lines: list[_Line], pages: int) -> list[_Line]:
    kept = [line for line in lines if not _PAGE_NUMBER.fullmatch(line.text)]
    if pages < _FEWEST_PAGES:
        return kept
    margins = _at_the_margins(kept)
    on_pages = Counter(name for name, _ in {(_nameless(line.text), line.page) for line in margins})
    running = {id(line) for line in margins if on_pages[_nameless(line.text)] * 2 > pages}
    return [line for line in kept if id(line) not in running]


def _nameless(text: str) -> str:
    """The line whatever its numbers: «Side 3 av 12», «Versjon 2»."""
    return re.sub(r"\d+", "0", text)


def _at_the_margins(lines: list[_Line]) -> list[_Line]:
    """The two highest and the two lowest lines of each page."""
    pages: dict[int, list[_Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    found: list[_Line] = []
    for on_page in pages.values():
        ranked = sorted(on_page, key=lambda line: -line.top)
        found += [*ranked[:2], *ranked[2:][-2:]]
    return found


def _blocks(lines: list[_Line]) -> Iterator[Block]:
    if not any(line.height for line in lines):
        yield from plain_blocks("\n".join(line.text for line in lines))
        return
    size = median(line.height for line in lines if line.height)
    margin = max(line.right for line in lines)
    gap = _usual_gap(lines)
    paragraph: list[_Line] = []
    start = 1
    for number, line in enumerate(lines, start=1):
        if paragraph and _begins(paragraph, line, gap, size, margin):
            yield _block(paragraph, start, size)
            paragraph = []
        if not paragraph:
            start = number
        paragraph.append(line)
    if paragraph:
        yield _block(paragraph, start, size)


def _usual_gap(lines: list[_Line]) -> float:
    """From one line to the next within a paragraph: the commonest distance."""
    gaps = Counter(
        round(above.end - line.top)
        for above, line in pairwise(lines)
        if above.page == line.page and above.end > line.top
    )
    return float(gaps.most_common(1)[0][0]) if gaps else 0.0


def _begins(paragraph: list[_Line], line: _Line, gap: float, size: float, margin: float) -> bool:
    above = paragraph[-1]
    if _BULLET.match(line.text) or abs(above.height - line.height) > 0.5:
        return True
    if above.page != line.page:
        return above.text.endswith((".", ":", "!", "?")) or not line.text[0].islower()
    if above.end - line.top > gap * 1.35 or line.top > above.end:
        return True
    # The line above ended well before the margin although the next word would have fitted.
    is_short = above.right < margin * 0.8 and above.right - above.left < (margin - above.left) * 0.75
    return is_short and not line.text[0].islower() and not _BULLET.match(paragraph[0].text)


def _block(paragraph: list[_Line], number: int, size: float) -> Block:
    text = _WRAPPED_HYPHEN.sub("", _HYPHEN.sub("", "\n".join(line.text for line in paragraph)))
    if found := _BULLET.match(text):
        text = text[found.end() :]
        return Block(BlockKind.ITEM, text, number, 1, links_in(text))
    is_larger = paragraph[0].height > size * 1.12
    words = text.split()
    if len(words) <= 14 and not text.endswith((".", ",", ";", ":")) and (is_larger or _looks_like_heading(paragraph)):
        return Block(BlockKind.HEADING, text, number, 1 if paragraph[0].height > size * 1.6 else 2, ())
    return Block(BlockKind.PARAGRAPH, text, number, 0, links_in(text))


def _looks_like_heading(paragraph: list[_Line]) -> bool:
    """A single short line that begins like a sentence and ends like none, without digits of a fact."""
    text = paragraph[0].text
    is_word = text[:1].isupper() or bool(re.match(r"\d+(\.\d+)*\.?\s+[A-ZÆØÅ]", text))
    is_fact = "@" in text or sum(each.isdigit() for each in text) > 4 or (":" in text)
    return len(paragraph) == 1 and len(text) <= 70 and is_word and not is_fact
