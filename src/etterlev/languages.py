"""The three languages, and their catalogues without Django. Bokmål is what the code says; nynorsk and English are .mo
files.
"""

from __future__ import annotations

import gettext
import importlib.util
from functools import cache
from pathlib import Path
from typing import Final, Literal, get_args

Language = Literal["nb", "nn", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)


def translate(message: str, language: Language, package: str = "etterlev") -> str:
    """`message` as `package`'s catalogue says it in `language`; bokmål is the message itself."""
    if language == "nb":
        return message
    return _catalogue(package, language).gettext(message)


def gettext_noop(message: str) -> str:
    """Marks a message for the catalogue (tools/catalogs); whoever shows it asks for the translation."""
    return message


@cache
def _catalogue(package: str, language: Language) -> gettext.NullTranslations:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return gettext.NullTranslations()
    folder = Path(spec.origin).parent / "locale"
    return gettext.translation("django", folder, [language], fallback=True)
