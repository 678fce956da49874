"""How the command speaks: in bokmål, nynorsk or English, by ETTERLEV_LANGUAGE, and without Django."""

from __future__ import annotations

import argparse
import os
from typing import Any, NoReturn

from etterlev.errors import EtterlevError
from etterlev.languages import LANGUAGES, Language, translate


def language() -> Language:
    """The language of messages: ETTERLEV_LANGUAGE, or bokmål."""
    wanted = os.environ.get("ETTERLEV_LANGUAGE", "nb")
    return next((each for each in LANGUAGES if each == wanted), "nb")


def _(text: str, /, **facts: object) -> str:
    """A text in the reader's language, with its {blanks} filled."""
    said = translate(text, language(), "etterlev.project")
    return said.format(**facts) if facts else said


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

    def error(self, message: str) -> NoReturn:
        """Raises NotUnderstood with argparse's own reason."""
        raise NotUnderstood(word=self.prog, reason=message)
