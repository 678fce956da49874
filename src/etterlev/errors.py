"""The one base of every error a user may see. Standard library only: the linter and `--help` load it without Django."""

from __future__ import annotations

import inspect
import sys
from typing import ClassVar

from etterlev.languages import Language, translate


class EtterlevError(Exception):
    """Noe er galt med det du ba om."""

    # The docstring of each subclass is the bokmål sentence; its translations are in the catalogue of the class's room.
    exit_code: ClassVar[int] = 2
    http_status: ClassVar[int] = 400
    # Facts that are words of ours, and so have translations too.
    spoken: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, *, field: str | None = None, **facts: object) -> None:
        """`facts` fill the sentence's {placeholders}. They may never be personal data: errors reach logs."""
        self.field = field
        self.facts = facts
        super().__init__(type(self).__name__)

    def sentence(self, language: Language = "nb") -> str:
        """The field, the reason and the way out, in the reader's language."""
        room = room_of(type(self))
        words = {name: translate(str(self.facts[name]), language, room) for name in self.spoken & self.facts.keys()}
        return translate(template_of(type(self)), language, room).format(**self.facts | words)

    def __str__(self) -> str:
        return self.sentence()


def template_of(error: type[EtterlevError]) -> str:
    """The bokmål sentence of an error class, on one line."""
    return " ".join(inspect.cleandoc(error.__doc__ or "").split())


def room_of(thing: type) -> str:
    """The package whose catalogue holds the translations: `etterlev.vault.errors` -> `etterlev.vault`."""
    parts = thing.__module__.split(".")
    name = ".".join(parts[:2])
    return name if hasattr(sys.modules.get(name), "__path__") else "etterlev"
