"""What a file is follows from its bytes, and what it is called from that."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etterlev.requests.file_kinds import KINDS, kind_of, safe_name

TYPES = "[Content_Types].xml"
ODT = b"application/vnd.oasis.opendocument.text"


def archive(*names: str, mimetype: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        if mimetype:
            made.writestr("mimetype", mimetype)
        for name in names:
            made.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n\x00", "png"),
        (b"\xff\xd8\xff\xe0\x00", "jpg"),
        (b"II*\x00\x08", "tif"),
        (b"MM\x00*\x00", "tif"),
        (archive(TYPES, "word/document.xml"), "docx"),
        (archive(TYPES, "xl/workbook.xml"), "xlsx"),
        (archive(TYPES, "ppt/presentation.xml"), "pptx"),
        (archive("content.xml", mimetype=ODT), "odt"),
        ("Blåbærsyltetøy\r\n\tog æ".encode(), "txt"),
        ("Blåbærsyltetøy".encode("cp1252"), "txt"),
        (b"<html><script>alert(1)</script></html>", "txt"),
        (b"#!/bin/sh\nrm -rf /\n", "txt"),
    ],
)
def test_a_kind_we_take(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00\x03",
        b"MZ, og resten er tekst",
        b"\x7fELF\x02\x01",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"Rar!\x1a\x07\x00",
        b"\x1f\x8b\x08\x00",
        b" %PDF-1.7\x00",
        b"PK\x03\x04 not a zip",
        archive("a.txt"),
        archive(TYPES, "a.txt"),
        archive(TYPES, "word/document.xml", "word/vbaProject.bin"),
        archive(TYPES, "word/document.xml", "word/embeddings/oleObject1.bin"),
        archive(TYPES, "xl/workbook.xml", "xl/activeX/activeX1.xml"),
        archive("content.xml", "Basic/Standard/script-lb.xml", mimetype=ODT),
        archive("content.xml", mimetype=b"application/x-unknown"),
        archive("content.xml", mimetype=ODT + b" " * 200),
        archive(TYPES, *(f"{n}" for n in range(4_001)), "word/document.xml"),
    ],
)
def test_a_kind_we_do_not_take(content: bytes) -> None:
    assert kind_of(content) is None


@given(st.binary(max_size=400))
def test_no_bytes_break_it(content: bytes) -> None:
    assert kind_of(content) in (None, *KINDS)
    assert kind_of(b"PK\x03\x04" + content) in (None, "docx", "xlsx", "pptx", "odt", "ods")


@pytest.mark.parametrize(
    ("typed", "kind", "name"),
    [
        ("Avtale.PDF", "pdf", "avtale.pdf"),
        ("faktura.pdf.exe", "pdf", "faktura-pdf.pdf"),
        ("../../etc/passwd", "txt", "passwd.txt"),
        ("C:\\Mine dokumenter\\Årsoppgjør 2019.docx", "docx", "arsoppgjor-2019.docx"),
        ("", "pdf", "fil.pdf"),
        (".pdf", "pdf", "pdf.pdf"),
        ("日本.pdf", "pdf", "fil.pdf"),
        ('a"\r\nX-Header: b.pdf', "pdf", "a-x-header-b.pdf"),
        ("x" * 300 + ".pdf", "pdf", "x" * 60 + ".pdf"),
    ],
)
def test_a_name_no_system_trips_over(typed: str, kind: str, name: str) -> None:
    assert safe_name(typed, kind, set()) == name


@given(st.lists(st.text(max_size=30), max_size=12))
def test_no_two_files_have_one_name(typed: list[str]) -> None:
    taken: set[str] = set()
    for each in typed:
        name = safe_name(each, "pdf", taken)
        assert name not in taken
        assert name.isascii()
        taken.add(name)
