"""What a file is, by its own bytes: neither its name nor what a browser says of it is believed. Nothing is opened as
a program would open it, and nothing is run.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from typing import Final

MEGABYTE: Final = 1024 * 1024
LARGEST_FILE: Final = 10 * MEGABYTE
LARGEST_FORM: Final = 25 * MEGABYTE
MOST_FILES: Final = 10
# As a page says them: megabytes of a file and of a form, and how many files.
LIMITS: Final = {"file": LARGEST_FILE // MEGABYTE, "form": LARGEST_FORM // MEGABYTE, "files": MOST_FILES}

_BEGINNINGS: Final = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
)
_OFFICE: Final = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("ppt/presentation.xml", "pptx"))
_OPEN: Final = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_MACROS: Final = ("vbaproject.bin", "activex", "basic/", "scripts/", "oleobject")
_MOST_PARTS: Final = 4_000
# Control characters no text has; a tab, a form feed and line ends it may have.
_NO_TEXT: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
KINDS: Final = ("pdf", "png", "jpg", "tif", "docx", "xlsx", "pptx", "odt", "ods", "txt")


def kind_of(content: bytes) -> str | None:
    """One of `KINDS`, or None for anything else: programs, archives, macros, and what nobody can tell."""
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _document(content)
    return "txt" if _is_text(content) else None


def _document(content: bytes) -> str | None:
    """Which office document a ZIP archive is; none when it holds macros or is only an archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if len(names) > _MOST_PARTS or any(each in name.lower() for name in names for each in _MACROS):
                return None
            if "[Content_Types].xml" in names:
                return next((kind for part, kind in _OFFICE if part in names), None)
            # The first part of an open document is its type, stored as it is; no other part is unpacked.
            first = archive.infolist()[0]
            is_typed = first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED
            return _OPEN.get(archive.read(first)) if is_typed and first.file_size < 100 else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, IndexError, OSError):
        return None


def _is_text(content: bytes) -> bool:
    if not content or content.startswith(b"MZ"):
        return False
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return "�" not in text and not _NO_TEXT.search(text)


def safe_name(typed: str, kind: str, taken: set[str]) -> str:
    """A name no system trips over, with the ending its bytes have earned, that no file beside it has."""
    last = re.split(r"[/\\]", typed)[-1]
    stem = last.rpartition(".")[0] or last
    plain = unicodedata.normalize("NFKD", stem.casefold().translate(_NORWEGIAN)).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "fil"
    name, n = f"{words}.{kind}", 1
    while name in taken:
        n += 1
        name = f"{words}-{n}.{kind}"
    return name


_NORWEGIAN: Final = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
