"""Which language a text is in: bokmål, nynorsk or English; Danish and Swedish are known so that they can be told
apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from etterlev.errors import EtterlevError
from etterlev.languages import Language
from etterlev.notice.rules.lint import errors
from etterlev.notice.rules.lint.statement import HEADING, ROW, TextBlock

_WORD: Final = re.compile(r"[^\W\d_]+")
# Words one language has and its neighbours lack, and words two of them share.
_OWN: Final = {
    "nb": "hva noen mer opplysninger opplysningene personopplysninger personopplysningene etter uten blitt fortsatt "
    "måned virksomheten rettighetene rettigheter tjenester tjenestene formål formålet "
    "behandlingsansvarlig avdeling hvordan "
    "oppbevares lagres brukes slettes informasjonskapsler nettsiden kunder ansatte noe sørge gjør dere",
    "nn": "ikkje eg kva korleis kvifor kven frå meir vere òg utan opplysningar opplysningane personopplysningar "
    "personopplysningane behandlar behandlinga dei desse sjølv ein eit berre vert vart nokon nokre me dykk tek gjer "
    "seier rettar rettane rett kor verksemda tenester tilsette mellom føremål føremålet "
    "behandlingsansvarleg blir kundar "
    "handsaming handsamar nettsida tek kontaktar heile",
    "da": "af dig hvad oplysninger personoplysninger efter uden nogle mere vores jeres meget mellem bliver blive os "
    "databeskyttelsesforordningen behandlingsgrundlag dataansvarlig oplyse videregive "
    "opbevarer rettigheder indsigt tilbage hjemmeside indsamler indsamles anvender anvendes opbevares gældende "
    "privatlivspolitik vedrørende virksomhed samarbejdspartnere hjemmesiden indsigelse hvornår såfremt længere udover "
    "mig jer nogen noget uden ind op brug bruges brugere sådan videregives sletning opdateret ændringer ændre vælge "
    "dataansvarlige retsgrundlag forpligtelse forpligtelser selskab selskabet køb købe overensstemmelse privatlivet "
    "værner fælles inden regnskab ydelser oplysningerne personoplysningerne forskellige fortrolighed",
    "sv": "och att är inte från för vad hur uppgifter personuppgifter också ditt någon några oss samtycke "
    "behandlar ändamål rättigheter rätt till dina webbplats lagras radering tillgång personuppgiftsansvarig använder "
    "enligt vem denna detta våra era när där företag tjänster webbplatsen syfte uppgifterna personuppgifterna "
    "lagstiftning integritetspolicy integritet sekretess måste",
    "en": "the of and to in we you your our is are that with or not be may this by on us will can from which about",
}
_SHARED: Final = {
    frozenset({"nb", "da"}): "ikke jeg hvordan hvorfor hvem hvilke fra være også bare hvis behandlingen fordi",
    frozenset({"nb", "nn"}): "av deg opplysning etter vår våre når eller og om til som på for med det er vi du kan",
    frozenset({"da", "sv"}): "dig din mig",
}
_WEIGHT: Final = 3
_COOKIES: Final = re.compile(r"cookie|kaps(?:e?l|ler|lar)", re.IGNORECASE)
# Fewer words than these outside tables and cookie lists, and the whole is looked at.
_ENOUGH: Final = 20
_FEWEST_WORDS: Final = 8
# The second language must carry this share of the text before the text counts as mixed.
_MIXED: Final = 0.25
_NAMES: Final = {"nb": "bokmål", "nn": "nynorsk", "en": "engelsk", "da": "dansk", "sv": "svensk"}
_REFUSED: Final[dict[str, type[EtterlevError]]] = {"da": errors.TextIsDanish, "sv": errors.TextIsSwedish}


def _weights() -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for language, words in _OWN.items():
        for word in words.split():
            found.setdefault(word, Counter())[language] += _WEIGHT
    for languages, words in _SHARED.items():
        for word in words.split():
            for language in languages:
                found.setdefault(word, Counter())[language] += 1
    return found


_WEIGHTS: Final = _weights()


def recognise(blocks: Iterable[TextBlock], file: str) -> Language:
    """The language of a text. Raises TextIsDanish, TextIsSwedish, LanguageNotKnown or LanguagesMixed."""
    words: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    every = tuple(blocks)
    for block in _own_words(every) or every:
        scores, count = score(block.text)
        whole += scores
        if count >= _FEWEST_WORDS and (clear := _clear(scores)):
            words[clear] += count
    ranked = whole.most_common(2)
    if not ranked or ranked[0][1] < 2 * _WEIGHT:
        raise errors.LanguageNotKnown(file=file)
    first = ranked[0][0]
    second = next((each for each, _ in words.most_common() if each != _written(first)), "")
    if second and words[second] > _MIXED * sum(words.values()):
        raise errors.LanguagesMixed(file=file, languages=" og ".join(_NAMES[each] for each in (first, second)))
    if first in _REFUSED:
        raise _REFUSED[first](file=file)
    return "nn" if first == "nn" else "nb" if first == "nb" else "en"


def _own_words(blocks: Sequence[TextBlock]) -> tuple[TextBlock, ...]:
    """All but tables and what stands under a heading about cookies: those lists are often a supplier's, in English.
    Nothing where there is too little left to go by.
    """
    kept: list[TextBlock] = []
    level = 0
    for block in blocks:
        if block.kind == HEADING:
            is_cookies = bool(_COOKIES.search(block.text))
            # One word under it is a cell of the list, not a new section.
            ends = block.level <= level and len(block.text.split()) > 1
            level = block.level if is_cookies else 0 if ends else level
        if not level and block.kind != ROW:
            kept.append(block)
    return tuple(kept) if sum(len(each.text.split()) for each in kept) >= _ENOUGH else ()


def _written(language: str) -> str:
    return "nb" if language == "nn" else language


def score(text: str) -> tuple[Counter[str], int]:
    """How much each language is in a text, and how many words it has."""
    scores: Counter[str] = Counter()
    words = _words(text)
    for word in words:
        if word in _WEIGHTS:
            scores.update(_WEIGHTS[word])
    # A text may have too few of these words to be in any language we know.
    return (scores if scores.total() >= len(words) * 0.3 else Counter()), len(words)


def _words(text: str) -> list[str]:
    """In small letters. Capitals among others are names: «IT REGNSKAP AS» is no English."""
    found: list[str] = _WORD.findall(text)
    shouted = [each for each in found if len(each) > 1 and each.isupper()]
    if len(shouted) * 2 < len(found):
        found = [each for each in found if len(each) == 1 or not each.isupper()]
    return [each.lower() for each in found]


def _clear(scores: Counter[str]) -> str:
    """The language of a paragraph where there is no doubt. Pages mix bokmål and nynorsk, and the rules read them alike:
    they count as one.
    """
    merged = Counter({each: count for each, count in scores.items() if each != "nn"})
    merged["nb"] = max(scores["nb"], scores["nn"])
    ranked = merged.most_common(2)
    if not ranked or ranked[0][1] < 2 * _WEIGHT or (len(ranked) > 1 and ranked[0][1] < ranked[1][1] * 1.5):
        return ""
    return ranked[0][0]
