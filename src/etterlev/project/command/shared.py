"""What the words share: Django when it is needed, the operator as actor, and output for people or machines."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from etterlev.project.command.words import _

if TYPE_CHECKING:
    from etterlev.controllers.actors import Actor


def django() -> None:
    """Load Django with this installation's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etterlev.project.settings.serving")
    import django as framework

    framework.setup()


def installed() -> None:
    """Load Django, and refuse to go on where nothing is set up."""
    from etterlev.project.configuration import NotSetUp, configuration

    if not configuration().secret_file.exists():
        raise NotSetUp(home=configuration().home)
    django()


def now() -> datetime:
    """The command's one clock."""
    from django.utils import timezone

    return timezone.now()


def operator() -> Actor:
    """Whoever runs the command on the host."""
    from etterlev.controllers.actors import operator as as_operator
    from etterlev.controllers.queries import controller_ids

    return as_operator(controller_ids())


def add_format(parser: argparse.ArgumentParser) -> None:
    """`--format json` for machines."""
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=_("json for maskiner (standard: text)")
    )


def show(value: Any, options: argparse.Namespace, lines: Iterable[str]) -> None:
    """Print a value as JSON, or its lines as text."""
    if getattr(options, "format", "text") == "json":
        sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")
        return
    for line in lines:
        sys.stdout.write(line + "\n")


class Bar:
    """How far something has come, on stderr: a bar that moves in a terminal, a line at the end elsewhere."""

    WIDTH = 24

    def __init__(self, name: str, total: int) -> None:
        self._name, self._total = name, total
        self._moves = sys.stderr.isatty()
        self.at(0)

    def beyond(self, before: int, done: int) -> None:
        """So many more than before are done."""
        self.at(before + done)

    def at(self, done: int) -> None:
        """So many are done."""
        is_last = done >= self._total
        if not self._moves and not is_last:
            return
        filled = self.WIDTH * done // max(1, self._total)
        bar = "█" * filled + "░" * (self.WIDTH - filled)
        start, end = ("\r", "\n" if is_last else "") if self._moves else ("", "\n")
        sys.stderr.write(f"{start}{bar} {done}/{self._total} {self._name}{end}")
        sys.stderr.flush()


def say(line: str) -> None:
    """Progress, on stderr."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
