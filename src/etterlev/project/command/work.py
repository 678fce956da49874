"""`etterlev work` and `etterlev due`."""

from __future__ import annotations

import argparse

from etterlev.languages import gettext_noop
from etterlev.project.command.shared import installed, now, say
from etterlev.project.command.words import _

EXAMPLES = gettext_noop("""\
eksempler:
  etterlev work                    til du stopper den (SIGTERM lar arbeidet som er i gang, bli ferdig)
  etterlev work --until-idle       til køen er tom
  etterlev due                     én runde over klokkene, for eksempel fra cron
""")


def add_arguments(parser: argparse.ArgumentParser, word: str) -> None:
    if word == "work":
        parser.add_argument("--until-idle", action="store_true", help=_("stopp når køen er tom"))


def run(word: str, options: argparse.Namespace) -> int:
    installed()
    from etterlev.project.work import loop, queue

    if word == "due":
        reaped, nudged = loop.sweep(now())
        say(_("{reaped} avbrutte oppgaver tatt opp igjen, {nudged} vekket.", reaped=reaped, nudged=nudged))
        return 1 if queue.red() else 0
    ran = loop.work(until_idle=options.until_idle)
    say(_("{ran} oppgaver gjort.", ran=ran))
    return 1 if queue.red() else 0
