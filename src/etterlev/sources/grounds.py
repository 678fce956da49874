"""Why a field is thought to hold what it does, in the reader's language. What is stored is the same in all three."""

from __future__ import annotations

from typing import Final

from etterlev.languages import Language, gettext_noop, translate

WORDS: Final = {
    "header": gettext_noop("overskriften"),
    "table": gettext_noop("tabellens navn"),
    "values": gettext_noop("{share} av {count} verdier"),
    "firm-names": gettext_noop("verdiene ser ut som firmanavn"),
    "person-names": gettext_noop("verdiene ser ut som personnavn"),
    "births": gettext_noop("datoene spenner over en mannsalder"),
    "sentences": gettext_noop("verdiene er setninger"),
    "fides": gettext_noop("Fides-filen"),
    "standard": gettext_noop("standarden"),
}
TOGETHER: Final = gettext_noop("{one} og {other}")


def said(evidence: str, language: Language) -> str:
    """`header+values:93%:120` as «overskriften og 93% av 120 verdier»; nothing for nothing."""
    if not evidence:
        return ""
    parts = [_part(each, language) for each in evidence.split("+")]
    return parts[0] if len(parts) == 1 else _in(TOGETHER, language).format(one=parts[0], other=parts[1])


def _part(evidence: str, language: Language) -> str:
    word, _, rest = evidence.partition(":")
    share, _, count = rest.partition(":")
    return _in(WORDS[word], language).format(share=share, count=count)


def _in(text: str, language: Language) -> str:
    return translate(text, language, "etterlev.sources")
