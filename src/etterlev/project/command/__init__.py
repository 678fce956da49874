"""The `etterlev` command: one word per capability, help with examples, exit 0 well, 1 something is wrong, 2 bad
input.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import Final

from etterlev.errors import EtterlevError
from etterlev.languages import gettext_noop
from etterlev.project.command.troubles import pipe_closed, told, troubles
from etterlev.project.command.words import Parser, _, language

# Word -> (module, what it does). The module is imported only when its word is used: `--help` stays fast.
WORDS: Final[dict[str, tuple[str, str]]] = {
    "init": ("setup", gettext_noop("lag databaser, nøkler og mapper; --example laster en oppdiktet gruppe")),
    "demo": ("demo", gettext_noop("fortell hele historien med eksempelgruppen, og hold den oppe etterpå")),
    "serve": ("serve", gettext_noop("kjør portalen og konsollen, hver på sin port")),
    "work": ("work", gettext_noop("gjør det som er i kø, etter hvert som det kommer")),
    "due": ("work", gettext_noop("gå over klokkene én gang: vekk det som er glemt, og forsegl loggen")),
    "doctor": ("doctor", gettext_noop("se etter feil i oppsettet; hver feil med sin rettelse")),
    "lint": ("lint", gettext_noop("les en personvernerklæring og si hva som er galt, hvor, og hva som bør stå")),
    "import": ("importing", gettext_noop("les en personvernerklæring og lag et utkast til behandlingsregister")),
    "register": ("register", gettext_noop("les inn eller skriv ut behandlingsregisteret (YAML, tapsfritt)")),
    "notice": ("notice", gettext_noop("vis, publiser og sammenlign personvernerklæringen")),
    "promises": ("notice", gettext_noop("kontroller løftene i erklæringen")),
    "watch": ("watch", gettext_noop("følg med på personvernerklæringene til leverandørene, og sammenlign to utgaver")),
    "source": ("source", gettext_noop("legg til, kartlegg og bekreft kilder")),
    "locate": ("source", gettext_noop("let etter en person i kildene; bare lesing, og det blir logget")),
    "request": ("request", gettext_noop("list opp og vis henvendelser; avgjørelser tas i konsollen")),
    "staff": ("staff", gettext_noop("inviter ansatte, gi dem roller og ta dem bort")),
    "ledger": ("ledger", gettext_noop("fingeravtrykk, kontroll og bevis fra loggen")),
    "backup": ("backup", gettext_noop("skriv og gjenopprett sikkerhetskopier")),
}
EXAMPLES: Final = gettext_noop("""\
eksempler:
  etterlev init --example          sett opp en oppdiktet gruppe og prøv
  etterlev demo --once             hele historien, trinn for trinn
  etterlev ledger verify           er loggen uendret?
  etterlev ORD --help              hjelp og eksempler for ett ord
""")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one word. Our own errors become one line on stderr and their exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _told_at_once(words) if not words or words[0] not in WORDS else _run(words)
    except EtterlevError as error:
        return _failed(error)
    except BrokenPipeError:
        return pipe_closed()
    except troubles() as error:
        return _failed(told(error))
    except KeyboardInterrupt:
        return 130


def _told_at_once(words: list[str]) -> int:
    """What needs no word's own module."""
    if not words or words[0] in ("-h", "--help"):
        sys.stdout.write(_overview())
        return 0
    if words[0] == "--version":
        from etterlev import __version__

        sys.stdout.write(f"etterlev {__version__}\n")
        return 0
    sys.stderr.write(_("etterlev: «{word}» er ikke et ord vi kjenner. Se «etterlev --help».", word=words[0]) + "\n")
    return 2


def _failed(error: EtterlevError) -> int:
    sys.stderr.write(f"etterlev: {error.sentence(language())}\n")
    return error.exit_code


def _run(words: list[str]) -> int:
    module = importlib.import_module(f"etterlev.project.command.{WORDS[words[0]][0]}")
    parser = Parser(prog=f"etterlev {words[0]}", description=_(WORDS[words[0]][1]), epilog=_(module.EXAMPLES))
    module.add_arguments(parser, words[0])
    options = parser.understood(words[1:])
    code: int = module.run(words[0], options)
    # Here, where it can still be said, rather than when the process ends.
    sys.stdout.flush()
    return code


def _overview() -> str:
    width = max(map(len, WORDS))
    lines = "\n".join(f"  {word.ljust(width)}  {_(what)}" for word, (_module, what) in WORDS.items())
    return f"{_('etterlev: personvernerklæringen som blir etterlevd')}\n\n{lines}\n\n{_(EXAMPLES)}"
