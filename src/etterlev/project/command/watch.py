"""`etterlev watch add|run|list|compare`: what suppliers say they do, and what they changed."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etterlev.languages import gettext_noop
from etterlev.project.command.shared import add_format, installed, now, operator, say, show
from etterlev.project.command.words import ArgumentMissing, _, language

if TYPE_CHECKING:
    from etterlev.notice.rules.supplier_changes import Comparison
    from etterlev.notice.suppliers import Supplier

EXAMPLES = gettext_noop("""\
eksempler:
  etterlev watch add "Lønnskyen AS" https://lonnskyen.example/personvern   leses hver dag
  etterlev watch add "Papirarkivet AS" personvern.pdf                      … eller når noen har en ny fil
  etterlev watch run                                                       les dem som skal leses nå
  etterlev watch list                                                      hva som venter på en avgjørelse
  etterlev watch compare i-fjor.pdf i-aar.pdf                              uten database; 1 når noe betyr noe
""")


def add_arguments(parser: argparse.ArgumentParser, word: str) -> None:
    add_format(parser)
    parser.add_argument("what", choices=("add", "run", "list", "compare"))
    parser.add_argument("first", nargs="?", metavar=_("NAVN|FIL"))
    parser.add_argument("second", nargs="?", metavar=_("ADRESSE|FIL"))


def run(word: str, options: argparse.Namespace) -> int:
    if options.what == "compare":
        return _compare(options)
    installed()
    return {"add": _add, "run": _run, "list": _list}[options.what](options)


def _two(options: argparse.Namespace, what: str) -> tuple[str, str]:
    if not options.first or not options.second:
        raise ArgumentMissing(word=f"etterlev watch {options.what}", what=what)
    return options.first, options.second


def _compare(options: argparse.Namespace) -> int:
    """Exit 1 when something somebody has to decide on has changed, or the two cannot be compared."""
    from etterlev.notice.rules.lint import judge
    from etterlev.notice.rules.supplier_changes import as_json
    from etterlev.notice.rules.watch import compare
    from etterlev.sources.text import read

    files = [Path(each) for each in _two(options, _("to filer"))]
    old, new = (judge(read(each).blocks, each.name) for each in files)
    found = compare(old, new)
    show(as_json(found), options, list(_lines(found)))
    return 1 if found.matters or not found.is_comparable else 0


def _lines(found: Comparison) -> Iterator[str]:
    from etterlev.notice import supplier_words

    if not found.is_comparable:
        yield _("De to er på hvert sitt språk og kan ikke sammenlignes.")
    elif not found.changes:
        yield _("Ingenting er endret.")
    for each in found.changes:
        yield supplier_words.says(each.kind, language())
        yield from (f"  - {quote.text} ({quote.line})" for quote in [each.before] if quote)
        yield from (f"  + {quote.text} ({quote.line})" for quote in [each.after] if quote)


def _add(options: argparse.Namespace) -> int:
    """Follow one more; for one we follow by file, its new version."""
    from etterlev.notice import suppliers
    from etterlev.notice.actions import watching
    from etterlev.sources.text import content_of

    name, where = _two(options, _("en leverandør og en adresse eller fil"))
    if "://" in where:
        watching.fetch(watching.watch(name, address=where, by=operator(), now=now()), by=operator(), now=now())
    else:
        content, file = content_of(Path(where)), Path(where).name
        # Nothing is added for a file nobody could judge.
        watching.readable(content, file)
        known = suppliers.found(name)
        added = known.id if known else watching.watch(name, by=operator(), now=now())
        watching.take_in(added, content, file, by=operator(), now=now())
    say(_("Vi følger med på {supplier}.", supplier=name))
    return 0


def _run(options: argparse.Namespace) -> int:
    """Exit 1 when one of them could not be read."""
    from etterlev.errors import EtterlevError
    from etterlev.notice import suppliers
    from etterlev.notice.actions import watching

    failed = 0
    for supplier in suppliers.suppliers(suppliers.unread(now())):
        try:
            watching.fetch(supplier.id, by=operator(), now=now())
        except EtterlevError as problem:
            failed += 1
            say(f"{supplier.name}: {problem.sentence(language())}")
    _list(options)
    return 1 if failed else 0


def _list(options: argparse.Namespace) -> int:
    from etterlev.notice import suppliers

    found = suppliers.suppliers()
    show([_value(each) for each in found], options, [_line(each) for each in found])
    return 0


def _value(each: Supplier) -> dict[str, Any]:
    return {
        "supplier": each.name,
        "address": each.address or None,
        "read_at": each.read_at,
        "trouble": each.trouble or None,
        "versions": len(each.editions),
        "waiting": [edition.number for edition in each.waiting],
    }


def _line(each: Supplier) -> str:
    read = each.read_at.date().isoformat() if each.read_at else "–"
    waits = _("venter på en avgjørelse") if each.waiting else ""
    return f"{each.name:30} {read:10} {len(each.editions)}  {waits or each.trouble}".rstrip()
