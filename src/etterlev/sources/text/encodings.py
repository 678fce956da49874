"""Bytes to characters: UTF-8, UTF-16, UTF-32 by their marks, else UTF-8 when it fits, else Windows-1252."""

from __future__ import annotations

import codecs
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Control characters a text may hold: tab, line feed, vertical tab, form feed, carriage return.
_ALLOWED: Final = frozenset("\t\n\x0b\x0c\r\x85")
_MOST_CONTROLS: Final = 0.01
_SAMPLE: Final = 65_536


def decoded(content: bytes, declared: str = "") -> str | None:
    """The characters in `content`, or None when it is not text. `declared` is what the file says of itself."""
    for encoding in _candidates(content, declared):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        return text if _is_text(text) else None
    return None


def _candidates(content: bytes, declared: str) -> list[str]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return [encoding]
    if wide := _wide(content):
        return [wide]
    return [*([declared] if declared else []), "utf-8", "cp1252", "latin-1"]


def _wide(content: bytes) -> str:
    """UTF-16 without a mark: in European text every second byte is zero."""
    sample = content[:_SAMPLE]
    if len(sample) < 4:
        return ""
    half = len(sample) // 2
    if sample[1::2].count(0) > half * 0.8:
        return "utf-16-le"
    return "utf-16-be" if sample[0::2].count(0) > half * 0.8 else ""


def _is_text(text: str) -> bool:
    sample = text[:_SAMPLE]
    controls = sum(1 for each in sample if (each < " " or "\x7f" <= each < "\xa0") and each not in _ALLOWED)
    return "\0" not in sample and controls <= len(sample) * _MOST_CONTROLS
