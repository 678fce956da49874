"""Articles and sections by short codes: `A13-1-c` is Article 13(1)(c), `EKOM-3-15` is ekomloven § 3-15."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from etterlev.languages import Language

# The Norwegian name in both written forms, the English name, and Lovdata's address of the act.
_ACTS: Final = {
    "POL": ("personopplysningsloven", "personopplysningslova", "Personal Data Act (personopplysningsloven)", "2018-06-15-38"),
    "EKOM": ("ekomloven", "ekomlova", "Electronic Communications Act (ekomloven)", "2024-12-13-76"),
    "MFL": ("markedsføringsloven", "marknadsføringslova", "Marketing Control Act (markedsføringsloven)", "2009-01-09-2"),
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
    article, *rest = code.removeprefix("A").split("-")
    if language == "en":
        return f"Article {article}" + "".join(f"({part})" for part in rest)
    return f"artikkel {article}" + "".join(f" nr. {part}" if part.isdigit() else f" bokstav {part}" for part in rest)


def cite_all(codes: Iterable[str], language: Language) -> str:
    """Several in one breath: the regulation is named once, before its articles."""
    several = list(codes)
    articles = [cite(code, language) for code in several if code[0] == "A"]
    sections = [cite(code, language) for code in several if code[0] != "A"]
    if articles:
        joined = joined_words(articles, language)
        articles = [f"{joined} of the GDPR" if language == "en" else f"personvernforordningen {joined}"]
    if language == "nn":
        articles = [each.replace("personvernforordningen", "personvernforordninga") for each in articles]
    return joined_words([*sections, *articles], language)


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
