"""`etterlev backup run|list|restore`."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from etterlev.languages import gettext_noop
from etterlev.project.command.shared import add_format, django, installed, now, operator, say, show
from etterlev.project.command.words import ArgumentMissing, _

EXAMPLES = gettext_noop("""\
eksempler:
  etterlev backup run --to /mnt/kopi --level lokal
  etterlev backup list
  ETTERLEV_HOME=/srv/ny etterlev backup restore /mnt/kopi/20261122T060000Z --identities ./escrow
""")


def add_arguments(parser: argparse.ArgumentParser, word: str) -> None:
    parser.add_argument("what", choices=("run", "list", "restore"))
    parser.add_argument(
        "folder", nargs="?", type=Path, metavar=_("MAPPE"), help=_("restore: kopien som skal hentes tilbake")
    )
    parser.add_argument("--to", type=Path, metavar=_("MAPPE"), help=_("run: hvor kopien skrives"))
    parser.add_argument("--level", default="lokal", help=_("run: hvilket nivå dette er"))
    parser.add_argument(
        "--identities", type=Path, metavar=_("MAPPE"), help=_("restore: mappen med data.txt, keys.txt og ring.txt")
    )
    add_format(parser)


def run(word: str, options: argparse.Namespace) -> int:
    # An end asked for politely is an end in order: what is half written is taken away first.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    return {"run": _run, "list": _list, "restore": _restore}[options.what](options)


def _run(options: argparse.Namespace) -> int:
    if options.to is None:
        raise ArgumentMissing(word="etterlev backup run", what="--to")
    installed()
    from etterlev.backups import actions

    folder = actions.run(options.to, level=options.level, by=operator(), now=now())
    sys.stdout.write(f"{folder}\n")
    return 0


def _list(options: argparse.Namespace) -> int:
    installed()
    from etterlev.backups import queries

    rows = queries.written()
    value = [{"written_at": r.written_at, "level": r.level, "size": r.size, "ledger_size": r.ledger_size} for r in rows]
    show(value, options, [f"{r.written_at:%Y-%m-%d %H:%M}  {r.level}  {r.size} byte" for r in rows])
    return 0


def _restore(options: argparse.Namespace) -> int:
    from etterlev.project.configuration import configuration

    for given, what in ((options.folder, _("MAPPE")), (options.identities, "--identities")):
        if given is None:
            raise ArgumentMissing(word="etterlev backup restore", what=what)
    django()
    from django.conf import settings
    from django.db import connections

    from etterlev.backups import actions

    connections.close_all()
    files = {name: options.identities / f"{name}.txt" for name in ("data", "keys", "ring")}
    home = configuration().home
    made = actions.restore(options.folder, identity_files=files, home=home, databases=settings.DATABASES)
    _note(home)
    say(_("Gjenopprettet i {home} fra kopien av {at}. Kjør «etterlev ledger verify».", home=home, at=made.made_at))
    return 0


def _note(home: Path) -> None:
    """The restored log says that it was restored: what happened after the backup is not in it."""
    from etterlev.ledger import actions as ledger
    from etterlev.ledger.events import Event
    from etterlev.project.work.wall import whole_installation

    assert (home / "ring").is_dir()
    with whole_installation():
        ledger.record(Event.BACKUP_RESTORED, by=operator(), at=now(), controller=None)
        ledger.sequence(now())
