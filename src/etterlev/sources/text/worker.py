"""The process that opens hostile files. Reads one from standard input, answers with JSON on standard output.

Run as a script with `-I`. Before the file is looked at, the process gives up memory beyond a limit, long computing, and
every file descriptor above the three it has: after that it can open neither files nor sockets.
"""

from __future__ import annotations

import codecs
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[3]
# Python reads a codec from its own file when first used; once the door is shut it cannot. Pages in other encodings are
# read as if they declared none.
CODECS: Final = ("cp437", "cp1252", "latin-1", "iso8859-15", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
_PDF: Final = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length 62>>stream\nBT /F1 12 Tf 20 200 Td (En linje.) Tj 0 -20 Td (En til.) Tj ET\nendstream endobj\n"
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n"
)


def _docx_sample() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<document>æ</document>")
    return made.getvalue()


# Read before the door is shut, so that everything a reader loads along the way has been loaded.
SAMPLES: Final = {"html": b"<p>Hei</p>", "docx": _docx_sample(), "pdf": _PDF, "repaired-pdf": _PDF}


def main() -> int:
    """Answers `{"blocks": […], "asides": […]}` or `{"refused": reason}`."""
    sys.path.insert(0, str(ROOT))
    from etterlev.sources.text import limits
    from etterlev.sources.text.document import as_json

    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.COMPUTING_SECONDS, limits.COMPUTING_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    known = {codecs.lookup(name).name for name in (*CODECS, "utf-32", "utf-32-le", "utf-32-be", "ascii")}
    read, refusals = _readers(sys.argv[1], known)
    with suppress(*refusals):
        read(SAMPLES[sys.argv[1]])
    content = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    try:
        blocks, asides = read(content)
        answer: dict[str, Any] = {"blocks": as_json(blocks), "asides": as_json(asides)}
    except tuple(refusals) as refusal:
        answer = {"refused": refusals[type(refusal)]}
    except (MemoryError, RecursionError):
        answer = {"refused": "heavy"}
    sys.stdout.write(json.dumps(answer))
    return 0


def _readers(kind: str, known: set[str]) -> tuple[Callable[[bytes], Any], dict[type[BaseException], str]]:
    """What reads this kind of file, and what its refusals mean. Imports all it needs before the door is shut."""
    if kind == "html":
        from etterlev.sources.text.encodings import decoded
        from etterlev.sources.text.html import html_blocks

        return lambda content: (html_blocks(decoded(content, _charset(content, known)) or ""), ()), {
            AssertionError: "damaged"
        }
    if kind == "docx":
        from etterlev.sources.text import docx

        return docx.docx_blocks, {docx.Damaged: "damaged", docx.Unfolds: "unfolds"}
    from etterlev.sources.text import pdf

    refused: dict[type[BaseException], str] = {
        pdf.Damaged: "damaged",
        pdf.Encrypted: "encrypted",
        pdf.WithoutText: "without text",
    }
    if kind == "repaired-pdf":
        import pikepdf

        refused |= {pikepdf.PdfError: "damaged", pikepdf.PasswordError: "encrypted"}
        return lambda content: (pdf.pdf_blocks(_repaired(content)), ()), refused
    return lambda content: (pdf.pdf_blocks(content), ()), refused


def _repaired(content: bytes) -> bytes:
    """The file as qpdf rebuilds it: cross-references found again, streams written anew."""
    import pikepdf

    rebuilt = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(rebuilt)
    return rebuilt.getvalue()


def _charset(content: bytes, known: set[str]) -> str:
    """The encoding a page declares in its first kilobytes, when it is one of those at hand."""
    found = re.search(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", content[:4096])
    declared = found[1].decode("ascii").lower().replace("_", "-") if found else ""
    aliases = {"iso-8859-1": "cp1252", "windows-1252": "cp1252", "latin1": "cp1252", "iso-8859-15": "iso8859-15"}
    chosen = aliases.get(declared, declared)
    return chosen if chosen in known else ""


if __name__ == "__main__":
    sys.exit(main())
