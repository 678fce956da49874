"""Splits blocks into sentences that know their line, and sentences into words and clauses.

Norwegian writes «nr.», «jf.», «bl.a.» and «3. mars»: a full stop ends a sentence only where a new one begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+(?:[-‑'’][^\W_]+)*|[§%]")
_END: Final = re.compile(r"[.!?…]+[\"'»”’)\]]*(?=\s|$)")
_NEXT: Final = re.compile(r"\s*[«\"“'(\[–-]*\s*([^\W_])")
_ABBREVIATIONS: Final = frozenset(
    [
        "nr",
        "jf",
        "jfr",
        "bl",
        "a",
        "bl.a",
        "f.eks",
        "eks",
        "osv",
        "kl",
        "pkt",
        "avsn",
        "lit",
        "bokst",
        "art",
        "mv",
        "m.m",
        "m.fl",
        "dvs",
        "ca",
        "evt",
        "ev",
        "tlf",
        "org.nr",
        "orgnr",
        "org",
        "inkl",
        "ekskl",
        "mill",
        "st",
        "gt",
        "pb",
        "ang",
        "mht",
        "ifm",
        "ift",
        "ihht",
        "if",
        "t.d",
        "m.a",
        "o.l",
        "d.d",
        "p.t",
        "vedr",
        "forts",
        "etc",
        "e.g",
        "i.e",
        "cf",
        "no",
        "para",
        "sec",
        "inc",
        "ltd",
        "pte",
        "co",
        "corp",
        "dept",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "okt",
        "nov",
        "des",
        "dec",
        "mr",
        "mrs",
        "dr",
        "prof",
        "vs",
        "approx",
        "adr",
        "mob",
        "f.o.m",
        "t.o.m",
        "fom",
        "tom",
        "vs",
        "pr",
    ]
)
# A new sentence after a number and a full stop is likelier the date or number going on.
_NUMBER: Final = re.compile(r"(?:^|\s)\d{1,2}$")
# «… artikkel 6 nr. 1 b. Søknader …».
_ENDS_IN_LETTER: Final = re.compile(r"(?:\d|bokstav|litra|letter|point)\s+[a-f]$", re.IGNORECASE)
_BREAKS: Final = re.compile(r"[;:–—|]|\s-\s")
_NO_BREAK_WORDS: Final = (
    "men mens som slik fordi siden hvis dersom når der og vi me unntatt unnateke med bortsett altså så so slik at "
    "noe noko but which who whose unless except because if when where and so while although however since we you "
    "du deretter då da bare berre kun only"
)
_AFTER_COMMA: Final = frozenset(_NO_BREAK_WORDS.split())
_ALONE: Final = frozenset(
    ["men", "mens", "unntatt", "unnateke", "enn", "utenom", "dersom", "hvis", "viss", "but", "unless", "except", "if"]
)
# A clause that begins with one of these ends with its comma: «Hvis du ikke …, kan vi …».
_CONDITIONS: Final = frozenset(
    ["dersom", "hvis", "viss", "når", "om", "der", "if", "when", "where", "should", "skulle"]
)
_WITHOUT: Final = frozenset({"uten", "utan", "without"})
# Whoever does something soon after the comma begins a sentence anew.
_DOER_WORDS: Final = (
    "vi du de dei man en jeg eg kan skal må vil får er blir vert har lagrer lagrar behandler behandlar bruker brukar "
    "we you they is are will can may must"
)
_DOERS: Final = frozenset(_DOER_WORDS.split())
_PAIRS: Final = frozenset(
    {
        ("om", "du"),
        ("om", "vi"),
        ("om", "me"),
        ("med", "mindre"),
        ("bortsett", "fra"),
        ("bortsett", "frå"),
        ("other", "than"),
        ("apart", "from"),
    }
)
_NOT_ONLY: Final = frozenset(
    {"bare", "berre", "only", "kun", "utelukkende", "minst", "least", "lenger", "lengre", "lengere"}
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a sentence in small letters, where each stands, and its clause."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    clauses: tuple[int, ...]
    # Clauses that begin with «uten»: what stands in them is denied.
    without: frozenset[int]

    def denied(self, first: int, last: int, negations: frozenset[str]) -> bool:
        """Whether a phrase from one word to another stands in a clause that denies."""
        held = {self.clauses[place] for place in range(first, last + 1)}
        if held & self.without:
            return True
        return any(self._negates(place, negations) for place, clause in enumerate(self.clauses) if clause in held)

    def _negates(self, place: int, negations: frozenset[str]) -> bool:
        if self.words[place] not in negations:
            return False
        # «ikke bare … men også», “not only”: no denial at all.
        following = self.words[place + 1] if place + 1 < len(self.words) else ""
        return following not in _NOT_ONLY


def split(text: str) -> Iterator[tuple[int, int]]:
    """From where to where each sentence of a text goes."""
    start = 0
    for found in _END.finditer(text):
        if not _ends(text, start, found):
            continue
        yield _trimmed(text, start, found.end())
        start = found.end()
    if text[start:].strip():
        yield _trimmed(text, start, len(text))


def _ends(text: str, start: int, found: re.Match[str]) -> bool:
    following = _NEXT.match(text, found.end())
    if following is None:
        return True
    if "." not in found[0] or len(found[0].strip("\"'»”’)]")) > 1:
        return not following[1].islower() or "!" in found[0] or "?" in found[0]
    before = text[start : found.start()]
    last = before.rsplit(None, 1)[-1].lower().lstrip("(«\"“'") if before.split() else ""
    if _ENDS_IN_LETTER.search(before) and following[1].isupper():
        return True
    if following[1].islower() or last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha() and last not in "aåi"):
        return False
    return not (_NUMBER.search(before) and following[1].isdigit())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def words_of(text: str) -> Words:
    """The words of a sentence and their clauses."""
    found = list(_WORD.finditer(text))
    words = tuple(each[0].lower() for each in found)
    clauses: list[int] = []
    without: set[int] = set()
    clause = highest = 0
    is_condition = bool(words) and words[0] in _CONDITIONS
    outside: list[int] = []
    for place, each in enumerate(found):
        between = text[found[place - 1].end() if place else 0 : each.start()]
        for mark in between:
            if mark in "([":
                outside.append(clause)
                clause = highest = highest + 1
            elif mark in ")]" and outside:
                clause = outside.pop()
        is_over = "," in between and clause in without and _goes_on(words, place)
        if place and (is_over or _begins(words, place, between) or (is_condition and "," in between)):
            clause = highest = highest + 1
            is_condition = words[place] in _CONDITIONS
        if words[place] in _WITHOUT:
            without.add(clause)
        clauses.append(clause)
    return Words(words, tuple(each.span() for each in found), tuple(clauses), frozenset(without))


def _goes_on(words: tuple[str, ...], place: int) -> bool:
    """Whether a sentence of its own follows the comma after «uten …», not one more thing it is without."""
    return bool(_DOERS & set(words[place : place + 4]))


def _begins(words: tuple[str, ...], place: int, between: str) -> bool:
    """Whether a new clause begins with this word."""
    word = words[place]
    if _BREAKS.search(between) or word in _ALONE or word in _WITHOUT:
        return True
    if tuple(words[place : place + 2]) in _PAIRS:
        return True
    # What «uten …» denies ends with the comma.
    return "," in between and word in _AFTER_COMMA
