"""From a file to a document: what it is, whether we read it, and its blocks."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Final

from etterlev.sources.text import errors, limits
from etterlev.sources.text.document import Block, Document
from etterlev.sources.text.encodings import decoded
from etterlev.sources.text.markdown import markdown_blocks
from etterlev.sources.text.plain import plain_blocks

_MARKDOWN: Final = frozenset({".md", ".markdown", ".mdown"})
_HTML: Final = frozenset({".html", ".htm", ".xhtml"})
# What begins like this is something we know and do not read.
_OTHERS: Final = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
)
_HTML_SIGNS: Final = (b"<!doctype html", b"<html", b"<body", b"<head")


def read(path: Path) -> Document:
    """The document in a file. Raises FileNotFound and what `read_content` raises."""
    return read_content(content_of(path), path.name)


def content_of(path: Path) -> bytes:
    """The bytes of a file that is not too large to be read. Raises FileNotFound, FileTooLarge."""
    try:
        size = path.stat().st_size
        if size > limits.LARGEST_FILE:
            raise errors.FileTooLarge(file=path.name, size=size // limits.MEGABYTE, limit=_limit())
        return path.read_bytes()
    except OSError as problem:
        raise errors.FileNotFound(file=path.name) from problem


def read_content(content: bytes, name: str) -> Document:
    """The document in some bytes, told by their beginning and then by the name.

    Raises FileTooLarge, FileEmpty, FileIsBinary, FormatNotRead, FileDamaged, PdfEncrypted, PdfWithoutText,
    FileUnfolds or
    ReadingTooHeavy.
    """
    if len(content) > limits.LARGEST_FILE:
        raise errors.FileTooLarge(file=name, size=len(content) // limits.MEGABYTE, limit=_limit())
    if not content.strip():
        raise errors.FileEmpty(file=name)
    kind = _kind(content, name)
    if kind in ("pdf", "docx", "html"):
        from etterlev.sources.text.confined import extracted

        blocks, asides = extracted(kind, content, name)
        document = Document(name, kind, blocks, asides)
    else:
        document = Document(name, kind, _text_blocks(content, name, kind))
    if document.is_empty:
        raise errors.FileEmpty(file=name)
    return document


def _limit() -> int:
    return limits.LARGEST_FILE // limits.MEGABYTE


def _kind(content: bytes, name: str) -> str:
    begin = content[:1024]
    if b"%PDF-" in begin:
        return "pdf"
    if begin.startswith(b"PK\x03\x04"):
        return _zip_kind(content, name)
    for sign, other in _OTHERS:
        if begin.startswith(sign):
            raise errors.FormatNotRead(file=name, format=other)
    suffix = Path(name).suffix.lower()
    if suffix in _HTML or any(sign in content[:4096].lower() for sign in _HTML_SIGNS):
        return "html"
    return "markdown" if suffix in _MARKDOWN else "text"


def _zip_kind(content: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile as problem:
        raise errors.FileDamaged(file=name) from problem
    if "word/document.xml" in names:
        return "docx"
    raise errors.FormatNotRead(file=name, format=Path(name).suffix.lstrip(".").upper() or "ZIP")


def _text_blocks(content: bytes, name: str, kind: str) -> tuple[Block, ...]:
    text = decoded(content)
    if text is None:
        raise errors.FileIsBinary(file=name)
    return markdown_blocks(text) if kind == "markdown" else plain_blocks(text)
