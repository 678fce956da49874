"""`etterlev lint FILE`: reads anybody's privacy statement and says what is wrong with it. No Django, no database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from etterlev.languages import LANGUAGES, gettext_noop
from etterlev.project.command.words import _, language

if TYPE_CHECKING:
    from etterlev.languages import Language
    from etterlev.notice.rules.lint import Report

EXAMPLES = gettext_noop("""\
eksempler:
  etterlev lint erklæring.docx                     hva er galt, hvor, hvorfor, og hva bør stå i stedet
  etterlev lint erklæring.pdf --format json        det samme for maskiner
  etterlev lint personvern.md --format sarif       for kodeverter, med linjenummer
  etterlev lint side.html --format html --out gjennomgang.html
  etterlev lint side.html --format pdf --out gjennomgang.pdf
  curl -s https://example.com/personvern | etterlev lint -
Avslutter med 0 når alt er vel, 1 når det er funn (se --fail-on), 2 når teksten ikke kan vurderes.
""")
_SEVERITIES: Final = ("error", "warning", "info")


def add_arguments(parser: argparse.ArgumentParser, word: str) -> None:
    parser.add_argument("file", metavar=_("FIL"), help=_("txt, md, html, pdf eller docx; - leser fra standard inn"))
    parser.add_argument(
        "--format", choices=("text", "json", "sarif", "html", "pdf"), default="text", help=_("standard: text")
    )
    parser.add_argument("--out", type=Path, metavar=_("FIL"), help=_("skriv hit i stedet for til skjermen"))
    parser.add_argument("--language", choices=LANGUAGES, help=_("språket i rapporten; erklæringens eget ser vi selv"))
    parser.add_argument(
        "--fail-on", choices=_SEVERITIES, default="warning", help=_("det minste funnet som gir 1 (standard: warning)")
    )


def run(word: str, options: argparse.Namespace) -> int:
    """Exit 1 when there are findings as grave as `--fail-on`, else 0. Raises what reading and judging raise."""
    from etterlev.notice.rules.lint import judge
    from etterlev.sources.text import read, read_content

    piped = options.file == "-"
    document = read_content(sys.stdin.buffer.read(), "-") if piped else read(Path(options.file))
    report = judge(document.blocks, document.file)
    if options.format == "pdf":
        _write_document(report, options)
    else:
        _write(report, options)
    grave = _SEVERITIES[: _SEVERITIES.index(options.fail_on) + 1]
    return 1 if any(each.severity in grave for each in report.findings("nb")) else 0


def _write(report: Report, options: argparse.Namespace) -> None:
    said = "".join(_shown(report, options.format, options.language or language()))
    if options.out is None:
        sys.stdout.write(said)
    else:
        options.out.write_text(said, encoding="utf-8")


def _write_document(report: Report, options: argparse.Namespace) -> None:
    from etterlev.notice.reviewing import document

    made = document(report, options.language or language(), datetime.now(tz=UTC).date())
    if options.out is None:
        sys.stdout.buffer.write(made)
    else:
        options.out.write_bytes(made)


def _shown(report: Report, form: str, reader: Language) -> Iterable[str]:
    if form == "json":
        return (json.dumps(report.as_json(reader), ensure_ascii=False, indent=2), "\n")
    if form == "sarif":
        from etterlev.notice.rules.lint.show.sarif import log

        return (json.dumps(log(report, reader), ensure_ascii=False, indent=2), "\n")
    if form == "html":
        from etterlev.notice.rules.lint.show.page import page

        return (page(report, reader),)
    from etterlev.notice.rules.lint.show.terminal import lines

    return (f"{line}\n" for line in lines(report, reader))
