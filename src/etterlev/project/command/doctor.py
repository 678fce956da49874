"""`etterlev doctor`: what is wrong with this installation, each with its remedy."""

from __future__ import annotations

import argparse
import shutil
import smtplib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from etterlev.languages import gettext_noop
from etterlev.project.command.shared import add_format, installed, now, show
from etterlev.project.command.words import _

EXAMPLES = gettext_noop("""\
eksempler:
  etterlev doctor                  1 når noe er galt
  etterlev doctor --format json
""")
LEAST_FREE = 500_000_000


def add_arguments(parser: argparse.ArgumentParser, word: str) -> None:
    add_format(parser)


def run(word: str, options: argparse.Namespace) -> int:
    installed()
    found: list[dict[str, Any]] = []
    for name, check in CHECKS.items():
        problem = check()
        found.append({"check": name, "ok": not problem, "remedy": problem})
    show(
        found,
        options,
        [
            f"{_('greit') if f['ok'] else _('FEIL ')}  {_(f['check'])}{': ' + f['remedy'] if f['remedy'] else ''}"
            for f in found
        ],
    )
    return 0 if all(f["ok"] for f in found) else 1


def _tables() -> str:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    for alias in ("default", "keys"):
        executor = MigrationExecutor(connections[alias])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return _("tabellene er ikke oppdatert: kjør «etterlev init»")
    return ""


def _ring() -> str:
    from django.conf import settings

    from etterlev.controllers.queries import controller_ids
    from etterlev.vault.keys import epochs_in_use

    ring = Path(settings.RING)
    missing = [epoch for controller, epoch in epochs_in_use() if not (ring / str(controller) / f"{epoch}.key").exists()]
    if missing and controller_ids():
        return _("{count} nøkler mangler i {ring}: hent ringen fra sikkerhetskopien", count=len(missing), ring=ring)
    return ""


def _private() -> str:
    from django.conf import settings

    loose = [p for p in (Path(settings.RING), Path(settings.SECRET_FILE)) if p.exists() and p.stat().st_mode & 0o077]
    return _("andre brukere kan lese {path}: kjør «chmod -R go-rwx {path}»", path=loose[0]) if loose else ""


def _disk() -> str:
    from django.conf import settings

    free = shutil.disk_usage(settings.HOME).free
    return (
        _("bare {free} MB ledig i {home}: rydd plass", free=free // 1_000_000, home=settings.HOME)
        if free < LEAST_FREE
        else ""
    )


def _mail() -> str:
    from django.conf import settings

    url = urlsplit(settings.SMTP_URL)
    try:
        with smtplib.SMTP(url.hostname or "127.0.0.1", url.port or 25, timeout=3):
            return ""
    except (OSError, smtplib.SMTPException):
        return _(
            "e-postserveren {address} svarer ikke: sjekk ETTERLEV_SMTP_URL", address=f"{url.hostname}:{url.port or 25}"
        )


def _jobs() -> str:
    from etterlev.project.work import queue

    red = queue.red()
    return (
        _("oppgaver som har gitt opp: {jobs}: se loggen til «etterlev work»", jobs=", ".join(sorted(set(red))))
        if red
        else ""
    )


def _backups() -> str:
    from datetime import timedelta

    from etterlev.backups.queries import written

    newest = next(iter(written()), None)
    if newest is None:
        return _("ingen sikkerhetskopi er skrevet: kjør «etterlev backup run --to MAPPE»")
    return (
        _("siste sikkerhetskopi er eldre enn et døgn: sjekk jobben som skriver den")
        if newest.written_at < now() - timedelta(days=1)
        else ""
    )


def _escrow() -> str:
    from django.conf import settings

    escrow = Path(settings.HOME) / "escrow"
    return (
        _("nøklene som åpner sikkerhetskopiene, ligger i {escrow}: flytt dem til et annet sted", escrow=escrow)
        if escrow.exists()
        else ""
    )


CHECKS: dict[str, Callable[[], str]] = {
    gettext_noop("tabeller"): _tables,
    gettext_noop("nøkkelring"): _ring,
    gettext_noop("filrettigheter"): _private,
    gettext_noop("diskplass"): _disk,
    gettext_noop("e-postserver"): _mail,
    gettext_noop("kø"): _jobs,
    gettext_noop("sikkerhetskopi"): _backups,
    gettext_noop("nøkler til kopiene"): _escrow,
}
