"""How the command speaks: in bokmål, nynorsk or English, by ETTERLEV_LANGUAGE, and without Django."""

from __future__ import annotations

import argparse
import os
import re
from typing import Any, Final, NoReturn

from etterlev.errors import EtterlevError
from etterlev.languages import LANGUAGES, Language, gettext_noop, translate


def language() -> Language:
    """The language of messages: ETTERLEV_LANGUAGE, or bokmål."""
    wanted = os.environ.get("ETTERLEV_LANGUAGE", "nb")
    return next((each for each in LANGUAGES if each == wanted), "nb")


def _(text: str, /, **facts: object) -> str:
    """A text in the reader's language, with its {blanks} filled."""
    said = translate(text, language(), "etterlev.project")
    return said.format(**facts) if facts else said


class ArgumentMissing(EtterlevError):
    """«{word}» trenger {what}. Se «{word} --help»."""


class NotUnderstood(EtterlevError):
    """Vi forstod ikke det du skrev etter «{word}» ({reason}). Se «{word} --help»."""


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help that begins in the reader's language."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _("bruk: ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """argparse, with our own words around it."""

    def __init__(self, **settings: Any) -> None:
        settings["add_help"] = False
        settings.setdefault("formatter_class", Formatter)
        super().__init__(**settings)
        self._positionals.title = _("det du oppgir")
        self._optionals.title = _("valg")
        self.add_argument("-h", "--help", action="help", help=_("vis denne hjelpen"))

    def understood(self, words: list[str]) -> argparse.Namespace:
        """The options in `words`, which may stand before, between or after the other words. Raises NotUnderstood."""
        if self._subparsers is not None:
            return self.parse_args(words)
        # argparse would take its own «usage: » away by length, and ours is shorter.
        self.usage = self.format_usage().removeprefix(_("bruk: ")).rstrip()
        return self.parse_intermixed_args(words)

    def error(self, message: str) -> NoReturn:
        """Raises NotUnderstood with argparse's reason in our words."""
        raise NotUnderstood(word=self.prog, reason=_reason(message))


# What argparse says, and how we say it.
_REASONS: Final = (
    (r"the following arguments are required: (?P<what>.+)", gettext_noop("{what} mangler")),
    (
        r"argument (?P<what>.+?): invalid choice: '(?P<word>.*)' \(choose from (?P<choices>.+)\)",
        gettext_noop("«{word}» er ikke noe vi kjenner; velg en av {choices}"),
    ),
    (r"argument (?P<what>.+?): invalid \S+ value: '(?P<word>.*)'", gettext_noop("«{word}» passer ikke til {what}")),
    (r"argument (?P<what>.+?): expected .+", gettext_noop("{what} skal ha en verdi")),
    (r"unrecognized arguments: (?P<what>.+)", gettext_noop("«{what}» hører ikke hjemme her")),
)


def _reason(message: str) -> str:
    for pattern, said in _REASONS:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return _(said, **{name: text.replace("'", "") for name, text in match.groupdict().items()})
    return message
