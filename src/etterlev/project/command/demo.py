"""`etterlev demo`: the whole story on the fictional group; then it is served, unless --once."""

from __future__ import annotations

import argparse
import shutil
import sys
import threading
import time
from pathlib import Path

EXAMPLES = """\
eksempler:
  etterlev demo                    fortell historien, og server den til du trykker Ctrl-C
  etterlev demo --once             fortell og avslutt; 1 når noe i historien ikke stemmer
  etterlev demo --once --seed 7    de samme forholdene med andre navn, tabeller og felt
"""


def add_arguments(parser: argparse.ArgumentParser, _: str) -> None:
    parser.add_argument("--once", action="store_true", help="avslutt når historien er fortalt")
    parser.add_argument("--seed", type=int, default=0, help="gir personer, tabeller og felt andre navn")
    parser.add_argument("--home", type=Path, default=Path("var/demo"), help="hvor demoen legges (tømmes først)")


def run(_: str, options: argparse.Namespace) -> int:
    from etterlev.project.demo import story

    begin, home = time.perf_counter(), options.home.resolve()
    shutil.rmtree(home, ignore_errors=True)
    try:
        with story.stage(home, _say) as at:
            made, ids = story.set_up(at, options.seed)
            story.map_sources(at, made)
            story.publish(at)
            with story.served(at):
                story.answer(at, made)
                story.prove(at)
                story.back_up(at, made, ids)
                story.check_promises(at)
                _say(f"\nHele historien tok {time.perf_counter() - begin:.0f} s.")
                if not options.once:
                    _stay(at, made.cast.siv.email)
    except story.StoryBroke as broke:
        sys.stderr.write(f"\netterlev: historien stoppet: {broke}\n")
        return 1
    except KeyboardInterrupt:
        pass
    return 0


def _stay(at: object, email: str) -> None:
    from etterlev.project.demo.story import Stage
    from etterlev.project.example import PASSWORD

    assert isinstance(at, Stage)
    _say(f"\nSe selv:\n   portalen    {at.portal}/\n   konsollen   {at.console}/\n   logg inn    {email} / {PASSWORD}")
    _say("   E-postene vises her etter hvert som de sendes. Ctrl-C avslutter.")
    shown = len(at.mailbox.all())
    while True:
        for address, message in at.mailbox.all()[shown:]:
            _say(f"\n--- til {address}: {message['Subject']}\n{message.get_content()}")
            shown += 1
        threading.Event().wait(0.5)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
