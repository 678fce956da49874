"""One text as files of five formats, made here: real DOCX and PDF, opened by others' programs too."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Final
from xml.sax.saxutils import escape

import typst

from etterlev.sources.text import Block, BlockKind

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES: Final = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def as_text(blocks: Sequence[Block]) -> bytes:
    parts = [f" • {one.text}" if one.kind is BlockKind.ITEM else f"\n{one.text}\n" for one in blocks]
    return "\n".join(parts).strip().encode()


def as_markdown(blocks: Sequence[Block]) -> bytes:
    parts = []
    before = BlockKind.PARAGRAPH
    for one in blocks:
        mark = {BlockKind.HEADING: "#" * one.level + " ", BlockKind.ITEM: "- "}.get(one.kind, "")
        text = one.text.replace("\n", "\n  ") if one.kind is BlockKind.ITEM else one.text
        parts.append(("" if one.kind is before is BlockKind.ITEM else "\n") + mark + text)
        before = one.kind
    return "\n".join(parts).lstrip().encode()


def as_html(blocks: Sequence[Block]) -> bytes:
    parts = []
    for one in blocks:
        body = html.escape(one.text).replace("\n", "<br>")
        tag = {BlockKind.HEADING: f"h{one.level}", BlockKind.ITEM: "li"}.get(one.kind, "p")
        parts.append(f"<ul><li>{body}</li></ul>" if tag == "li" else f"<{tag}>{body}</{tag}>")
    page = "\n".join(parts).replace("</ul>\n<ul>", "\n")
    return f'<!doctype html><meta charset="utf-8"><nav><a href="/">Hjem</a></nav><main>{page}</main>'.encode()


def as_docx(blocks: Sequence[Block]) -> bytes:
    return docx("".join(_paragraph(one) for one in blocks))


def docx(body: str, **parts: str) -> bytes:
    """A DOCX with this body, and other parts by their names under `word/`."""
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", document)
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return written.getvalue()


def _paragraph(one: Block) -> str:
    style = ""
    if one.kind is BlockKind.HEADING:
        style = f'<w:pPr><w:pStyle w:val="Heading{one.level}"/></w:pPr>'
    elif one.kind is BlockKind.ITEM:
        style = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in one.text.split("\n"))
    return f"<w:p>{style}<w:r>{lines}</w:r></w:p>"


def as_pdf(blocks: Sequence[Block]) -> bytes:
    marks = {BlockKind.ITEM: "- "}
    parts = []
    for one in blocks:
        words = typst_string(one.text)
        if one.kind is BlockKind.HEADING:
            parts.append(f"#heading(level: {one.level}, {words})\n")
        else:
            parts.append(f"{marks.get(one.kind, '')}#text({words})" + ("" if one.kind is BlockKind.ITEM else "\n"))
    return pdf("\n".join(parts))


def pdf(source: str) -> bytes:
    """A PDF of Typst source, on A4 with page numbers."""
    settings = '#set page(numbering: "1")\n#set text(lang: "nb", hyphenate: true)\n#set par(justify: true)\n'
    made = typst.compile(f"{settings}{source}".encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def typst_string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


FORMATS: Final[dict[str, Callable[[Sequence[Block]], bytes]]] = {
    "txt": as_text,
    "md": as_markdown,
    "html": as_html,
    "docx": as_docx,
    "pdf": as_pdf,
}
