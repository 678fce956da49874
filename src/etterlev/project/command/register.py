"""`etterlev register import|export`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from etterlev.languages import gettext_noop
from etterlev.project.command.shared import installed, now, operator, say
from etterlev.project.command.words import ArgumentMissing, _

EXAMPLES = gettext_noop("""\
eksempler:
  etterlev register export > register.yaml
  etterlev register import register.yaml       alt eller ingenting: en feil i filen endrer ikke noe
  etterlev register import --check register.yaml
""")


def add_arguments(parser: argparse.ArgumentParser, word: str) -> None:
    parser.add_argument("what", choices=("import", "export"))
    parser.add_argument("file", nargs="?", type=Path, metavar=_("FIL"))
    parser.add_argument("--check", action="store_true", help=_("bare se etter feil"))


def run(word: str, options: argparse.Namespace) -> int:
    if options.what == "export":
        return _export(options)
    if options.file is None:
        raise ArgumentMissing(word="etterlev register import", what=_("FIL"))
    from etterlev.register.parsing import parse
    from etterlev.register.reading import read_file

    document = parse(read_file(options.file))
    counts = {"controllers": len(document.controllers), "activities": len(document.activities)}
    if options.check:
        say(_("Ingen feil: {controllers} behandlingsansvarlige, {activities} behandlinger.", **counts))
        return 0
    installed()
    from etterlev.register.actions import import_register

    import_register(document, by=operator(), now=now())
    say(_("Lest inn: {controllers} behandlingsansvarlige, {activities} behandlinger.", **counts))
    return 0


def _export(options: argparse.Namespace) -> int:
    installed()
    from etterlev.controllers.actors import Reason
    from etterlev.register import queries
    from etterlev.register.writing import write

    text = write(queries.register(operator().scope(Reason.EVIDENCE)))
    if options.file is None:
        sys.stdout.write(text)
    else:
        options.file.write_text(text, encoding="utf-8")
    return 0
