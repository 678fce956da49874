"""The three languages: complete, and each its own."""

import inspect
import re
import tomllib
from collections.abc import Iterator

import pytest

from etterlev.errors import EtterlevError, template_of
from etterlev.languages import LANGUAGES, translate
from etterlev.law import errors
from etterlev.law.packs import FOLDER

# Words one language has and the other has not, common enough to betray a text that was not translated.
ONLY_BOKMAL = """
ikke hva hvor hvem hvilke hvilken hvordan noe noen en et fra bare også dem deres selv sier tar gjør gjøre ber kommer
trenger gjelder sletter behandler begrenser retter finner skriver måneder dager opplysninger opplysningene behandlingen
behandlingsansvarlig personvernforordningen henvendelse henvendelsen regnskap regnskapet lønn kunder kundene ansatt
ansatte sykefravær umulig mulig tydelig lovlig virksomhet virksomheten rettigheter rettighetene allmennhetens
berettigede være ble blitt fortsatt oppgave sikkerhet avgjørelse avgjørelsen avgjørelser bokføringsloven
hvitvaskingsloven leverandører mottakere eier eiere loven reglene fødselsdag kjøre sammen senest innen trekke
"""
ONLY_NYNORSK = """
ikkje kva kvar kven kvifor korleis noko nokon ein eit frå berre òg dei sjølv seier tek gjer gjere bed kjem treng gjeld
slettar behandlar månader dagar opplysningar opplysningane behandlinga behandlingsansvarleg førespurnad rekneskap løn
kundar tilsett tilsette sjukefråvær umogleg mogleg tydeleg lovleg verksemd rettar vere vart seinast innan trekkje
"""
AMERICAN = re.compile(r"\b\w+iz(?:e|ed|es|ing|ation)\b|\b(?:behavior|color|center|labor|fulfill)\b")


def texts_in(value: object) -> Iterator[dict[str, str]]:
    if isinstance(value, dict):
        if set(value) == set(LANGUAGES):
            yield value
        else:
            for inner in value.values():
                yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)


TEXTS = {path.stem: list(texts_in(tomllib.loads(path.read_text(encoding="utf-8")))) for path in FOLDER.glob("*.toml")}
PACKS = pytest.mark.parametrize("pack", sorted(TEXTS))


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[a-zæøåéòA-ZÆØÅ]+", text.lower()))


@PACKS
def test_nynorsk_is_nynorsk(pack: str) -> None:
    for text in TEXTS[pack]:
        assert not words_of(text["nn"]) & set(ONLY_BOKMAL.split()), text["nn"]


@PACKS
def test_bokmal_is_bokmal(pack: str) -> None:
    for text in TEXTS[pack]:
        assert not words_of(text["nb"]) & set(ONLY_NYNORSK.split()), text["nb"]


@PACKS
def test_english_is_english_and_british(pack: str) -> None:
    for text in TEXTS[pack]:
        # Norwegian words stand in brackets behind their English ones, or are a name.
        bare = re.sub(r"\([^)]*\)|personopplysningsloven|Brønnøysund", "", text["en"])
        assert not re.search("[æøåÆØÅ]", bare), text["en"]
        assert not words_of(bare) & set(ONLY_BOKMAL.split()), text["en"]
        assert not AMERICAN.search(bare), text["en"]


@PACKS
def test_a_sentence_is_not_the_same_in_two_languages(pack: str) -> None:
    for text in TEXTS[pack]:
        if len(text["nb"]) > 45:
            assert len(set(text.values())) == 3, text["nb"]


@PACKS
def test_no_text_hedges_or_promises_everything(pack: str) -> None:
    # The authorities' guidelines on transparency warn against words that leave the reader guessing.
    for text in TEXTS[pack]:
        assert not words_of(text["nb"]) & {"eventuelt", "muligens", "normalt", "typisk", "aldri", "alltid"}, text["nb"]
        assert "så lenge det er nødvendig" not in text["nb"]


ERRORS = [thing for thing in vars(errors).values() if inspect.isclass(thing) and issubclass(thing, EtterlevError)]


@pytest.mark.parametrize(
    "error", [each for each in ERRORS if each is not EtterlevError], ids=lambda each: each.__name__
)
def test_every_error_is_said_in_three_languages_with_the_same_facts(error: type[EtterlevError]) -> None:
    said = {language: translate(template_of(error), language, "etterlev.law") for language in LANGUAGES}
    assert len(set(said.values())) == 3
    assert len({frozenset(re.findall(r"\{\w+\}", sentence)) for sentence in said.values()}) == 1
    assert not words_of(re.sub(r"\{\w+\}|\ben\b", "", said["nn"])) & set(ONLY_BOKMAL.split())
