"""Lengths of time said in a sentence, in Norwegian and English, so that two can be compared."""

from __future__ import annotations

import re
from typing import Final

_NUMBERS: Final = {
    **dict.fromkeys(("en", "ein", "ett", "eitt", "et", "eit", "one", "a", "an"), 1),
    **dict.fromkeys(("to", "two"), 2),
    **dict.fromkeys(("tre", "three"), 3),
    **dict.fromkeys(("fire", "four"), 4),
    **dict.fromkeys(("fem", "five"), 5),
    **dict.fromkeys(("seks", "six"), 6),
    **dict.fromkeys(("sju", "syv", "seven"), 7),
    **dict.fromkeys(("åtte", "eight"), 8),
    **dict.fromkeys(("ni", "nine"), 9),
    **dict.fromkeys(("ti", "ten"), 10),
    **dict.fromkeys(("tolv", "twelve"), 12),
    **dict.fromkeys(("atten", "eighteen"), 18),
    **dict.fromkeys(("tjuefire", "twenty-four"), 24),
}
# A month is counted as 30 days and a year as 365: enough to tell longer from shorter, not to set a deadline.
_HOURS: Final = (
    ("time|timer|timar|hour|hours", 1),
    ("dag|dager|dagar|døgn|virkedager|yrkedager|yrkedagar|day|days", 24),
    ("uke|uker|veke|veker|week|weeks", 7 * 24),
    ("måned|måneder|månad|månader|month|months", 30 * 24),
    ("år|year|years", 365 * 24),
)
_UNITS: Final = {unit: hours for written, hours in _HOURS for unit in written.split("|")}
_WRITTEN: Final = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_DURATION: Final = re.compile(
    rf"(?<!\w)(\d{{1,4}}|{_WRITTEN})\s+(?:(?:hele|heile|fulle|full|whole|business|working|calendar)\s+)?"
    rf"({'|'.join(_UNITS)})(?!\w)",
    re.IGNORECASE,
)


def hours_in(text: str) -> tuple[int, ...]:
    """Every length of time a sentence says, in hours, in the order they are said."""
    return tuple(_number(each[1].lower()) * _UNITS[each[2].lower()] for each in _DURATION.finditer(text))


def _number(written: str) -> int:
    return int(written) if written.isdigit() else _NUMBERS[written]
