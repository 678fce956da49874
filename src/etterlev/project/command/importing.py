"""`etterlev import FILE`: from anybody's privacy statement to a draft register. No database."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Final

from etterlev.languages import gettext_noop
from etterlev.project.command.words import _

EXAMPLES = gettext_noop("""\
eksempler:
  etterlev import personvern.docx > register.yaml        et utkast å fylle ut, med setningen hver rad kom fra
  etterlev import personvern.pdf --sector none           bare det erklæringen selv sier
  etterlev import personvern.html --format json          det samme for maskiner, med løftene og kontrollene bak
  etterlev register import register.yaml                 … når dere har fylt ut det som mangler
""")
NO_SECTOR: Final = "none"


def add_arguments(parser: argparse.ArgumentParser, word: str) -> None:
    from etterlev.notice.rules.drafting.sector import SECTORS

    parser.add_argument("file", metavar=_("FIL"), help=_("txt, md, html, pdf eller docx; - leser fra standard inn"))
    parser.add_argument(
        "--sector", choices=(*SECTORS, NO_SECTOR), default=SECTORS[0], help=_("bransjen utkastet fylles ut etter")
    )
    parser.add_argument("--format", choices=("yaml", "json"), default="yaml", help=_("standard: yaml"))
    parser.add_argument("--out", type=Path, metavar=_("FIL"), help=_("skriv hit i stedet for til skjermen"))


def run(word: str, options: argparse.Namespace) -> int:
    """Exit 0 with a draft. Raises what reading and judging raise: no draft is made of a text nobody understood."""
    from etterlev.notice.rules.drafting import draft, sector
    from etterlev.notice.rules.drafting.show import as_json
    from etterlev.notice.rules.lint import judge
    from etterlev.project.command.draft_document import summary, written
    from etterlev.promises import by_row
    from etterlev.sources.text import read, read_content

    piped = options.file == "-"
    document = read_content(sys.stdin.buffer.read(), "-") if piped else read(Path(options.file))
    template = None if options.sector == NO_SECTOR else sector(options.sector)
    made = draft(judge(document.blocks, document.file), template, by_row())
    said = json.dumps(as_json(made), ensure_ascii=False, indent=2) + "\n" if options.format == "json" else written(made)
    if options.out is None:
        sys.stdout.write(said)
    else:
        options.out.write_text(said, encoding="utf-8")
        sys.stderr.write(summary(made) + "\n")
    return 0
