"""HTML: the main text of a page. Menus, headers, footers, scripts and cookie banners are left out.

Built on the standard library's parser, which never fails on bad markup, fetches nothing and expands no entities of its
own making.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Final

from etterlev.sources.text.document import Block, BlockKind, Link
from etterlev.sources.text.plain import links_in

_LEFT_OUT: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "nav",
        "footer",
        "aside",
        "button",
        "select",
        "option",
        "textarea",
        "iframe",
        "object",
        "head",
    ]
)
_NO_END: Final = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_BREAKS: Final = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "blockquote",
        "pre",
        "form",
        "fieldset",
        "figure",
        "figcaption",
        "address",
        "details",
        "summary",
        "body",
        "hr",
    ]
)
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_ROLES: Final = frozenset({"navigation", "menu", "menubar", "banner", "contentinfo", "search", "dialog", "alertdialog"})
_BANNERS: Final = re.compile(
    r"cookie-?(banner|consent|notice|bar)|consent-?banner|\b(nav|menu|breadcrumbs?|sidebar|site-header|site-footer)\b",
    re.IGNORECASE,
)
_SPACES: Final = re.compile(r"[ \t\r\n\f\u200b]+")
# A main part shorter than this is an empty frame; the whole body is read instead.
_SHORTEST_MAIN: Final = 200
_MENU_WORDS: Final = 4
_MENU_ITEMS: Final = 5


@dataclass(slots=True)
class _Open:
    """A block being read."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    is_main: bool = False
    parts: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    link_from: int = -1
    href: str = ""


def html_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a page, numbered in reading order."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.finish()
    main = [block for block, is_main in reader.found if is_main]
    chosen = main if sum(len(each.text) for each in main) >= _SHORTEST_MAIN else [block for block, _ in reader.found]
    kept = _without_menus(chosen)
    return tuple(replace(block, line=number) for number, block in enumerate(kept, start=1))


class _Reader(HTMLParser):
    """Gathers blocks with whether they stand in the page's main part."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[Block, bool]] = []
        self.open = _Open()
        self.stack: list[tuple[str, bool]] = []
        self.left_out = self.main = self.lists = 0
        self.cells: list[str] | None = None
        self.row_links: list[Link] = []
        self.head: tuple[str, ...] = ()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "br":
            self.open.parts.append("\n" if self.cells is None else " ")
        if tag in _NO_END:
            return
        is_out = self._is_left_out(tag, given)
        self.stack.append((tag, is_out))
        self.left_out += is_out
        if self.left_out:
            return
        if tag in _BREAKS and not (self.cells is not None and tag not in ("tr", "td", "th", "table")):
            self._break()
        self._begin(tag, given)

    def _is_left_out(self, tag: str, given: dict[str, str]) -> bool:
        if tag in _LEFT_OUT or (tag == "header" and not self.main):
            return True
        if given.get("role", "").lower() in _ROLES or given.get("aria-hidden") == "true" or "hidden" in given:
            return True
        named = f"{given.get('class', '')} {given.get('id', '')}"
        return tag not in ("body", "html", "main", "article") and bool(_BANNERS.search(named))

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        if tag in ("main", "article") or given.get("role") == "main":
            self.main += 1
            self.stack[-1] = (f"{tag}!", False)
        elif tag in ("ul", "ol"):
            self.lists += 1
        elif tag in _HEADINGS:
            self.open.kind, self.open.level = BlockKind.HEADING, _HEADINGS[tag]
        elif tag in ("li", "dd"):
            self.open.kind, self.open.level = BlockKind.ITEM, max(1, self.lists)
        elif tag == "table":
            self.head = ()
        elif tag == "tr":
            self.cells, self.row_links = [], []
        elif tag == "a":
            self.open.link_from, self.open.href = len(self.open.parts), given.get("href", "")
        self.open.is_main = bool(self.main)

    def handle_endtag(self, tag: str) -> None:
        place = next((at for at in range(len(self.stack) - 1, -1, -1) if self.stack[at][0].rstrip("!") == tag), None)
        if place is None:
            return
        # What was never closed ends with what holds it.
        for name, is_out in reversed(self.stack[place:]):
            was_left_out = bool(self.left_out)
            self.left_out -= is_out
            if not was_left_out:
                self._end(name)
        del self.stack[place:]

    def _end(self, name: str) -> None:
        tag = name.rstrip("!")
        if tag == "a":
            self._end_link()
        elif tag in ("td", "th") and self.cells is not None:
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag in _BREAKS and self.cells is None:
            self._break()
        if tag in ("ul", "ol"):
            self.lists -= 1
        if name.endswith("!"):
            self.main -= 1

    def handle_data(self, data: str) -> None:
        if not self.left_out and data:
            self.open.is_main = self.open.is_main or bool(self.main)
            # Only <br> breaks a line; the line breaks of the source are spaces.
            self.open.parts.append(_SPACES.sub(" ", data))

    def finish(self) -> None:
        self._break()

    def _end_link(self) -> None:
        if self.open.link_from >= 0:
            shown = _clean("".join(self.open.parts[self.open.link_from :]))
            self.open.links.append(Link(shown, self.open.href))
            self.open.link_from = -1

    def _end_cell(self) -> None:
        if self.cells is not None:
            self.cells.append(_clean("".join(self.open.parts)).replace("\n", " "))
            self.row_links.extend(self.open.links)
            self.open = _Open(is_main=bool(self.main))

    def _end_row(self) -> None:
        cells, self.cells = tuple(self.cells or ()), None
        if any(cells):
            head, self.head = self.head, self.head or cells
            block = Block(BlockKind.ROW, " | ".join(cells), 0, 0, tuple(self.row_links), cells, head)
            self.found.append((block, bool(self.main)))

    def _break(self) -> None:
        """Ends the block being read. Blank lines made with <br> part paragraphs too."""
        done, self.open = self.open, _Open(is_main=bool(self.main))
        links = tuple(done.links)
        for part in re.split(r"\n[ \t]*\n", _clean("".join(done.parts))):
            if text := part.strip():
                own = tuple(link for link in links if link.text in text)
                written = tuple(each for each in links_in(text) if all(each.text not in link.text for link in own))
                self.found.append((Block(done.kind, text, 0, done.level, (*own, *written)), done.is_main))


def _clean(text: str) -> str:
    """Runs of spaces are one space; <br> keeps its line break."""
    return (
        "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n"))
        if "\n" in text
        else _SPACES.sub(" ", text)
    )


def _without_menus(blocks: list[Block]) -> Iterator[Block]:
    """Tables of contents and menus that no tag tells of: many short items in a row that are nothing but a link."""
    place = 0
    while place < len(blocks):
        end = place
        while end < len(blocks) and _is_menu_item(blocks[end]):
            end += 1
        if end - place < _MENU_ITEMS:
            yield from blocks[place : max(end, place + 1)]
        place = max(end, place + 1)


def _is_menu_item(block: Block) -> bool:
    if block.kind is not BlockKind.ITEM or len(block.links) != 1 or block.links[0].text.strip() != block.text:
        return False
    return block.links[0].href.startswith("#") or len(block.text.split()) <= _MENU_WORDS
