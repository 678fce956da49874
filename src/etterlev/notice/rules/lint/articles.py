"""References to Articles 6 and 9 with their letters, in the many ways they are written.

«artikkel 6 nr. 1 bokstav f», «art. 6 (1) f», “Article 6(1)(f)”, «6.1.f», «artikkel 6 bokstav b, c og f», and a bare
«bokstav c» where an article has been named before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_LETTERS: Final = r"(?:\b(?:bokstav(?:en|ene|ane|er)?|litra|lit\.?|letters?|points?)(?![a-zæøå])\s*)"
_ONE: Final = r"[(«\"']?[a-j][)»\"']?(?![a-zæøå0-9])"
_MORE: Final = rf"(?:\s*(?:,|og|and|eller|or|samt|/|&)\s*{_LETTERS}?{_ONE})*"
_PARAGRAPH: Final = (
    r"(?:\s*,?\s*(?:\(?\s*nr\.?\s*[12]\s*\)?|\(\s*[12]\s*\)|\(\s*[12]\s*(?=[a-j]\s*\))|-\s?[12](?=[\s-]*[a-j]\b)\s?-?"
    r"|\.\s*[12](?!\d)\.?|[12]\.?\s*ledd|første ledd|andre ledd|annet ledd|paragraph\s*[12]"
    r"|[12](?=\s*[(.,]?\s*(?:[a-j]\b|bokstav|litra)))\s*,?)"
)
_NAMED: Final = (
    r"(?:artikkel|artiklene|artiklane|artikler|artiklar|art\.?|articles?|gdpr|forordning\w*(?:\s+art\w*\.?)?)"
)
_ARTICLE: Final = re.compile(
    rf"(?:{_NAMED}\s*(?P<a>6|9)(?P<p>{_PARAGRAPH})?\s*(?P<l>{_LETTERS})?(?P<s>{_ONE}{_MORE})?"
    rf"|(?<![\d.§-])(?P<b>6|9)\s*(?:\([12]\)|\.\s?[12]\.?)\s*(?P<t>{_ONE}{_MORE}))",
    re.IGNORECASE,
)
_BARE: Final = re.compile(rf"{_LETTERS}(?P<s>{_ONE}{_MORE})", re.IGNORECASE)
_LETTER: Final = re.compile(r"(?<![a-zæøå])([a-j])(?![a-zæøå0-9])", re.IGNORECASE)
# «§ 16 bokstav e» is another law.
_SECTION: Final = re.compile(r"§+\s*[\d-]+(?:[^.;]|nr\.){0,20}$")
_OTHER: Final = re.compile(r"(?:artikkel|art\.?|article)\s*(?!6\b|9\b)\d+(?:[^.;]|nr\.){0,25}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """A letter of an article, and where it stands in the text. `code` is the law room's, such as `A6-1-f`."""

    article: int
    letter: str
    start: int
    end: int

    @property
    def code(self) -> str:
        return f"A{self.article}-{1 if self.article == 6 else 2}-{self.letter}"


def references(text: str, before: int = 6) -> tuple[Reference, ...]:
    """Every letter in a text. `before` is the article a bare «bokstav c» belongs to."""
    found = list(_named(text))
    taken = [(each.start, each.end) for each in found]
    for each in _BARE.finditer(text):
        if any(start <= each.start() < end for start, end in taken):
            continue
        head = text[: each.start()]
        if _SECTION.search(head) or _OTHER.search(head):
            continue
        article = next((one.article for one in reversed(found) if one.start < each.start()), before)
        found.extend(Reference(article, letter, each.start(), each.end()) for letter in _letters(each["s"]))
    return tuple(sorted((each for each in found if _exists(each)), key=lambda one: (one.start, one.letter)))


def _exists(reference: Reference) -> bool:
    """Article 6(1) ends with f."""
    return reference.article != 6 or reference.letter <= "f"


def names_article(text: str, number: int) -> bool:
    """Whether the article is named, with or without a letter."""
    return re.search(rf"{_NAMED}\s*{number}\b", text, re.IGNORECASE) is not None


def _named(text: str) -> Iterator[Reference]:
    for each in _ARTICLE.finditer(text):
        letters = each["s"] or each["t"]
        if not letters:
            continue
        # In “Article 6 a person …” the letter is an article of another kind.
        is_sure = each["t"] or each["p"] or each["l"] or letters[0] in "(«\"'"
        if is_sure:
            article = int(each["a"] or each["b"])
            yield from (Reference(article, letter, each.start(), each.end()) for letter in _letters(letters))


def _letters(written: str) -> list[str]:
    return [
        found[1].lower()
        for found in _LETTER.finditer(
            re.sub(r"bokstav\w*|litra|lit\.?|letters?|points?|og|and|eller|or|samt", " ", written)
        )
    ]
