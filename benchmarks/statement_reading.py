"""How long a privacy officer waits for what is wrong with her statement, and for the register it becomes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pypdfium2
import typst

from benchmarks.figures import Figure, percentile
from benchmarks.report import ROOT

TIMES, PAGES = 12, 100
HOW = f"""
Each command is run {TIMES} times, every time in a new process with nothing kept from the last. The limits are for what
is done once the program and its rules are loaded: reading the file in its limited process where it has one, judging it,
and writing the last letter. How long the whole command takes, from nothing, is told besides. The statement is the
group's own, the one the rules were first written for. The PDF of {PAGES} pages is set from the bokmål statements of the
suite, one after the other until the pages are full.
"""
SHARED: Final = Path(os.environ.get("ETTERLEV_SHARED", ROOT.parent / "shared"))
REFERENCE: Final = SHARED / "statements" / "reference.nb.txt"
LABELLED: Final = ROOT / "src/etterlev/notice/rules/lint/tests/statements"
_CLOCK: Final = """\
import json, sys, time
from etterlev.notice.rules.drafting import draft
from etterlev.notice.rules.lint import judge
from etterlev.project.command import main
from etterlev.sources.text import read
begin = time.perf_counter()
code = main(sys.argv[1:])
sys.stdout.flush()
print(json.dumps(time.perf_counter() - begin), file=sys.stderr)
sys.exit(0 if code in (0, 1) else code)
"""


def measure() -> Iterator[Figure]:
    """Raises FileNotFoundError when the group's statement is not beside the project (ETTERLEV_SHARED)."""
    if not REFERENCE.exists():
        raise FileNotFoundError(REFERENCE.name)
    with tempfile.TemporaryDirectory() as folder:
        drafted = Path(folder) / "register.yaml"
        lint = sorted(_seconds("lint", str(REFERENCE), "--format", "json") for _ in range(TIMES))
        drawn = sorted(_seconds("import", str(REFERENCE), "--out", str(drafted)) for _ in range(TIMES))
        long = _long_statement(Path(folder))
        thick = sorted(_seconds("lint", str(long), "--format", "json") for _ in range(3))
    whole = sorted(_whole("lint", str(REFERENCE)) for _ in range(TIMES))
    yield Figure("`etterlev lint` of the group's statement", 1000 * percentile(lint, 0.95), "ms", at_most=300)
    yield Figure("`etterlev import` of the same, to a draft register", percentile(drawn, 0.95), "s", at_most=1)
    yield Figure(f"`etterlev lint` of a PDF of {PAGES} pages", thick[-1], "s", at_most=10)
    yield Figure("half of the findings come within", 1000 * percentile(lint, 0.5), "ms")
    yield Figure("half of the drafts come within", 1000 * percentile(drawn, 0.5), "ms")
    yield Figure("the whole command `etterlev lint`, from nothing, half within", 1000 * percentile(whole, 0.5), "ms")


def _seconds(*command: str) -> float:
    """What the command took in a fresh process. Raises subprocess.CalledProcessError when it could not do its work."""
    started = [sys.executable, "-c", _CLOCK, *command]
    done = subprocess.run(started, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True, text=True)
    return float(json.loads(done.stderr.splitlines()[-1]))


def _whole(*command: str) -> float:
    begin = time.perf_counter()
    started = [sys.executable, "-m", "etterlev.project.command", *command]
    subprocess.run(started, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - begin


def _long_statement(folder: Path) -> Path:
    texts = [each.read_text(encoding="utf-8") for each in sorted(LABELLED.glob("**/*.nb.txt"))]
    copies = 1
    while (pages := _set(texts * copies, folder)) < PAGES:
        copies = max(copies + 1, copies * PAGES // pages)
    return _cut(folder, PAGES)


def _set(texts: Sequence[str], folder: Path) -> int:
    """Sets the texts as one document; its number of pages."""
    source, made = folder / "long.typ", folder / "long.pdf"
    (folder / "long.txt").write_text("\n\n".join(texts), encoding="utf-8")
    source.write_text(
        '#set document(title: "x")\n#read("long.txt").split("\\n\\n").map(par).join()\n', encoding="utf-8"
    )
    typst.compile(str(source), output=str(made), format="pdf")
    document = pypdfium2.PdfDocument(made)
    try:
        return len(document)
    finally:
        document.close()


def _cut(folder: Path, pages: int) -> Path:
    """The first pages only."""
    whole, cut = pypdfium2.PdfDocument(folder / "long.pdf"), pypdfium2.PdfDocument.new()
    cut.import_pages(whole, list(range(pages)))
    made = folder / "cut.pdf"
    cut.save(made)
    return made
