"""`etterlev demo`: the whole story on the fictional group; then it is served, unless --once."""

from __future__ import annotations

import argparse
import shutil
import sys
import threading
import time
from pathlib import Path

from etterlev.errors import EtterlevError
from etterlev.languages import gettext_noop
from etterlev.project.command.words import _

# Says that a demo made the folder, and may empty it.
MARK = ".etterlev-demo"
EXAMPLES = gettext_noop("""\
eksempler:
  etterlev demo                    fortell historien, og hold den oppe til du trykker Ctrl-C
  etterlev demo --once             fortell og avslutt; 1 når noe i historien ikke stemmer
  etterlev demo --once --seed 7    de samme forholdene med andre navn, tabeller og felt
""")


def add_arguments(parser: argparse.ArgumentParser, word: str) -> None:
    parser.add_argument("--once", action="store_true", help=_("avslutt når historien er fortalt"))
    parser.add_argument("--seed", type=int, default=0, help=_("gir personer, tabeller og felt andre navn"))
    parser.add_argument(
        "--size",
        choices=("group", "large"),
        default="group",
        help=_("large: ti avdelinger, nitti ansatte, tjue tusen personer"),
    )
    parser.add_argument("--home", type=Path, default=Path("var/demo"), help=_("hvor demoen legges (tømmes først)"))


class NotADemo(EtterlevError):
    """Demoen tømmer mappen sin først, og {home} er ikke laget av en demo. Velg en tom mappe med --home."""


def empty(home: Path) -> None:
    """An empty folder for a demo. Raises NotADemo rather than delete what somebody else put there."""
    if home.is_dir() and any(home.iterdir()) and not (home / MARK).exists():
        raise NotADemo(home=home)
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True, mode=0o700)
    (home / MARK).touch()


def run(word: str, options: argparse.Namespace) -> int:
    from etterlev.project.demo import archive, desk_day, proof, statement, story

    begin, home = time.perf_counter(), options.home.resolve()
    empty(home)
    try:
        with story.stage(home, _say) as at:
            made, ids = story.set_up(at, options.seed, options.size)
            statement.read_the_old(at, made)
            story.map_sources(at, made)
            archive.name_the_owner(made)
            story.publish(at)
            statement.watch_a_supplier(at, made)
            with story.served(at):
                statement.read_the_new(at)
                story.answer(at, made)
                desk_day.tell(at, made)
                proof.prove(at)
                proof.back_up(at, made, ids)
                proof.check_promises(at)
                _say(_("\nHele historien tok {seconds} s.", seconds=f"{time.perf_counter() - begin:.0f}"))
                if not options.once:
                    _stay(at, made.cast.siv.email)
    except story.StoryBroke as broke:
        sys.stderr.write(_("\netterlev: historien stoppet: {reason}\n", reason=broke))
        return 1
    except KeyboardInterrupt:
        pass
    return 0


def _stay(at: object, email: str) -> None:
    from etterlev.project.demo.story import Stage
    from etterlev.project.example import PASSWORD

    assert isinstance(at, Stage)
    where = _("\nSe selv:\n   portalen    {portal}/\n   konsollen   {console}/\n   logg inn    {email} / {password}")
    _say(where.format(portal=at.portal, console=at.console, email=email, password=PASSWORD))
    _say(_("   E-postene vises her etter hvert som de sendes. Ctrl-C avslutter."))
    shown = len(at.mailbox.all())
    while True:
        for address, message in at.mailbox.all()[shown:]:
            _say(_("\n--- til {address}: {subject}", address=address, subject=message["Subject"]))
            _say(str(message.get_content()))
            shown += 1
        threading.Event().wait(0.5)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
