"""`etterlev ledger head|verify|proof`."""

from __future__ import annotations

import argparse
import sys
from base64 import b64encode
from pathlib import Path

from etterlev.languages import gettext_noop
from etterlev.project.command.shared import add_format, installed, now, show
from etterlev.project.command.words import _

EXAMPLES = gettext_noop("""\
eksempler:
  etterlev ledger head > hode.txt              bevar fingeravtrykket et annet sted
  etterlev ledger verify                       bygg treet på nytt og kontroller hver linje
  etterlev ledger verify --against hode.txt    … og at ingenting er fjernet siden
  etterlev ledger proof 42 --format json       bevis for at linje 42 står i loggen
""")


def add_arguments(parser: argparse.ArgumentParser, word: str) -> None:
    parser.add_argument("what", choices=("head", "verify", "proof"))
    parser.add_argument("position", nargs="?", type=int, help=_("linjen et bevis gjelder"))
    parser.add_argument("--against", type=Path, metavar=_("FIL"), help=_("et bevart fingeravtrykk å holde loggen mot"))
    add_format(parser)


def run(word: str, options: argparse.Namespace) -> int:
    installed()
    from etterlev.project.work.wall import whole_installation

    with whole_installation():
        return {"head": _head, "verify": _verify, "proof": _proof}[options.what](options)


def _head(options: argparse.Namespace) -> int:
    from etterlev.ledger import actions, queries

    actions.sequence(now(), thorough=True)
    sys.stdout.write(queries.newest_note() or "")
    return 0


def _verify(options: argparse.Namespace) -> int:
    from django.conf import settings

    from etterlev.ledger import notes, queries
    from etterlev.ledger.actions import sequence, signing_key
    from etterlev.ledger.errors import NotAHead

    key = signing_key(Path(settings.RING)).public_key()
    kept = None
    if options.against is not None:
        try:
            kept = notes.read(options.against.read_text(encoding="utf-8"), key, file=str(options.against))
        except (OSError, UnicodeDecodeError) as error:
            raise NotAHead(file=options.against) from error
    sequence(now(), thorough=True)
    found = queries.verify(key, kept)
    value = {"size": found.size, "root": b64encode(found.root).decode(), "heads": found.heads, "pending": found.pending}
    show(
        value,
        options,
        [_("Loggen er uendret: {size} linjer, {heads} signerte fingeravtrykk.", size=found.size, heads=found.heads)],
    )
    return 0


def _proof(options: argparse.Namespace) -> int:
    from etterlev.ledger import queries

    found = queries.proof(options.position or 0)
    value = {
        "line": found.line.encoded().decode(),
        "position": found.position,
        "size": found.size,
        "root": b64encode(found.root).decode(),
        "path": [b64encode(node).decode() for node in found.path],
    }
    show(value, options, [f"{key}: {value[key]}" for key in value])
    return 0
