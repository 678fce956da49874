"""Starts the process that opens hostile files, waits no longer than agreed, and turns its answer into blocks or an
error.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from etterlev.errors import EtterlevError
from etterlev.sources.text import errors, limits
from etterlev.sources.text.document import Block, from_json

_WORKER: Final = Path(__file__).with_name("worker.py")
_REFUSALS: Final[dict[str, type[EtterlevError]]] = {
    "damaged": errors.FileDamaged,
    "encrypted": errors.PdfEncrypted,
    "without text": errors.PdfWithoutText,
    "unfolds": errors.FileUnfolds,
    "heavy": errors.ReadingTooHeavy,
}
# A file PDFium refuses or finds nothing in may still be whole under its broken index.
_WORTH_REPAIR: Final = frozenset({"damaged", "without text"})


def extracted(kind: str, content: bytes, file: str) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Blocks and asides of a PDF, DOCX or HTML file. Raises the error that says why not."""
    answer = _asked(kind, content)
    if kind == "pdf" and answer.get("refused") in _WORTH_REPAIR:
        repaired = _asked("repaired-pdf", content)
        # Beyond repair: the first reason is the better one, except that pages were found after all.
        answer = repaired if "blocks" in repaired or repaired.get("refused") == "without text" else answer
    if refused := answer.get("refused"):
        raise _REFUSALS[refused](file=file, limit=limits.LARGEST_UNFOLDED // limits.MEGABYTE)
    return from_json(answer["blocks"]), from_json(answer["asides"])


def _asked(kind: str, content: bytes) -> dict[str, Any]:
    command = [sys.executable, "-I", "-B", str(_WORKER), kind]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=limits.WAITING_SECONDS, env={}, check=False
        )
    except subprocess.TimeoutExpired:
        return {"refused": "heavy"}
    if len(done.stdout) > limits.LARGEST_ANSWER:
        return {"refused": "heavy"}
    if done.returncode:
        # Killed by a limit (a signal), or the parser fell over.
        return {"refused": "heavy" if done.returncode < 0 else "damaged"}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
