"""The process that opens hostile files. Reads one from standard input, answers with JSON on standard output.

Run as a script with `-I`. Before the file is looked at, the process gives up memory beyond a limit, long computing, and
every file descriptor above the three it has: after that it can open neither files nor sockets.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    pass

ROOT: Final = Path(__file__).resolve().parents[3]
Blocks = "tuple[tuple[Block, ...], tuple[Block, ...]]"


def main() -> int:
    """Answers `{"blocks": […], "asides": […]}` or `{"refused": reason}`."""
    sys.path.insert(0, str(ROOT))
    from etterlev.sources.text import limits
    from etterlev.sources.text.document import as_json

    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.COMPUTING_SECONDS, limits.COMPUTING_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    read, refusals = _readers(sys.argv[1])
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


def _readers(kind: str) -> tuple[Callable[[bytes], Any], dict[type[BaseException], str]]:
    """What reads this kind of file, and what its refusals mean. Imports all it needs before the door is shut."""
    if kind == "html":
        from etterlev.sources.text.encodings import decoded
        from etterlev.sources.text.html import html_blocks

        return lambda content: (html_blocks(decoded(content, _charset(content)) or ""), ()), {AssertionError: "damaged"}
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


def _charset(content: bytes) -> str:
    """The encoding a page declares in its first kilobytes."""
    import re

    found = re.search(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", content[:4096])
    return found[1].decode("ascii") if found else ""


if __name__ == "__main__":
    sys.exit(main())
