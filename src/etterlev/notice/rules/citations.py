"""Articles and sections by short codes: `A13-1-c` is Article 13(1)(c), `EKOM-3-15` is ekomloven § 3-15."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from etterlev.languages import Language

# The Norwegian name in both written forms, the English name, and Lovdata's address of the act.
_ACTS: Final = {
    "POL": (
        "personopplysningsloven",
        "personopplysningslova",
        "Personal Data Act (personopplysningsloven)",
        "2018-06-15-38",
    ),
    "EKOM": ("ekomloven", "ekomlova", "Electronic Communications Act (ekomloven)", "2024-12-13-76"),
    "MFL": (
        "markedsføringsloven",
        "marknadsføringslova",
        "Marketing Control Act (markedsføringsloven)",
        "2009-01-09-2",
    ),
    "BOKF": ("bokføringsloven", "bokføringslova", "Bookkeeping Act (bokføringsloven)", "2004-11-19-73"),
}
_AND: Final[dict[Language, str]] = {"nb": "og", "nn": "og", "en": "and"}
LOVDATA: Final = "https://lovdata.no/lov"


def cite(code: str, language: Language) -> str:
    """«artikkel 13 nr. 1 bokstav c», “Article 13(1)(c)”; «ekomloven § 3-15», “section 3-15 of the … Act”."""
    act, _, section = code.partition("-")
    if act in _ACTS:
        nb, nn, en, _ = _ACTS[act]
        return f"section {section} of the {en}" if language == "en" else f"{nn if language == 'nn' else nb} § {section}"
    article, rest = _split(code)
    if language == "en":
        return f"Article {article}{_rest(rest, language)}"
    return f"artikkel {article} {_rest(rest, language)}".rstrip()


def cite_all(codes: Iterable[str], language: Language) -> str:
    """Several in one breath: the regulation is named once, and each of its articles once."""
    several = list(codes)
    told = [cite(code, language) for code in several if code[0] != "A"]
    articles: dict[str, list[str]] = {}
    for code in (each for each in several if each[0] == "A"):
        article, rest = _split(code)
        articles.setdefault(article, []).append(_rest(rest, language))
    if articles:
        told.append(_regulation([_article(*each, language) for each in articles.items()], language))
    return joined_words(told, language)


def _regulation(articles: list[str], language: Language) -> str:
    joined = joined_words(articles, language)
    if language == "en":
        return f"{joined} of the GDPR"
    return f"{'personvernforordninga' if language == 'nn' else 'personvernforordningen'} {joined}"


def _article(article: str, rests: list[str], language: Language) -> str:
    """«artikkel 12 nr. 2 og 5», “Article 12(2) and (5)”."""
    if language == "en":
        return f"Article {article}{joined_words(rests, language)}"
    same = all(rest.startswith("nr. ") and "bokstav" not in rest for rest in rests)
    shown = [rest.removeprefix("nr. ") if n and same else rest for n, rest in enumerate(rests)]
    return f"artikkel {article} {joined_words(shown, language)}".rstrip()


def _split(code: str) -> tuple[str, list[str]]:
    article, *rest = code.removeprefix("A").split("-")
    return article, rest


def _rest(rest: list[str], language: Language) -> str:
    """The paragraph and the letter."""
    if language == "en":
        return "".join(f"({part})" for part in rest)
    return " ".join(f"nr. {part}" if part.isdigit() else f"bokstav {part}" for part in rest)


def address(code: str) -> str:
    """Where the text of the provision can be read."""
    act, _, section = code.partition("-")
    if act in _ACTS:
        return f"{LOVDATA}/{_ACTS[act][3]}/§{section}"
    return f"{LOVDATA}/2018-06-15-38/gdpr/a{code.removeprefix('A').split('-')[0]}"


def joined_words(words: Iterable[str], language: Language) -> str:
    """«a, b og c», “a, b and c”."""
    several = list(words)
    if len(several) < 2:
        return "".join(several)
    return f"{', '.join(several[:-1])} {_AND[language]} {several[-1]}"
