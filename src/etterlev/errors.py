"""The one base of every error a user may see. Standard library only: the linter and `--help` load it without Django."""

from __future__ import annotations

import errno
import inspect
import sys
from typing import ClassVar, Final

from etterlev.languages import Language, gettext_noop, translate


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
        words = {name: _said(str(self.facts[name]), language, room) for name in self.spoken & self.facts.keys()}
        return translate(template_of(type(self)), language, room).format(**self.facts | words)

    def __str__(self) -> str:
        return self.sentence()


def _said(word: str, language: Language, room: str) -> str:
    """A word of ours as the room says it, else as the whole program does."""
    own = translate(word, language, room)
    return translate(word, language) if own == word else own


_REASONS: Final = {
    errno.ENOSPC: gettext_noop("disken er full"),
    errno.EDQUOT: gettext_noop("kvoten er brukt opp"),
    errno.EFBIG: gettext_noop("filen ville blitt større enn det er lov til her"),
    errno.EACCES: gettext_noop("vi har ikke tilgang"),
    errno.EPERM: gettext_noop("vi har ikke tilgang"),
    errno.EROFS: gettext_noop("disken kan bare leses"),
    errno.ENOENT: gettext_noop("den finnes ikke"),
    errno.ENOTDIR: gettext_noop("en del av stien er en fil, ikke en mappe"),
    errno.EISDIR: gettext_noop("det er en mappe, ikke en fil"),
    errno.EADDRINUSE: gettext_noop("en annen bruker den"),
    errno.EADDRNOTAVAIL: gettext_noop("adressen er ikke på denne maskinen"),
    errno.EIO: gettext_noop("disken svarer med feil"),
}


def reason_of(error: OSError) -> str:
    """Why the system said no, in our own words where we have them. A fact that is `spoken`."""
    return _REASONS.get(error.errno or 0) or error.strerror or gettext_noop("disken svarer med feil")


def template_of(error: type[EtterlevError]) -> str:
    """The bokmål sentence of an error class, on one line."""
    return " ".join(inspect.cleandoc(error.__doc__ or "").split())


def room_of(thing: type) -> str:
    """The package whose catalogue holds the translations: `etterlev.vault.errors` -> `etterlev.vault`."""
    parts = thing.__module__.split(".")
    name = ".".join(parts[:2])
    return name if hasattr(sys.modules.get(name), "__path__") else "etterlev"
